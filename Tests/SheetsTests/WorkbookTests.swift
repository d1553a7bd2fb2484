import Foundation
import TestSupport
import Testing

@testable import Sheets

@Suite("Workbooks as spreadsheets write them")
struct WorkbookTests {
  /// A folder with what openpyxl has written.
  static func made(_ body: (Scratch) async throws -> Void) async throws {
    try await Scratch.with { folder in
      let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "workbooks.py").path
      let answer = try await Program("/usr/bin/python3").run(["-B", script, folder.path])
      #expect(answer.status == 0, "\(answer.errors)")
      try await body(folder)
    }
  }

  @Test("cells say what the spreadsheet shows, on the lines that it numbers")
  func cells() async throws {
    try await Self.made { folder in
      let expected = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: "\(folder.path)/expected.json"))) as? [String: [[Any]]])
      #expect(expected.count >= 6)
      for (name, rows) in expected {
        var reader = try SheetFile(path: "\(folder.path)/\(name).xlsx").reader()
        for row in rows {
          let read = try #require(try reader.next(), "\(name)")
          #expect(read.line == row[0] as? Int, "\(name)")
          #expect(read.texts == row[1] as? [String], "\(name)")
          #expect(read.faults == [], "\(name)")
        }
        #expect(try reader.next() == nil, "\(name)")
        #expect(reader.bytesRead == reader.byteCount)
        #expect(reader.hiddenRows == (name == "hidden" ? 1 : 0))
      }
    }
  }

  @Test("merged cells of the table are refused, those of its title aren't")
  func merged() async throws {
    try await Self.made { folder in
      for (name, error) in [("merged-title", nil), ("merged", SheetError.workbook(.mergedCells(line: 3, ranges: ["A3:A4"])))] {
        let reader = try SheetFile(path: "\(folder.path)/\(name).xlsx").reader()
        var table = try #require(try SheetTable(reader) { ["a", "b", "c"].contains($0) })
        #expect(table.headerLine == 2)
        var found: SheetError?
        do { while try table.next() != nil {} } catch let error as SheetError { found = error }
        #expect(found == error)
      }
    }
  }

  @Test("sheets have their names, and charts aren't sheets")
  func sheets() async throws {
    try await Self.made { folder in
      let file = try SheetFile(path: "\(folder.path)/sheets.xlsx")
      let sheets = try #require(file.sheets)
      #expect(sheets.map(\.name) == ["説明", "古い表", "今の表"])
      #expect(sheets.map(\.isHidden) == [false, true, false])
      var reader = try file.reader(of: sheets[2])
      #expect(try reader.next()?.texts == ["a", "b"])
      #expect(try SheetFile(bytes: Array("a,b\n".utf8)).sheets == nil)
    }
  }

  @Test("an error and a formula without a result are faults of their cells")
  func formulas() async throws {
    try await Self.made { folder in
      var reader = try SheetFile(path: "\(folder.path)/formulas.xlsx").reader()
      _ = try reader.next()
      let row = try #require(try reader.next())
      #expect(row.faults.map(\.kind) == [.errorValue("#N/A"), .noResult])
      #expect(row.faults.map(\.column) == [0, 1])
    }
  }

  @Test("what is written is read again: texts as texts, numbers as numbers, days as days")
  func written() throws {
    let layout = WorkbookLayout(
      title: "[発令]",
      columns: [
        .init("code", .text, isShaded: true), .init("cases", .whole), .init("minutes", .decimal), .init("on", .day),
        .init("yes", .text, choices: ["はい", "いいえ"]),
      ])
    var bytes: [UInt8] = []
    var writer = try SheetWriter(layout, format: .workbook) { bytes += $0 }
    let texts = ["00123", "=1+1", "+81-3", "'quoted", "a\nb", "_x0041_", "髙﨑𠮷", "1e5", " x ", "2026/11/23"]
    for text in texts { try writer.write([.text(text), .number(1_234), .decimal("-0.25"), .text("2026-11-23"), .text("はい")], offering: [0: ["a", "b"]]) }
    try writer.write([.text("x"), .empty, .decimal("1234567890123456789"), .text("1899-01-01"), .empty])
    try writer.finish()
    let rows = try Parts.read(bytes)
    #expect(rows[0].texts == ["code", "cases", "minutes", "on", "yes"])
    #expect(rows[1...texts.count].map(\.texts) == texts.map { [$0, "1234", "-0.25", "2026-11-23", "はい"] })
    #expect(rows.last?.texts == ["x", "", "1234567890123456789", "1899-01-01"])
    #expect(rows.count == texts.count + 2)
  }

  @Test("a workbook as another program reads it has texts, numbers and days, and no formula")
  func writtenForOthers() async throws {
    try await Scratch.with { folder in
      let layout = WorkbookLayout(title: "a", columns: [.init("code", .text), .init("cases", .whole), .init("on", .day)])
      var bytes: [UInt8] = []
      var writer = try SheetWriter(layout, format: .workbook) { bytes += $0 }
      try writer.write([.text("=HYPERLINK(\"x\")"), .number(7), .text("2026-11-23")])
      try writer.finish()
      let path = try folder.file(bytes, named: "x.xlsx")
      let script = "import openpyxl,sys; s=openpyxl.load_workbook(sys.argv[1]).active; print([(c.data_type, str(c.value)) for c in s[2]], s.freeze_panes)"
      let answer = try await Program("/usr/bin/python3").run(["-c", script, path])
      #expect(answer.output == "[('s', '=HYPERLINK(\"x\")'), ('n', '7'), ('d', '2026-11-23 00:00:00')] A2\n", "\(answer.errors)")
    }
  }
}
