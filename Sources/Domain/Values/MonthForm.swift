/// Months in the forms in which people and spreadsheets write them.
extension Month {
  /// The month that a text says, in any form that people and spreadsheets write, or nothing.
  @inlinable
  public init?(_ text: some StringProtocol) {
    do throws(ValueFault) { self = try Month.parse(text) } catch { return nil }
  }

  /// Reads a month in any of the forms 2026-09, 2026/9, 2026年9月, 令和8年9月, R8.9, R8/9 and 令和元年5月; digits and signs may be full-width.
  ///
  /// What Excel makes of a month is taken too: Sep-26, and the first day of the month. 2026.1 is refused: it may have been 2026.10.
  @inlinable
  public static func parse(_ text: some StringProtocol) throws(ValueFault) -> Month { try parse(utf8: text.utf8) }

  /// Reads a month from the bytes of a cell.
  @inlinable
  public static func parse(utf8: some Collection<UInt8>) throws(ValueFault) -> Month { try withUTF8(utf8, read) }

  @usableFromInline
  static func read(_ utf8: UnsafeBufferPointer<UInt8>) throws(ValueFault) -> Month {
    if utf8.count == 7, utf8[4] == ASCII.hyphen, let year = utf8.number(at: 0..<4), let month = utf8.number(at: 5..<7),
      let month = Month(year: year, month: month)
    {
      return month
    }
    let written = try WrittenDate(utf8, otherwise: .notAMonth)
    if written.isDecimalNumber { throw .notAMonth }
    let month = try of(written, otherwise: .notAMonth)
    if let day = written.day, day != 1 { throw .dayWithinMonth(month) }
    // A month in which eras change belongs to both.
    if let era = written.era, !era.contains(month.firstDay), !era.contains(month.lastDay) {
      throw .outsideEra(era, first: era.firstDay, last: era.lastDay)
    }
    return month
  }

  /// The month of a date as written.
  static func of(_ written: WrittenDate, otherwise fault: ValueFault) throws(ValueFault) -> Month {
    guard (1...12).contains(written.month) else { throw .noSuchMonth(written.month) }
    guard let month = Month(year: written.year, month: written.month) else { throw fault }
    return month
  }
}
