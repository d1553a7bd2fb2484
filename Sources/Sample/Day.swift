/// A calendar day, counted from 1970-01-01 in the Gregorian calendar.
struct Day: Comparable, Hashable, Sendable {
  let number: Int32

  init(number: Int) {
    self.number = Int32(truncatingIfNeeded: number)
  }

  /// Days from civil dates with a year that begins in March, so that the leap day is the year's last.
  init(year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    self.init(number: era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
  }

  var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  static func + (day: Day, days: Int) -> Day { Day(number: Int(day.number) + days) }
  static func - (day: Day, days: Int) -> Day { Day(number: Int(day.number) - days) }
  static func - (later: Day, earlier: Day) -> Int { Int(later.number - earlier.number) }

  /// How many days two half-open stretches share.
  static func shared(_ one: Range<Day>, _ other: Range<Day>) -> Int {
    max(0, min(one.upperBound, other.upperBound) - max(one.lowerBound, other.lowerBound))
  }

  /// Later than any day of the organisation: the end of what is open.
  static let never = Day(year: 9999, month: 12, day: 31)
}
