import Postgres
import TestSupport
import Testing

/// Within a transaction the order of changes doesn't matter: only how things stand at its end does.
@Suite(.timeLimit(.minutes(2))) struct OrderTests {
  /// Statements that refer to nothing that another one makes, and that pass through states which would be refused.
  static let changes = [
    "select fixture.redirect('P6', '2026-10-01', 'policy', 300)",
    "select fixture.redirect('P6', '2026-10-01', 'overtime', 200)",
    "select fixture.time('P6', '2026-10-01', 12000)",
    "select fixture.time('P6b', '2026-10-01', -2000)",
    "select fixture.time('U1', '2026-10-01', 38000, 4)",
    "select fixture.move('008', 'S1', '2026-10-01')",
    "select fixture.redirect('U1', '2026-10-01', 'quality', 38000)",
    "update adoptions set ended_on = '2026-10-31', end_reason = 'other' where code = 'P6'",
    "select fixture.measured('P9', '2026-10-01', 40, 'M2')",
    "update measurements set baseline_minutes = 20 where code = 'M2'",
    "select fixture.redirect('P9', '2026-10-01', 'mentoring', 570)",
  ]

  @Test func anyOrderComesToTheSame() async throws {
    var expected: [String] = []
    var dice = Dice(seed: 20)
    for _ in 1...12 {
      let order = Self.changes.shuffled(using: &dice)
      let found = try await outcome(of: order)
      if expected.isEmpty { expected = found }
      #expect(found == expected, "\(order)")
    }
    #expect(expected.count > 5)
  }

  /// Without the loss the person is above the cap, whichever came first.
  @Test func anIncompleteSetIsRefusedInAnyOrder() async throws {
    var dice = Dice(seed: 21)
    for _ in 1...4 {
      let order = Self.changes.filter { !$0.contains("-2000") }.shuffled(using: &dice)
      try await TestDatabase.with { test async throws in
        #expect(try await test.refusal(of: order.joined(separator: "; ")) == "cap_person")
        #expect(try await test.number("select count(*) from redirections") == 0)
      }
    }
  }

  private func outcome(of order: [String]) async throws -> [String] {
    let found = Found()
    try await TestDatabase.with { test async throws in
      try await test.run(order.joined(separator: "; "))
      await found.set(
        try await test.texts(
          """
          select to_jsonb(m) - 'tool_id' - 'task_id' from live_minutes('2026-10-01', null) m
          union all select to_jsonb(c) from live_categories('2026-10-01', null) c union all select to_jsonb(p) from live_people('2026-10-01', null) p order by 1
          """))
      #expect(try await test.texts("select rule from fixture.violations where cases > 0") == [])
    }
    return await found.rows
  }

  private actor Found {
    var rows: [String] = []
    func set(_ rows: [String]) { self.rows = rows }
  }
}
