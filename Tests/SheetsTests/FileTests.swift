import Glibc
import Testing

@testable import Sheets

@Suite("Files that are opened as CSV")
struct FileTests {
  @Test("a file is read in pieces to its end, and the progress can be seen")
  func file() throws {
    let line = "00123,髙橋　一郎,\"一行目\n二行目\"\r\n"
    let text = String(repeating: line, count: 20_000)
    try withTemporaryFile(Array(text.utf8)) { path in
      var reader = try CSVReader(path: path)
      #expect(reader.byteCount == text.utf8.count)
      #expect(reader.bytesRead == 0)
      var (count, read, wrong) = (0, 0, 0)
      while let row = try reader.next() {
        count += 1
        if row.line != count || row.texts != ["00123", "髙橋　一郎", "一行目\n二行目"] || reader.bytesRead <= read { wrong += 1 }
        read = reader.bytesRead
      }
      #expect(count == 20_000)
      #expect(wrong == 0)
      #expect(read == text.utf8.count)
    }
  }

  @Test("what isn't a file is refused")
  func notAFile() throws {
    #expect(throws: SheetError.unreadable(errno: ENOENT)) { try CSVReader(path: "/nowhere/at-all.csv") }
    #expect(throws: SheetError.notAFile) { try CSVReader(path: "/") }
    #expect(throws: SheetError.notAFile) { try CSVReader(path: "/dev/null") }
    try withTemporaryFile([]) { path in
      let pipe = path + ".pipe"
      try #require(mkfifo(pipe, 0o600) == 0)
      defer { unlink(pipe) }
      #expect(throws: SheetError.notAFile) { try CSVReader(path: pipe) }
    }
  }

  @Test("an empty file has no rows")
  func empty() throws {
    try withTemporaryFile([]) { path in
      var reader = try CSVReader(path: path)
      #expect(try reader.next() == nil)
    }
  }

  @Test("a file that shrinks while it is read ends early, and one that grows ends where it did")
  func changing() throws {
    try withTemporaryFile(Array(String(repeating: "a,b\n", count: 1000).utf8)) { path in
      var reader = try CSVReader(.file(OpenFile(path: path)), encoding: .utf8, limits: CSVLimits(), pieceSize: 8)
      #expect(try reader.next()?.texts == ["a", "b"])
      try #require(truncate(path, 12) == 0)
      #expect(try reader.next()?.texts == ["a", "b"])
      #expect(try reader.next()?.texts == ["a", "b"])
      #expect(try reader.next() == nil)
    }
  }

  @Test("a file over the limit is refused before it is read")
  func tooLarge() {
    #expect(sheetError(Array("a,b\n".utf8), limits: CSVLimits(fileBytes: 3)) == .fileTooLarge(bytes: 4, limit: 3))
    #expect(sheetError(Array("a,b\n".utf8), limits: CSVLimits(fileBytes: 4)) == nil)
  }

  @Test(
    "other kinds of files are told by their first bytes",
    arguments: [
      ([0x50, 0x4B, 0x03, 0x04, 0x14], .notCSV(.zip)), ([0x50, 0x4B, 0x05, 0x06], .notCSV(.zip)),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], .notCSV(.ole)),
      (Array("%PDF-1.7".utf8), .notCSV(.pdf)), ([0xFF, 0xFE, 0x61, 0], .utf16), ([0xFE, 0xFF, 0, 0x61], .utf16), ([0x61, 0, 0x2C, 0], .utf16),
      ([0, 0x61, 0, 0x2C], .utf16),
    ] as [([UInt8], SheetError)])
  func otherKinds(bytes: [UInt8], error: SheetError) {
    #expect(sheetError(bytes) == error)
    #expect(sheetError(bytes)?.line == 1)
  }
}
