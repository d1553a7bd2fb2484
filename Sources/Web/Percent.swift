/// Percent-encoded text of paths, queries and forms, taken apart strictly: what isn't UTF-8 is refused, not replaced.
enum Percent {
  /// - Throws: `Fault`, which names the place.
  static func decode(_ text: some StringProtocol, plusIsSpace: Bool, place: String) throws -> String {
    var bytes: [UInt8] = []
    var source = text.utf8.makeIterator()
    while let byte = source.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = source.next().flatMap(digit), let low = source.next().flatMap(digit) else {
          throw Fault.field(place, "% の後には 16 進数が 2 桁要ります", "two hexadecimal digits have to follow %")
        }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw Fault.field(place, "UTF-8 ではありません", "it isn't UTF-8") }
    if decoded.utf8.contains(0) { throw Fault.field(place, "NUL 文字は使えません", "a NUL character can't be used") }
    return decoded
  }

  /// The fields of a query or a form, in their order.
  static func fields(_ text: some StringProtocol, place: String) throws -> [(name: String, value: String)] {
    try text.split(separator: "&").map { field in
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = try decode(parts[0], plusIsSpace: true, place: place)
      return (name, parts.count > 1 ? try decode(parts[1], plusIsSpace: true, place: name.isEmpty ? place : name) : "")
    }
  }

  /// A text as part of a path or query.
  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
