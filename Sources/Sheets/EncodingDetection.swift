/// Finds out what a file is before it is read as CSV.
struct EncodingDetection {
  let encoding: SheetEncoding

  /// Bytes of the byte order mark, which aren't part of the first cell.
  let skipped: Int

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ source: ByteSource, choice: SheetEncodingChoice, pieceSize: Int) throws(SheetError) {
    var start: [UInt8] = []
    try source.read(into: &start, at: 0, capacity: 8)
    if let kind = FileKind.of(start) { throw .notCSV(kind) }
    if EncodingDetection.isUTF16(start) { throw .utf16 }
    skipped = start.starts(with: EncodingDetection.mark) ? EncodingDetection.mark.count : 0
    switch choice {
    case .cp932 where skipped == 0: encoding = .cp932
    case .auto where skipped == 0: encoding = try EncodingDetection.isUTF8(source, pieceSize: pieceSize) ? .utf8 : .cp932
    default: encoding = .utf8
    }
  }

  /// A byte order mark, or two ASCII characters as UTF-16 writes them.
  private static func isUTF16(_ start: [UInt8]) -> Bool {
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return true }
    guard start.count >= 4 else { return false }
    let zeros = start.prefix(4).map { $0 == 0 }
    return zeros == [false, true, false, true] || zeros == [true, false, true, false]
  }

  /// Whether the file is UTF-8 throughout, or all but throughout.
  ///
  /// A file with hundreds of well-formed three-byte characters and one broken place is a damaged UTF-8 file; read as CP932 every character would be wrong, where
  /// this way the one cell is found. Text in CP932 has hardly ever even a tenth as many such sequences as places that are malformed as UTF-8.
  private static func isUTF8(_ source: ByteSource, pieceSize: Int) throws(SheetError) -> Bool {
    var piece: [UInt8] = []
    var offset = 0
    var evidence = Evidence()
    while offset < source.count {
      try source.read(into: &piece, at: offset, capacity: pieceSize)
      if piece.isEmpty { break }
      offset += piece.withUnsafeBufferPointer { evidence.count($0, isLast: offset + $0.count >= source.count) }
    }
    return evidence.malformed == 0 || evidence.threeByteCharacters > 10 * evidence.malformed
  }
}

private struct Evidence {
  var malformed = 0
  var threeByteCharacters = 0

  /// Counts what it finds, and says how many bytes it has dealt with: a sequence that the piece cuts is left for the next one.
  mutating func count(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
    var place = 0
    while place < bytes.count {
      if bytes[place] < 0x80 {
        place += 1
        continue
      }
      guard let length = UTF8Check.sequence(bytes, at: place) else {
        if !isLast { return place }
        malformed += 1
        return bytes.count
      }
      malformed += length == 0 ? 1 : 0
      threeByteCharacters += length == 3 ? 1 : 0
      place += max(length, 1)
    }
    return place
  }
}
