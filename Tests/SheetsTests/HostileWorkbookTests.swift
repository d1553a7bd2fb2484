import Foundation
import TestSupport
import Testing

@testable import Sheets

@Suite("Workbooks that are broken, foreign or hostile")
struct HostileWorkbookTests {
  private static let row = "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>x</t></is></c><c r=\"C2\"><v>5</v></c></row>"

  @Test("a sound one is read, whatever its namespaces are called")
  func sound() throws {
    #expect(try Parts.rows(Self.row).read().map(\.texts) == [["", "x", "5"]])
    var prefixed = Parts.rows(Self.row)
    prefixed["xl/worksheets/sheet1.xml"] = """
      <?xml version="1.0"?><x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="str"><x:f>A()</x:f><x:v>a</x:v></x:c><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>
      """
    #expect(try prefixed.read().map(\.texts) == [["a", "1"]])
  }

  @Test("how a text is read is left out, its parts are put together, and written characters are taken back")
  func sharedTexts() throws {
    let texts = "<si><r><t>東</t></r><r><t>京</t></r><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si><si><t>a_x000A_b_x005F_x_x0000_</t></si><si/>"
    let rows = try Parts.rows("<row r=\"1\">\((0..<3).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined())<c t=\"s\"><v>0</v></c></row>", texts: texts).read()
    #expect(rows.map(\.texts) == [["東京", "a\nb_x_x0000_", "", "東京"]])
  }

  @Test(
    "what can't be right is damaged",
    arguments: [
      "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"3\"/><row r=\"2\"/>", "<row r=\"0\"/>", "<row r=\"x\"/>", "<row r=\"1048577\"/>",
      "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
      "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "<row r=\"1\"><c r=\"\"><v>1</v></c></row>", "<row r=\"1\"><c t=\"s\"><v>0</v></c></row>",
      "<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>", "<row r=\"1\"><c><v>abc</v></c></row>", "<row r=\"1\"><c><v>nan</v></c></row>",
      "<row r=\"1\"><c t=\"q\"><v>1</v></c></row>", "<row",
      "<row></c>", "<row>&x;</row>", "\u{1}",
    ])
  func damaged(rows: String) throws {
    #expect(try Parts.rows(rows).error() == .workbook(.damaged), "\(rows)")
  }

  @Test("a document type declaration is refused, wherever it is")
  func documentType() throws {
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"] {
      var parts = Parts.rows(Self.row)
      parts[part] = entities + parts[part].replacing("<sheetData>", with: "<sheetData><row><c t=\"str\"><v>&b;&f;</v></c></row>")
      #expect(try parts.error() == .workbook(.documentType), "\(part)")
    }
  }

  @Test("a part that is missing is damage, or no workbook at all")
  func missing() throws {
    for (part, fault) in [
      ("_rels/.rels", WorkbookFault.notAWorkbook), ("xl/workbook.xml", .damaged), ("xl/_rels/workbook.xml.rels", .noSheet),
      ("xl/worksheets/sheet1.xml", .damaged),
    ] {
      var parts = Parts.rows(Self.row)
      parts.parts.removeAll { $0.name == part }
      #expect(try parts.error() == .workbook(fault), "\(part)")
    }
    // These are needed only where cells refer to them.
    for part in ["xl/sharedStrings.xml", "xl/styles.xml"] {
      var parts = Parts.rows(Self.row)
      parts.parts.removeAll { $0.name == part }
      #expect(try parts.error() == nil, "\(part)")
    }
  }

  @Test("other kinds of files are told apart")
  func otherKinds() throws {
    var binary = Parts.rows(Self.row)
    binary["_rels/.rels"] = binary["_rels/.rels"].replacing("workbook.xml", with: "workbook.bin")
    #expect(try binary.error() == .workbook(.binary))
    var open = Parts.rows("")
    open.parts = [("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8)), ("content.xml", Array("<x/>".utf8))]
    #expect(try open.error() == .workbook(.openDocument))
    open.parts = [("a.txt", [65])]
    #expect(try open.error() == .workbook(.notAWorkbook))
    let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    #expect(throws: SheetError.workbook(.beforeXLSX)) { try SheetFile(bytes: ole) }
    #expect(throws: SheetError.workbook(.encrypted)) { try SheetFile(bytes: ole + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }) }
    #expect(throws: SheetError.notCSV(.pdf)) { try SheetFile(bytes: Array("%PDF-1.7".utf8)) }
    #expect(throws: SheetError.workbook(.damaged)) { try SheetFile(bytes: [0x50, 0x4B, 3, 4, 0, 0]) }
  }

  @Test("a bomb is refused before it is unpacked")
  func bombs() throws {
    let dense = Parts.rows(String(repeating: " ", count: 4 << 20))
    #expect(try dense.bytes.count < 40_000)
    #expect(try dense.error() == .workbook(.tooDense(limit: 200)))
    #expect(try Parts.rows(Self.row).error(WorkbookLimits(unpackedBytes: 500)) == .workbook(.tooLarge(limit: 500)))
    var many = Parts.rows(Self.row)
    for number in 0..<200 { many.parts.append(("x/\(number)", [])) }
    #expect(try many.error() == .workbook(.tooManyParts(limit: 200)))
    let size = try Parts.rows(Self.row).bytes.count
    #expect(try Parts.rows(Self.row).error(WorkbookLimits(fileBytes: size - 1)) == .fileTooLarge(bytes: size, limit: size - 1))
  }

  @Test("a directory that understates a part is found out")
  func liar() throws {
    var parts = Parts.rows(Self.row)
    parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>\(Self.row)</sheetData>\(String(repeating: "<x/>", count: 5_000))</worksheet>"
    var bytes = try parts.bytes
    let size = parts["xl/worksheets/sheet1.xml"].utf8.count
    let written = [UInt8(size & 0xFF), UInt8(size >> 8), 0, 0]
    while let place = bytes.firstRange(of: written) { bytes.replaceSubrange(place, with: [100, 0, 0, 0]) }
    #expect(throws: SheetError.workbook(.damaged)) { try Parts.read(bytes) }
  }

  @Test("texts beyond what is kept are refused, a tag without an end too")
  func memory() throws {
    let texts = (0..<50).map { "<si><t>text \($0)</t></si>" }.joined()
    #expect(try Parts.rows(Self.row, texts: texts).error(WorkbookLimits(sharedTexts: 49)) == .workbook(.tooLarge(limit: 64 << 20)))
    #expect(try Parts.rows(Self.row, texts: texts).error(WorkbookLimits(sharedBytes: 100)) == .workbook(.tooLarge(limit: 100)))
    var dice = Dice(seed: 1)
    let noise = String((0..<3_000_000).map { _ in Character(Unicode.Scalar(UInt8.random(in: 0x61...0x7A, using: &dice))) })
    #expect(try Parts.rows("<row r=\"1\" x=\"\(noise)\"/>").error() == .workbook(.damaged))
    #expect(try Parts.rows("<!--\(noise)-->").error() == .workbook(.damaged))
  }

  @Test("long cells and many columns are faults of their rows")
  func limits() throws {
    let limits = WorkbookLimits(cellBytes: 10, columns: 3)
    let text = "<is><t>ああああ</t></is>"
    let rows = try Parts.rows("<row><c t=\"inlineStr\">\(text)</c><c r=\"D1\"><v>1</v></c><c><v>2</v></c></row>").read(limits)
    #expect(rows.map(\.texts) == [["あああ"]])
    #expect(rows[0].faults == [CellFault(line: 1, column: 0, kind: .tooLong(limit: 10)), CellFault(line: 1, column: 3, kind: .tooManyColumns(limit: 3))])
    let shared = try Parts.rows("<row><c t=\"s\"><v>0</v></c></row>", texts: "<si><t>ああああ</t></si>").read(limits)
    #expect(shared[0].texts == ["あああ"] && shared[0].faults.map(\.kind) == [.tooLong(limit: 10)])
  }

  @Test("three thousand mutated workbooks are read to their end or refused")
  func mutations() throws {
    var dice = Dice(seed: 28)
    let sound = Parts.rows(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>46349</v></c></row><row r=\"3\"><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>",
      texts: "<si><t>東京</t><rPh><t>ト</t></rPh></si>",
      styles: "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy/m/d\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs>")
    #expect(try sound.read().map(\.texts) == [["東京", "2026-11-23"], ["TRUE", "#N/A"]])
    let whole = try sound.bytes
    var outcomes: [Bool: Int] = [:]
    for round in 0..<3_000 {
      var bytes = whole
      if round % 2 == 0 {
        // Inside the parts, where a checksum would hide it.
        var parts = sound
        let place = Int.random(in: 0..<parts.parts.count, using: &dice)
        for _ in 0...Int.random(in: 0..<3, using: &dice) {
          let at = Int.random(in: 0..<parts.parts[place].text.count, using: &dice)
          parts.parts[place].text[at] = Bool.random(using: &dice) ? UInt8.random(in: 0x20...0x7E, using: &dice) : UInt8.random(in: 0...255, using: &dice)
        }
        bytes = try parts.bytes
      } else {
        for _ in 0...Int.random(in: 0..<4, using: &dice) { bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice) }
      }
      do {
        for row in try Parts.read(bytes) { #expect(row.utf8.withUnsafeBufferPointer(UTF8Check.firstMalformed) == nil) }
        outcomes[true, default: 0] += 1
      } catch is SheetError {
        outcomes[false, default: 0] += 1
      }
    }
    #expect(outcomes[true, default: 0] > 300 && outcomes[false, default: 0] > 300, "\(outcomes)")
  }
}
