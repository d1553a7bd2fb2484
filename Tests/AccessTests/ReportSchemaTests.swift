import Domain
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// What a program sees that signs in to the database itself: the account of the login's name, through the views of `report` and nothing else.
@Suite(.timeLimit(.minutes(1))) struct ReportSchemaTests {
  private func withLogins(_ body: @escaping @Sendable (TestDatabase) async throws -> Void) async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      // Roles belong to the server, which other tests use too.
      for login in Self.logins {
        try await test.run(
          """
          do $$ begin
            create role \(login) login in role tedori_report;
          exception when duplicate_object or unique_violation then null;
          end $$
          """)
      }
      try await body(test)
    }
  }

  private static let logins = ["hanae", "vice", "head", "former", "stranger", "member", "administrator", "revoked", "nobody_of_ours"]

  @Test func aLoginSeesWhatItsAccountReads() async throws {
    try await withLogins { test async throws in
      let all = try await test.number("select count(*) from snapshot_units where not empty")
      for (login, rows) in [
        ("hanae", all), ("vice", all), ("head", 2), ("stranger", 4), ("former", 0), ("member", 0), ("administrator", 0), ("revoked", 0), ("nobody_of_ours", 0),
      ] {
        #expect(try await test.texts("select count(*)::text from report.account", login: login) == ["\(rows)"], "\(login)")
        #expect(try await test.texts("select count(*)::text from report.months", login: login) == [rows > 0 ? "1" : "0"], "\(login)")
      }
      #expect(try await test.texts("select coalesce(unit_code, 'all') from report.account order by unit_code", login: "head") == ["S1", "all"])
      for view in ["account", "by_evidence", "by_category", "by_tool", "by_area"] {
        #expect(try await test.texts("select (count(*) > 0)::text from report.\(view) where unit_code = 'S1'", login: "head") == ["true"], "\(view)")
        #expect(try await test.texts("select (count(*) = 0)::text from report.\(view) where unit_code = 'S2'", login: "head") == ["true"], "\(view)")
      }
    }
  }

  /// The same figures as the report's, and null where they are withheld.
  @Test func theFiguresAreThoseOfTheReport() async throws {
    try await withLogins { test async throws in
      for unit in [nil, "B1", "S3"] {
        let figures = try await MonthlyReport.published(try #require(Month("2026-09")), unit: unit, in: test.database, as: try await test.viewer("vice")).total
        let expected = [
          figures.shown("headcount", as: "\(figures.headcount)"), figures.shown("freed", as: "\(figures.account.freed)"),
          figures.shown("E1.net", as: "\(figures.evidence[1].net)"),
          figures.shown("category.policy.claimed", as: "\(figures.categories["policy"]?.claimed ?? -1)"),
        ]
        let same = "unit_code is not distinct from \(unit.map { "'\($0)'" } ?? "null") and not own"
        let told = try await test.texts(
          """
          select coalesce(headcount::text, 'x') from report.account where \(same) union all select coalesce(freed::text, 'x') from report.account where \(same)
          union all select coalesce(net::text, 'x') from report.by_evidence where level = 1 and \(same)
          union all select coalesce(claimed::text, 'x') from report.by_category where category_code = 'policy' and \(same)
          """, login: "vice")
        #expect(told == expected, "\(unit ?? "all")")
      }
    }
  }

  /// No setting makes somebody else of a login, and nothing else of the record is open.
  @Test func aLoginIsNobodyElse() async throws {
    try await withLogins { test async throws in
      for sql in [
        "select count(*)::text from public.staff", "select count(*)::text from public.time_records", "select count(*)::text from public.frozen_minutes",
        "select count(*)::text from public.accounts", "set local role tedori_hr", "set local role tedori",
        "insert into report.months values ('2026-01-01', now())",
        "update public.snapshots set held = 0", "select public.freeze_month('2026-09-01')::text",
        "select public.reads_all_reports()::text from public.snapshots",
      ] {
        let error = await #expect(throws: ServerError.self, "\(sql)") { try await test.texts(sql, login: "head") }
        #expect(error?.sqlState == "42501", "\(sql)")
      }
      #expect(
        try await test.texts(
          "select set_config('tedori.account_id', (1)::text, true) || count(*) from report.account", login: "head") == ["12"])
      try await test.run("update accounts set revoked_at = now() where login = 'vice'")
      #expect(try await test.texts("select count(*)::text from report.account", login: "vice") == ["0"])
    }
  }
}

extension TestDatabase {
  /// The first column of what a login of the server is answered.
  fileprivate func texts(_ sql: String, login: String) async throws -> [String] {
    let server = try ConnectionPool(address: superuserAddress)
    do {
      let answer = try await server.transaction { transaction in
        try await transaction.script("set local session authorization \(login)")
        return try await transaction.query(Statement(text: sql)).map { try $0.decode(0, as: String.self) }
      }
      await server.close()
      return answer
    } catch {
      await server.close()
      throw error
    }
  }
}
