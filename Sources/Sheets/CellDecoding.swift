/// Turns the bytes of a cell into UTF-8.
enum CellDecoding {
  /// The text, and the first bytes in it that mean nothing, for which U+FFFD stands.
  struct Result {
    var utf8: [UInt8] = []
    var fault: CellFault.Kind?

    mutating func append(_ character: UInt16) {
      switch character {
      case 0..<0x80:
        utf8.append(UInt8(character))
      case 0x80..<0x800:
        utf8.append(UInt8(0xC0 | character >> 6))
        utf8.append(UInt8(0x80 | character & 0x3F))
      default:
        utf8.append(UInt8(0xE0 | character >> 12))
        utf8.append(UInt8(0x80 | character >> 6 & 0x3F))
        utf8.append(UInt8(0x80 | character & 0x3F))
      }
    }

    mutating func refuse(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
      append(0xFFFD)
      if fault == nil { fault = .undecodable(offset: bytes.startIndex, hex: bytes.map(hexadecimal).joined(separator: " ")) }
    }
  }

  /// Nothing where the bytes are UTF-8 already.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, from encoding: SheetEncoding) -> Result? {
    switch encoding {
    case .cp932: cp932(bytes)
    case .utf8: UTF8Check.firstMalformed(bytes) == nil ? nil : brokenUTF8(bytes)
    }
  }

  private static func cp932(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
    var result = Result()
    result.utf8.reserveCapacity(bytes.count * 2)
    var place = 0
    while place < bytes.count {
      switch CP932.unit(bytes, at: place) {
      case .character(let character, let length):
        result.append(character)
        place += length
      case .malformed(let length):
        result.refuse(bytes[place..<place + length])
        place += length
      }
    }
    return result
  }

  private static func brokenUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
    var result = Result()
    var place = 0
    while place < bytes.count {
      let length = UTF8Check.sequence(bytes, at: place) ?? 0
      if length == 0 {
        result.refuse(bytes[place...place])
      } else {
        result.utf8.append(contentsOf: bytes[place..<place + length])
      }
      place += max(length, 1)
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 0x10 ? "0\(digits)" : digits
  }
}
