import Domain
import Testing

@Suite("Days as people and spreadsheets write them")
struct ValuesDayTests {
  @Test(
    "every form of a day is read",
    arguments: [
      ("2026-11-23", "2026-11-23"), ("2026/11/23", "2026-11-23"), ("2026/8/1", "2026-08-01"), ("2026-8-1", "2026-08-01"), ("2026.8.1", "2026-08-01"),
      ("20261123", "2026-11-23"),
      ("2026年11月23日", "2026-11-23"), ("令和8年11月23日", "2026-11-23"), ("R8.11.23", "2026-11-23"), ("Ｒ８．１１．２３", "2026-11-23"), ("２０２６年１１月２３日", "2026-11-23"),
      ("２０２６１１２３", "2026-11-23"), ("2026/11/23 0:00:00", "2026-11-23"), ("2026/11/23 00:00", "2026-11-23"), ("2026-11-23T00:00:00", "2026-11-23"),
      ("令和 8年 4月 1日", "2026-04-01"), (" 2026-11-23\u{A0}", "2026-11-23"), ("令和元年5月1日", "2019-05-01"), ("令和1年5月1日", "2019-05-01"), ("平成31年4月30日", "2019-04-30"),
      ("昭和64年1月7日", "1989-01-07"), ("S64.1.7", "1989-01-07"), ("H1.1.8", "1989-01-08"), ("大正15年12月25日", "1926-12-25"), ("昭和元年12月25日", "1926-12-25"),
      ("T1.7.30", "1912-07-30"), ("M45.7.30", "1912-07-30"), ("明治6年1月1日", "1873-01-01"), ("2028-02-29", "2028-02-29"), ("2000-02-29", "2000-02-29"),
      ("0001-01-01", "0001-01-01"),
      ("9999-12-31", "9999-12-31"), ("㍻31年4月30日", "2019-04-30"),
    ])
  func forms(text: String, expected: String) throws {
    #expect(try Day.parse(text).description == expected)
    #expect(try Day.parse(utf8: Array(text.utf8)[...]).description == expected)
    #expect(try Day.parse("x\(text)".dropFirst()).description == expected)
    #expect(Day(text)?.description == expected)
  }

  @Test(
    "what is no day is refused with what would be right",
    arguments: [
      ("", ValueFault.empty), ("\u{3000}\t", .empty), ("2026-11", .notADay), ("26/11/23", .notADay), ("2026-11/23", .notADay), ("2026年11月23", .notADay),
      ("2026-11-233", .notADay),
      ("11/23/2026", .notADay), ("46349", .notADay), ("202611230", .notADay), ("2026-11-23 x", .notADay), ("2026-11-23 0:00:00 AM", .notADay),
      ("0000-01-01", .notADay), ("R0.1.1", .notADay),
      ("2026-13-01", .noSuchMonth(13)), ("20260001", .noSuchMonth(0)), ("2026-02-30", .noSuchDay(30, lastDay: .of(2026, 2, 28))),
      ("2026/2/29", .noSuchDay(29, lastDay: .of(2026, 2, 28))),
      ("1900-02-29", .noSuchDay(29, lastDay: .of(1900, 2, 28))), ("2026-11-00", .noSuchDay(0, lastDay: .of(2026, 11, 30))),
      ("2026年4月31日", .noSuchDay(31, lastDay: .of(2026, 4, 30))),
      ("2026/11/23 9:30:00", .timeOfDay), ("2026-11-23T00:00:01", .timeOfDay),
      ("平成32年1月1日", .outsideEra(.heisei, first: .of(1989, 1, 8), last: .of(2019, 4, 30))),
      ("H31.5.1", .outsideEra(.heisei, first: .of(1989, 1, 8), last: .of(2019, 4, 30))),
      ("平成元年1月7日", .outsideEra(.heisei, first: .of(1989, 1, 8), last: .of(2019, 4, 30))),
      ("令和元年4月30日", .outsideEra(.reiwa, first: .of(2019, 5, 1), last: nil)),
      ("昭和64年1月8日", .outsideEra(.showa, first: .of(1926, 12, 25), last: .of(1989, 1, 7))),
      ("明治5年12月2日", .outsideEra(.meiji, first: .of(1873, 1, 1), last: .of(1912, 7, 30))),
    ])
  func refusals(text: String, expected: ValueFault) {
    #expect(fault { () throws(ValueFault) in try Day.parse(text) } == expected)
    #expect(Day(text) == nil)
  }

  @Test("every day of the calendar follows the one before")
  func calendar() {
    var day = Day.first
    var count = 0
    var mismatches = 0
    while day < Day.last {
      let next = day.adding(days: 1)
      let follows =
        next.day == day.day + 1 && next.month == day.month && next.year == day.year
        || next.day == 1 && day == Month(containing: day).lastDay && Month(containing: next) == Month(containing: day).next
      if !follows || Day(year: next.year, month: next.month, day: next.day) != next { mismatches += 1 }
      day = next
      count += 1
    }
    #expect(mismatches == 0)
    #expect(count == 3_652_058)
  }

  @Test("days all over the calendar are read back from their descriptions")
  func descriptions() {
    let days = stride(from: Day.first.daysSince1970, through: Day.last.daysSince1970, by: 97).map(Day.init(clampingDaysSince1970:))
    #expect(days.allSatisfy { Day($0.description) == $0 && $0.description.utf8.count == 10 })
    #expect(days.count == 37_651)
  }

  @Test("days are counted from 1970")
  func epoch() {
    #expect(Day.of(1970, 1, 1).daysSince1970 == 0)
    #expect(Day.of(2000, 1, 1).daysSince1970 == 10_957)
    #expect(Day.first.daysSince1970 == -719_162)
    #expect(Day(clampingDaysSince1970: .max) == Day.last)
    #expect(Day(clampingDaysSince1970: .min) == Day.first)
  }

  @Test("adding months ends on the last day of a shorter month")
  func months() {
    #expect(Day.of(2026, 1, 31).adding(months: 1).description == "2026-02-28")
    #expect(Day.of(2027, 8, 31).adding(months: 6).description == "2028-02-29")
    #expect(Day.of(2026, 3, 31).adding(months: -1).description == "2026-02-28")
    #expect(Day.of(2026, 3, 15).adding(months: 12).description == "2027-03-15")
    #expect(Day.of(2026, 3, 15).adding(months: .max).description == "9999-12-15")
  }

  @Test("arithmetic stops at the ends of the calendar")
  func ends() {
    #expect(Day.last.adding(days: 1) == Day.last)
    #expect(Day.of(2026, 1, 1).adding(days: .max) == Day.last)
    #expect(Day.of(1960, 1, 1).adding(days: .min) == Day.first)
    #expect(Day.of(2026, 1, 1).days(until: .of(2026, 12, 31)) == 364)
  }
}
