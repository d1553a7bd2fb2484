/// A calendar day, from 0001-01-01 to 9999-12-31.
///
/// It is kept as a count of days, so comparing and adding are one instruction, and no time zone can shift it.
/// Arithmetic stops at the ends of the calendar rather than leaving it.
public struct Day: Hashable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public var daysSince1970: Int { Int(number) }

  private let number: Int32

  /// The first and the last day that can be written.
  public static let first = Day(Gregorian.dayNumber(year: 1, month: 1, day: 1))
  public static let last = Day(Gregorian.dayNumber(year: 9999, month: 12, day: 31))

  private init(_ number: Int) { self.number = Int32(number) }

  /// The day of a date, or nothing where the calendar has no such date.
  public init?(year: Int, month: Int, day: Int) {
    guard Gregorian.years.contains(year), (1...12).contains(month), day >= 1, day <= Gregorian.length(ofMonth: month, in: year) else { return nil }
    self.init(Gregorian.dayNumber(year: year, month: month, day: day))
  }

  /// The day that many days after 1970-01-01, held within the calendar.
  public init(clampingDaysSince1970 days: Int) {
    self.init(min(max(days, Day.first.daysSince1970), Day.last.daysSince1970))
  }

  init(of month: Month, day: Int) {
    self.init(Gregorian.dayNumber(year: month.year, month: month.month, day: min(day, month.length)))
  }

  public var year: Int { date.year }

  /// 1 to 12.
  public var month: Int { date.month }

  /// The day of the month, 1 to 31.
  public var day: Int { date.day }

  var date: (year: Int, month: Int, day: Int) { Gregorian.date(dayNumber: daysSince1970) }

  /// The day so many days later, or earlier where the number is negative.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
    return Day(clampingDaysSince1970: overflow ? days : sum)
  }

  /// The same day of the month so many months later; the last day where that month is shorter.
  public func adding(months: Int) -> Day {
    Day(of: Month(containing: self).adding(months: months), day: day)
  }

  /// How many days later the other day is; negative where it is earlier.
  public func days(until other: Day) -> Int { other.daysSince1970 - daysSince1970 }
}

extension Day: Comparable {
  public static func < (one: Day, other: Day) -> Bool { one.number < other.number }
}

extension Day: LosslessStringConvertible {
  /// The form of every export: `2026-11-23`.
  public var description: String {
    let (year, month, day) = date
    return String(unsafeUninitializedCapacity: 10) { text in
      text.write(year, digits: 4, at: 0)
      text[4] = ASCII.hyphen
      text.write(month, digits: 2, at: 5)
      text[7] = ASCII.hyphen
      text.write(day, digits: 2, at: 8)
      return 10
    }
  }
}
