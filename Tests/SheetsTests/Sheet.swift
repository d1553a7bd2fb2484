@testable import Sheets

/// A small file read to its end.
struct Sheet {
  var reader: CSVReader
  var rows: [SheetRow] = []

  init(_ bytes: [UInt8], encoding: SheetEncodingChoice = .auto, limits: CSVLimits = CSVLimits(), pieceSize: Int = 5) throws(SheetError) {
    reader = try CSVReader(.memory(bytes), encoding: encoding, limits: limits, pieceSize: pieceSize)
    while let row = try reader.next() { rows.append(row) }
  }

  init(_ text: String) throws(SheetError) { try self.init(Array(text.utf8)) }
}

extension SheetRow {
  var texts: [String] { (0..<count).map(text) }
}

/// Why a file can't be read; nothing where it can.
func sheetError(_ bytes: [UInt8], limits: CSVLimits = CSVLimits()) -> SheetError? {
  do throws(SheetError) {
    _ = try Sheet(bytes, limits: limits)
    return nil
  } catch {
    return error
  }
}

func sheetError(_ text: String) -> SheetError? { sheetError(Array(text.utf8)) }
