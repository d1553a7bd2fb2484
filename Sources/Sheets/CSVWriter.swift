/// Writes CSV for spreadsheets: rows end with CR LF, quotes stand where they are needed, and no text can run as a formula.
public struct CSVWriter {
  /// How characters are written.
  public enum Encoding: Hashable, Sendable {
    /// UTF-8 with a byte order mark, without which Excel takes it for CP932.
    case utf8BOM

    case cp932
  }

  /// How many rows have been written.
  public private(set) var line = 0

  /// Texts that CP932 couldn't hold: the first thousand of them, in their order.
  public private(set) var unencodable: [Unencodable] = []

  /// How many texts CP932 couldn't hold, listed or not.
  public private(set) var unencodableCount = 0

  private static let listed = 1_000
  private static let pieceSize = 64 << 10

  private let encoding: Encoding
  private let sink: ([UInt8]) throws -> Void
  private var piece: [UInt8] = []

  /// Begins a file whose bytes are handed to the sink in pieces of about 64 KiB.
  public init(encoding: Encoding, sink: @escaping ([UInt8]) throws -> Void) {
    self.encoding = encoding
    self.sink = sink
    piece.reserveCapacity(CSVWriter.pieceSize * 2)
    if encoding == .utf8BOM { piece += [0xEF, 0xBB, 0xBF] }
  }

  /// Writes a row; what the sink throws is passed on.
  public mutating func write(_ row: [SheetCell]) throws {
    line += 1
    for (column, cell) in row.enumerated() {
      if column > 0 { piece.append(UInt8(ascii: ",")) }
      write(cell, column: column)
    }
    piece += [0x0D, 0x0A]
    if piece.count >= CSVWriter.pieceSize { try flush() }
  }

  /// Hands the rest to the sink; to be called once after the last row.
  public mutating func finish() throws {
    if !piece.isEmpty { try flush() }
  }

  private mutating func flush() throws {
    try sink(piece)
    piece.removeAll(keepingCapacity: true)
  }

  private mutating func write(_ cell: SheetCell, column: Int) {
    switch cell {
    case .empty: break
    case .decimal(let number) where SheetCell.isNumber(number): piece += number.utf8
    case .text(let text), .decimal(let text): write(FormulaGuard.guarded(text), as: text, column: column)
    }
  }

  private mutating func write(_ guarded: String, as text: String, column: Int) {
    let isQuoted = CSVWriter.needsQuotes(guarded.utf8)
    if isQuoted { piece.append(UInt8(ascii: "\"")) }
    if encoding == .utf8BOM {
      if isQuoted { append(guarded.utf8) } else { piece.append(contentsOf: guarded.utf8) }
    } else if !appendCP932(guarded) {
      let (characters, written) = CP932Substitute.replace(text)
      _ = appendCP932(FormulaGuard.guarded(written))
      unencodableCount += 1
      if unencodable.count < CSVWriter.listed {
        unencodable.append(Unencodable(line: line, column: column, text: text, characters: characters, written: written))
      }
    }
    if isQuoted { piece.append(UInt8(ascii: "\"")) }
  }

  /// Separators, quotes and line breaks would be misread, white space at the ends cut off.
  private static func needsQuotes(_ utf8: String.UTF8View) -> Bool {
    let space = UInt8(ascii: " ")
    if utf8.first == space || utf8.last == space { return true }
    for byte in utf8 where byte <= 0x2C {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): return true
      default: continue
      }
    }
    return false
  }

  /// Doubles the quotes inside.
  private mutating func append(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { piece.append(byte) }
      piece.append(byte)
    }
  }

  /// Appends a text, or nothing of it if it has a character that CP932 hasn't got.
  private mutating func appendCP932(_ text: String) -> Bool {
    let start = piece.count
    for scalar in text.unicodeScalars {
      guard let code = CP932.code(scalar) else {
        piece.removeLast(piece.count - start)
        return false
      }
      if code > 0xFF {
        piece.append(UInt8(code >> 8))
        piece.append(UInt8(code & 0xFF))
      } else {
        append(CollectionOfOne(UInt8(code)))
      }
    }
    return true
  }
}
