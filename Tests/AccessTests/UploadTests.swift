import Domain
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// Taking an import back: whole, or not at all, and by nobody who may not take rows back.
@Suite(.timeLimit(.minutes(2))) struct UploadTests {
  /// An upload as the import room leaves it, with the change that it was.
  static func imported(_ kind: String, _ text: String, in test: TestDatabase, as login: String = "hanae") async throws -> Int {
    let viewer = try await test.viewer(login)
    try await test.run(
      """
      insert into uploads (account_id, role, file_name, byte_count, kind, state)
      select a.id, m.role, 'x.csv', 1, '\(kind)', 'importing' from accounts a join mandates m on m.account_id = a.id where a.login = '\(login)'
      """)
    try await Scratch.with { folder in
      let outcome = try await test.job(kind, try folder.file(Array(text.utf8))).run(in: test.database, as: viewer, progress: { _ in }) { transaction, _ in
        try await transaction.script(
          "update uploads set state = 'imported', change_id = nullif(current_setting('tedori.change_id', true), '')::bigint where state = 'importing'")
      }
      #expect(outcome.problems == [])
    }
    return try await test.number("select max(id) from uploads")
  }

  static let everything = """
    select coalesce(jsonb_agg(x order by x::text)::text, '') from (
      select to_jsonb(t) - 'id' as x from staff t union all select to_jsonb(t) - 'id' from posts t union all select to_jsonb(t) - 'id' from unit_versions t union all select to_jsonb(t) - 'id' from tools t
      union all select to_jsonb(t) from time_records t union all select to_jsonb(t) from post_periods t union all select to_jsonb(t) - 'id' from units t) y
    """

  @Test(arguments: [
    ("staff", "staff_no,name,previous_no,left_on,withdrawn\n901,新人,,2026-06-30,\n902,再任用,901,,\n006,改名,,,\n013,,,,yes\n"),
    ("units", "code,valid_from,name,kind,parent_code\nS9,2026-04-01,新設課,section,D1\nS8,2026-04-01,新設係,team,S9\n"),
    ("posts", "staff_no,unit_code,valid_from,kind,share_percent\n006,S2,2027-04-01,concurrent,20\n008,S1,2027-04-01,primary,\n"),
    ("time", "adoption_code,month,users,gross_minutes\nU1,2026-10,3,600\nU1,2026-09,3,700\n"), ("tools", "code,name,vendor\nT1,別名,会社\nT77,新,\n"),
  ]) func everythingIsAsItWas(kind: String, text: String) async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("insert into staff (staff_no, name) values ('013', '戻る')")
      let before = try await test.texts(Self.everything)
      let upload = try await Self.imported(kind, text, in: test)
      #expect(try await test.texts(Self.everything) != before)
      guard case .undone = try await test.database.undo(upload: upload, as: try await test.viewer("hanae")) else { throw NotUndone() }
      #expect(try await test.texts(Self.everything) == before)
      guard case .nothingToUndo = try await test.database.undo(upload: upload, as: try await test.viewer("hanae")) else { throw NotUndone() }
      // In the audit trail, under the name of who took it back.
      #expect(
        try await test.texts("select distinct c.actor || ' ' || r.reason from changes c join audit_rows r on r.change_id = c.id where r.reason like '取込み%'")
          == ["hanae 取込み \(upload) の取消し"])
    }
  }

  struct NotUndone: Error {}

  @Test func whatHasChangedSinceIsSaidAndNothingIsDone() async throws {
    try await TestDatabase.with { test async throws in
      let upload = try await Self.imported("tools", "code,name\nT1,別名\nT77,新\nT78,新\n", in: test)
      try await test.run("update tools set name = 'もっと新しい' where code = 'T77'; delete from tools where code = 'T78'")
      guard case .changedSince(let rows) = try await test.database.undo(upload: upload, as: try await test.viewer("hanae")) else { throw NotUndone() }
      #expect(rows.map { "\($0.kind ?? "") \($0.code) \($0.isGone)" }.sorted() == ["tools T77 false", "tools T78 true"])
      #expect(try await test.texts("select name from tools where code in ('T1', 'T77') order by code") == ["別名", "もっと新しい"])
      #expect(try await test.number("select count(*) from uploads where undone_at is not null") == 0)
    }
  }

  @Test func whatOthersDependOnStays() async throws {
    try await TestDatabase.with { test async throws in
      let hanae = try await test.viewer("hanae")
      let tools = try await Self.imported("tools", "code,name\nT77,新\n", in: test)
      try await test.run(
        "insert into use_cases (code, title, tool_id, task_id) select 'C77', 'x', t.id, (select min(id) from tasks) from tools t where t.code = 'T77'")
      guard case .refused = try await test.database.undo(upload: tools, as: hanae) else { throw NotUndone() }
      // The minutes that were redirected since were freed by these records.
      let time = try await Self.imported("time", "adoption_code,month,users,gross_minutes\nU1,2026-10,3,600\n", in: test)
      try await test.run("select fixture.redirect('U1', '2026-10-01', 'policy', 300, '006')")
      guard case .refused = try await test.database.undo(upload: time, as: hanae) else { throw NotUndone() }
      #expect(try await test.number("select gross_minutes from time_records where month = '2026-10-01'") == 600)
    }
  }

  @Test func nobodyElseTakesItBack() async throws {
    try await TestDatabase.with { test async throws in
      let upload = try await Self.imported("tools", "code,name\nT77,新\n", in: test)
      for login in ["noriko", "clerk", "head", "analyst", "vice", "member", "administrator", "auditor", "stranger", "revoked"] {
        let viewer = try await test.viewer(login)
        let error = await #expect(throws: ServerError.self, "\(login)") { try await test.database.undo(upload: upload, as: viewer) }
        #expect(error?.sqlState == "42501", "\(login)")
      }
      #expect(try await test.number("select count(*) from tools where code = 'T77'") == 1)
    }
  }

  /// Which change an import was is written by whoever uploads. What HR has written isn't taken back by naming it.
  @Test func nobodyTakesBackAnothersChange() async throws {
    try await TestDatabase.with { test async throws in
      let hers = try await Self.imported("tools", "code,name\nT77,新\n", in: test)
      let his = try await Self.imported("tools", "code,name\nT78,新\n", in: test, as: "noriko")
      let noriko = try await test.viewer("noriko")
      let change = try await test.number("select change_id from uploads where id = \(hers)")
      try await test.database.write(as: noriko) { try await $0.script("update uploads set change_id = \(change) where id = \(his)") }
      let error = await #expect(throws: ServerError.self) { try await test.database.undo(upload: his, as: noriko) }
      #expect(error?.sqlState == "42501")
      #expect(try await test.number("select count(*) from tools where code in ('T77', 'T78')") == 2)
      guard case .undone = try await test.database.undo(upload: hers, as: try await test.viewer("hanae")) else { throw NotUndone() }
    }
  }

  /// A file is worked on with the rights of whoever uploaded it: nobody uploads one as somebody else, or puts other bytes into another's.
  @Test func nobodyUploadsAsSomebodyElse() async throws {
    try await TestDatabase.with { test async throws in
      let upload = try await Self.imported("tools", "code,name\nT77,新\n", in: test)
      let ito =
        "insert into accounts (login, name) values ('ito', '伊藤'); insert into mandates (account_id, role, valid_from) select id, 'hr', '2026-04-01' from accounts where login = 'ito'"
      try await test.run(ito)
      try await test.run("insert into upload_pieces (upload_id, place, bytes) values (\(upload), 0, 'x')")
      for sql in [
        "insert into uploads (account_id, role, file_name, byte_count, kind) select o.account_id, 'administrator', 'x', 1, 'tools' from uploads o",
        "insert into uploads (account_id, role, file_name, byte_count, kind) select viewer(), 'administrator', 'x', 1, 'tools'",
        "insert into upload_pieces (upload_id, place, bytes) values (\(upload), 9, 'x')", "update upload_pieces set bytes = 'x' where upload_id = \(upload)",
      ] {
        let viewer = try await test.viewer("ito")
        let error = await #expect(throws: ServerError.self, "\(sql)") { try await test.database.write(as: viewer) { try await $0.script(sql) } }
        #expect(error?.sqlState == "42501", "\(sql)")
      }
    }
  }

  @Test func whatIsDoneWithIsForgotten() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(
        """
        insert into uploads (account_id, role, file_name, byte_count, kind, state, at, refused, understood)
        select a.id, 'hr', v.name, 1, 'tools', v.state, now() - v.age, v.refused, '{}' from accounts a, (values ('old', 'checked', interval '31 days', 0), ('new', 'checked', interval '29 days', 0),
          ('whole', 'imported', interval '1 hour', 0), ('part', 'imported', interval '29 days', 3), ('gone', 'discarded', interval '1 hour', 0)) v (name, state, age, refused) where a.login = 'hanae';
        insert into upload_pieces (upload_id, place, bytes) select id, 0, 'x' from uploads
        """)
      try await test.database.forgetUploads(as: Cast.officer)
      #expect(
        try await test.texts(
          "select u.file_name || ' ' || u.state || ' ' || (u.understood is null) from uploads u where not exists (select from upload_pieces p where p.upload_id = u.id) order by 1"
        ) == [
          "gone discarded true", "old discarded true", "whole imported true",
        ])
    }
  }

  @Test func workThatWasCutOffIsTakenUpAgain() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(
        """
        insert into uploads (account_id, role, file_name, byte_count, kind, state) select a.id, 'hr', 'x', 1, 'tools', 'checking' from accounts a where a.login = 'hanae';
        insert into upload_work (upload_id) select id from uploads
        """)
      #expect(try await test.database.claimUpload(as: Cast.officer)?.attempt == 1)
      #expect(try await test.database.claimUpload(as: Cast.officer)?.attempt == nil)
      try await test.run("update upload_work set alive_at = now() - interval '61 seconds'")
      #expect(try await test.database.claimUpload(as: Cast.officer)?.attempt == 2)
      try await test.database.leave(upload: 1, as: Cast.officer)
      #expect(try await test.database.claimUpload(as: Cast.officer)?.attempt == 3)
      try await test.database.note(progress: 0.5, of: 1, as: Cast.officer)
      #expect(try await test.database.claimUpload(as: Cast.officer)?.attempt == nil)
    }
  }
}
