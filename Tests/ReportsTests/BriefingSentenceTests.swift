import Domain
import Testing

@testable import Reports

/// The sentence in front of the month for leadership, from every kind of figures that there may be.
@Suite struct BriefingSentenceTests {
  private static func report(_ month: String, _ change: (inout Figures) -> Void) throws -> MonthlyReport {
    var figures = Figures()
    figures.inForce = 10
    figures.account.freed = 60_000
    figures.account.higherValue = RedirectedMinutes(claimed: 20_000, confirmed: 2_400)
    figures.account.unaccounted = 35_000
    change(&figures)
    return MonthlyReport(month: try #require(Month(month)), unit: nil, total: figures, parts: [], categories: [], indicators: [], takenAt: nil)
  }

  private static func sentence(before: Int? = nil, withheldBefore: Bool = false, _ language: Language = .japanese, _ change: (inout Figures) -> Void = { _ in })
    throws -> String
  {
    let earlier = try before.map { freed in
      try report("2026-09") {
        $0.account.freed = freed
        if withheldBefore { $0.withheld = ["freed"] }
      }
    }
    return Briefing(
      report: try report("2026-10", change), before: earlier, yearBefore: nil, bureaus: [], movements: [], standing: Standing([]), schemes: [], trend: []
    ).sentence(language)
  }

  @Test func itSaysWhereTheTimeWentAndHowMuchOfThatIsKnown() throws {
    #expect(
      try Self.sentence(before: 54_000) == "10月は 1,000.0 時間（前月より 100.0 時間増）を創出し、33.3% が高付加価値業務に向けられたと申告され（確認済みは 4.0%）、58.3% は使途が分かっていません。")
    #expect(
      try Self.sentence(before: 60_300, .english)
        == "In 2026-10 1,000.0 hours were freed, 5.0 fewer than the month before; 33.3% is said to have gone to higher-value work (4.0% is confirmed), and of 58.3% nobody knows where it went."
    )
    #expect(try Self.sentence(before: 60_000).contains("（前月と同じ）"))
  }

  @Test func whatIsNotKnownIsNotSaid() throws {
    #expect(try Self.sentence().hasPrefix("10月は 1,000.0 時間を創出し、"))
    #expect(try !Self.sentence(before: 0, withheldBefore: true).contains("前月"), "a withheld month is no zero")
    #expect(try Self.sentence { $0.withheld = ["freed"] } == "10月の創出時間は、小規模な集団を守るため示せません。")
    #expect(try Self.sentence { $0.withheld = ["higher_value.claimed"] } == "10月は 1,000.0 時間を創出しました。行き先は、小規模な集団を守るため示せません。")
    #expect(try !Self.sentence { $0.withheld = ["higher_value.confirmed"] }.contains("確認済み"))
    #expect(try Self.sentence { $0.account.freed = 0 } == "10月に創出した時間はありません。")
    #expect(try Self.sentence { $0.inForce = 0 } == "10月に使われていたAIの導入はありません。")
    #expect(
      try Self.sentence(.english) { $0.withheld = ["unaccounted.claimed"] }
        == "In 2026-10 1,000.0 hours were freed; where they went is withheld to protect small groups.")
  }
}
