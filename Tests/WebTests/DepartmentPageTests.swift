import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

@testable import Web

/// The department's room: what a head reads of the own unit, and that it is what the report says.
@Suite(.timeLimit(.minutes(5))) struct DepartmentPageTests {
  /// 20 in S3 who each free 75 minutes a month and redirect 40 of them in October, from September on; both months are frozen.
  private static let account = """
    insert into staff (staff_no, name) select 'Q' || n, '職員' from generate_series(1, 20) n;
    insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) select fixture.staff('Q' || n), fixture.unit('S3'), '2024-04-01', 'primary', 9300 from generate_series(1, 20) n;
    select count(fixture.adopt('Q' || n, null, 'Q' || n, 'C2')) from generate_series(1, 20) n;
    select count(fixture.time('Q' || n, m, 75)) from generate_series(1, 20) n, unnest(array['2026-09-01', '2026-10-01']::date[]) m;
    select count(fixture.redirect('Q' || n, '2026-10-01', 'policy', 40)) from generate_series(1, 20) n;
    """

  static func with(_ more: String = "", _ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(account + more)
      for text in ["2026-09", "2026-10"] { try await web.test.database.takeSnapshot(of: try #require(Month(text)), as: Cast.officer) }
      try await body(web)
    }
  }

  /// The rows of a downloaded table, by their first cell.
  private static func rows(_ reply: Reply, under title: String) throws -> [String: [String]] {
    let lines = reply.text.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let start = try #require(lines.firstIndex { $0 == [title] }, "\(title)")
    return Dictionary(uniqueKeysWithValues: lines[(start + 2)...].prefix { $0.count > 1 }.map { ($0[0], $0) })
  }

  @Test func everyFigureIsTheReports() async throws {
    try await Self.with { web async throws in
      let stranger = try await web.visitor("stranger")
      let report = try await web.send("GET", "/api/v1/reports/2026-10?unit=B2", try await web.json("stranger")).json
      let whole = try await web.send("GET", "/api/v1/reports/2026-10", try await web.json("stranger")).json
      let earlier = try await web.send("GET", "/api/v1/reports/2026-09?unit=B2", try await web.json("stranger")).json
      let file = try await stranger.get("/department/file?month=2026-10")
      #expect(file.headers["content-type"] == "text/csv; charset=utf-8" && file.headers["content-disposition"]?.contains("department-2026-10.csv") == true)
      func hours(_ value: Any?) -> String { (value as? Int).map { MonthlyReport.hours($0).replacing(",", with: "") } ?? "x" }
      func percent(_ value: Any?) -> String { (value as? Double).map { MonthlyReport.percent($0) } ?? "x" }
      func count(_ value: Any?) -> String { (value as? Int).map { "\($0)" } ?? "x" }
      func part(_ name: String, of report: [String: Any]) throws -> [String: Any] { try #require(report[name] as? [String: Any]) }
      let (minutes, all, adoptions) = try (part("minutes", of: report), part("minutes", of: whole), part("adoptions", of: report))
      let moved = try part("higher_value", of: minutes)
      #expect(hours(minutes["freed"]) == "25.0" && hours(moved["claimed"]) == "13.3", "there is something to compare")
      let beside = try Self.rows(file, under: "全組織・昨年同月との比較")
      #expect(beside["創出時間（h）"]?.prefix(3) == ["創出時間（h）", hours(minutes["freed"]), hours(all["freed"])])
      #expect(beside["振向け（申告）（h）"]?[1] == hours(moved["claimed"]) && beside["振向け（確認済み）（h）"]?[1] == hours(moved["confirmed"]))
      #expect(beside["使途未把握（h）"]?[1] == hours(minutes["unaccounted"]))
      #expect(beside["導入率"]?[1] == percent(report["adoption_rate"]) && beside["受講率"]?[1] == percent(report["training_coverage"]))
      #expect(beside["導入（件）"]?[1] == count(adoptions["in_force"]) && beside["うち報告あり（件）"]?[1] == count(adoptions["reported"]))
      let tools = try Self.rows(file, under: "AI ツールごと")
      for tool in try #require(report["by_tool"] as? [[String: Any]]) where tool["freed"] as? Int != 0 {
        #expect(tools[try #require(tool["title"] as? String)]?[3] == hours(tool["freed"]))
      }
      let categories = try Self.rows(file, under: "創出時間の行き先")
      for category in try #require(report["by_category"] as? [[String: Any]]) {
        #expect(categories[try #require(category["title"] as? String)]?[2...3] == [hours(category["claimed"]), hours(category["confirmed"])])
      }
      let levels = try Self.rows(file, under: "根拠水準ごと")
      for (level, figures) in try part("by_evidence", of: report) {
        #expect(levels.first { $0.key.hasPrefix(level) }?.value[3] == hours((figures as? [String: Any])?["freed"]), "\(level)")
      }
      let units = try Self.rows(file, under: "下位の所属ごと")
      for unit in try #require(report["units"] as? [[String: Any]]) where unit["own"] as? Bool == false {
        let (name, freed) = try (#require(part("unit", of: unit)["name"] as? String), part("minutes", of: unit)["freed"])
        #expect(units[name]?[6] == hours(freed))
      }
      let trend = try Self.rows(file, under: "24か月の推移")
      let before = try part("minutes", of: earlier)["freed"]
      #expect(trend["2026-10"]?[3] == "25.0" && trend["2026-09"]?[3] == hours(before))
      // The page has what the file has.
      let page = try await stranger.get("/department").text.replacing(",", with: "")
      for table in [beside, tools, categories, levels, units, trend] {
        for cell in table.values.joined() where !cell.isEmpty {
          #expect(page.contains(">\(cell)<") || page.contains(">+\(cell)<") || page.contains(">−\(cell.dropFirst())<"), "\(cell)")
        }
      }
    }
  }

  @Test func whatIsWithheldIsMarkedAndTheGroupSpoken() async throws {
    try await Self.with("select fixture.time('P8', '2026-10-01', 100);") { web async throws in
      let page = try await web.visitor("head").get("/department?month=2026-10")
      #expect(page.status == 200 && page.text.contains("<strong>x</strong>"))
      #expect(page.text.contains("示せません") && page.text.contains("この所属を含む"))
      #expect(page.text.contains("この表の数値はすべて秘匿です"))
      #expect(page.text.contains("昨年同月（2025-10）"))
    }
  }

  @Test func nextDoorIsRefused() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      for path in ["/department", "/department/file"] {
        for unit in ["S3", "B2", "D1", "%E7%AA%93%E5%8F%A3%E8%AA%B2"] {
          #expect(try await head.get("\(path)?month=2026-10&unit=\(unit)").status == 403, "\(path) \(unit)")
        }
        #expect(try await head.get("\(path)?month=2026-10&unit=S1").status == 200)
        #expect(try await head.get("\(path)?month=2026-10&unit=NONE").status == 404)
        #expect(try await head.get("\(path)?month=x").status == 400)
        #expect(try await head.get("\(path)?month=2026-08").status == 404, "nobody has frozen it")
        for login in ["clerk", "member", "administrator"] { #expect(try await web.visitor(login).get(path).status == 403, "\(login)") }
      }
    }
  }

  @Test func humanResourcesAndAuditorsReadTheLiveAccount() async throws {
    try await Self.with { web async throws in
      for login in ["hanae", "auditor"] {
        let page = try await web.visitor(login).get("/department?month=2026-10&unit=S1")
        #expect(page.status == 200 && page.text.contains("原簿のまま"), "\(login)")
        #expect(!page.text.contains("<td role=\"cell\" data-head=\"人事課\" class=\"n\">x</td>"))
      }
      #expect(try await web.visitor("vice").get("/department?month=2026-10").text.contains("全組織"))
    }
  }

  @Test func withoutAMonthItIsTheNewestFrozenOne() async throws {
    try await Self.with { web async throws in
      let page = try await web.visitor("stranger").get("/department")
      #expect(page.text.contains("2026年10月") && page.text.contains("rel=\"prev\"") && !page.text.contains("rel=\"next\""))
      #expect(page.text.contains("<a href=\"/department?month=2026-10&amp;unit=S3\">窓口課</a>"))
      try await web.test.run("delete from snapshots")
      #expect(try await web.visitor("stranger").get("/department").text.contains("固定された月がまだありません"))
      #expect(try await web.visitor("stranger").get("/department/file").status == 404)
    }
  }

  /// S1's own: U1 goes on, U2 ended in September for its quality and comes back as U4 in October, U3 is new.
  @Test func theMovementIsOfUnitsOwnAdoptions() async throws {
    try await Self.with(
      """
      update adoptions set ended_on = '2026-09-20', end_reason = 'quality' where code = 'U2';
      insert into adoptions (code, unit_id, use_case_id, started_on) values
        ('U3', fixture.unit('S1'), fixture.use_case('C3'), '2026-10-05'), ('U4', fixture.unit('S1'), fixture.use_case('C2'), '2026-10-20');
      update adoptions set ended_on = '2026-09-30', end_reason = 'no_task' where code = 'P6';
      """
    ) { web async throws in
      let file = try await web.visitor("head").get("/department/file?month=2026-10", ["accept-language": "en"])
      #expect(try Self.rows(file, under: "Movement since last month (units' own adoptions as recorded now)")["Kept"] == ["Kept", "1"])
      let rows = try Self.rows(file, under: "Units' adoptions that are new or taken up again or lapsed (as recorded now)")
      #expect(rows["New"] == ["New", "人事課", "案内文", "2026-10-05", "–"])
      #expect(rows["Taken up again"] == ["Taken up again", "人事課", "要約", "2026-10-20", "–"])
      #expect(rows["Lapsed"] == ["Lapsed", "人事課", "要約", "2026-09-20", "quality"])
      #expect(file.text.matches(of: /Lapsed/).count == 2, "a person's is none of the head's business")
      #expect(try await web.visitor("stranger").get("/department?month=2026-10").text.contains("先月からの動き"))
      #expect(try await !web.visitor("vice").get("/department?month=2026-10").text.contains("先月からの動き"))
      #expect(try await web.visitor("hanae").get("/department?month=2026-10").text.contains("先月からの動き"))
    }
  }

  @Test func namesAreEscaped() async throws {
    try await Self.with(
      "update unit_versions set name = '<script>alert(1)</script>' where unit_id = fixture.unit('S3'); update tools set name = '\"><b>' where code = 'T2';"
    ) {
      web async throws in
      let page = try await web.visitor("stranger").get("/department")
      #expect(!page.text.contains("<script>") && page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.text.contains("\"><b>"))
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("delete from snapshots; update areas set title = 'Area ' || code;")
      try await web.test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      for login in ["stranger", "head", "hanae", "vice"] {
        let page = try await web.visitor(login).get("/department?month=2026-10", ["accept-language": "en"])
        #expect(page.status == 200 && japanese(in: page) == nil, "\(login) \(japanese(in: page) ?? "")")
        #expect(japanese(in: try await web.visitor(login).get("/department/file?month=2026-10", ["accept-language": "en"])) == nil, "\(login)")
      }
    }
  }
}
