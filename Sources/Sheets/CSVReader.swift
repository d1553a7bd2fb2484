/// Reads CSV, or text separated by tabs, row by row with constant memory.
///
/// Quoting is that of RFC 4180, rows end with CR LF or LF. It reads what spreadsheets in Japan write and refuses what it can't be sure of with the line at fault; what is
/// wrong with one cell is noted in its row and reading goes on, so that one pass finds every problem of a file.
public struct CSVReader: SheetReader, Sendable {
  /// In which encoding the file is read, after looking at it.
  public let encoding: SheetEncoding

  /// The size of the file.
  public let byteCount: Int

  /// How many bytes have been read so far, to show progress.
  public var bytesRead: Int { offset - piece.count + place }

  private let source: ByteSource
  private let separator: UInt8
  private let limits: CSVLimits
  private let pieceSize: Int

  private var piece: [UInt8] = []
  /// Where the piece ends in the file, and where reading is in the piece.
  private var offset: Int
  private var place = 0

  private var row = SheetRow(line: 0)
  private var cell = Cell()
  private var failure: SheetError?

  /// Opens a file.
  public init(path: String, encoding: SheetEncodingChoice = .auto, limits: CSVLimits = CSVLimits()) throws(SheetError) {
    try self.init(.file(OpenFile(path: path)), encoding: encoding, limits: limits)
  }

  /// Reads what is in memory already, such as an upload.
  public init(bytes: [UInt8], encoding: SheetEncodingChoice = .auto, limits: CSVLimits = CSVLimits()) throws(SheetError) {
    try self.init(.memory(bytes), encoding: encoding, limits: limits)
  }

  init(_ source: ByteSource, encoding: SheetEncodingChoice, limits: CSVLimits, pieceSize: Int = 256 << 10) throws(SheetError) {
    if source.count > limits.fileBytes { throw .fileTooLarge(bytes: source.count, limit: limits.fileBytes) }
    let detection = try EncodingDetection(source, choice: encoding, pieceSize: max(pieceSize, 8))
    self.source = source
    self.limits = limits
    self.pieceSize = pieceSize
    self.encoding = detection.encoding
    byteCount = source.count
    offset = detection.skipped
    separator = try SeparatorDetection.separator(source, from: detection.skipped)
  }

  public mutating func next() throws(SheetError) -> SheetRow? {
    if let failure { throw failure }
    do {
      return try readRow()
    } catch {
      failure = error
      throw error
    }
  }
}

/// The cell that is being read.
private struct Cell {
  /// In the order in which a cell comes by them.
  enum State {
    case atStart
    case plain
    case quoted
    case afterQuote
  }

  var state = State.atStart
  /// The cell's column, from 0.
  var column = 0
  var isASCII = true
  var fault: CellFault.Kind?
}

extension CSVReader {
  private mutating func readRow() throws(SheetError) -> SheetRow? {
    guard try hasByte() else { return nil }
    row.restart(line: row.line + 1)
    cell = Cell()
    var isOpen = true
    while isOpen {
      guard try hasByte() else {
        if cell.state == .quoted { throw .unterminatedQuote(line: row.line, column: cell.column) }
        break
      }
      takeRun()
      if place < piece.count { isOpen = try takeSpecial() }
    }
    endCell()
    row.dropTrailingEmptyCells()
    return row
  }

  /// Whether there is a byte left, read from the file if need be.
  private mutating func hasByte() throws(SheetError) -> Bool {
    if place < piece.count { return true }
    try source.read(into: &piece, at: offset, capacity: pieceSize)
    offset += piece.count
    place = 0
    return !piece.isEmpty
  }

  /// Takes the ordinary characters up to the next one that may mean something, all of which are below the comma.
  private mutating func takeRun() {
    let start = place
    var all: UInt8 = 0
    place = piece.withUnsafeBufferPointer { bytes in
      var end = start
      while end < bytes.count, bytes[end] > 0x2C {
        all |= bytes[end]
        end += 1
      }
      return end
    }
    if place > start { keep(start..<place, all: all) }
  }

  /// Takes one byte that may mean something, and says whether the row goes on.
  private mutating func takeSpecial() throws(SheetError) -> Bool {
    let byte = piece[place]
    place += 1
    switch (byte, cell.state) {
    case (UInt8(ascii: "\""), .atStart): cell.state = .quoted
    case (UInt8(ascii: "\""), .quoted): cell.state = .afterQuote
    case (UInt8(ascii: "\""), .afterQuote):
      // Two quotes inside a quoted cell are one that belongs to the text.
      cell.state = .quoted
      keep(place - 1..<place, all: 0)
    case (0, _):
      cell.fault = cell.fault ?? .nul
      keep(place - 1..<place, all: 0)
    case (_, .quoted): keep(place - 1..<place, all: 0)
    case (separator, _): endCell()
    case (UInt8(ascii: "\n"), _): return false
    case (UInt8(ascii: "\r"), _):
      guard try hasByte(), piece[place] == UInt8(ascii: "\n") else { throw .loneCarriageReturn(line: row.line, column: cell.column) }
      place += 1
      return false
    default: keep(place - 1..<place, all: 0)
    }
    return true
  }

  /// Adds bytes of the piece to the cell, as far as it may grow.
  private mutating func keep(_ range: Range<Int>, all: UInt8) {
    switch cell.state {
    case .atStart: cell.state = .plain
    case .afterQuote:
      cell.state = .plain
      cell.fault = cell.fault ?? .textAfterQuote
    case .plain, .quoted: break
    }
    if all >= 0x80 { cell.isASCII = false }
    guard cell.column < limits.columns else { return }
    let room = limits.cellBytes - (row.utf8.count - row.end)
    if range.count > room { cell.fault = cell.fault ?? .tooLong(limit: limits.cellBytes) }
    row.utf8.append(contentsOf: piece[range.prefix(room)])
  }

  private mutating func endCell() {
    if cell.column < limits.columns {
      if !cell.isASCII { decodeCell() }
      if let fault = cell.fault { row.faults.append(CellFault(line: row.line, column: cell.column, kind: fault)) }
      row.ends.append(row.utf8.count)
    } else if cell.state != .atStart, row.faults.last?.kind != .tooManyColumns(limit: limits.columns) {
      row.faults.append(CellFault(line: row.line, column: limits.columns, kind: .tooManyColumns(limit: limits.columns)))
    }
    cell = Cell(column: cell.column + 1)
  }

  private mutating func decodeCell() {
    let start = row.end
    let decoded = row.utf8.withUnsafeBufferPointer { CellDecoding.decode(UnsafeBufferPointer(rebasing: $0[start...]), from: encoding) }
    guard let decoded else { return }
    row.utf8.replaceSubrange(start..., with: decoded.utf8)
    cell.fault = cell.fault ?? decoded.fault
  }
}
