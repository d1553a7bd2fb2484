/// A calendar month, counted from January of the year 0.
struct Month: Comparable, Hashable, Sendable {
  let ordinal: Int

  init(ordinal: Int) {
    self.ordinal = ordinal
  }

  init(year: Int, month: Int) {
    ordinal = year * 12 + month - 1
  }

  init(of day: Day) {
    let civil = day.civil
    self.init(year: civil.year, month: civil.month)
  }

  var year: Int { ordinal / 12 }
  var month: Int { ordinal % 12 + 1 }
  var first: Day { Day(year: year, month: month, day: 1) }
  var last: Day { next.first - 1 }
  var next: Month { Month(ordinal: ordinal + 1) }
  var days: Range<Day> { first..<next.first }
  /// The year in which the fiscal year of this month began, in April.
  var fiscalYear: Int { month >= 4 ? year : year - 1 }

  static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }
}
