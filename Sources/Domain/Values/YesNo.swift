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
    if let answer = answers[String(decoding: utf8, as: UTF8.self)] { return answer }
    let text = try FormScanner(utf8, otherwise: .neitherYesNorNo).lowercased
    if let answer = answers[text] { return answer }
    guard text == word else { throw .neitherYesNorNo }
    return true
  }

  private static let answers: [String: Bool] = [
    "yes": true, "y": true, "true": true, "1": true, "はい": true, "有": true, "○": true, "◯": true, "〇": true,
    "no": false, "n": false, "false": false, "0": false, "いいえ": false, "無": false, "×": false, "✕": false,
  ]
}
