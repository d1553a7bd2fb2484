/// Writes a sheet with headings, as CSV or as a workbook.
public struct SheetWriter {
  /// Which kind of file is written.
  public enum Format: Hashable, Sendable {
    case csv(CSVWriter.Encoding)
    case workbook
  }

  private var csv: CSVWriter?
  private let workbook: WorkbookWriter?
  private let sink: ([UInt8]) throws -> Void

  /// Begins a file whose bytes are handed to the sink: CSV as it is written, a workbook at its end.
  public init(_ layout: WorkbookLayout, format: Format, sink: @escaping ([UInt8]) throws -> Void) throws {
    self.sink = sink
    switch format {
    case .csv(let encoding):
      var writer = CSVWriter(encoding: encoding, sink: sink)
      try writer.write(layout.columns.map { .text($0.name) })
      (csv, workbook) = (writer, nil)
    case .workbook: (csv, workbook) = (nil, try WorkbookWriter(layout))
    }
  }

  /// Writes a row.
  ///
  /// - Parameter choices: words that single cells of a workbook offer, by column.
  public mutating func write(_ row: [SheetCell], offering choices: [Int: [String]] = [:]) throws {
    try csv?.write(row)
    try workbook?.write(row, offering: choices)
  }

  /// Ends the file; to be called once after the last row.
  public mutating func finish() throws {
    try csv?.finish()
    try workbook?.finish(to: sink)
  }

  /// Texts that CP932 couldn't hold: the first thousand of them, in their order.
  public var unencodable: [Unencodable] { csv?.unencodable ?? [] }

  /// How many texts CP932 couldn't hold, listed or not.
  public var unencodableCount: Int { csv?.unencodableCount ?? 0 }
}
