import Foundation
import TestSupport
import Testing

/// Monthly sheets that came back by mail are taken by the folder, as workbooks or CSV.
@Suite(.timeLimit(.minutes(1))) struct FolderTests {
  @Test func aFolderIsTakenFileByFile() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.measured('U1', '2026-10-01', 30, 'M1', 3)")
      try await Scratch.with { folder in
        let sheets = "\(folder.path)/sheets"
        let written = try await Program.tedori.run(["sheets", "2026-10", "--output", sheets, "--format", "xlsx", "--database-url", test.address])
        #expect(written.status == 0, "\(written)")
        let names = try FileManager.default.contentsOfDirectory(atPath: sheets).sorted()
        #expect(names.count > 1 && names.allSatisfy { $0.hasSuffix(".xlsx") })
        try "adoption_code,month,users,cases\nnone,2026-10,1,1\n".write(toFile: "\(sheets)/0-bad.csv", atomically: true, encoding: .utf8)
        try "x".write(toFile: "\(sheets)/~$lock.xlsx", atomically: true, encoding: .utf8)
        let taken = try await Program.tedori.run(["import", "sheets", sheets, "--database-url", test.address])
        #expect(taken.status == 65)
        let lines = taken.errors.split(separator: "\n").map(String.init)
        #expect(lines.contains("0-bad.csv: created 0, updated 0, unchanged 0, refused 1"), "\(lines)")
        for name in names {
          #expect(lines.contains { $0.hasPrefix("\(name): created 0, updated 0, unchanged ") && $0.hasSuffix("refused 0") }, "\(name) \(lines)")
        }
        #expect(lines.contains { $0.hasPrefix("1 of \(names.count + 1) files have problems: 0-bad.csv") })
        #expect(taken.lastLine == "created 0, updated 0, unchanged 1, refused 1")
        #expect(!taken.errors.contains("lock"))
      }
    }
  }

  @Test func aFolderIsForSheetsOnly() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      try await Scratch.with { folder in
        let problems = try await Program.tedori.run(["import", "sheets", folder.path, "--problems", "x.csv", "--database-url", test.address])
        #expect(problems.status == 64)
        let empty = try await Program.tedori.run(["import", "sheets", folder.path, "--database-url", test.address])
        #expect(empty.status == 65 && empty.errors.contains("no sheets"))
        let other = try await Program.tedori.run(["import", "tools", folder.path, "--database-url", test.address])
        #expect(other.status == 65 && other.errors.contains("not a file"))
        let workbook = try await Program.tedori.run([
          "export", "categories", "--format", "xlsx", "--output", "\(folder.path)/c.xlsx", "--database-url", test.address,
        ])
        #expect(workbook.status == 0, "\(workbook)")
        let again = try await Program.tedori.run(["import", "categories", "\(folder.path)/c.xlsx", "--database-url", test.address])
        #expect(again.lastLine == "created 0, updated 0, unchanged 8, refused 0", "\(again)")
      }
    }
  }
}
