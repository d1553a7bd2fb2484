import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

@testable import Web

/// Leadership's month on one screen: its figures are the report's, nothing withheld is told, others don't see it.
@Suite(.timeLimit(.minutes(2))) struct LeadershipPageTests {
  /// 20 in S3 who each record 75 minutes in September and more in October, some of it redirected; a scheme.
  private static let account = """
    insert into staff (staff_no, name) select 'Q' || n, '職員' from generate_series(1, 20) n;
    insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) select fixture.staff('Q' || n), fixture.unit('S3'), '2024-04-01', 'primary', 9300 from generate_series(1, 20) n;
    select count(fixture.adopt('Q' || n, null, 'Q' || n, 'C2')) from generate_series(1, 20) n;
    select count(fixture.time('Q' || n, '2026-09-01', 75)) from generate_series(1, 20) n;
    select count(fixture.time('Q' || n, '2026-10-01', 100 + n)) from generate_series(1, 20) n;
    select count(fixture.redirect('Q' || n, '2026-10-01', 'policy', 40)) from generate_series(1, 20) n;
    select fixture.time('P8', '2026-10-01', 100);
    insert into schemes (code, title, kind, rewards, cost_yen, starts_on, ends_on) values ('SC1', '<b>20%ルール</b>', 'protected_time', '時間', 1200000, '2026-04-01', '2027-03-31'), ('SC2', '昔の施策', 'points', '点', null, '2025-04-01', '2026-03-31');
    """

  private static func with(_ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(account)
      for month in ["2026-09", "2026-10"] { try await web.test.database.takeSnapshot(of: try #require(Month(month)), as: Cast.officer) }
      try await body(web)
    }
  }

  /// The texts in the cells of a table's rows, by the first.
  private static func rows(_ text: Substring) -> [String: [String]] {
    var rows: [String: [String]] = [:]
    for row in text.matches(of: /<tr[^>]*><th[^>]*>(.*?)<\/th>(.*?)<\/tr>/.dotMatchesNewlines()) {
      let name = String(row.1).replacing(/<[^>]*>/, with: "")
      rows[name] = row.2.matches(of: /<td[^>]*>(.*?)<\/td>/.dotMatchesNewlines()).map { String($0.1) }
    }
    return rows
  }

  private static func hours(_ value: Any?) -> String { (value as? Int).map(MonthlyReport.hours) ?? MonthlyReport.withheldMark }
  private static func percent(_ value: Any?) -> String { (value as? Double).map { MonthlyReport.percent($0) } ?? MonthlyReport.withheldMark }
  private static func share(_ part: Any?, _ whole: Any?) -> String {
    guard let part = part as? Int, let whole = whole as? Int else { return MonthlyReport.withheldMark }
    return MonthlyReport.share(part, whole)
  }

  /// Every figure is the one of the report's JSON, for those who read the live account and for those who read snapshots.
  @Test func everyFigureIsTheReports() async throws {
    try await Self.with { web async throws in
      for login in ["hanae", "vice", "auditor", "noriko"] {
        let visitor = try await web.visitor(login)
        let page = try await visitor.get("/leadership?month=2026-10", ["accept-language": "ja"])
        #expect(page.status == 200, "\(login)")
        func report(_ path: String) async throws -> [String: Any] { try await web.send("GET", "/api/v1/reports/\(path)", try await web.json(login)).json }
        let (now, before) = (try await report("2026-10"), try await report("2026-09"))
        let minutes = try #require(now["minutes"] as? [String: Any])
        let higher = try #require(minutes["higher_value"] as? [String: Any])
        let freed = minutes["freed"]
        let heads = page.text.matches(of: /<strong>([^<]*)<\/strong>/).prefix(6).map { String($0.1) }
        #expect(
          heads == [
            Self.hours(freed), Self.hours(minutes["net"]), Self.share(higher["confirmed"], freed), Self.share(minutes["unaccounted"], freed),
            Self.percent(now["adoption_rate"]), Self.percent(now["training_coverage"]),
          ], "\(login)")
        #expect(page.text.contains("<span>前月 \(Self.hours((before["minutes"] as? [String: Any])?["freed"]))</span>"), "\(login)")
        let rows = Self.rows(Substring(page.text))
        #expect(rows["高付加価値（申告）"] == [Self.hours(higher["claimed"]), Self.share(higher["claimed"], freed)], "\(login)")
        #expect(rows["うち確認済み"]?.first == Self.hours(higher["confirmed"]), "\(login)")
        #expect(rows["同一業務"]?.first == Self.hours(minutes["same_work"]), "\(login)")
        #expect(rows["超過勤務縮減"]?.first == Self.hours(minutes["overtime_cut"]), "\(login)")
        #expect(rows["使途未把握"]?.first == Self.hours(minutes["unaccounted"]), "\(login)")
        let evidence = try #require(now["by_evidence"] as? [String: [String: Any]])
        for level in 1...5 {
          let row = rows.first { $0.key.hasPrefix("E\(level) ") }?.value
          #expect(row == [Self.hours(evidence["E\(level)"]?["freed"]), Self.share(evidence["E\(level)"]?["freed"], freed)], "\(login) E\(level)")
        }
        #expect(
          rows["2026-10"]?.first == Self.hours(freed) && rows["2026-09"]?.first == Self.hours((before["minutes"] as? [String: Any])?["freed"]), "\(login)")
        let authority = try await report("2026-10?unit=A")
        let parts = (authority["units"] as? [[String: Any]] ?? []).filter { $0["own"] as? Bool == false }
        #expect(parts.count == 2)
        for part in parts {
          let (unit, time) = (try #require(part["unit"] as? [String: Any]), try #require(part["minutes"] as? [String: Any]))
          let redirected = time["higher_value"] as? [String: Any]
          let name = try #require(unit["name"] as? String)
          let row = try #require(rows[name])
          #expect(row[0] == (part["headcount"] as? Int).map(String.init) ?? MonthlyReport.withheldMark, "\(login)")
          #expect(
            Array(row[1...]) == [
              Self.percent(part["adoption_rate"]), Self.percent(part["training_coverage"]), Self.hours(time["freed"]), Self.hours(redirected?["claimed"]),
              Self.hours(redirected?["confirmed"]), Self.hours(time["unaccounted"]),
            ], "\(login)")
        }
      }
    }
  }

  /// What is withheld is drawn as a gap and said as x; the vice governor sees no more than the snapshot holds.
  @Test func withheldFiguresAreGaps() async throws {
    try await Self.with { web async throws in
      try await web.test.run(
        "update snapshot_units set figures = figures - 'higher_value.confirmed' - 'E2.freed' where month = '2026-10-01' and unit_id is null")
      let page = try await web.visitor("vice").get("/leadership?month=2026-10")
      let row = try #require(page.text.firstMatch(of: /うち確認済み<\/th>(.*?)<\/tr>/)).1
      #expect(row.contains("<td class=\"n\">x</td>") && !row.contains("data-value"))
      #expect(page.text.contains("<td class=\"n\">x</td>"))
      #expect(!page.text.contains("（確認済みは"))
    }
  }

  /// A month that isn't frozen has no figures; that is neither zero nor withheld.
  @Test func aMonthThatIsNotFrozenIsAGap() async throws {
    try await Self.with { web async throws in
      let september = try #require(Month("2026-09"))
      try await web.test.run("select fixture.time('Q1', '2026-07-01', 75)")
      try await web.test.database.takeSnapshot(of: september.adding(months: -2), as: Cast.officer)
      try await web.test.run(
        "update snapshot_units set figures = jsonb_build_object('freed', 600) where month = '2026-07-01' and unit_id is null and not own")
      let rows = Self.rows(Substring(try await web.visitor("vice").get("/leadership?month=2026-10").text))
      #expect(rows["2026-07"] == ["10.0", "x", "x"] && rows["2026-08"] == ["–", "–", "–"])
    }
  }

  @Test func itIsTheStartOfLeadership() async throws {
    try await Self.with { web async throws in
      let vice = try await web.visitor("vice")
      let start = try await vice.get("/")
      #expect(start.status == 303 && start.headers["location"] == "/leadership")
      // Without a month it is the newest that is frozen.
      let page = try await vice.get("/leadership")
      #expect(page.text.contains("2026年10月のまとめ") && !page.text.contains("rel=\"next\"") && page.text.contains("/leadership?month=2026-09"))
      // Two clicks to any bureau: here it is one.
      for bureau in ["B1", "B2"] { #expect(page.text.contains("href=\"/month?month=2026-10&amp;unit=\(bureau)\""), "\(bureau)") }
      #expect(page.text.contains("比べられる局が 8 に満たない"))
      #expect(page.text.contains("&lt;b&gt;20%ルール&lt;/b&gt;") && page.text.contains("1,200,000 円") && !page.text.contains("昔の施策") && !page.text.contains("<b>"))
      #expect(try await vice.get("/leadership?month=2026-08").status == 404)
      #expect(try await vice.get("/leadership?month=x").status == 400)
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.get("/").status == 200)
      // A month of nothing is said to be one.
      #expect(try await hanae.get("/leadership?month=2020-01").text.contains("1月に使われていたAIの導入はありません"))
    }
  }

  @Test func beforeTheFirstSnapshotItSaysSo() async throws {
    try await TestWeb.with { web async throws in
      let page = try await web.visitor("vice").get("/leadership")
      #expect(page.status == 200 && page.text.contains("固定された月がまだありません"))
    }
  }

  @Test func othersAreRefused() async throws {
    try await TestWeb.with { web async throws in
      for login in ["head", "analyst", "clerk", "member", "administrator"] {
        #expect(try await web.visitor(login).get("/leadership").status == 403, "\(login)")
      }
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      let english = ["accept-language": "en"]
      #expect(japanese(in: try await web.visitor("vice").get("/leadership", english)) == nil)
    }
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run(
        "update schemes set title = 'Scheme ' || code; update snapshot_units set name_en = 'Unit ' || code; update snapshot_labels set title_en = title")
      for login in ["hanae", "vice"] {
        #expect(japanese(in: try await web.visitor(login).get("/leadership?month=2026-10", ["accept-language": "en"])) == nil, "\(login)")
      }
    }
  }
}
