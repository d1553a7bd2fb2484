/// Code page 932 in both directions, as Windows has it: with NEC's and IBM's characters (①, Ⅳ, 髙, 﨑) and an organisation's own (外字, U+E000 to U+E757).
///
/// The bytes 0x80, 0xA0 and 0xFD to 0xFF mean nothing in it and are refused.
enum CP932 {
  /// What stands at the beginning of some bytes.
  enum Unit: Equatable {
    case character(UInt16, length: Int)
    /// So many bytes mean nothing.
    case malformed(length: Int)
  }

  static let cellsPerLead = 188
  static let halfWidthKatakana: ClosedRange<UInt16> = 0xFF61...0xFF9F
  static let ownCharacters: ClosedRange<UInt16> = 0xE000...0xE757

  /// The character at a place that lies within the bytes.
  static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Unit {
    let byte = bytes[place]
    if byte < 0x80 { return .character(UInt16(byte), length: 1) }
    if (0xA1...0xDF).contains(byte) { return .character(halfWidthKatakana.lowerBound + UInt16(byte - 0xA1), length: 1) }
    guard let lead = leadIndex(byte), place + 1 < bytes.count, let trail = trailIndex(bytes[place + 1]) else { return .malformed(length: 1) }
    let character = decoding[lead * cellsPerLead + trail]
    if character != 0 { return .character(character, length: 2) }
    // An ASCII byte behind a stray lead byte is more likely itself than half of a character.
    return .malformed(length: bytes[place + 1] < 0x80 ? 1 : 2)
  }

  /// The one or two bytes of a character (two where above 0xFF), or nothing if CP932 hasn't got it. Of characters that have several places, it is Windows' choice.
  static func code(_ scalar: Unicode.Scalar) -> UInt16? {
    if scalar.isASCII { return UInt16(scalar.value) }
    guard let character = UInt16(exactly: scalar.value) else { return nil }
    if halfWidthKatakana.contains(character) { return character - halfWidthKatakana.lowerBound + 0xA1 }
    let code = encoding[Int(character)]
    return code == 0 ? nil : code
  }

  /// 0x81 to 0x9F and 0xE0 to 0xFC, counted through.
  private static func leadIndex(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x81...0x9F: Int(byte) - 0x81
    case 0xE0...0xFC: Int(byte) - 0xE0 + 31
    default: nil
    }
  }

  /// 0x40 to 0xFC without 0x7F, counted through.
  private static func trailIndex(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x40...0x7E: Int(byte) - 0x40
    case 0x80...0xFC: Int(byte) - 0x41
    default: nil
    }
  }

  /// The character of each pair of bytes, 0 where there is none.
  private static let decoding: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 60 * cellsPerLead)
    for (row, cells) in CP932Characters.rows.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      for (cell, scalar) in cells.unicodeScalars.enumerated() where scalar != "." {
        table[row * 94 + cell] = UInt16(scalar.value)
      }
    }
    for (cell, character) in ownCharacters.enumerated() {
      table[(0xF0 - 0xE0 + 31) * cellsPerLead + cell] = character
    }
    return table
  }()

  /// The pair of bytes of each character, 0 where there is none.
  private static let encoding: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 1 << 16)
    for (cell, character) in decoding.enumerated() where character != 0 {
      let (lead, trail) = cell.quotientAndRemainder(dividingBy: cellsPerLead)
      let leadByte = lead < 31 ? lead + 0x81 : lead - 31 + 0xE0
      let trailByte = trail < 63 ? trail + 0x40 : trail + 0x41
      // The first place counts, but NEC's selection of IBM's characters (0xED, 0xEE) gives way to IBM's own.
      let given = table[Int(character)]
      if given == 0 || given >> 8 == 0xED || given >> 8 == 0xEE { table[Int(character)] = UInt16(leadByte << 8 | trailByte) }
    }
    return table
  }()
}
