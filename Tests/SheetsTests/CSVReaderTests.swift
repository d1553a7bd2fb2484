import Sheets
import Testing

@Suite("Reading CSV")
struct CSVReaderTests {
  @Test(
    "cells are separated as RFC 4180 says",
    arguments: [
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]), ("", []), ("\n", [[]]), ("a", [["a"]]), ("a,,c", [["a", "", "c"]]),
      ("\"a,b\",\"c\"\"d\"", [["a,b", "c\"d"]]), ("\"a\r\nb\nc\",d", [["a\r\nb\nc", "d"]]), ("\"\"\"\"", [["\""]]),
      ("a,b,,\u{3000},\r\n,,,\r\nc", [["a", "b"], [], ["c"]]),
      ("a\"b,c", [["a\"b", "c"]]), ("a,\" b\"", [["a", " b"]]), ("髙,﨑①\n", [["髙", "﨑①"]]), ("\u{FEFF}a,b", [["a", "b"]]), (",a", [["", "a"]]),
      ("\"\"\na", [[], ["a"]]),
    ])
  func cells(text: String, expected: [[String]]) throws {
    for pieceSize in [1, 2, 3, 7, 1 << 18] {
      let sheet = try Sheet(Array(text.utf8), pieceSize: pieceSize)
      #expect(sheet.rows.map(\.texts) == expected)
      #expect(sheet.rows.map(\.line) == Array(1..<(expected.count + 1)))
      #expect(sheet.rows.allSatisfy { $0.faults.isEmpty })
      #expect(sheet.reader.encoding == .utf8)
      #expect(sheet.reader.bytesRead == text.utf8.count)
      #expect(sheet.reader.byteCount == text.utf8.count)
    }
  }

  @Test("tabs separate where the first line that has either has no comma")
  func tabs() throws {
    #expect(try Sheet("a\tb,c\n1,2\t3\n").rows.map(\.texts) == [["a\tb", "c"], ["1", "2\t3"]])
    #expect(try Sheet("a\tb\n1,2\t3\n").rows.map(\.texts) == [["a", "b"], ["1,2", "3"]])
    #expect(try Sheet("表題\n\"x,y\"\tb\n1,2\t3").rows.map(\.texts) == [["表題"], ["x,y", "b"], ["1,2", "3"]])
    #expect(try Sheet("a\tb").rows.map(\.texts) == [["a", "b"]])
  }

  @Test("a row can be asked for any cell")
  func row() throws {
    let row = try #require(try Sheet("髙,\u{3000},c\n").rows.first)
    #expect(row.count == 3)
    #expect(Array(row.bytes(0)) == Array("髙".utf8))
    #expect(row.bytes(7).isEmpty)
    #expect(row.text(-1).isEmpty)
    #expect(row.isEmpty(1))
    #expect(!row.isEmpty(2))
    #expect(row.isEmpty(9))
    #expect(!row.isBlank)
    #expect(try Sheet(" ,\u{3000}\n").rows.first?.isBlank == true)
  }

  @Test("a row kept by the caller stays as it was when the next is read")
  func keptRows() throws {
    var reader = try CSVReader(bytes: Array("a,b\nlonger,row\n".utf8))
    let first = try #require(try reader.next())
    var copy = reader
    let second = try #require(try reader.next())
    #expect(first.texts == ["a", "b"])
    #expect(second.texts == ["longer", "row"])
    #expect(try copy.next()?.texts == ["longer", "row"])
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
  }

  @Test(
    "a quote that is never closed is named by the line where it was opened",
    arguments: [("a,b\nc,\"d\ne,f\n", 2, 1), ("\"", 1, 0), ("\"a\"\"", 1, 0), ("a\n\n\"b\n\n\n", 3, 0)])
  func unterminated(text: String, line: Int, column: Int) {
    #expect(sheetError(text) == .unterminatedQuote(line: line, column: column))
  }

  @Test("CR alone doesn't end a row", arguments: [("a\rb\n", 1, 0), ("a,b\nc,d\r", 2, 1), ("a,\"b\"\r\r\n", 1, 1)])
  func loneReturn(text: String, line: Int, column: Int) {
    #expect(sheetError(text) == .loneCarriageReturn(line: line, column: column))
  }

  @Test("an error stays the answer")
  func repeatedError() throws {
    var reader = try CSVReader(bytes: Array("a\rb\nc\n".utf8))
    for _ in 0..<3 {
      #expect(throws: SheetError.loneCarriageReturn(line: 1, column: 0)) { try reader.next() }
    }
  }

  @Test("text after a closing quote is a fault of its cell, and reading goes on")
  func textAfterQuote() throws {
    let rows = try Sheet("\"a\"b,c\n\"x\"\"y\" ,\"\"\"\"z\nlast").rows
    #expect(rows.map(\.texts) == [["ab", "c"], ["x\"y ", "\"z"], ["last"]])
    #expect(
      rows.flatMap(\.faults) == [
        CellFault(line: 1, column: 0, kind: .textAfterQuote), CellFault(line: 2, column: 0, kind: .textAfterQuote),
        CellFault(line: 2, column: 1, kind: .textAfterQuote),
      ])
  }

  @Test("NUL is a fault of its cell")
  func nul() throws {
    let rows = try Sheet("abcd,x\ne\0f,\"g\0\"\n").rows
    #expect(rows[1].texts == ["e\0f", "g\0"])
    #expect(rows[1].faults == [CellFault(line: 2, column: 0, kind: .nul), CellFault(line: 2, column: 1, kind: .nul)])
  }
}
