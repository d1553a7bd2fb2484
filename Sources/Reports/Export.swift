public import Domain
import Glibc
public import Postgres
import Sheets
public import Store

/// An export of every row of a kind, in the shape in which it imports again.
public struct Export: Sendable {
  let kind: Kind
  let format: FileFormat
  let language: Language
  /// Of the headings; either imports again.
  let headings: Language

  public init(kind: Kind, format: FileFormat, language: Language, headings: Language = .english) {
    self.headings = headings
    self.kind = kind
    self.format = format
    self.language = language
  }

  /// Streams the rows to a file that is open for writing, in one snapshot and constant memory.
  ///
  /// - Returns: what the encoding can't hold, a line each; `〓` stands for it in the file.
  public func run(in database: Database, as viewer: Viewer, to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws -> [String] {
    try await database.read(as: viewer) { try await run(in: $0, to: sink) }
  }

  /// The same inside a transaction.
  public func run(in transaction: Transaction, to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws -> [String] {
    var writer = try SheetWriter(kind.layout(headings: headings, frozenColumns: kind.columns.count(where: \.isKey)), format: format.writer, sink: sink)
    var rows = CopiedRows()
    for try await chunk in transaction.copyOut("copy (\(unsafe: kind.exportStatement)) to stdout") {
      try rows.append(chunk) { cells in
        try writer.write(zip(cells, kind.columns).map { cell, column in cell.map { column.isNumber ? .decimal($0) : .text($0) } ?? .empty })
      }
    }
    try writer.finish()
    var lost = writer.unencodable.map { cell in
      let column = kind.columns[cell.column].name(in: language)
      return language.choose(
        "\(cell.line)行目 \(column): CP932 で表せない文字 \(cell.characters.map(String.init).joined()) を 〓 にしました（\(cell.text)）",
        "line \(cell.line), \(column): CP932 can't hold \(cell.characters.map(String.init).joined()); 〓 stands for it (\(cell.text))")
    }
    if writer.unencodableCount > lost.count {
      lost.append(language.choose("ほか \(writer.unencodableCount - lost.count) 件", "and \(writer.unencodableCount - lost.count) more"))
    }
    return lost
  }
}

extension Column {
  /// Whether its cells are plain numbers to a spreadsheet.
  var isNumber: Bool {
    switch value {
    case .whole, .hundredths, .decimal: true
    default: false
    }
  }
}

/// Takes PostgreSQL's COPY text apart again, row by row.
struct CopiedRows {
  private var rest: [UInt8] = []

  mutating func append(_ chunk: [UInt8], _ row: ([String?]) throws -> Void) rethrows {
    rest += chunk
    var start = 0
    while let end = rest[start...].firstIndex(of: 0x0A) {
      try row(rest[start..<end].split(separator: 0x09, omittingEmptySubsequences: false).map(Self.cell))
      start = end + 1
    }
    rest.removeFirst(start)
  }

  private static func cell(_ field: ArraySlice<UInt8>) -> String? {
    guard let escape = field.firstIndex(of: 0x5C) else { return String(decoding: field, as: UTF8.self) }
    if field.elementsEqual([0x5C, UInt8(ascii: "N")]) { return nil }
    var bytes = Array(field[..<escape])
    var escaped = false
    for byte in field[escape...] {
      if escaped {
        switch byte {
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "v"): bytes.append(0x0B)
        default: bytes.append(byte)
        }
        escaped = false
      } else if byte == 0x5C {
        escaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
