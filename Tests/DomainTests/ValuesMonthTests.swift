import Domain
import Testing

@Suite("Months as people and spreadsheets write them")
struct ValuesMonthTests {
  @Test(
    "every form of September 2026 is read",
    arguments: [
      "2026-09", "2026-9", "2026/09", "2026/9", "2026年9月", "2026年09月", "令和8年9月", "令和８年９月", "R8.9", "R8/9", "R08.09", "r8.9", "Ｒ８．９", "R8-9", "㋿8年9月", "２０２６－０９",
      "２０２６／９", "  2026-09\u{3000}", "\u{FEFF}2026-09", "2026年 9月", "令和　８年　９月", "Sep-26", "2026/9/1", "2026/9/1 0:00:00",
    ])
  func september(text: String) throws {
    #expect(try Month.parse(text) == Month(year: 2026, month: 9))
    #expect(Month(text)?.description == "2026-09")
    #expect(try Month.parse(utf8: Array(text.utf8)[...]).description == "2026-09")
  }

  @Test(
    "a year 元 is the first, and a month in which eras change belongs to both",
    arguments: [
      ("令和元年5月", "2019-05"), ("R元.5", "2019-05"), ("R1.5", "2019-05"), ("平成31年4月", "2019-04"), ("平成元年1月", "1989-01"), ("昭和64年1月", "1989-01"),
      ("大正15年12月", "1926-12"),
      ("昭和元年12月", "1926-12"), ("明治45年7月", "1912-07"), ("大正元年7月", "1912-07"), ("S40.1", "1965-01"), ("明治6年1月", "1873-01"),
    ])
  func eras(text: String, expected: String) throws {
    #expect(try Month.parse(text).description == expected)
  }

  @Test(
    "what is no month is refused with what would be right",
    arguments: [
      ("", ValueFault.empty), (" \u{3000}", .empty), ("2026", .notAMonth), ("2026.9", .notAMonth), ("2026.10", .notAMonth), ("26/9", .notAMonth),
      ("2026-", .notAMonth),
      ("2026-9x", .notAMonth), ("令和0年9月", .notAMonth), ("0000-05", .notAMonth), ("2026-13", .noSuchMonth(13)), ("2026-00", .noSuchMonth(0)),
      ("令和8年13月", .noSuchMonth(13)),
      ("2026-99", .noSuchMonth(99)), ("九月", .notAMonth), ("2026-９-", .notAMonth), ("2026/9/2", .dayWithinMonth(.september)),
      (String(repeating: "9", count: 5000), .notAMonth),
      ("2026-09 0:00", .notAMonth), ("Sep-2026", .notAMonth), ("+026-09", .notAMonth),
    ])
  func refusals(text: String, expected: ValueFault) {
    #expect(fault { () throws(ValueFault) in try Month.parse(text) } == expected)
    #expect(Month(text) == nil)
  }

  @Test("a month outside its era is refused with the era's bounds", arguments: ["平成31年5月", "平成32年1月", "H40.1"])
  func outsideEra(text: String) {
    #expect(fault { () throws(ValueFault) in try Month.parse(text) } == .outsideEra(.heisei, first: .of(1989, 1, 8), last: .of(2019, 4, 30)))
  }

  @Test("the present era has no last day", arguments: ["令和元年4月", "R1/4"])
  func beforeEra(text: String) {
    #expect(fault { () throws(ValueFault) in try Month.parse(text) } == .outsideEra(.reiwa, first: .of(2019, 5, 1), last: nil))
  }

  @Test("every month of the calendar is read back from its description")
  func descriptions() throws {
    var month = try #require(Month(year: 1, month: 1))
    let last = try #require(Month(year: 9999, month: 12))
    var count = 1
    var mismatches = 0
    while month < last {
      let isReadBack = Month(month.description) == month
      if !isReadBack || month.next.previous != month || month.lastDay.adding(days: 1) != month.next.firstDay { mismatches += 1 }
      month = month.next
      count += 1
    }
    #expect(count == 9999 * 12)
    #expect(mismatches == 0)
    #expect(last.next == last)
    #expect(Month.first.adding(months: .min) == Month.first)
    #expect(Month.first.adding(months: .max) == last)
  }

  @Test("a fiscal year begins in April")
  func fiscalYear() {
    #expect(Month("2026-03")?.fiscalYear == 2025)
    #expect(Month("2026-04")?.fiscalYear == 2026)
    #expect(Month("2027-03")?.fiscalYear == 2026)
  }

  @Test("months know their days and their distance")
  func days() throws {
    let february = try #require(Month("2028-02"))
    #expect(february.firstDay.description == "2028-02-01")
    #expect(february.lastDay.description == "2028-02-29")
    #expect(february.length == 29)
    #expect(february.contains(.of(2028, 2, 29)))
    #expect(!february.contains(.of(2028, 3, 1)))
    #expect(february.adding(months: -14).description == "2026-12")
    #expect(february.adding(months: -14).months(until: february) == 14)
    #expect(Month(year: 2026, month: 13) == nil)
    #expect(Month(year: 10_000, month: 1) == nil)
    #expect(Month(year: 0, month: 1) == nil)
  }
}

extension Month {
  fileprivate static let first = Month(containing: .first)
  fileprivate static let september = Month(containing: .of(2026, 9, 1))
}

extension Day {
  static func of(_ year: Int, _ month: Int, _ day: Int) -> Day {
    Day(year: year, month: month, day: day) ?? .first
  }
}
