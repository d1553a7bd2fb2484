/// Reads a code: a unit's, a tool's, a staff number.
public enum CodeText {
  /// The text as `CleanText` reads it, on one line, with full-width letters, digits, hyphens and low lines made ASCII.
  ///
  /// It stays text, so leading zeros stay. The long vowel mark ー of katakana is no hyphen.
  @inlinable
  public static func parse(_ text: some StringProtocol) throws(ValueFault) -> String { try parse(utf8: text.utf8) }

  /// Reads a code from the bytes of a cell.
  @inlinable
  public static func parse(utf8: some Collection<UInt8>) throws(ValueFault) -> String { try withUTF8(utf8, read) }

  @usableFromInline
  static func read(_ utf8: UnsafeBufferPointer<UInt8>) throws(ValueFault) -> String {
    let text = try CleanText.read(utf8)
    var isNarrow = true
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\u{2028}", "\u{2029}": throw .moreThanOneLine
      case "\t": throw .controlCharacter(scalar)
      default: isNarrow = isNarrow && scalar.isASCII
      }
    }
    if isNarrow { return text }
    var code = String.UnicodeScalarView()
    code.append(contentsOf: text.unicodeScalars.lazy.map(narrowed))
    return String(code)
  }

  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let narrow = scalar.narrowed
    switch narrow {
    case "0"..."9", "A"..."Z", "a"..."z", "-", "_": return narrow
    default: return scalar
    }
  }
}
