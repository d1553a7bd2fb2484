/// A calendar month, from 0001-01 to 9999-12.
///
/// Most of the account is kept by month, so it is a type of its own and no first day in disguise. Arithmetic stops at the ends of the calendar.
public struct Month: Hashable, Sendable {
  /// Months since the beginning of the year 0.
  private let number: Int32

  private static let numbers = 12...(9999 * 12 + 11)

  private init(number: Int) { self.number = Int32(number) }

  /// The month of a year, or nothing where there is none.
  public init?(year: Int, month: Int) {
    guard Gregorian.years.contains(year), (1...12).contains(month) else { return nil }
    self.init(number: year * 12 + month - 1)
  }

  /// The month in which a day lies.
  public init(containing day: Day) {
    let date = day.date
    self.init(number: date.year * 12 + date.month - 1)
  }

  public var year: Int { Int(number) / 12 }

  /// 1 to 12.
  public var month: Int { Int(number) % 12 + 1 }

  /// How many days it has.
  public var length: Int { Gregorian.length(ofMonth: month, in: year) }

  public var firstDay: Day { Day(of: self, day: 1) }

  public var lastDay: Day { Day(of: self, day: 31) }

  /// The year of the April with which the fiscal year (会計年度) of this month began.
  public var fiscalYear: Int { month < 4 ? year - 1 : year }

  public var next: Month { adding(months: 1) }

  public var previous: Month { adding(months: -1) }

  /// The month so many months later, or earlier where the number is negative.
  public func adding(months: Int) -> Month {
    let (sum, overflow) = Int(number).addingReportingOverflow(months)
    let numbers = Month.numbers
    return Month(number: min(max(overflow ? months : sum, numbers.lowerBound), numbers.upperBound))
  }

  /// How many months later the other month is; negative where it is earlier.
  public func months(until other: Month) -> Int { Int(other.number) - Int(number) }

  public func contains(_ day: Day) -> Bool { Month(containing: day) == self }
}

extension Month: Comparable {
  public static func < (one: Month, other: Month) -> Bool { one.number < other.number }
}

extension Month: LosslessStringConvertible {
  /// The form of every export: `2026-11`.
  public var description: String {
    String(unsafeUninitializedCapacity: 7) { text in
      text.write(year, digits: 4, at: 0)
      text[4] = ASCII.hyphen
      text.write(month, digits: 2, at: 5)
      return 7
    }
  }
}
