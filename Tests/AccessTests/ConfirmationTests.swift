import Domain
import Store
import TestSupport
import Testing

/// Whose confirmation it is: the month's head until the deadline, then the successor; the nearest head above; deputies.
@Suite(.timeLimit(.minutes(2))) struct ConfirmationTests {
  /// The month before the last one, whenever the test runs: its deadline can lie on either side of today.
  static let month = "(date_trunc('month', current_date) - interval '2 months')::date"

  /// S1 had the former head until the end of that month, and has had the present one since.
  static func with(deadlineAfter days: Int, _ body: @Sendable (TestDatabase) async throws -> Void) async throws {
    try await TestDatabase.with(.organisation) { test in
      try await test.run(
        """
        update settings set confirmation_days = \(days);
        delete from mandates where role = 'head' and unit_id = fixture.unit('S1');
        insert into mandates (account_id, role, unit_id, valid_from, valid_to)
        select id, 'head', fixture.unit('S1'), '2024-04-01', last_day(\(month)) from accounts where login = 'former'
        union all select id, 'head', fixture.unit('S1'), last_day(\(month)) + 1, null from accounts where login = 'head';
        delete from time_records;
        select fixture.time('U1', \(month), 600, 3);
        select fixture.redirect('U1', \(month), 'policy', 300, '006');
        """)
      try await body(test)
    }
  }

  @Test(arguments: [(366, "former", "head"), (20, "head", "former")]) func untilTheDeadlineItIsTheMonthsOwnHead(days: Int, confirmer: String, other: String)
    async throws
  {
    try await Self.with(deadlineAfter: days) { test async throws in
      #expect(try await test.confirms(confirmer))
      #expect(try await !test.confirms(other))
      // A head above confirms only what has no head of its own.
      #expect(try await !test.confirms("analyst"))
      #expect(try await !test.confirms("stranger"))
    }
  }

  @Test func withoutAHeadOfItsOwnItIsTheNextAbove() async throws {
    try await Self.with(deadlineAfter: 366) { test async throws in
      try await test.run("delete from mandates where unit_id = fixture.unit('S1')")
      #expect(try await test.confirms("analyst"))
      #expect(try await !test.confirms("stranger"))
    }
  }

  @Test func aMonthThatHadNoHeadIsThePresentOnes() async throws {
    try await Self.with(deadlineAfter: 366) { test async throws in
      try await test.run("delete from mandates where account_id = (select id from accounts where login = 'former')")
      #expect(try await test.confirms("head"))
    }
  }

  @Test func aDeputyConfirmsAsTheHeadDoes() async throws {
    try await Self.with(deadlineAfter: 366) { test async throws in
      try await test.run(
        """
        insert into mandates (account_id, role, unit_id, deputy, valid_from)
        select id, 'head', fixture.unit('S1'), true, '2024-04-01' from accounts where login = 'analyst'
        """)
      #expect(try await test.confirms("analyst"))
      #expect(try await test.confirms("former"))
    }
  }

  @Test func aRevokedHeadLeavesTheNextOne() async throws {
    try await Self.with(deadlineAfter: 366) { test async throws in
      try await test.run("update accounts set revoked_at = now() where login = 'former'")
      #expect(try await !test.confirms("former"))
      #expect(try await test.confirms("head"))
    }
  }
}

extension TestDatabase {
  /// Whether the one claim can be confirmed by somebody. Of every unit the list says what the rule says.
  fileprivate func confirms(_ login: String) async throws -> Bool {
    let viewer = try await viewer(login)
    for month in [ConfirmationTests.month, "(\(ConfirmationTests.month) - interval '1 year')::date", "(\(ConfirmationTests.month) + interval '1 month')::date"]
    {
      let differ = "select u.code from units u where may_confirm(u.id, \(month)) <> (u.id in (select units_to_confirm(\(month))))"
      #expect(try await texts(differ, as: login) == [])
    }
    return try await changes("update redirections set confirmed_by_id = (select staff_id from accounts), confirmed_on = current_date", as: viewer)
  }
}
