/// A cell to be written.
public enum SheetCell: Hashable, Sendable {
  case empty

  /// A text, which is kept from running as a formula.
  case text(String)

  /// A number in its plain form, such as `-12.5`; what isn't one is written as a text.
  case decimal(String)

  public static func number(_ number: some BinaryInteger) -> SheetCell { .decimal(String(number)) }

  /// Digits with an optional minus sign before and decimals behind them.
  static func isNumber(_ text: String) -> Bool {
    var digits = 0
    var hasPoint = false
    for (place, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "-") where place == 0: continue
      case UInt8(ascii: ".") where digits > 0 && !hasPoint:
        hasPoint = true
        digits = 0
      default: return false
      }
    }
    return digits > 0
  }
}
