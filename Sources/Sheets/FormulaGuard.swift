/// Keeps texts from running as formulas in the spreadsheet that opens a file.
///
/// A cell whose text begins with = + - @ (also full-width, and behind white space), a tab or a line break gets an apostrophe before it. A text that begins with apostrophes
/// before such a beginning gets one too, so that taking one off always gives back the text: `unguarded(guarded(text)) == text` for every text.
public enum FormulaGuard {
  /// The text as it is safe to write.
  public static func guarded(_ text: String) -> String {
    isDangerous(text.utf8[...]) ? "'" + text : text
  }

  /// The text without the apostrophe that the writer added, if it did.
  public static func unguarded(_ text: String) -> String {
    guard text.utf8.first == apostrophe, isDangerous(text.utf8.dropFirst()) else { return text }
    return String(decoding: text.utf8.dropFirst(), as: UTF8.self)
  }

  /// The bytes of a cell without the apostrophe that the writer added, if it did.
  public static func unguarded(_ utf8: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard utf8.first == apostrophe, isDangerous(utf8.dropFirst()) else { return utf8 }
    return utf8.dropFirst()
  }

  private static let apostrophe = UInt8(ascii: "'")

  /// Whether a text begins like a formula, or would after any number of apostrophes.
  static func isDangerous<Text: Collection<UInt8>>(_ utf8: Text) -> Bool {
    guard let first = utf8.first, first < 0x30 || first >= 0xC2 || first == UInt8(ascii: "=") || first == UInt8(ascii: "@") else { return false }
    let rest = utf8.drop { $0 == apostrophe }
    guard let start = rest.first else { return false }
    if [0x09, 0x0A, 0x0D].contains(start) { return true }
    var scalars = Unicode.UTF8.ForwardParser()
    var bytes = rest.makeIterator()
    while case .valid(let encoded) = scalars.parseScalar(from: &bytes) {
      let scalar = Unicode.UTF8.decode(encoded)
      switch scalar {
      case "=", "+", "-", "@", "＝", "＋", "－", "＠": return true
      default: if !WhiteSpace.contains(scalar) { return false }
      }
    }
    return false
  }
}
