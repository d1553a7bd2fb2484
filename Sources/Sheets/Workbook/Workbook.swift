/// An Excel workbook (.xlsx): its sheets, each read row by row with constant memory but for the texts that cells share.
///
/// What cells show is read: formulas by the result that the program kept, numbers with 15 digits, dates as 2026-11-23 and months as 2026-11 where that is how they are formatted.
public final class Workbook: @unchecked Sendable {
  // One task at a time reads from it.
  public struct Sheet: Hashable, Sendable {
    public let name: String
    /// Whether the program hides it.
    public let isHidden: Bool
    let path: String
  }

  /// In their order; what isn't a sheet of cells, such as a chart, is left out.
  public let sheets: [Sheet]

  private let archive: Archive
  private let limits: WorkbookLimits
  private let isFrom1904: Bool
  private let formats: [CellFormat]
  private let textsPath: String?
  private var texts: SharedTexts?

  init(_ source: ByteSource, limits: WorkbookLimits = WorkbookLimits()) throws(SheetError) {
    if source.count > limits.fileBytes { throw .fileTooLarge(bytes: source.count, limit: limits.fileBytes) }
    archive = try Archive(source, limits: limits)
    self.limits = limits
    guard let path = try Relationships(of: "", in: archive).path(of: "officeDocument") else {
      throw .workbook(archive.has("mimetype") && archive.has("content.xml") ? .openDocument : .notAWorkbook)
    }
    if path.hasSuffix(".bin") { throw .workbook(.binary) }
    let list = SheetList()
    guard let part = try archive.part(path) else { throw .workbook(.damaged) }
    try XMLStream.read(part, list)
    let related = try Relationships(of: path, in: archive)
    isFrom1904 = list.isFrom1904
    sheets = list.sheets.compactMap { sheet in
      guard let target = related.targets[sheet.id], target.kind == "worksheet" else { return nil }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, path: target.path)
    }
    if sheets.isEmpty { throw .workbook(list.sheets.isEmpty ? .notAWorkbook : .noSheet) }
    textsPath = related.path(of: "sharedStrings")
    let styles = CellFormats()
    if let path = related.path(of: "styles"), let part = try archive.part(path) { try XMLStream.read(part, styles) }
    formats = styles.formats
  }

  /// Begins to read a sheet.
  public func reader(of sheet: Sheet) throws(SheetError) -> WorkbookReader {
    guard let part = try archive.part(sheet.path) else { throw .workbook(.damaged) }
    let rows = SheetPart(texts: try sharedTexts(), formats: formats, isFrom1904: isFrom1904, limits: limits)
    return WorkbookReader(part: part, rows: rows, stream: try XMLStream(rows))
  }

  private func sharedTexts() throws(SheetError) -> SharedTexts {
    if let texts { return texts }
    let read = SharedTexts(limits: limits)
    if let textsPath, let part = try archive.part(textsPath) { try XMLStream.read(part, read) }
    texts = read
    return read
  }
}

/// The rows of one sheet of a workbook.
public final class WorkbookReader: SheetReader, @unchecked Sendable {
  // One task at a time reads from it.
  private let part: ArchivePart
  private let rows: SheetPart
  private let stream: XMLStream
  private var piece: [UInt8] = []
  private var taken = 0
  private var isAtEnd = false
  private var failure: SheetError?

  init(part: ArchivePart, rows: SheetPart, stream: XMLStream) {
    self.part = part
    self.rows = rows
    self.stream = stream
  }

  /// The size of the sheet, unpacked.
  public var byteCount: Int { part.size }

  /// How much of it has been read so far, to show progress.
  public var bytesRead: Int { part.bytesRead }

  public var mergedCells: [MergedCells] { rows.merged }

  /// Rows with values that the program hides, up to here.
  public var hiddenRows: Int { rows.hiddenRows }

  public func next() throws(SheetError) -> SheetRow? {
    if let failure { throw failure }
    do throws(SheetError) {
      while taken == rows.rows.count {
        if isAtEnd { return nil }
        rows.rows.removeAll(keepingCapacity: true)
        taken = 0
        try part.read(into: &piece, capacity: 64 << 10)
        isAtEnd = piece.isEmpty
        try stream.feed(piece, isLast: isAtEnd)
      }
    } catch {
      failure = error
      throw error
    }
    taken += 1
    return rows.rows[taken - 1]
  }
}
