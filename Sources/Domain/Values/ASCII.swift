/// The bytes that the parsers look for.
enum ASCII {
  static let hyphen = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")

  /// The value of a digit; above 9 for every other byte.
  static func digit(_ byte: UInt8) -> UInt8 { byte &- zero }
}

extension UnsafeBufferPointer<UInt8> {
  /// The whole number that the digits at these places make, if all of them are digits.
  func number(at places: Range<Int>) -> Int? {
    var sum = 0
    for place in places {
      let digit = ASCII.digit(self[place])
      guard digit < 10 else { return nil }
      sum = sum * 10 + Int(digit)
    }
    return sum
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Writes a number with leading zeros.
  func write(_ number: Int, digits: Int, at start: Int) {
    var rest = number
    for place in stride(from: start + digits - 1, through: start, by: -1) {
      self[place] = ASCII.zero + UInt8(rest % 10)
      rest /= 10
    }
  }
}
