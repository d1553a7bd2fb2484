/// A file with sheets, told by its content and not by its name: CSV has one, a workbook has some.
public struct SheetFile: Sendable {
  private enum Content: Sendable {
    case text(ByteSource, SheetEncodingChoice, CSVLimits)
    case workbook(Workbook)
  }

  private let content: Content

  /// Opens a file.
  public init(
    path: String, encoding: SheetEncodingChoice = .auto, limits: CSVLimits = CSVLimits(), workbookLimits: WorkbookLimits = WorkbookLimits()
  ) throws(SheetError) {
    try self.init(.file(OpenFile(path: path)), encoding: encoding, limits: limits, workbookLimits: workbookLimits)
  }

  /// Reads what is in memory already.
  public init(
    bytes: [UInt8], encoding: SheetEncodingChoice = .auto, limits: CSVLimits = CSVLimits(), workbookLimits: WorkbookLimits = WorkbookLimits()
  ) throws(SheetError) {
    try self.init(.memory(bytes), encoding: encoding, limits: limits, workbookLimits: workbookLimits)
  }

  init(_ source: ByteSource, encoding: SheetEncodingChoice, limits: CSVLimits, workbookLimits: WorkbookLimits) throws(SheetError) {
    var start: [UInt8] = []
    try source.read(into: &start, at: 0, capacity: 8)
    switch FileKind.of(start) {
    case .zip: content = .workbook(try Workbook(source, limits: workbookLimits))
    case .ole: throw .workbook(try SheetFile.isEncrypted(source) ? .encrypted : .beforeXLSX)
    case .pdf: throw .notCSV(.pdf)
    case nil: content = .text(source, encoding, limits)
    }
  }

  /// The sheets of a workbook in their order; nothing for CSV, which is one without a name.
  public var sheets: [Workbook.Sheet]? {
    if case .workbook(let workbook) = content { workbook.sheets } else { nil }
  }

  /// Begins to read a sheet.
  ///
  /// - Parameter sheet: of a workbook; nothing for CSV, and for a workbook's first.
  public func reader(of sheet: Workbook.Sheet? = nil) throws(SheetError) -> SheetFileReader {
    switch content {
    case .text(let source, let encoding, let limits): return SheetFileReader(try CSVReader(source, encoding: encoding, limits: limits))
    case .workbook(let workbook):
      guard let sheet = sheet ?? workbook.sheets.first else { throw .workbook(.noSheet) }
      return SheetFileReader(try workbook.reader(of: sheet))
    }
  }

  /// Whether an OLE file holds a workbook with a password, as a stream of this name.
  private static func isEncrypted(_ source: ByteSource) throws(SheetError) -> Bool {
    let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
    var piece: [UInt8] = []
    var offset = 0
    while offset < min(source.count, 64 << 20) {
      try source.read(into: &piece, at: offset, capacity: 1 << 20)
      if piece.firstRange(of: name) != nil { return true }
      if piece.count <= name.count { return false }
      offset += piece.count - name.count
    }
    return false
  }
}

/// The rows of a sheet, whatever kind of file it is in.
public struct SheetFileReader: SheetReader, Sendable {
  private var text: CSVReader?
  private let workbook: WorkbookReader?

  /// In which encoding a text is read; nothing for a workbook. Kept, since a release build of Swift 6.3.1 fails where it is asked of the reader of the text.
  public let encoding: SheetEncoding?

  init(_ reader: CSVReader) { (text, workbook, encoding) = (reader, nil, reader.encoding) }
  init(_ reader: WorkbookReader) { (text, workbook, encoding) = (nil, reader, nil) }

  /// The size of what is read.
  public var byteCount: Int { text?.byteCount ?? workbook?.byteCount ?? 0 }

  /// How much of it has been read so far, to show progress.
  public var bytesRead: Int { text?.bytesRead ?? workbook?.bytesRead ?? 0 }

  public var mergedCells: [MergedCells] { workbook?.mergedCells ?? [] }

  /// Rows with values that the program hides, up to here.
  public var hiddenRows: Int { workbook?.hiddenRows ?? 0 }

  public mutating func next() throws(SheetError) -> SheetRow? {
    if let workbook { return try workbook.next() }
    return try text?.next()
  }
}
