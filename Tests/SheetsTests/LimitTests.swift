import Testing

@testable import Sheets

@Suite("Limits of a row")
struct LimitTests {
  @Test("a cell over the limit is cut and named, and the row goes on")
  func cell() throws {
    let sheet = try Sheet(Array("abcdef,b\n\"ab\n\"\"cdef\",c\nabcd,d\n".utf8), limits: CSVLimits(cellBytes: 4))
    #expect(sheet.rows.map(\.texts) == [["abcd", "b"], ["ab\n\"", "c"], ["abcd", "d"]])
    #expect(
      sheet.rows.flatMap(\.faults) == [
        CellFault(line: 1, column: 0, kind: .tooLong(limit: 4)), CellFault(line: 2, column: 0, kind: .tooLong(limit: 4)),
      ])
  }

  @Test("a cell cut within a character is still text")
  func cutCharacter() throws {
    let row = try #require(try Sheet(Array("髙髙\n".utf8), limits: CSVLimits(cellBytes: 4)).rows.first)
    #expect(row.texts == ["髙\u{FFFD}"])
    #expect(row.faults == [CellFault(line: 1, column: 0, kind: .tooLong(limit: 4))])
  }

  @Test("columns over the limit are named once and left out; empty ones don't count")
  func columns() throws {
    let sheet = try Sheet(Array("a,b,c,d\na,b,,,\na,b,,,x,y\n".utf8), limits: CSVLimits(columns: 2))
    #expect(sheet.rows.map(\.texts) == [["a", "b"], ["a", "b"], ["a", "b"]])
    #expect(
      sheet.rows.flatMap(\.faults) == [
        CellFault(line: 1, column: 2, kind: .tooManyColumns(limit: 2)), CellFault(line: 3, column: 2, kind: .tooManyColumns(limit: 2)),
      ])
  }

  @Test("a quote left open over a whole file doesn't fill the memory")
  func openQuote() throws {
    let bytes = Array("a,\"b\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    var reader = try CSVReader(bytes: bytes, limits: CSVLimits(cellBytes: 100))
    #expect(throws: SheetError.unterminatedQuote(line: 1, column: 1)) { try reader.next() }
  }
}
