import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Who may change what: each change is tried by those who may and by those who may not.
@Suite(.timeLimit(.minutes(2))) struct ChangeTests {
  /// A change, and who of the cast may make it.
  struct Change: Sendable, CustomTestStringConvertible {
    let sql: String
    let allowed: Set<String>
    var testDescription: String { sql }

    init(_ sql: String, by allowed: Set<String>) {
      self.sql = sql
      self.allowed = allowed
    }
  }

  static let changes = [
    Change("insert into staff (staff_no, name) values ('900', '新人')", by: ["hanae", "noriko"]),
    Change("update unit_versions set name = '改称' where unit_id = (select id from units where code = 'S1')", by: ["hanae", "noriko"]),
    Change("update time_records set gross_minutes = 601 where adoption_id = \(adoption("U1")) and month = '2026-10-01'", by: ["hanae", "noriko", "clerk"]),
    Change("update time_records set gross_minutes = 101 where adoption_id = \(adoption("P8")) and month = '2026-10-01'", by: ["hanae"]),
    Change("update time_records set gross_minutes = 601 where adoption_id = \(adoption("UB")) and month = '2026-10-01'", by: ["hanae", "noriko"]),
    Change("update redirections set minutes = 299 where adoption_id = \(adoption("U1"))", by: ["hanae", "noriko", "clerk"]),
    Change("delete from redirections where adoption_id = \(adoption("P8"))", by: ["hanae"]),
    Change(
      "update redirections set confirmed_by_id = \(staff("002")), confirmed_on = current_date where adoption_id = \(adoption("U1"))",
      by: ["hanae", "noriko", "head"]),
    // Not in another's name.
    Change(
      "update redirections set confirmed_by_id = \(staff("012")), confirmed_on = current_date where adoption_id = \(adoption("U1"))", by: ["hanae", "noriko"]),
    Change(
      "insert into adoptions (code, unit_id, use_case_id, started_on) values ('N1', \(unit("S1")), \(useCase("C3")), current_date)",
      by: ["hanae", "noriko", "clerk", "head", "analyst"]),
    Change(
      "insert into adoptions (code, unit_id, use_case_id, started_on) values ('N1', \(unit("S3")), \(useCase("C3")), current_date)",
      by: ["hanae", "noriko", "stranger"]),
    Change(
      "insert into unit_comments (unit_id, month, text, written_by_id) values (\(unit("S1")), '2026-10-01', 'x', \(account("head")))", by: ["head"]),
    Change("update unit_comments set text = 'x'", by: []),
    Change("delete from claim_decisions", by: []),
    Change("update draw_seed set seed = gen_random_uuid()", by: []),
    Change("update categories set title = '別の名' where code = 'policy'", by: ["hanae", "noriko", "administrator"]),
    Change("update settings set confirmation_days = 60", by: ["administrator"]),
    Change("insert into accounts (login, name) values ('new', '新人')", by: ["administrator"]),
    Change("insert into mandates (account_id, role, valid_from) values (\(account("noriko")), 'hr', current_date)", by: ["administrator"]),
    Change("update accounts set revoked_at = now() where login = 'hanae'", by: ["administrator"]),
    Change("update corrections set answer = '直しました', answered_by_id = \(account("hanae")), answered_at = now()", by: ["hanae"]),
    Change("insert into named_exports (kind, asked_by_id, reason) values ('time', \(account("hanae")), '照会')", by: ["hanae"]),
    Change("insert into named_exports (kind, asked_by_id, reason) values ('time', \(account("noriko")), '照会')", by: []),
    // Not in another's name, nor by oneself.
    Change("update named_exports set approved_by_id = \(account("noriko")), approved_at = now()", by: []),
    Change("update tokens set revoked_at = now() where account_id = \(account("vice"))", by: ["vice", "administrator"]),
    Change("update tokens set revoked_at = null where account_id = \(account("vice"))", by: []),
    Change("update sessions set ended_at = null where account_id = \(account("vice"))", by: []),
    Change("insert into mandates (account_id, role, valid_from) values (\(account("administrator")), 'hr', current_date)", by: []),
    Change("delete from looks", by: []),
    Change("insert into looks (account_id, person_id, role, what) values (1, 1, 'hr', 'x')", by: []),
    Change("update rollup_people set headcount = 0", by: []),
    Change("update changes set actor = 'x'", by: []),
    Change("delete from audit_rows", by: []),
  ]

  /// Ids, as the owner finds them: who may not read a table must not get by on that account.
  static func adoption(_ code: String) -> String { "fixture.adoption('\(code)')" }
  static func unit(_ code: String) -> String { "fixture.unit('\(code)')" }
  static func useCase(_ code: String) -> String { "fixture.use_case('\(code)')" }
  static func staff(_ number: String) -> String { "fixture.staff('\(number)')" }
  static func account(_ login: String) -> String { "fixture.account('\(login)')" }

  @Test(arguments: changes) func onlyWhoMayChangesIt(_ change: Change) async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      try await test.run(
        """
        create function fixture.account(text) returns bigint language sql stable return (select id from accounts where login = $1);
        do $$ declare f record; begin
          for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'fixture'::regnamespace loop
            execute format('alter routine %s security definer', f.name);
          end loop;
          grant usage on schema fixture to public;
        end $$;
        """)
      for name in VisibilityTests.cast {
        let viewer = name == "gate" ? Viewer.gate : try await test.viewer(name)
        #expect(try await test.changes(change.sql, as: viewer) == change.allowed.contains(name), "\(name)")
      }
    }
  }

  @Test func anExportOfNamedTimeTakesTwoPersons() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.run(
        """
        with a as (insert into accounts (login, name) values ('ito', '伊藤') returning id)
        insert into mandates (account_id, role, valid_from) select id, 'hr', '2026-04-01' from a
        """)
      let officer = try await test.viewer("hanae")
      let colleague = try await test.viewer("ito")
      let other = try await test.viewer("noriko")
      let export = try await test.database.askForExport(of: "time", reason: "監査への回答", as: officer)
      #expect(try await test.takes(export, as: officer) == nil)
      #expect(try await !test.database.approve(export: export, as: officer))
      #expect(try await test.database.approve(export: export, as: colleague))
      #expect(try await !test.database.approve(export: export, as: colleague))
      #expect(try await test.takes(export, as: colleague) == nil)
      #expect(try await test.takes(export, as: officer) == "time")
      #expect(try await test.takes(export, as: officer) == nil)
      await #expect(throws: ServerError.self) { try await test.database.approve(export: export, as: other) }
    }
  }
}

extension TestDatabase {
  /// The name of the kind whose rows somebody gets; nil: none.
  func takes(_ export: Int, as viewer: Viewer) async throws -> String? { try await database.take(export: export, as: viewer) { $1.name } }

  /// Whether somebody's change takes hold; it is taken back in any case.
  func changes(_ sql: String, as viewer: Viewer) async throws -> Bool {
    struct TakenBack: Error { let rows: Int }
    do {
      try await database.write(as: viewer) { transaction in
        throw TakenBack(rows: try await transaction.execute(Statement(text: sql)))
      }
      return false
    } catch let error as TakenBack {
      return error.rows > 0
    } catch let error as ServerError where error.sqlState == "42501" {
      return false
    }
  }
}
