import Sheets
import Testing

@Suite("Writing CSV")
struct CSVWriterTests {
  private func write(_ rows: [[SheetCell]], _ encoding: CSVWriter.Encoding = .utf8BOM) throws -> (bytes: [UInt8], writer: CSVWriter) {
    let file = Written()
    var writer = CSVWriter(encoding: encoding) { file.bytes += $0 }
    for row in rows { try writer.write(row) }
    try writer.finish()
    return (file.bytes, writer)
  }

  private func text(_ rows: [[SheetCell]]) throws -> String {
    String(decoding: try write(rows).bytes.dropFirst(3), as: UTF8.self)
  }

  @Test("rows end with CR LF, quotes stand where they are needed")
  func quoting() throws {
    #expect(try write([]).bytes == [0xEF, 0xBB, 0xBF])
    #expect(try text([[.text("a"), .empty, .text("髙")], []]) == "a,,髙\r\n\r\n")
    #expect(
      try text([[.text("a,b"), .text("a\"b"), .text("a\nb"), .text(" a"), .text("a\tb"), .text("")]]) == "\"a,b\",\"a\"\"b\",\"a\nb\",\" a\",\"a\tb\",\r\n")
  }

  @Test("numbers are plain, and what only pretends to be one can't run")
  func numbers() throws {
    #expect(try text([[.number(-5), .number(UInt8.max), .decimal("-12.5"), .decimal("0.05")]]) == "-5,255,-12.5,0.05\r\n")
    #expect(try text([[.decimal("-1+1"), .decimal("-"), .decimal(""), .decimal("1."), .decimal("-.5"), .decimal("1e5")]]) == "'-1+1,'-,,1.,'-.5,1e5\r\n")
  }

  @Test("a text can't run as a formula")
  func formulas() throws {
    #expect(try text([[.text("=1+1"), .text("@a"), .text("\t=1"), .text(" -1"), .text("'=1"), .text("it's")]]) == "'=1+1,'@a,\"'\t=1\",' -1,''=1,it's\r\n")
  }

  @Test("what is written is read back, in both encodings", arguments: [CSVWriter.Encoding.utf8BOM, .cp932])
  func roundTrip(encoding: CSVWriter.Encoding) throws {
    let texts = [
      ["code", "①Ⅳ㈱ⅳ", "髙﨑纊", "～∥－￠￡￢￤", "\u{E000}\u{E757}", "ｱｲｳ"], ["=1", "a,b", "\"x\"", "行\n行", "表\\ポ|", "'"], ["", "", "last"],
      ["\r", "\r\na", " x ", "'''+"],
    ]
    let (bytes, writer) = try write(texts.map { $0.map { .text($0) } }, encoding)
    #expect(writer.line == 4)
    #expect(writer.unencodableCount == 0)
    var reader = try CSVReader(bytes: bytes)
    #expect(reader.encoding == (encoding == .cp932 ? .cp932 : .utf8))
    for row in texts {
      let read = try #require(try reader.next())
      #expect((0..<read.count).map { FormulaGuard.unguarded(read.text($0)) } == row)
      #expect((0..<read.count).map { String(decoding: FormulaGuard.unguarded(read.bytes($0)), as: UTF8.self) } == row)
      #expect(read.faults.isEmpty)
    }
    #expect(try reader.next() == nil)
  }

  @Test("what CP932 can't hold is listed and replaced, never dropped")
  func unencodable() throws {
    let (bytes, writer) = try write([[.text("a")], [.text("b"), .text("𠮷田 葛\u{E0100}飾 〜 é 👨‍👩‍👧か\u{3099}")]], .cp932)
    #expect(
      writer.unencodable == [
        Unencodable(
          line: 2, column: 1, text: "𠮷田 葛\u{E0100}飾 〜 é 👨‍👩‍👧か\u{3099}", characters: ["𠮷", "葛\u{E0100}", "〜", "é", "👨‍👩‍👧", "か\u{3099}"],
          written: "〓田 葛飾 ～ 〓 〓か゛")
      ])
    var reader = try CSVReader(bytes: bytes)
    #expect(try reader.next()?.text(0) == "a")
    #expect(try reader.next()?.text(1) == "〓田 葛飾 ～ 〓 〓か゛")
  }

  @Test("a look-alike of a sign can't run as a formula either")
  func unencodableFormula() throws {
    let (bytes, _) = try write([[.text("\u{2212}1+é,")]], .cp932)
    var reader = try CSVReader(bytes: bytes)
    #expect(try reader.next()?.text(0) == "'－1+〓,")
  }

  @Test("the list of what can't be held is bounded, its count isn't")
  func manyUnencodable() throws {
    let (_, writer) = try write(Array(repeating: [.text("é")], count: 1500), .cp932)
    #expect(writer.unencodable.count == 1000)
    #expect(writer.unencodableCount == 1500)
  }

  @Test("what the sink throws is passed on, and large files come in pieces")
  func sink() throws {
    struct Full: Error {}
    var writer = CSVWriter(encoding: .utf8BOM) { _ in throw Full() }
    try writer.write([.text("a")])
    #expect(throws: Full.self) { try writer.finish() }
    let file = Written()
    var large = CSVWriter(encoding: .utf8BOM) {
      file.bytes += $0
      file.pieces += 1
    }
    for _ in 0..<10_000 { try large.write([.text("0123456789"), .text("0123456789")]) }
    try large.finish()
    #expect(file.bytes.count == 230_003)
    #expect((3...4).contains(file.pieces))
  }
}

/// What a writer has written.
private final class Written {
  var bytes: [UInt8] = []
  var pieces = 0
}
