/// A number with at most two decimals, exact: minutes per case may have them, and no binary fraction can hold 0.1.
public struct Hundredths: Hashable, Sendable {
  /// How many hundredths: 1250 is 12.5.
  public let count: Int

  public init(count: Int) { self.count = count }

  /// The numbers whose hundredths an `Int` can count, as whole numbers.
  public static let wholeRange = (Int.min / 100)...(Int.max / 100)

  /// Reads `12.5`, `1,234.50`, `１２．５` or `△5`; more than two decimals are refused unless they are zeros.
  @inlinable
  public static func parse(_ text: some StringProtocol) throws(ValueFault) -> Hundredths { try parse(utf8: text.utf8) }

  /// Reads a number with at most two decimals from the bytes of a cell.
  @inlinable
  public static func parse(utf8: some Collection<UInt8>) throws(ValueFault) -> Hundredths { try withUTF8(utf8, read) }

  @usableFromInline
  static func read(_ utf8: UnsafeBufferPointer<UInt8>) throws(ValueFault) -> Hundredths {
    if let number = canonical(utf8) { return number }
    let written = try WrittenNumber(utf8, otherwise: .notANumber)
    if written.hasMoreDecimals { throw .moreThanTwoDecimals }
    guard let whole = written.whole else { throw .outside(wholeRange) }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: 100)
    let (count, overflowOfSum) = scaled.addingReportingOverflow(written.hundredths)
    if overflow || overflowOfSum { throw .outside(wholeRange) }
    return Hundredths(count: count)
  }

  /// `12`, `12.5` or `12.50` in ASCII digits, without a detour; at most 16 of them, so that nothing can overflow.
  private static func canonical(_ utf8: UnsafeBufferPointer<UInt8>) -> Hundredths? {
    guard (1...16).contains(utf8.count) else { return nil }
    let point = utf8.firstIndex(of: UInt8(ascii: ".")) ?? utf8.count
    guard point > 0, let whole = utf8.number(at: 0..<point) else { return nil }
    switch utf8.count - point {
    case 0: return Hundredths(count: whole * 100)
    case 2: return utf8.number(at: point + 1..<point + 2).map { Hundredths(count: whole * 100 + $0 * 10) }
    case 3: return utf8.number(at: point + 1..<point + 3).map { Hundredths(count: whole * 100 + $0) }
    default: return nil
    }
  }
}

extension Hundredths: Comparable {
  public static func < (one: Hundredths, other: Hundredths) -> Bool { one.count < other.count }
}

extension Hundredths: CustomStringConvertible {
  /// The shortest exact form: `12`, `12.5`, `-0.05`.
  public var description: String {
    let sign = count < 0 ? "-" : ""
    let whole = count.magnitude / 100
    let tenth = count.magnitude / 10 % 10
    let hundredth = count.magnitude % 10
    if hundredth > 0 { return "\(sign)\(whole).\(tenth)\(hundredth)" }
    return tenth > 0 ? "\(sign)\(whole).\(tenth)" : "\(sign)\(whole)"
  }
}
