import Domain
import Postgres
import Store
import TestSupport
import Testing

/// What the database gives to a page of the own record, and to whoever else asks for it.
@Suite(.timeLimit(.minutes(1))) struct OwnRecordTests {
  @Test func theAccountIsOnesOwn() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      let all = try await test.number("select count(*) from account")
      #expect(all > 1)
      for (login, count) in [("member", 1), ("hanae", all), ("auditor", all), ("vice", nil), ("administrator", nil)] as [(String, Int?)] {
        #expect(try await test.count("account", as: test.viewer(login)) == count, "\(login)")
      }
      let papers = try await test.database.ownPapers(as: test.viewer("member"))
      #expect(papers.record.numbers == ["008"])
      #expect(papers.record.adoptions.map(\.code) == ["P8"])
      #expect(papers.record.months.map(\.redirections.count) == [1])
      #expect(papers.looks.map(\.by) == ["hanae"])
      #expect(papers.corrections.count == 1)
    }
  }

  /// A person who was appointed again sees what was recorded under either number.
  @Test func thePersonSeesAllEmployments() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.run(
        """
        update staff set joined_on = '2024-04-01', left_on = '2026-03-31' where staff_no = '008';
        insert into staff (staff_no, name, previous_id, joined_on) values ('908', '新姓', fixture.staff('008'), '2026-04-01');
        insert into training_records (staff_id, course_id, completed_on, outcome) select fixture.staff(n), id, '2026-01-10', 'attended' from courses, unnest(array['008', '908']) n
        where code = 'L1';
        """)
      let record = try await test.database.ownPapers(as: test.viewer("member")).record
      #expect(record.numbers == ["008", "908"])
      #expect(record.name == "新姓")
      #expect(record.training.count == 2)
    }
  }

  @Test func aRoleWithoutAccountLearnsNoNamesAndLooksAtNobody() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let hanae = try await test.viewer("hanae")
      func name(as viewer: Viewer) async throws -> String? {
        try await test.database.read(as: viewer) { transaction in
          try await transaction.query("select account_name(1) as name").first?.decode("name", as: String?.self)
        }
      }
      #expect(try await name(as: hanae) == "hanae")
      #expect(try await name(as: .account(id: 0, login: "x", role: .hr)) == nil)
      #expect(try await name(as: test.viewer("revoked")) == nil)
      await #expect(throws: ServerError.self) { try await name(as: .gate) }
      for viewer in [try await test.viewer("revoked"), .account(id: 0, login: "x", role: .hr)] {
        await #expect(throws: ServerError.self) {
          try await test.database.write(as: viewer) { _ = try await $0.query("select look_at(array[1, 2]::bigint[], 'time')") }
        }
      }
      #expect(try await test.number("select count(*) from looks") == 0)
      // Twice the same is one look, and one's own record is one's own.
      try await test.database.write(as: hanae) { _ = try await $0.query("select look_at(array[viewer_person(), 2, 2, 3], 'time')") }
      #expect(try await test.number("select count(*) from looks") == 2)
    }
  }
}
