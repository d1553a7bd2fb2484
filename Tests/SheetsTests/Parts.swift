import CZip
import Foundation

@testable import Sheets

/// A workbook put together part by part, so that any of them can be wrong.
struct Parts {
  var parts: [(name: String, text: [UInt8])]

  /// A sound workbook with one sheet.
  init(sheet: String, texts: String = "", styles: String = "", book: String = "") {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = [
      ("_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"\(office)/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"),
      (
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships><Relationship Id="r1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="r2" Type="\(office)/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="\(office)/styles" Target="styles.xml"/></Relationships>
        """
      ),
      ("xl/workbook.xml", "<workbook xmlns:r=\"\(office)\">\(book)<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
      ("xl/worksheets/sheet1.xml", "<worksheet>\(sheet)</worksheet>"), ("xl/sharedStrings.xml", "<sst>\(texts)</sst>"),
      ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
    ].map { ($0, Array($1.utf8)) }
  }

  /// Rows inside `sheetData`.
  static func rows(_ rows: String, texts: String = "", styles: String = "") -> Parts {
    Parts(sheet: "<sheetData>\(rows)</sheetData>", texts: texts, styles: styles)
  }

  subscript(name: String) -> String {
    get { parts.first { $0.name == name }.map { String(decoding: $0.text, as: UTF8.self) } ?? "" }
    set {
      parts.removeAll { $0.name == name }
      parts.append((name, Array(newValue.utf8)))
    }
  }

  struct NotPacked: Error {}

  /// The archive's bytes.
  var bytes: [UInt8] {
    get throws {
      let path = FileManager.default.temporaryDirectory.appending(path: "tedori-parts-\(UUID().uuidString)").path
      guard let archive = zip_open(path, ZIP_CREATE, nil) else { throw NotPacked() }
      for part in parts {
        guard let copy = malloc(max(part.text.count, 1)) else { throw NotPacked() }
        part.text.withUnsafeBytes { if let start = $0.baseAddress { memcpy(copy, start, $0.count) } }
        guard let source = zip_source_buffer(archive, copy, zip_uint64_t(part.text.count), 1), zip_file_add(archive, part.name, source, 0) >= 0 else {
          throw NotPacked()
        }
      }
      guard zip_close(archive) == 0 else { throw NotPacked() }
      defer { unlink(path) }
      return Array(try Data(contentsOf: URL(filePath: path)))
    }
  }

  /// Reads the sheet to its end.
  func read(_ limits: WorkbookLimits = WorkbookLimits()) throws -> [SheetRow] { try Self.read(bytes, limits) }

  static func read(_ bytes: [UInt8], _ limits: WorkbookLimits = WorkbookLimits()) throws -> [SheetRow] {
    let file = try SheetFile(bytes: bytes, workbookLimits: limits)
    var reader = try file.reader()
    var rows: [SheetRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  func error(_ limits: WorkbookLimits = WorkbookLimits()) throws -> SheetError? {
    let bytes = try bytes
    do {
      _ = try Self.read(bytes, limits)
      return nil
    } catch let error as SheetError {
      return error
    }
  }
}
