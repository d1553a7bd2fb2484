import Domain
import Foundation
import Reports
import Sheets
import Store
import TestSupport
import Testing

/// Workbooks go the way of CSV: the same content is the same import, there and back.
@Suite(.timeLimit(.minutes(2))) struct WorkbookTests {
  @Test func everyKindComesBackAsItWas() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(
        """
        select fixture.time('U1', '2026-10-01', 600, 3); select fixture.time('P8', '2026-10-01', 100); select fixture.redirect('U1', '2026-10-01', 'policy', 300, '006');
        insert into leaves (staff_id, valid_from, valid_to, kind) values (fixture.staff('008'), '2026-05-01', '2026-05-31', 'leave');
        update tools set vendor = '=1+1', cost_per_seat_month = 1200
        """)
      var rows = 0
      for kind in Kind.all {
        let bytes = Bytes()
        _ = try await Export(kind: kind, format: .workbook, language: .english, headings: .japanese).run(in: test.database, as: Cast.officer) {
          bytes.append($0)
        }
        let again = try await test.take(kind.name, bytes: bytes.bytes)
        #expect(again.problems == [], "\(kind.name)")
        #expect(again.counts == MergeCounts.only(unchanged: again.counts.unchanged), "\(kind.name)")
        rows += again.counts.unchanged
      }
      #expect(rows > 60)
    }
  }

  @Test func theSameMistakesAreFoundAsInCSV() async throws {
    let rows = [
      ["発令の一覧"], [], ["職員番号", "所属コード", "発令日", "本務兼務", "従事割合", "職層"], ["999", "XX", "2026-02-30", "both", "101", "社長"],
      ["006", "S2", "令和9年1月1日", "兼務", "", ""], ["", "", "", "", "", ""], ["008", "S2", "2027/4/1", "本務", "1,00", "課長"],
    ]
    var workbook: [UInt8] = []
    var writer = try SheetWriter(WorkbookLayout(title: "発令", columns: rows[2].map { .init($0, .text) }), format: .workbook) { workbook += $0 }
    for row in rows[3...] { try writer.write(row.map { $0.isEmpty ? .empty : .text($0) }) }
    try writer.finish()
    let csv = rows[2...].map { $0.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n" }.joined()
    try await TestDatabase.with { [workbook] test async throws in
      let one = try await test.take("posts", csv)
      let other = try await test.take("posts", bytes: workbook)
      #expect(one.problems.count > 6)
      #expect(one.problems == other.problems)
      #expect(one.counts == other.counts)
    }
  }

  @Test func theProblemsAreAWorkbookToBeMended() async throws {
    try await TestDatabase.with { test async throws in
      try await Scratch.with { folder async throws in
        let path = try folder.file("code,name,status\nN1,一,試行\n0002,\"=二\",不明\n")
        let job = try test.job("tools", path, keepsGood: true)
        let outcome = try await job.run(in: test.database, as: Cast.officer) { _ in }
        let bytes = Bytes()
        try job.writeProblems(outcome, format: .workbook) { bytes.append($0) }
        var reader = try SheetFile(bytes: bytes.bytes).reader()
        let (header, row) = (try #require(try reader.next()), try #require(try reader.next()))
        #expect((0..<4).map(header.text) == ["code", "name", "status", "problem"])
        #expect((0..<3).map(row.text) == ["0002", "=二", "不明"])
        #expect(row.text(3).contains("status: "))
        #expect(try reader.next() == nil)
        let again = try await test.take("tools", bytes: bytes.bytes)
        #expect(again.problems.map(\.column) == ["status"])
      }
    }
  }

  @Test func aMonthlySheetComesBackUnchangedAndOffersMeasurements() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.measured('U1', '2026-10-01', 30, 'M1', 3); select fixture.redirect('U1', '2026-10-01', 'policy', 100, '006')")
      let sheets = try await Self.sheets(in: test)
      let sheet = try #require(sheets.first)
      #expect(sheet.bytes.starts(with: [0x50, 0x4B]))
      try await Scratch.with { folder async throws in
        let path = try folder.file(sheet.bytes, named: "x.xlsx")
        let outcome = try await Import.sheet(path: path, language: .english, in: test.database, as: Cast.officer).run(in: test.database, as: Cast.officer) {
          _ in
        }
        #expect(outcome.problems == [])
        #expect(outcome.counts.created == 0 && outcome.counts.updated == 0 && outcome.counts.unchanged == 2, "\(outcome)")
        let script = """
          import openpyxl, sys
          s = openpyxl.load_workbook(sys.argv[1]).active
          heads = [c.value for c in s[1]]
          line = [c.value for c in s["A"]].index("U1") + 1
          at = {name: s.cell(line, heads.index(name) + 1) for name in ["導入コード", "件数", "計測コード", "新規作業"]}
          offers = {str(r): v.formula1 for v in s.data_validations.dataValidation for r in v.sqref.ranges}
          print(heads[:4], s.protection.sheet, s.protection.password, [c.protection.locked for c in at.values()], offers[at["計測コード"].coordinate], s.freeze_panes)
          """
        let answer = try await Program("/usr/bin/python3").run(["-c", script, path], environment: ["PYTHONIOENCODING": "utf-8"])
        #expect(
          answer.output == "['導入コード', '事例名', '導入先', '対象月'] True None [True, False, False, False] \"M1\" C2\n", "\(answer.output) \(answer.errors)")
      }
    }
  }

  @Test func theSheetWithTheHeaderIsReadAndSaid() async throws {
    let script = """
      import openpyxl, sys
      b = openpyxl.Workbook(); b.active.title = '説明'; b.active.append(['この表について']); old = b.create_sheet('古い'); old.append(['code', 'name']); old.append(['O', 'old'])
      old.sheet_state = 'hidden'; new = b.create_sheet('今'); new.append(['code', 'name']); new.append(['N1', 'new']); new.append(['N2', 'hidden']); new.row_dimensions[3].hidden = True
      b.save(sys.argv[1])
      """
    try await TestDatabase.with { test async throws in
      try await Scratch.with { folder async throws in
        let path = "\(folder.path)/x.xlsx"
        let made = try await Program("/usr/bin/python3").run(["-c", script, path])
        #expect(made.status == 0, "\(made.errors)")
        let outcome = try await test.job("tools", path).run(in: test.database, as: Cast.officer) { _ in }
        #expect(outcome.counts.created == 2)
        #expect(outcome.notes.count == 2)
        #expect(outcome.notes[0].english.hasPrefix("the sheet 今 was read; other sheets have such headings too (古い)"), "\(outcome.notes)")
        #expect(outcome.notes[1].english.hasPrefix("1 rows are hidden"))
        #expect(try await test.number("select count(*) from tools where code = 'O'") == 0)
      }
    }
  }

  @Test func whatCannotBeReadIsSaid() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      for (bytes, word) in [
        ([0x50, 0x4B, 3, 4, 0], "damaged"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 99), ".xls"),
        (Array("%PDF-1.7".utf8), "neither CSV nor"),
      ] {
        let outcome = try await test.take("tools", bytes: bytes)
        #expect(outcome.problems.count == 1 && outcome.problems[0].wrong.contains(word), "\(outcome.problems)")
        #expect(!outcome.problems[0].right.isEmpty)
      }
    }
  }

  static func sheets(in test: TestDatabase, language: Language = .japanese) async throws -> [(name: String, bytes: [UInt8])] {
    let files = NamedFiles()
    let month = try #require(Month("2026-10"))
    _ = try await MonthlySheets(month: month, unit: "S1", language: language, format: .workbook).run(in: test.database, as: Cast.officer) { files.add($0, $2) }
    return files.all
  }
}

/// Files that a closure gathers, one after the other.
private final class NamedFiles: @unchecked Sendable {
  private(set) var all: [(name: String, bytes: [UInt8])] = []
  func add(_ name: String, _ bytes: [UInt8]) { all.append((name, bytes)) }
}
