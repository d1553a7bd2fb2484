/// A Japanese era (元号), as dates are written in offices and forms.
///
/// Each has bounds, and a date outside its era is refused: 平成32年 was printed on many forms, but whether the writer meant 令和2年 or mistyped the year
/// only the writer knows.
public enum Era: String, CaseIterable, Hashable, Sendable {
  case meiji = "明治"
  case taisho = "大正"
  case showa = "昭和"
  case heisei = "平成"
  case reiwa = "令和"

  /// The first day of the era that is written in the Gregorian calendar: Japan changed to it on 1 January of 明治6年, so earlier dates are other days.
  public var firstDay: Day { bounds.first }

  /// The last day of the era; nothing for the present one. On the day of a change both names are right, but for the changes of 1989 and 2019, made at midnight.
  public var lastDay: Day? { bounds.last == .last ? nil : bounds.last }

  /// The year before the era's year 1.
  var yearZero: Int {
    switch self {
    case .meiji: 1867
    case .taisho: 1911
    case .showa: 1925
    case .heisei: 1988
    case .reiwa: 2018
    }
  }

  func contains(_ day: Day) -> Bool { bounds.first <= day && day <= bounds.last }

  private var bounds: (first: Day, last: Day) {
    switch self {
    case .meiji: (Era.day(1873, 1, 1), Era.day(1912, 7, 30))
    case .taisho: (Era.day(1912, 7, 30), Era.day(1926, 12, 25))
    case .showa: (Era.day(1926, 12, 25), Era.day(1989, 1, 7))
    case .heisei: (Era.day(1989, 1, 8), Era.day(2019, 4, 30))
    case .reiwa: (Era.day(2019, 5, 1), .last)
    }
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    Day(clampingDaysSince1970: Gregorian.dayNumber(year: year, month: month, day: day))
  }
}
