/// Reads whole numbers, such as cases or minutes, from cells.
public enum WholeNumber {
  /// Reads `1234`, `1,234`, `１２`, `-5`, `△5` or `12.0`, as people and spreadsheets write whole numbers, between bounds (both included).
  @inlinable
  public static func parse(_ text: some StringProtocol, in range: ClosedRange<Int> = Int.min...Int.max) throws(ValueFault) -> Int {
    try parse(utf8: text.utf8, in: range)
  }

  /// Reads a whole number from the bytes of a cell.
  @inlinable
  public static func parse(utf8: some Collection<UInt8>, in range: ClosedRange<Int> = Int.min...Int.max) throws(ValueFault) -> Int {
    let number = try withUTF8(utf8) { bytes throws(ValueFault) in try read(bytes, in: range) }
    guard range.contains(number) else { throw .outside(range) }
    return number
  }

  @usableFromInline
  static func read(_ utf8: UnsafeBufferPointer<UInt8>, in range: ClosedRange<Int>) throws(ValueFault) -> Int {
    // Up to 18 digits can't overflow.
    if (1...18).contains(utf8.count), let number = utf8.number(at: 0..<utf8.count) { return number }
    let written = try WrittenNumber(utf8, otherwise: .notAWholeNumber)
    if written.hundredths != 0 || written.hasMoreDecimals { throw .fraction }
    guard let number = written.whole else { throw .outside(range) }
    return number
  }
}
