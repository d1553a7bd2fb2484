/// A sheet's part while it is read: rows come out as they are complete.
final class SheetPart: XMLHandler {
  /// Rows that are complete and not taken yet.
  var rows: [SheetRow] = []
  private(set) var merged: [MergedCells] = []
  private(set) var hiddenRows = 0

  private let texts: SharedTexts
  private let formats: [CellFormat]
  private let numbers: NumberCell
  private let limits: WorkbookLimits

  private var row = SheetRow(line: 0)
  private var isHidden = false
  private var isInData = false
  private var cell = CellXML()
  private var isText = false
  private var isReading = false

  private struct CellXML {
    var column = -1
    var kind = "n"
    var format = CellFormat.general
    var text: [UInt8] = []
    var hasFormula = false
    var isTooLong = false
  }

  init(texts: SharedTexts, formats: [CellFormat], isFrom1904: Bool, limits: WorkbookLimits) {
    self.texts = texts
    self.formats = formats
    self.limits = limits
    numbers = NumberCell(isFrom1904: isFrom1904)
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SheetError) {
    switch name {
    case "c": try beginCell(attributes)
    case "v": isText = true
    case "t": isText = !isReading
    case "rPh": isReading = true
    case "f": cell.hasFormula = true
    case "row":
      let line = attributes.value("r").map { Int($0) ?? 0 } ?? row.line + 1
      guard isInData, line > row.line, line <= 1 << 20 else { throw .workbook(.damaged) }
      row.restart(line: line)
      cell.column = -1
      isHidden = ["1", "true"].contains(attributes.value("hidden"))
    case "sheetData": isInData = true
    case "mergeCell":
      if merged.count < 10_000, let range = attributes.value("ref").flatMap({ MergedCells($0) }) { merged.append(range) }
    default: break
    }
  }

  func end(_ name: String) throws(SheetError) {
    switch name {
    case "v", "t": isText = false
    case "rPh": isReading = false
    case "c": try endCell()
    case "row":
      row.dropTrailingEmptyCells()
      guard row.count > 0 || !row.faults.isEmpty else { return }
      if isHidden { hiddenRows += 1 }
      rows.append(row)
    case "sheetData": isInData = false
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isText, isInData else { return }
    let room = limits.cellBytes - cell.text.count
    if bytes.count > room { cell.isTooLong = true }
    cell.text += bytes.prefix(room)
  }

  private func beginCell(_ attributes: XMLAttributes) throws(SheetError) {
    let column = attributes.value("r").map { CellName.column(of: $0) ?? -1 } ?? cell.column + 1
    guard isInData, column > cell.column, column < 1 << 14 else { throw .workbook(.damaged) }
    cell.column = column
    cell.kind = attributes.value("t") ?? "n"
    cell.text.removeAll(keepingCapacity: true)
    cell.hasFormula = false
    cell.isTooLong = false
    let style = attributes.value("s").flatMap { Int($0) } ?? 0
    cell.format = formats.indices.contains(style) ? formats[style] : .general
  }

  private func endCell() throws(SheetError) {
    var fault: CellFault.Kind? = cell.isTooLong ? .tooLong(limit: limits.cellBytes) : nil
    switch cell.kind {
    case "s":
      guard let place = Int(String(decoding: cell.text, as: UTF8.self)), (0..<texts.count).contains(place) else {
        if cell.text.isEmpty { return }
        throw .workbook(.damaged)
      }
      cell.text = Array(texts[place].prefix(limits.cellBytes))
      if texts[place].count > limits.cellBytes { fault = .tooLong(limit: limits.cellBytes) }
    case "inlineStr", "str": EscapedCharacters.replace(in: &cell.text, from: 0)
    case "b": cell.text = Array((cell.text == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8)
    case "e": fault = .errorValue(String(decoding: cell.text, as: UTF8.self))
    case "d": cell.text = SheetPart.day(cell.text, cell.format)
    case "n":
      if cell.text.isEmpty {
        guard cell.hasFormula else { return }
        fault = .noResult
      } else {
        guard let text = numbers.text(cell.text, as: cell.format) else { throw .workbook(.damaged) }
        cell.text = text
      }
    default: throw .workbook(.damaged)
    }
    if case .tooLong = fault { SheetPart.dropCutCharacter(&cell.text) }
    append(fault)
  }

  private func append(_ fault: CellFault.Kind?) {
    if cell.text.isEmpty, fault == nil { return }
    guard cell.column < limits.columns else {
      let kind = CellFault.Kind.tooManyColumns(limit: limits.columns)
      if row.faults.last?.kind != kind { row.faults.append(CellFault(line: row.line, column: limits.columns, kind: kind)) }
      return
    }
    while row.ends.count < cell.column { row.ends.append(row.utf8.count) }
    row.utf8 += cell.text
    row.ends.append(row.utf8.count)
    if let fault { row.faults.append(CellFault(line: row.line, column: cell.column, kind: fault)) }
  }

  /// Leaves out the character that the end of an allowed length has cut.
  private static func dropCutCharacter(_ text: inout [UInt8]) {
    if let end = text.withUnsafeBufferPointer(UTF8Check.firstMalformed) { text.removeSubrange(end...) }
  }

  /// A day as ISO 8601 writes it, in the form of a day that is counted.
  private static func day(_ written: [UInt8], _ format: CellFormat) -> [UInt8] {
    let text = String(decoding: written, as: UTF8.self)
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2 else { return written }
    if format == .month { return Array(parts[0].prefix(7).utf8) }
    let isMidnight = parts[1].allSatisfy { "0:.Z".contains($0) }
    return Array((isMidnight ? String(parts[0]) : "\(parts[0]) \(parts[1])").utf8)
  }
}

/// Names of cells, like B5.
enum CellName {
  /// The column from 0; nothing where there are no letters.
  static func column(of name: String) -> Int? {
    var column = 0
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): column = column * 26 + Int(byte - 64)
      default: return column > 0 ? column - 1 : nil
      }
      if column > 1 << 14 { return nil }
    }
    return nil
  }
}

/// Cells that are merged: only the first of them has a value.
public struct MergedCells: Hashable, Sendable {
  /// As the spreadsheet names it, like A5:A9.
  public let name: String
  public let firstLine: Int
  public let lastLine: Int

  init?(_ name: String) {
    let lines = name.split(separator: ":").map { $0.drop { !$0.isNumber } }.compactMap { Int($0) }
    guard let first = lines.first, let last = lines.last else { return nil }
    (self.name, firstLine, lastLine) = (name, first, last)
  }
}
