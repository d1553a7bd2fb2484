/// How large a workbook and its parts may be, so that a hostile or broken one can't fill the memory.
public struct WorkbookLimits: Hashable, Sendable {
  /// Bytes in the whole file, packed.
  public var fileBytes: Int

  /// Files inside the file.
  public var parts: Int

  /// Bytes in all of them together, unpacked.
  public var unpackedBytes: Int

  /// How many times larger than packed a part may be that has more than 1 MiB.
  public var ratio: Int

  /// Bytes of all texts that cells share, which are kept in memory.
  public var sharedBytes: Int

  /// How many such texts.
  public var sharedTexts: Int

  /// Bytes in one cell.
  public var cellBytes: Int

  /// Cells in one row that aren't empty.
  public var columns: Int

  public init(
    fileBytes: Int = 200 << 20, parts: Int = 200, unpackedBytes: Int = 200 << 20, ratio: Int = 200, sharedBytes: Int = 64 << 20, sharedTexts: Int = 2_000_000,
    cellBytes: Int = 64 << 10, columns: Int = 300
  ) {
    self.fileBytes = fileBytes
    self.parts = parts
    self.unpackedBytes = unpackedBytes
    self.ratio = ratio
    self.sharedBytes = sharedBytes
    self.sharedTexts = sharedTexts
    self.cellBytes = cellBytes
    self.columns = columns
  }
}
