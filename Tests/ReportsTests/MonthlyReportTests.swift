import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

/// One report in its three forms: the same numbers, worked out by hand from the fixture.
@Suite(.timeLimit(.minutes(1))) struct MonthlyReportTests {
  /// Recorded for October: S1 by measurement, two persons typed, one of them a loss, one of them sitting in two units.
  static let account = """
    select fixture.measured('U1', '2026-10-01', 30, 'M1', 3);
    select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006', '002'); select fixture.redirect('U1', '2026-10-01', 'same_work', 100);
    select fixture.time('P6', '2026-10-01', -90);
    insert into posts (staff_id, unit_id, valid_from, kind, share_percent) values (fixture.staff('009'), fixture.unit('S3'), '2026-10-01', 'concurrent', 30);
    select fixture.time('P9', '2026-10-01', 101); select fixture.redirect('P9', '2026-10-01', 'overtime', 7);
    """

  @Test func theNumbersAreThoseOfTheRecord() async throws {
    try await withReport(nil) { report in
      let figures = report.total
      #expect((figures.headcount, figures.inForce, figures.reported, figures.activeUsers) == (12, 7, 3, 4))
      // 600 measured (E3), 101 and a loss of 90 typed (E1).
      #expect((figures.account.gross, figures.account.net, figures.account.loss, figures.account.freed) == (611, 611, 90, 701))
      #expect(figures.account.unaccounted == 701 - 250 - 100 - 7)
      #expect(figures.evidence.map(\.net) == [0, 11, 0, 600, 0, 0])
      #expect((figures.account.higherValue.claimed, figures.account.higherValue.confirmed) == (250, 250))
      #expect(report.parts.map(\.unit.code) == ["A"])
    }
    // 30 % of 101 is 30 for S3, of 7 is 2; the rest stays where the person's primary post is.
    try await withReport("S3") { report in
      #expect((report.total.account.gross, report.total.account.unaccounted, report.total.account.freed) == (30, 28, 30))
    }
    try await withReport("D1") { report in
      #expect(report.parts.map(\.unit.code) == ["D1", "S1", "S2"])
      #expect(report.parts.map(\.isOwn) == [true, false, false])
      #expect(report.parts.map(\.figures.account.freed) == [0, 600, 71])
      for value in [
        \Figures.headcount, \.contractShares, \.adopters, \.activeUsers, \.inForce, \.reported, \.account.gross, \.account.loss, \.account.unaccounted,
      ] {
        #expect(report.parts.reduce(0) { $0 + $1.figures[keyPath: value] } == report.total[keyPath: value])
      }
    }
  }

  @Test(arguments: [nil, "A", "B1", "D1", "S1", "S3"]) func theThreeFormsAgree(unit: String?) async throws {
    try await withReport(unit) { report in
      let json = try #require(try JSONSerialization.jsonObject(with: Data(report.json.text.utf8)) as? [String: Any])
      let minutes = try #require(json["minutes"] as? [String: Any])
      let higher = try #require(minutes["higher_value"] as? [String: Any])
      func number(_ value: Any?) throws -> Int { try #require(value as? Int) }

      let lines = String(decoding: try report.csv(.english), as: UTF8.self).split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let heads = lines[0].map { $0.replacing("\u{FEFF}", with: "") }
      func cell(_ line: Int, _ name: String) throws -> Int? { Int(lines[line][try #require(heads.firstIndex(of: name))]) }
      for (name, value) in [
        ("headcount", json["headcount"]), ("adopters", json["adopters"]), ("active_users", json["active_users"]), ("gross", minutes["gross"]),
        ("net", minutes["net"]),
        ("loss", minutes["loss"]), ("freed", minutes["freed"]), ("same_work", minutes["same_work"]), ("overtime_cut", minutes["overtime_cut"]),
        ("unaccounted", minutes["unaccounted"]),
        ("higher_value_claimed", higher["claimed"]), ("higher_value_confirmed", higher["confirmed"]),
      ] {
        #expect(try cell(1, name) == (try number(value)), "\(name)")
      }
      func rate(_ line: Int, _ name: String) throws -> Double? { Double(lines[line][try #require(heads.firstIndex(of: name))]) }
      #expect(try rate(1, "adoption_rate") == json["adoption_rate"] as? Double && rate(1, "training_coverage") == json["training_coverage"] as? Double)
      let freedInAll = try number(minutes["freed"])
      #expect(try rate(1, "redirection_rate") == (freedInAll == 0 ? nil : Double(try number(higher["confirmed"])) / Double(freedInAll)))
      for category in try #require(json["by_category"] as? [[String: Any]]) {
        let code = try #require(category["code"] as? String)
        #expect(try cell(1, "\(code)_claimed") == number(category["claimed"]) && cell(1, "\(code)_confirmed") == number(category["confirmed"]))
      }
      let units = try #require(json["units"] as? [[String: Any]])
      #expect(lines.count == units.count + 2)
      for (place, part) in units.enumerated() {
        let freed = try number((part["minutes"] as? [String: Any])?["freed"])
        #expect(try cell(place + 2, "freed") == freed)
      }
      #expect(try units.reduce(0) { try $0 + number(($1["minutes"] as? [String: Any])?["freed"]) } == (try number(minutes["freed"])))
      #expect(
        try number(minutes["freed"]) == number(higher["claimed"]) + number(minutes["same_work"]) + number(minutes["overtime_cut"])
          + number(minutes["unaccounted"]))
      #expect((json["by_evidence"] as? [String: Any])?.count == 6)

      // The page shows hours with one decimal.
      for language in Language.allCases {
        let page = report.text(language)
        for name in ["gross", "net", "freed", "unaccounted"] {
          let tenths = (Double(try number(minutes[name])) / 6).rounded(.toNearestOrAwayFromZero)
          let hours = "\(Int(tenths) / 10).\(abs(Int(tenths)) % 10)"
          #expect(page.contains(hours), "\(name) \(hours): \(page)")
        }
      }
    }
  }

  @Test func aUnitIsNamedByItsNameWhereThatIsUnique() async throws {
    try await TestDatabase.with { test async throws in
      let month = try #require(Month("2026-10"))
      func code(_ name: String) async throws -> String? { try await MonthlyReport.live(month, unit: name, in: test.database, as: Cast.officer).unit?.code }
      #expect(try await code("人事課") == "S1")
      #expect(try await code("Ｓ１") == "S1")
      try await test.run(
        "insert into units (code) values ('S4'); insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('S4'), '2026-04-01', '人事課', 'section', fixture.unit('B2'))"
      )
      let refused = await #expect(throws: SeveralUnits.self) { try await code("人事課") }
      #expect(refused?.codes == ["S1", "S4"])
      let sheets = MonthlySheets(month: month, unit: "窓口", language: .english)
      await #expect(throws: UnitNotInForce.self) { try await sheets.run(in: test.database, as: Cast.officer) { _, _, _ in } }
      #expect(try await MonthlySheets(month: month, unit: "研修課", language: .english).run(in: test.database, as: Cast.officer) { _, _, _ in } == 1)
    }
  }

  @Test func aUnitThatIsNotThereIsRefused() async throws {
    try await TestDatabase.with { test async throws in
      for (unit, month) in [("NONE", "2026-10"), ("S1", "2024-03")] {
        let month = try #require(Month(month))
        await #expect(throws: UnitNotInForce.self) { try await MonthlyReport.live(month, unit: unit, in: test.database, as: Cast.officer) }
      }
    }
  }

  private func withReport(_ unit: String?, _ body: @escaping @Sendable (MonthlyReport) throws -> Void) async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(Self.account)
      let month = try #require(Month("2026-10"))
      try body(try await MonthlyReport.live(month, unit: unit, in: test.database, as: Cast.officer))
    }
  }
}
