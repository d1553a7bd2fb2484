/// Why a file can't be read, or not any further.
///
/// What concerns one cell only, so that reading can go on, is a `CellFault` in its row.
public enum SheetError: Error, Hashable, Sendable {
  /// The system refused to open or read the file; the number is its `errno`.
  case unreadable(errno: Int32)

  /// A folder, a pipe or a device: a file would be right.
  case notAFile

  /// The file has more bytes than are allowed.
  case fileTooLarge(bytes: Int, limit: Int)

  /// The text is UTF-16, as in Excel's "Unicode text": CSV in UTF-8 or CP932 would be right.
  case utf16

  /// The file isn't text at all.
  case notCSV(FileKind)

  /// It is a workbook, or looks like one, and can't be read.
  case workbook(WorkbookFault)

  /// A quote was opened in this cell and never closed. Lines are numbered as the spreadsheet does, columns from 0.
  case unterminatedQuote(line: Int, column: Int)

  /// A row ends with CR alone, as on old Macintoshes: CR LF or LF would be right.
  case loneCarriageReturn(line: Int, column: Int)

  /// Where it happened; 1 for what is wrong with the file as a whole.
  public var line: Int {
    switch self {
    case .unterminatedQuote(let line, _), .loneCarriageReturn(let line, _): line
    case .workbook(.mergedCells(let line, _)): line
    case .unreadable, .notAFile, .fileTooLarge, .utf16, .notCSV, .workbook: 1
    }
  }
}

/// Kinds of files that people take for CSV, told by their first bytes.
public enum FileKind: Hashable, Sendable, CaseIterable {
  /// An Excel workbook (.xlsx), or another ZIP archive.
  case zip

  /// An Excel workbook in the format from before 2007 (.xls), or another OLE compound file.
  case ole

  case pdf

  static func of(_ start: [UInt8]) -> FileKind? {
    let signatures: [(FileKind, [UInt8])] = [
      (.zip, [0x50, 0x4B, 0x03, 0x04]), (.zip, [0x50, 0x4B, 0x05, 0x06]),
      (.ole, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), (.pdf, Array("%PDF-".utf8)),
    ]
    return signatures.first { start.starts(with: $0.1) }?.0
  }
}
