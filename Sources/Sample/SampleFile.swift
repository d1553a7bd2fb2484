/// One file of the invented organisation, as it would come from an office: a kind, a header and rows, made while they are written.
public struct SampleFile: Sendable {
  /// The KIND of the import, such as `posts`.
  public let kind: String
  /// A name that is unique among the files, such as `time-2026-10`.
  public let name: String
  /// The English names of the columns, in the order of the cells.
  public let columns: [String]
  /// Into how many pieces the rows fall; a piece is a few rows, or none.
  private let pieces: Int
  private let append: @Sendable (Int, inout RowBuffer) -> Void

  init(_ kind: String, name: String? = nil, columns: String, pieces: Int, append: @escaping @Sendable (_ piece: Int, _ rows: inout RowBuffer) -> Void) {
    self.kind = kind
    self.name = name ?? kind
    self.columns = columns.split(separator: " ").map(String.init)
    self.pieces = pieces
    self.append = append
  }

  /// Writes the file as CSV (UTF-8, header row, LF), in chunks of some 64 KiB that end at a row's end, so that memory stays the same however long the file is.
  ///
  /// Writing twice gives the same bytes. An error of `emit` ends the writing and is passed on; nothing else can fail.
  public func write(_ emit: ([UInt8]) throws -> Void) rethrows {
    var rows = RowBuffer()
    for column in columns { rows.text(column) }
    rows.endRow()
    for piece in 0..<pieces {
      append(piece, &rows)
      if rows.bytes.count >= 1 << 16 {
        try emit(rows.bytes)
        rows.removeAll()
      }
    }
    if !rows.bytes.isEmpty { try emit(rows.bytes) }
  }
}
