/// Reads a text that people will read: a name, a title, a comment.
public enum CleanText {
  /// The text without white space at its ends (of any width, a byte order mark included); line breaks inside are kept and become LF.
  ///
  /// Nothing else is changed: 髙, 﨑, ①, Ⅳ and variation sequences are what people's names and titles are made of, so there is no normalisation.
  /// Refused are control characters, and those that reverse the direction of writing, with which a text can be made to look like another.
  /// A text of nothing but white space is empty, which is no fault here.
  @inlinable
  public static func parse(_ text: some StringProtocol) throws(ValueFault) -> String { try parse(utf8: text.utf8) }

  /// Reads a text from the bytes of a cell.
  @inlinable
  public static func parse(utf8: some Collection<UInt8>) throws(ValueFault) -> String { try withUTF8(utf8, read) }

  @usableFromInline
  static func read(_ utf8: UnsafeBufferPointer<UInt8>) throws(ValueFault) -> String {
    let text = String(decoding: utf8, as: UTF8.self)
    return isPlain(utf8) ? text : try read(text.unicodeScalars)
  }

  /// Visible ASCII, with spaces inside only.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let space = UInt8(ascii: " ")
    return utf8.first != space && utf8.last != space && utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }

  private static func read(_ scalars: String.UnicodeScalarView) throws(ValueFault) -> String {
    let trimmed = scalars.trimmed
    var hasReturn = false
    for scalar in trimmed {
      if isRefused(scalar) { throw .controlCharacter(scalar) }
      hasReturn = hasReturn || scalar == "\r"
    }
    return hasReturn ? withoutReturns(trimmed) : String(trimmed)
  }

  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// CR LF, and CR alone, become LF.
  private static func withoutReturns(_ scalars: Substring.UnicodeScalarView) -> String {
    var clean = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in scalars {
      if scalar == "\r" {
        clean.append("\n")
      } else if scalar != "\n" || !afterReturn {
        clean.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(clean)
  }
}
