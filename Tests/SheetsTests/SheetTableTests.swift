import Sheets
import Testing

@Suite("Tables in sheets")
struct SheetTableTests {
  private static let known: Set<String> = ["code", "コード", "基準時間(分/件)", "name"]

  private func table(_ text: String) throws -> SheetTable<CSVReader>? {
    try SheetTable(CSVReader(bytes: Array(text.utf8))) { SheetTableTests.known.contains($0) }
  }

  @Test("titles and blank rows above the header are skipped, and lines stay the spreadsheet's")
  func titles() throws {
    var table = try #require(try table("所属一覧\n\n作成,\"code\n\"\n code　,name,other,,name\nA,b\n ,\n\nC,d\n"))
    #expect(table.headerLine == 4)
    #expect(table.names == ["code", "name", "other", "", "name"])
    #expect(table.columns(named: "code") == [0])
    #expect(table.columns(named: "name") == [1, 4])
    #expect(table.columns(named: "") == [])
    #expect(table.columns(named: "absent") == [])
    #expect(try table.next()?.line == 5)
    let last = try #require(try table.next())
    #expect(last.line == 8)
    #expect(last.text(table.columns(named: "name")[0]) == "d")
    #expect(try table.next() == nil)
  }

  @Test("names are compared without spaces, line breaks and full width", arguments: ["基準時間（分／件）", " 基準時間(分/件)\u{3000}", "\"基準時間\r\n(分/件)\"", "基準時間(分/件)"])
  func folding(name: String) throws {
    let table = try #require(try table("ＣＯＤＥ,\(name),コード\n"))
    #expect(table.columns(named: "基準時間(分/件)") == [1])
    #expect(table.names[0] == "CODE")
  }

  @Test("one known name is enough only where it is the only one")
  func single() throws {
    #expect(try table("code\nA\n")?.headerLine == 1)
    #expect(try table("code,x\nname,コード\n")?.headerLine == 2)
    #expect(try table("code,x\n1,2\n") == nil)
    #expect(try table("") == nil)
    #expect(try table("\n\n,,\n") == nil)
  }

  @Test("the header is looked for in twenty rows that aren't blank")
  func depth() throws {
    let blanks = String(repeating: "\n", count: 50)
    #expect(try table(blanks + String(repeating: "x\n", count: 19) + "code,name\n")?.headerLine == 70)
    #expect(try table(blanks + String(repeating: "x\n", count: 20) + "code,name\n") == nil)
  }

  @Test("what is wrong with the header's cells is told")
  func faults() throws {
    #expect(try table("\"code\"x,name,コード\n")?.headerFaults == [CellFault(line: 1, column: 0, kind: .textAfterQuote)])
  }

  @Test("what is wrong with the file is told")
  func errors() throws {
    #expect(throws: SheetError.loneCarriageReturn(line: 1, column: 0)) { try table("code\rname") }
  }
}
