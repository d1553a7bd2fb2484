/// The months that are recorded, and the fiscal years they lie in: every reorganisation and most moves happen on the first day of one.
struct Timeline: Sendable {
  let months: [Month]
  /// The first day of each fiscal year, beginning with that of the first month: nothing of the organisation is older than the first of them.
  let aprils: [Day]

  init(last: Month, count: Int) {
    let first = Month(ordinal: last.ordinal - count + 1)
    months = (first.ordinal...last.ordinal).map(Month.init(ordinal:))
    aprils = (first.fiscalYear...last.fiscalYear).map { Day(year: $0, month: 4, day: 1) }
  }

  var origin: Day { aprils[0] }
  var lastDay: Day { months[months.count - 1].last }

  /// The place in `aprils` of the fiscal year a month lies in.
  func year(of month: Month) -> Int {
    min(max(month.fiscalYear - months[0].fiscalYear, 0), aprils.count - 1)
  }

  func year(of day: Day) -> Int { year(of: Month(of: day)) }

  /// The first day after a fiscal year.
  func end(ofYear year: Int) -> Day {
    Day(year: months[0].fiscalYear + year + 1, month: 4, day: 1)
  }
}
