import Glibc
import Testing

@testable import Sheets

@Suite("Code page 932")
struct CP932Tests {
  private static let leads = Array(0x81...0x9F) + Array(0xE0...0xFC) as [UInt8]
  private static let trails = Array(0x40...0x7E) + Array(0x80...0xFC) as [UInt8]

  /// Every pair of bytes, in order, with its character or 0.
  private static let pairs: [(bytes: [UInt8], character: UInt16)] = leads.flatMap { lead in
    trails.map { trail in
      let unit = [lead, trail].withUnsafeBufferPointer { CP932.unit($0, at: 0) }
      if case .character(let character, length: 2) = unit { return ([lead, trail], character) }
      return ([lead, trail], 0)
    }
  }

  /// The same sum in Python, over every lead and trail byte in order:
  ///
  ///     h = 0xcbf29ce484222325
  ///     for l in [*range(0x81, 0xA0), *range(0xE0, 0xFD)]:
  ///       for t in [*range(0x40, 0x7F), *range(0x80, 0xFD)]:
  ///         try: c = ord(bytes([l, t]).decode("cp932"))
  ///         except UnicodeDecodeError: c = 0
  ///         for b in (c & 255, c >> 8): h = (h ^ b) * 0x100000001b3 % 2**64
  @Test("all pairs of bytes are decoded as Python's codec does")
  func python() {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for (_, character) in CP932Tests.pairs {
      for byte in [character & 0xFF, character >> 8] { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    #expect(CP932Tests.pairs.count { $0.character != 0 } == 9604)
    #expect(sum == 0xF04F_CBBA_E0FD_DE00)
  }

  @Test("all pairs of bytes are decoded as the C library's CP932 does, and encoded to what it decodes to the same")
  func libc() throws {
    let converter = iconv_open("UTF-16LE", "CP932")
    try #require(converter != iconv_t(bitPattern: -1))
    defer { iconv_close(converter) }
    for (bytes, character) in CP932Tests.pairs {
      var source = bytes.map { CChar(bitPattern: $0) }
      var target = [CChar](repeating: 0, count: 8)
      let expected: UInt16 = source.withUnsafeMutableBufferPointer { source in
        target.withUnsafeMutableBufferPointer { target in
          var (from, fromLeft, to, toLeft) = (source.baseAddress, source.count, target.baseAddress, target.count)
          iconv(converter, nil, nil, nil, nil)
          guard iconv(converter, &from, &fromLeft, &to, &toLeft) == 0, toLeft == 6 else { return 0 }
          return UInt16(UInt8(bitPattern: target[0])) | UInt16(UInt8(bitPattern: target[1])) << 8
        }
      }
      #expect(character == expected, "\(bytes)")
      guard character != 0, let scalar = Unicode.Scalar(character) else { continue }
      let code = try #require(CP932.code(scalar))
      let again = CP932Tests.pairs[index(of: code)].character
      #expect(again == character)
    }
  }

  private func index(of code: UInt16) -> Int {
    let (lead, trail) = (Int(code >> 8), Int(code & 0xFF))
    return (lead < 0xA0 ? lead - 0x81 : lead - 0xE0 + 31) * 188 + (trail < 0x7F ? trail - 0x40 : trail - 0x41)
  }

  @Test(
    "of characters with several places the one that Windows chooses is written",
    arguments: [
      ("①", 0x8740), ("Ⅳ", 0x8757), ("ⅳ", 0xFA43), ("髙", 0xFBFC), ("﨑", 0xFAB1), ("㈱", 0x878A), ("№", 0x8782), ("℡", 0x8784), ("∵", 0x81E6), ("∪", 0x81BE),
      ("∩", 0x81BF), ("≒", 0x81E0),
      ("￢", 0x81CA), ("～", 0x8160), ("∥", 0x8161), ("－", 0x817C), ("￠", 0x8191), ("￡", 0x8192), ("￤", 0xFA55), ("纊", 0xFA5C), ("\u{E000}", 0xF040),
      ("\u{E757}", 0xF9FC), ("\\", 0x5C), ("~", 0x7E),
      ("ｱ", 0xB1),
    ] as [(Unicode.Scalar, UInt16)])
  func choices(scalar: Unicode.Scalar, code: UInt16) {
    #expect(CP932.code(scalar) == code)
  }

  @Test(
    "what isn't in it has no code",
    arguments: ["\u{301C}", "𠮷", "\u{E758}", "é", "\u{80}", "\u{A0}", "\u{F8F0}", "€", "\u{FFFD}", "\u{E0100}"] as [Unicode.Scalar])
  func absent(scalar: Unicode.Scalar) {
    #expect(CP932.code(scalar) == nil)
  }

  @Test("single bytes are ASCII, half-width katakana or nothing")
  func singleBytes() {
    for byte in UInt8.min...UInt8.max {
      let unit = [byte].withUnsafeBufferPointer { CP932.unit($0, at: 0) }
      switch byte {
      case 0..<0x80: #expect(unit == .character(UInt16(byte), length: 1))
      case 0xA1...0xDF: #expect(unit == .character(UInt16(byte) - 0xA1 + 0xFF61, length: 1))
      default: #expect(unit == .malformed(length: 1))
      }
    }
  }
}
