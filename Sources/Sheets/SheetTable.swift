/// A sheet with a header: the rows below it, and where its columns are.
///
/// People put titles above their tables, so the header is looked for; which of its names are known, missing or there twice is for the caller to say.
public struct SheetTable<Reader: SheetReader> {
  /// The header's row, as the spreadsheet numbers it.
  public let headerLine: Int

  /// The names of the columns, folded as `HeaderName` does; empty where a column has none.
  public let names: [String]

  /// What is wrong with cells of the header.
  public let headerFaults: [CellFault]

  /// The sheet, of which the header and what stands above it have been read.
  public private(set) var reader: Reader

  private let columns: [String: [Int]]
  private var lastLine: Int

  /// Looks for the header among the first twenty rows that aren't blank: the first one in which at least two cells, or the only one, have known names.
  ///
  /// Nothing where no row is one.
  public init?(_ reader: consuming Reader, isKnown: (String) -> Bool) throws(SheetError) {
    var rowsLeft = 20
    while rowsLeft > 0, let row = try reader.next() {
      if row.isBlank { continue }
      rowsLeft -= 1
      let names = (0..<row.count).map { HeaderName.folded(row.text($0)) }
      let filled = names.filter { !$0.isEmpty }
      guard filled.count(where: isKnown) >= min(2, filled.count) else { continue }
      self.headerLine = row.line
      self.lastLine = row.line
      self.names = names
      self.headerFaults = row.faults
      self.columns = Dictionary(grouping: names.indices.filter { !names[$0].isEmpty }) { names[$0] }
      self.reader = reader
      return
    }
    return nil
  }

  /// The columns that have a name, from the left: none, one, or more where the header has it twice.
  public func columns(named name: String) -> [Int] { columns[name] ?? [] }

  /// The next row that isn't blank; nothing after the last.
  ///
  /// Merged cells of the table are a fault of the file, which can be told at its end only: all but the first of them look empty, and an empty cell says something.
  public mutating func next() throws(SheetError) -> SheetRow? {
    while let row = try reader.next() {
      guard row.isBlank, !row.faults.contains(where: { $0.kind == .noResult }) else {
        lastLine = row.line
        return row
      }
    }
    let merged = reader.mergedCells.filter { $0.lastLine > headerLine && $0.firstLine <= lastLine }
    guard let first = merged.first else { return nil }
    throw .workbook(.mergedCells(line: max(first.firstLine, headerLine + 1), ranges: merged.prefix(5).map(\.name)))
  }
}

extension SheetTable: Sendable where Reader: Sendable {}
