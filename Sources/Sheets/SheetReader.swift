/// A sheet from which rows are drawn one after another, whatever kind of file it is.
public protocol SheetReader {
  /// The next row, blank ones included; nothing after the last.
  mutating func next() throws(SheetError) -> SheetRow?

  /// Cells that are merged, as far as the sheet is read.
  var mergedCells: [MergedCells] { get }
}

extension SheetReader {
  public var mergedCells: [MergedCells] { [] }
}
