/// Days in the forms in which people and spreadsheets write them.
extension Day {
  /// The day that a text says, in any form that people and spreadsheets write, or nothing.
  @inlinable
  public init?(_ text: some StringProtocol) {
    do throws(ValueFault) { self = try Day.parse(text) } catch { return nil }
  }

  /// Reads a day in any of the forms 2026-11-23, 2026/8/1, 2026.8.1, 20261123, 2026年11月23日, 令和8年11月23日, R8.11.23 and 2026/11/23 0:00:00; digits and signs may be
  /// full-width.
  ///
  /// A date that the calendar or its era doesn't have is refused, as is one with a time of day other than midnight.
  @inlinable
  public static func parse(_ text: some StringProtocol) throws(ValueFault) -> Day { try parse(utf8: text.utf8) }

  /// Reads a day from the bytes of a cell.
  @inlinable
  public static func parse(utf8: some Collection<UInt8>) throws(ValueFault) -> Day { try withUTF8(utf8, read) }

  @usableFromInline
  static func read(_ utf8: UnsafeBufferPointer<UInt8>) throws(ValueFault) -> Day {
    if let day = canonical(utf8) { return day }
    let written = try WrittenDate(utf8, otherwise: .notADay)
    guard let number = written.day else { throw .notADay }
    return try Month.of(written, otherwise: .notADay).day(number, in: written.era)
  }

  /// 2026-11-23, which is what most files hold, without a detour. A date that doesn't exist goes the long way, to be told why.
  private static func canonical(_ utf8: UnsafeBufferPointer<UInt8>) -> Day? {
    guard utf8.count == 10, utf8[4] == ASCII.hyphen, utf8[7] == ASCII.hyphen,
      let year = utf8.number(at: 0..<4), let month = utf8.number(at: 5..<7), let day = utf8.number(at: 8..<10)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }
}

extension Month {
  /// A day of this month, if it has such a day and the era too.
  fileprivate func day(_ number: Int, in era: Era?) throws(ValueFault) -> Day {
    guard let day = Day(year: year, month: month, day: number) else { throw .noSuchDay(number, lastDay: lastDay) }
    if let era, !era.contains(day) { throw .outsideEra(era, first: era.firstDay, last: era.lastDay) }
    return day
  }
}
