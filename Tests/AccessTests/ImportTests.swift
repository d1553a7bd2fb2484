import Domain
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// Imports with an account's rights rather than the owner's.
@Suite(.timeLimit(.minutes(2))) struct ImportTests {
  static let files: [(kind: String, text: String)] = [
    ("units", "code,valid_from,name,kind,parent_code\nS9,2026-04-01,新設課,section,D1\n"),
    ("staff", "staff_no,name\n901,新人\n"),
    ("posts", "staff_no,unit_code,valid_from,kind\n901,S9,2026-04-01,primary\n"),
    ("adoptions", "code,unit_code,use_case_code,started_on\nU9,S9,C1,2026-04-01\n"),
    ("time", "adoption_code,month,users,gross_minutes\nU9,2026-09,1,600\n"),
    ("redirections", "adoption_code,month,category,minutes\nU9,2026-09,policy,300\n"),
  ]

  @Test func hrImportsEveryKindThatItMayChange() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let officer = try await test.viewer("hanae")
      for file in Self.files {
        let outcome = try await test.take(file.kind, file.text, as: officer)
        #expect(outcome.counts == MergeCounts(created: 1), "\(file.kind)")
      }
      // Settled, audited under the account's name, and to be folded.
      #expect(try await test.texts("select distinct actor from changes where id > (select max(id) - 6 from changes)") == ["hanae"])
      #expect(try await test.number("select count(*) from stale_marks s join units u on u.id = s.unit_id where u.code = 'S9'") > 0)
      let again = try await test.take("redirections", "adoption_code,month,category,minutes\nU9,2026-09,policy,601\n", as: officer)
      #expect(again.counts == MergeCounts(refused: 1))
    }
  }

  @Test func whoMayNotChangeARecordCannotImportIt() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.take("units", Self.files[0].text)
      for name in ["head", "analyst", "vice", "member", "administrator", "auditor", "stranger", "revoked"] {
        let viewer = try await test.viewer(name)
        let error = await #expect(throws: ServerError.self, "\(name)") { try await test.take("staff", Self.files[1].text, as: viewer) }
        #expect(error?.sqlState == "42501", "\(name)")
      }
      #expect(try await test.number("select count(*) from staff where staff_no = '901'") == 0)
    }
  }

  /// The administrator sees no redirections, posts, or values of indicators, and yet takes back only what none of them needs.
  @Test(arguments: [
    ("categories", "code,title,tier\nnew,新しい先,higher_value\n", "policy"), ("grades", "code,title\nnew,新しい職\n", "主事"),
    ("areas", "code,title\nnew,新しい領域\n", "internal"), ("indicator-definitions", "code,title,unit,better\nnew,新しい指標,件,up\n", "I1"),
  ])
  func theAdministratorKeepsTheCodeLists(kind: String, file: String, used: String) async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      let administrator = try await test.viewer("administrator")
      #expect(try await test.take(kind, file, as: administrator).counts == MergeCounts(created: 1))
      #expect(try await test.take(kind, file, as: administrator).counts == MergeCounts(unchanged: 1))
      let refused = try await test.take(kind, "code,withdrawn\n\(used),yes\n", as: administrator)
      #expect(!refused.problems.isEmpty && refused.problems.allSatisfy { $0.wrong.hasPrefix("it can't be taken back") }, "\(refused)")
      #expect(try await test.take(kind, "code,withdrawn\nnew,yes\n", as: administrator).counts == MergeCounts(updated: 1))
    }
  }

  /// What refers to a row is learnt only by who could find it out by deleting it.
  @Test func whatRefersToARowIsNobodyElsesToAsk() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      for (login, asked, isAnswered) in [
        ("administrator", "'redirections', 'category_id'", true), ("administrator", "'time_records', 'adoption_id'", false),
        ("administrator", "'sessions', 'account_id'", false), ("administrator", "'staff', 'id'", false), ("clerk", "'redirections', 'category_id'", false),
        ("vice", "'posts', 'staff_id'", false), ("revoked", "'posts', 'staff_id'", false), ("noriko", "'time_records', 'adoption_id'", true),
      ] {
        let viewer = try await test.viewer(login)
        do {
          _ = try await test.database.read(as: viewer) { try await $0.query(Statement(text: "select is_referred_to(\(asked), 1)")) }
          #expect(isAnswered, "\(login) \(asked)")
        } catch let error as ServerError {
          #expect(!isAnswered && error.sqlState == "42501", "\(login) \(asked) \(error)")
        }
      }
    }
  }

  /// Redirections have confirmers, whose numbers aren't a clerk's to see.
  @Test func aClerkTakesAWholeSheetBack() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.run(
        "select fixture.time('U1', '2026-10-01', 600, 3); select fixture.redirect('U1', '2026-10-01', 'policy', 300, '006', '002'), fixture.redirect('U1', '2026-10-01', 'quality', 50, '006', '002')"
      )
      let clerk = try await test.viewer("clerk")
      func take(_ text: String) async throws -> ImportOutcome {
        try await Scratch.with { folder in
          try await Import.sheet(path: try folder.file(text), language: .english, in: test.database, as: clerk).run(in: test.database, as: clerk) { _ in }
        }
      }
      let same = try await take("adoption_code,month,users,gross_minutes,policy,quality\nU1,2026-10,3,600,300,50\n")
      #expect(same.problems == [] && same.counts == MergeCounts(unchanged: 3), "\(same)")
      let changed = try await take("adoption_code,month,users,gross_minutes,policy,quality,mentoring\nU1,2026-10,3,600,200,50,30\n")
      #expect(changed.problems == [] && changed.counts == MergeCounts(created: 1, updated: 1, unchanged: 2), "\(changed)")
      #expect(
        try await test.texts("select minutes || ' ' || (confirmed_by_id is not null) from redirections order by minutes") == [
          "30 false", "50 true", "200 false",
        ])
    }
  }

  @Test func aClerkFillsTheOwnSheetOnly() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let clerk = try await test.viewer("clerk")
      let own = try await test.take("time", "adoption_code,month,users,gross_minutes\nU1,2026-10,3,600\n", as: clerk)
      #expect(own.counts == MergeCounts(created: 1))
      // Another section's adoption isn't there at all.
      let other = try await test.take("time", "adoption_code,month,users,gross_minutes\nUB,2026-10,1,600\n", as: clerk)
      #expect(other.problems.map(\.wrong) == ["nothing has this code or title"])
      #expect(try await test.number("select count(*) from time_records where adoption_id = fixture.adoption('UB')") == 0)
    }
  }

  /// A contract that is too short for somebody's recorded time says how much time that is: not to HR without named minutes, and to others only as a look that the person sees.
  @Test func whatAProblemTellsOfAPersonsTimeIsALookAtIt() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.take("time", "adoption_code,month,gross_minutes\nP6,2026-09,300\n")
      let post = try #require(
        try await test.texts(
          "select concat_ws(',', s.staff_no, u.code, o.valid_from, 'primary', 0) from posts o join staff s on s.id = o.staff_id join units u on u.id = o.unit_id join adoptions a on a.staff_id = s.id where a.code = 'P6' and o.kind = 'primary'"
        ).first)
      let file = "staff_no,unit_code,valid_from,kind,contracted_minutes\n\(post)\n"
      for (name, wrong) in [
        ("hanae", "006's net time in 2026-09 is 300 minutes, above the contracted 0"),
        ("noriko", "the row doesn't fit a person's time records, which aren't for your role"),
      ] {
        let outcome = try await test.take("posts", file, as: try await test.viewer(name))
        #expect(outcome.problems.map(\.wrong) == [wrong], "\(outcome)")
        #expect(outcome.problems.allSatisfy { !$0.right.contains("minutes or less") || name == "hanae" })
        #expect(
          try await test.texts(
            "select a.login || l.what from looks l join accounts a on a.id = l.account_id where l.person_id = fixture.staff('006') order by l.id desc limit 1")
            == ["\(name)time"])
      }
    }
  }
}
