/// Finds bytes that aren't UTF-8.
enum UTF8Check {
  /// The length of the well-formed sequence that begins at a place; 0 where it is malformed, and nothing where the bytes end before it does.
  static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
    let first = bytes[place]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    for index in 1..<length {
      guard place + index < bytes.count else { return nil }
      guard (index == 1 ? second : 0x80...0xBF).contains(bytes[place + index]) else { return 0 }
    }
    return length
  }

  /// The first byte that isn't part of a well-formed sequence.
  static func firstMalformed(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = 0
    while place < bytes.count {
      guard let length = sequence(bytes, at: place), length > 0 else { return place }
      place += length
    }
    return nil
  }
}
