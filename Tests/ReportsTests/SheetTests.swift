import Domain
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// The monthly sheet of a section, there and back: what was recorded stays what it was, and what the file leaves out is said.
@Suite(.timeLimit(.minutes(2))) struct SheetTests {
  static let kept = """
    select concat_ws(' ', a.code, t.cases, t.gross_minutes, t.ai_minutes, t.new_task, t.evidence, t.verify_minutes, t.measurement_id)
    from time_records t join adoptions a on a.id = t.adoption_id where t.month = '2026-10-01' order by 1
    """

  /// Reference values, new tasks and typed minutes per case of last month are the same in the month that the clerk fills in.
  @Test func whatWasTypedLastMonthStaysWhatItWas() async throws {
    try await TestDatabase.with { test async throws in
      let september = """
        adoption_code,month,users,cases,baseline_minutes,ai_minutes,gross_minutes,new_task,evidence,verify_minutes
        U1,2026-09,3,,,,500,,E0,
        U2,2026-09,3,10,,6,,yes,,
        P6,2026-09,,10,7.5,2.5,,,E1,
        """
      #expect(try await test.take("time", september).problems == [])
      let sheet = try await Sheet.of("S1", "2026-10", in: test)
      // U1 and U2 have valid measurements, which would make a saving of a reference value and of a cost.
      #expect(sheet["U1", "measurement_code"] == "" && sheet["U1", "evidence"] == "E0")
      #expect(sheet["U2", "measurement_code"] == "" && sheet["U2", "new_task"] == "yes" && sheet["U2", "ai_minutes"] == "6")
      #expect(sheet["P6", "baseline_minutes"] == "7.5" && sheet["P6", "ai_minutes"] == "2.5" && sheet["P6", "evidence"] == "")
      let filled = try sheet.with("U1", "gross_minutes", "510").with("U2", "cases", "12").with("P6", "cases", "20").with("P6", "verify_minutes", "5")
      let outcome = try await filled.take(in: test)
      #expect(outcome.problems == [] && outcome.counts.created == 3, "\(outcome)")
      #expect(try await test.texts(Self.kept) == ["P6 20 2.50 f E1 5", "U1 510 f E0 0", "U2 12 6.00 t E1 0"])
      let again = try await Sheet.of("S1", "2026-10", in: test).take(in: test)
      #expect(again.counts == MergeCounts.only(unchanged: 3), "\(again)")
    }
  }

  @Test func aMeasurementThatSomebodyNamesReplacesWhatWasTyped() async throws {
    try await TestDatabase.with { test async throws in
      #expect(try await test.take("time", "adoption_code,month,users,gross_minutes,evidence\nU1,2026-09,3,500,E0\n").problems == [])
      let sheet = try await Sheet.of("S1", "2026-10", in: test).with("U1", "cases", "30").with("U1", "measurement_code", "M1").with("U1", "evidence", "")
      #expect(try await sheet.take(in: test).problems == [])
      #expect(try await test.number("select evidence from account a where month = '2026-10-01'") == 3)
    }
  }

  /// A category's code is what HR typed: it names a column of the file, and never one of the database.
  @Test(arguments: [
    "q\"x", "a\" integer) on commit drop; drop table redirections; create temp table t (b integer, \"c", "_line", "cases2",
    String(repeating: "長", count: 30) + "1",
  ])
  func aCategorysCodeIsNeverReadAsSQL(code: String) async throws {
    try await TestDatabase.with { test async throws in
      try await test.pool.execute("insert into categories (code, title, tier) values (\(code), '変わった先', 'same_work'), (\(code + "z"), '別の先', 'same_work')")
      let outcome = try await Sheet(names: ["adoption_code", "month", "users", "gross_minutes", "変わった先"], rows: [["U1", "2026-10", "3", "510", "60"]]).take(
        in: test)
      #expect(outcome.problems == [], "\(outcome)")
      #expect(
        try await test.texts("select c.title || d.minutes from redirections d join categories c on c.id = d.category_id where d.month = '2026-10-01'") == [
          "変わった先60"
        ])
    }
  }

  @Test func rowsLeftBlankAreSaid() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.measured('U1', '2026-10-01', 30, 'M1', 3)")
      let sheet = try await Sheet.of("S1", "2026-10", in: test)
      let outcome = try await sheet.with("U1", "cases", "").take(in: test)
      #expect(outcome.problems == [])
      let said = "\(sheet.rows.count) rows say neither cases nor gross_minutes: not reported; 1 of them leave the record that is there as it is"
      #expect(outcome.notes.map(\.english) == [said])
      #expect(try await test.number("select cases from time_records where month = '2026-10-01'") == 30)
      let filled = try await Sheet.of("S2", "2026-10", in: test).with("P8", "cases", "1").with("P9", "cases", "1").take(in: test)
      #expect(filled.notes == [] && filled.counts.created == 2, "\(filled)")
    }
  }

  /// A clerk's new minutes are nobody's confirmation; in HR's own file the confirmer stands beside them.
  @Test func aConfirmationWhoseMinutesChangeIsSaid() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(
        """
        select fixture.measured('U1', '2026-10-01', 30, 'M1', 3);
        select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006', '002'); select fixture.redirect('U1', '2026-10-01', 'quality', 50, '006', '002')
        """)
      let kept = try await test.take("redirections", "adoption_code,month,category,minutes\nU1,2026-10,policy,240\nU1,2026-10,quality,50\n")
      #expect(kept.notes.count == 1 && kept.notes[0].english.contains("the minutes of 1 confirmed"), "\(kept)")
      #expect(try await test.number("select count(*) from redirections where confirmed_by_id is not null") == 2)
      let sheet = try await Sheet.of("S1", "2026-10", in: test)
      #expect(try await sheet.take(in: test).notes.allSatisfy { !$0.english.contains("confirmed") })
      let dropped = try await sheet.with("U1", "policy", "230").with("U1", "quality", "").take(in: test)
      #expect(dropped.notes.contains { $0.english.hasPrefix("2 confirmed redirections are confirmed no longer") }, "\(dropped)")
      #expect(try await test.texts("select minutes || coalesce(confirmed_by_id::text, '') from redirections") == ["230"])
    }
  }

  /// A clerk sees nobody's staff number, and yet a confirmation stays with the minutes that were confirmed.
  @Test func aClerkTakesTheOwnSectionsSheet() async throws {
    try await TestDatabase.with { test async throws in
      let clerk = try await test.viewer("clerk")
      try await test.run(
        """
        select fixture.measured('U1', '2026-10-01', 30, 'M1', 3);
        select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006', '002'); select fixture.redirect('U1', '2026-10-01', 'quality', 50, '006', '002')
        """)
      let sheet = try await Sheet.of("S1", "2026-10", in: test)
      let first = try await sheet.with("U2", "users", "2").with("U2", "cases", "40").with("U2", "policy", "20").take(in: test, as: clerk)
      #expect(first.problems == [] && first.isWritten && first.counts.created == 2, "\(first)")
      #expect(first.notes.allSatisfy { !$0.english.contains("confirmed") }, "\(first)")
      let confirmed = "select minutes || coalesce(' by ' || s.staff_no, '') from redirections d left join staff s on s.id = d.confirmed_by_id order by minutes"
      #expect(try await test.texts(confirmed) == ["20", "50 by 002", "250 by 002"])
      let second = try await sheet.with("U1", "policy", "240").take(in: test, as: clerk)
      #expect(second.notes.contains { $0.english.hasPrefix("1 confirmed redirections are confirmed no longer") }, "\(second)")
      #expect(try await test.texts(confirmed) == ["20", "50 by 002", "240"])
      // Nor is what was confirmed said to have come to something else.
      let third = try await sheet.with("U1", "policy", "240").with("U1", "output", "条例案").take(in: test, as: clerk)
      #expect(third.notes.contains { $0.english.hasPrefix("1 confirmed redirections are confirmed no longer") }, "\(third)")
      #expect(try await test.texts(confirmed) == ["20", "50", "240"])
    }
  }

  @Test func aClerksNewMinutesInAFileEndAConfirmationToo() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(
        """
        select fixture.measured('U1', '2026-10-01', 30, 'M1', 3);
        select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006', '002'); select fixture.redirect('U1', '2026-10-01', 'quality', 50, '006', '002')
        """)
      let outcome = try await test.take(
        "redirections", "adoption_code,month,category,minutes\nU1,2026-10,policy,240\nU1,2026-10,quality,50\n", as: try await test.viewer("clerk"))
      #expect(outcome.problems == [] && outcome.notes.contains { $0.english.hasPrefix("1 confirmed redirections are confirmed no longer") }, "\(outcome)")
      #expect(try await test.texts("select minutes || ' ' || (confirmed_by_id is not null) from redirections order by minutes") == ["50 true", "240 false"])
    }
  }

  /// The next section's adoptions aren't there for a clerk; what breaks a cap is explained as to HR, without anybody's number.
  @Test func aClerkLearnsWhatIsWrong() async throws {
    try await TestDatabase.with { test async throws in
      let clerk = try await test.viewer("clerk")
      let other = try await Sheet.of("S2", "2026-10", in: test).with("P8", "cases", "1").take(in: test, as: clerk)
      #expect(other.problems.map(\.wrong) == ["nothing has this code or title"] && !other.isWritten, "\(other)")
      for viewer in [clerk, try await test.viewer("hanae")] {
        let above = try await Sheet.of("S1", "2026-10", in: test).with("U1", "measurement_code", "").with("U1", "gross_minutes", "999999").take(
          in: test, as: viewer)
        #expect(above.problems.count == 1 && above.problems[0].wrong.contains("above the contracted"), "\(above)")
        let file = try await test.take("time", "adoption_code,month,users,gross_minutes\nU1,2026-10,3,999999\n", as: viewer)
        #expect(file.problems.map(\.wrong) == above.problems.map(\.wrong), "\(file)")
      }
      #expect(try await test.number("select count(*) from time_records where month = '2026-10-01'") == 0)
    }
  }
}

extension MergeCounts {
  static func only(unchanged: Int) -> MergeCounts {
    var counts = MergeCounts()
    counts.unchanged = unchanged
    return counts
  }
}

/// A section's sheet as a table that a clerk fills in; cells have no commas here.
struct Sheet {
  let names: [String]
  private(set) var rows: [[String]]

  init(names: [String], rows: [[String]]) {
    self.names = names
    self.rows = rows
  }

  static func of(_ unit: String, _ month: String, in test: TestDatabase) async throws -> Sheet {
    let month = try #require(Month(month))
    let files = Files()
    _ = try await MonthlySheets(month: month, unit: unit, language: .english).run(in: test.database, as: Cast.officer) { _, _, file in files.add(file) }
    let lines = try #require(files.texts.first).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return Sheet(names: lines[0].map { $0.replacing("\u{FEFF}", with: "") }, rows: Array(lines[1...]))
  }

  subscript(adoption: String, column: String) -> String? {
    guard let place = names.firstIndex(of: column) else { return nil }
    return rows.first { $0[0] == adoption }?[place]
  }

  func with(_ adoption: String, _ column: String, _ value: String) throws -> Sheet {
    let place = try #require(names.firstIndex(of: column))
    let line = try #require(rows.firstIndex { $0[0] == adoption })
    var sheet = self
    sheet.rows[line][place] = value
    return sheet
  }

  func take(in test: TestDatabase, as viewer: Viewer = Cast.officer) async throws -> ImportOutcome {
    try await Scratch.with { folder in
      let path = try folder.file(([names] + rows).map { $0.joined(separator: ",") + "\n" }.joined())
      return try await Import.sheet(path: path, language: .english, in: test.database, as: viewer).run(in: test.database, as: viewer) { _ in }
    }
  }
}

/// Files that a closure gathers, one after the other.
private final class Files: @unchecked Sendable {
  private(set) var texts: [String] = []
  func add(_ file: [UInt8]) { texts.append(String(decoding: file, as: UTF8.self)) }
}
