/// The relationships of a part: which other parts it names, by their identifiers.
final class Relationships: XMLHandler {
  struct Target {
    let kind: String
    let path: String
  }

  private(set) var targets: [String: Target] = [:]
  private let folder: Substring

  /// - Parameter part: whose they are; the empty text: the whole file's.
  init(of part: String, in archive: Archive) throws(SheetError) {
    let end = part.lastIndex(of: "/").map(part.index(after:)) ?? part.startIndex
    folder = part[..<end]
    guard let list = try archive.part("\(folder)_rels/\(part[end...]).rels") else { return }
    try XMLStream.read(list, self)
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SheetError) {
    guard name == "Relationship", let id = attributes.value("Id"), let kind = attributes.value("Type"), let target = attributes.value("Target") else { return }
    guard targets.count < 10_000 else { throw .workbook(.damaged) }
    targets[id] = Target(kind: String(kind.split(separator: "/").last ?? ""), path: Self.resolve(target, in: folder))
  }

  func end(_ name: String) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  /// The first part of a kind.
  func path(of kind: String) -> String? { targets.values.first { $0.kind == kind }?.path }

  private static func resolve(_ target: String, in folder: Substring) -> String {
    var steps: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}

/// The workbook's own part: its sheets in their order, and from when days are counted.
final class SheetList: XMLHandler {
  private(set) var sheets: [(name: String, id: String, isHidden: Bool)] = []
  private(set) var isFrom1904 = false

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SheetError) {
    switch name {
    case "sheet":
      guard sheets.count < 1_000, let title = attributes.value("name"), let id = attributes.value("id", isPrefixed: true) else { throw .workbook(.damaged) }
      sheets.append((title, id, ["hidden", "veryHidden"].contains(attributes.value("state"))))
    case "workbookPr": isFrom1904 = ["1", "true"].contains(attributes.value("date1904"))
    default: break
    }
  }

  func end(_ name: String) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// How cells are formatted, by the numbers of the formats that cells name.
final class CellFormats: XMLHandler {
  private(set) var formats: [CellFormat] = []
  private var own: [Int: CellFormat] = [:]
  private var isInCells = false

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SheetError) {
    switch name {
    case "numFmt":
      guard own.count < 70_000, let number = attributes.value("numFmtId").flatMap({ Int($0) }), let code = attributes.value("formatCode") else { return }
      own[number] = CellFormat(code: code)
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      guard formats.count < 70_000 else { throw .workbook(.damaged) }
      let number = attributes.value("numFmtId").flatMap { Int($0) } ?? 0
      formats.append(own[number] ?? CellFormat(number: number))
    default: break
    }
  }

  func end(_ name: String) { if name == "cellXfs" { isInCells = false } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The texts that cells share, in one piece of memory; how a text is read (ふりがな) is left out.
final class SharedTexts: XMLHandler {
  private var utf8: [UInt8] = []
  private var ends: [Int] = []
  private let limits: WorkbookLimits
  private var isText = false
  private var isReading = false

  init(limits: WorkbookLimits) { self.limits = limits }

  var count: Int { ends.count }

  subscript(place: Int) -> ArraySlice<UInt8> { utf8[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

  func begin(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "t": isText = !isReading
    case "rPh": isReading = true
    default: break
    }
  }

  func end(_ name: String) throws(SheetError) {
    switch name {
    case "t": isText = false
    case "rPh": isReading = false
    case "si":
      EscapedCharacters.replace(in: &utf8, from: ends.last ?? 0)
      ends.append(utf8.count)
      guard utf8.count <= limits.sharedBytes, ends.count <= limits.sharedTexts else { throw .workbook(.tooLarge(limit: limits.sharedBytes)) }
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    // One byte more than is allowed is enough to be refused at the text's end.
    if isText { utf8 += bytes.prefix(max(0, limits.sharedBytes + 1 - utf8.count)) }
  }
}

/// Characters as spreadsheets write those that XML hasn't got: `_x000D_`.
enum EscapedCharacters {
  /// A text in which nothing is taken for such a character.
  static func escaped(_ text: String) -> String { text.contains("_x") ? text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_") : text }

  static func replace(in utf8: inout [UInt8], from start: Int) {
    var place = start
    while let found = utf8[place...].firstIndex(of: UInt8(ascii: "_")) {
      place = found + 1
      guard found + 7 <= utf8.count, utf8[found + 1] == UInt8(ascii: "x"), utf8[found + 6] == UInt8(ascii: "_"),
        let code = UInt32(String(decoding: utf8[found + 2..<found + 6], as: UTF8.self), radix: 16), code > 0, let scalar = Unicode.Scalar(code)
      else { continue }
      let written = Array(String(Character(scalar)).utf8)
      utf8.replaceSubrange(found..<found + 7, with: written)
      place = found + written.count
    }
  }
}
