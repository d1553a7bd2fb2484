/// The arithmetic of the proleptic Gregorian calendar, for the years 1 to 9999.
///
/// Years begin in March here, so that the leap day is the last of its year and every month before it has a fixed offset.
enum Gregorian {
  static let years = 1...9999

  /// Days from 0000-03-01, where the count below starts, to 1970-01-01.
  private static let epoch = 719_468

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let monthFromMarch = (month + 9) % 12
    let yearFromMarch = month < 3 ? year - 1 : year
    return daysBefore(year: yearFromMarch) + daysBefore(month: monthFromMarch) + day - 1 - epoch
  }

  static func date(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let count = dayNumber + epoch
    // The mean year has 365.2425 days; the estimate is at most one year too high.
    var year = (10_000 * count + 14_780) / 3_652_425
    if daysBefore(year: year) > count { year -= 1 }
    let dayOfYear = count - daysBefore(year: year)
    let month = (100 * dayOfYear + 52) / 3_060
    return (year + (month + 2) / 12, (month + 2) % 12 + 1, dayOfYear - daysBefore(month: month) + 1)
  }

  private static func daysBefore(year: Int) -> Int { 365 * year + year / 4 - year / 100 + year / 400 }

  private static func daysBefore(month: Int) -> Int { (month * 306 + 5) / 10 }
}
