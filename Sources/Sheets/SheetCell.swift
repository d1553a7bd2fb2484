/// A cell to be written.
public enum SheetCell: Hashable, Sendable {
  case empty

  /// A text, which is kept from running as a formula.
  case text(String)

  /// A number in its plain form, such as `-12.5`; what isn't one is written as a text.
  case decimal(String)

  public static func number(_ number: some BinaryInteger) -> SheetCell { .decimal(String(number)) }

  /// Digits with an optional minus sign and decimals.
  static func isNumber(_ utf8: Substring.UTF8View) -> Bool {
    let digits = utf8.first == UInt8(ascii: "-") ? utf8.dropFirst() : utf8
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
