/// One row of cells, whatever kind of file it came from.
///
/// The cells lie in one piece of memory as valid UTF-8. Empty cells at the end are left out, as spreadsheets write any number of them.
public struct SheetRow: Sendable {
  /// The row's number in the spreadsheet: from 1; a row is one, however many line breaks are in its cells, and blank rows count.
  public internal(set) var line: Int

  /// What is wrong with single cells, in their order.
  public internal(set) var faults: [CellFault] = []

  var utf8: [UInt8] = []
  var ends: [Int] = []

  /// An empty row, to which cells are appended.
  public init(line: Int) { self.line = line }

  /// How many cells there are, up to the last one that isn't empty.
  public var count: Int { ends.count }

  /// Whether no cell holds anything but white space.
  public var isBlank: Bool { ends.indices.allSatisfy(isEmpty) }

  /// The text of a cell, as it stands in the file; empty beyond the last one.
  public func text(_ column: Int) -> String {
    String(decoding: bytes(column), as: UTF8.self)
  }

  /// The UTF-8 of a cell, for values that are read from bytes.
  public func bytes(_ column: Int) -> ArraySlice<UInt8> {
    utf8[range(column)]
  }

  /// Whether a cell holds nothing but white space, or isn't there.
  public func isEmpty(_ column: Int) -> Bool {
    WhiteSpace.isAll(utf8[range(column)])
  }

  /// Appends a cell.
  public mutating func append(_ text: some StringProtocol) {
    utf8.append(contentsOf: text.utf8)
    ends.append(utf8.count)
  }

  /// Leaves out the empty cells at the end.
  public mutating func dropTrailingEmptyCells() {
    while !ends.isEmpty && isEmpty(ends.count - 1) { ends.removeLast() }
    utf8.removeLast(utf8.count - (ends.last ?? 0))
  }

  /// Where the cell that is appended next begins.
  var end: Int { ends.last ?? 0 }

  mutating func restart(line: Int) {
    self.line = line
    faults.removeAll(keepingCapacity: true)
    utf8.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  private func range(_ column: Int) -> Range<Int> {
    guard ends.indices.contains(column) else { return 0..<0 }
    return (column == 0 ? 0 : ends[column - 1])..<ends[column]
  }
}
