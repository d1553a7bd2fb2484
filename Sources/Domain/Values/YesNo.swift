/// Reads a yes or a no from a cell.
public enum YesNo {
  /// Reads yes/no, y/n, true/false, 1/0, はい/いいえ, 有/無 or ○/×, in either case and width.
  ///
  /// A column may have a word of its own that means yes, such as 取消 in the column 取消.
  @inlinable
  public static func parse(_ text: some StringProtocol, alsoYes word: String? = nil) throws(ValueFault) -> Bool {
    try parse(utf8: text.utf8, alsoYes: word)
  }

  /// Reads a yes or a no from the bytes of a cell.
  @inlinable
  public static func parse(utf8: some Collection<UInt8>, alsoYes word: String? = nil) throws(ValueFault) -> Bool {
    try withUTF8(utf8) { bytes throws(ValueFault) in try read(bytes, alsoYes: word) }
  }

  @usableFromInline
  static func read(_ utf8: UnsafeBufferPointer<UInt8>, alsoYes word: String?) throws(ValueFault) -> Bool {
    let text = try FormScanner(utf8, otherwise: .neitherYesNorNo).lowercased
    switch text {
    case "yes", "y", "true", "1", "はい", "有", "○", "◯", "〇": return true
    case "no", "n", "false", "0", "いいえ", "無", "×", "✕": return false
    case word: return true
    default: throw .neitherYesNorNo
    }
  }
}
