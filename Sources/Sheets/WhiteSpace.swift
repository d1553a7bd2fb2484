/// White space as spreadsheets, web pages and Japanese keyboards leave it in cells: spaces of any width, tabs, line breaks and stray byte order marks.
enum WhiteSpace {
  static func isAll(_ utf8: ArraySlice<UInt8>) -> Bool {
    guard let first = utf8.first else { return true }
    // Most cells are settled by their first byte; kanji and kana mostly by the second.
    guard first <= 0x20 || first == 0xC2 || (0xE1...0xE3).contains(first) || first == 0xEF else { return false }
    if first == 0xE3, utf8.dropFirst().first != 0x80 { return false }
    return String(decoding: utf8, as: UTF8.self).unicodeScalars.allSatisfy(contains)
  }

  static func trim(_ text: String) -> Substring.UnicodeScalarView {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !contains($0) }), let last = scalars.lastIndex(where: { !contains($0) }) else {
      return scalars[scalars.endIndex...]
    }
    return scalars[first...last]
  }

  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
