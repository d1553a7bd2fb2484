/// Why a file that looks like a workbook can't be read.
public enum WorkbookFault: Hashable, Sendable {
  /// It has a password.
  case encrypted

  /// An Excel workbook in the format from before 2007 (.xls), or another OLE compound file.
  case beforeXLSX

  /// Excel's binary workbook (.xlsb).
  case binary

  /// A spreadsheet of LibreOffice (.ods), or another OpenDocument file.
  case openDocument

  /// A ZIP archive without a workbook in it.
  case notAWorkbook

  /// Its parts are broken, missing or contradict each other.
  case damaged

  /// More files in the file than are allowed.
  case tooManyParts(limit: Int)

  /// More bytes than are allowed, unpacked.
  case tooLarge(limit: Int)

  /// A part that unpacks to more times its size than is allowed: a ZIP bomb, or a sheet formatted down to its last row.
  case tooDense(limit: Int)

  /// A document type declaration, which no spreadsheet writes.
  case documentType

  /// No sheet with cells.
  case noSheet

  /// Cells of the table are merged: which of them have the value nobody can say. The ranges are the first of them, like `A5:A9`.
  case mergedCells(line: Int, ranges: [String])
}
