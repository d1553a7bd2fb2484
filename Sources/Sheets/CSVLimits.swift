/// How large a file and its parts may be, so that a hostile or broken one can't fill the memory.
public struct CSVLimits: Hashable, Sendable {
  /// Bytes in the whole file.
  public var fileBytes: Int

  /// Bytes in one cell, as it is encoded in the file, without the quotes.
  public var cellBytes: Int

  /// Cells in one row that aren't empty.
  public var columns: Int

  public init(fileBytes: Int = 1 << 30, cellBytes: Int = 64 << 10, columns: Int = 300) {
    self.fileBytes = fileBytes
    self.cellBytes = cellBytes
    self.columns = columns
  }
}
