import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// What readers other than HR are told: figures from the snapshot, and which of them are withheld.
@Suite(.timeLimit(.minutes(1))) struct PublishedReportTests {
  private static let month = Month("2026-10")

  /// 20 in S3 who each record an hour and redirect 40 minutes; nothing else in October.
  private static let account = """
    insert into staff (staff_no, name) select 'Q' || n, '職員' from generate_series(1, 20) n;
    insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) select fixture.staff('Q' || n), fixture.unit('S3'), '2024-04-01', 'primary', 9300 from generate_series(1, 20) n;
    select count(fixture.adopt('Q' || n, null, 'Q' || n, 'C2')) from generate_series(1, 20) n;
    select count(fixture.time('Q' || n, '2026-10-01', 75)) from generate_series(1, 20) n;
    select count(fixture.redirect('Q' || n, '2026-10-01', 'policy', 40)) from generate_series(1, 20) n;
    """

  @Test func aMonthWithoutSnapshotIsRefused() async throws {
    try await TestDatabase.with { test async throws in
      let month = try #require(Self.month)
      await #expect(throws: NoSnapshot.self) { try await MonthlyReport.published(month, unit: nil, in: test.database, as: Cast.officer) }
    }
  }

  @Test func aUnitIsFoundInTheSnapshot() async throws {
    try await withReports { test, month async throws in
      func code(_ name: String) async throws -> String? { try await MonthlyReport.published(month, unit: name, in: test.database, as: Cast.officer).unit?.code }
      #expect(try await code("窓口課") == "S3")
      #expect(try await code("Ｓ３") == "S3")
      await #expect(throws: UnitNotInForce.self) { try await code("NONE") }
    }
  }

  /// 20 x 75 minutes, of which 800 to planning, none confirmed: S3 has all of it.
  @Test func theFiguresAreThoseOfTheRecord() async throws {
    try await withReports { test, month async throws in
      let report = try await MonthlyReport.published(month, unit: "S3", in: test.database, as: Cast.officer)
      let account = report.total.account
      #expect((account.gross, account.net, account.loss, account.freed) == (1_500, 1_500, 0, 1_500))
      #expect((account.higherValue.claimed, account.higherValue.confirmed, account.unaccounted) == (800, 0, 700))
      #expect(report.total.categories["policy"]?.claimed == 800 && report.total.tools["T2"]?.freed == 1_500)
      #expect(report.total.withheld.isDisjoint(with: ["gross", "net", "loss", "freed", "higher_value.claimed", "unaccounted.claimed"]))
      // B2 itself has one person, who could be taken from B2's 23. Nobody is covered.
      #expect(report.total.withheld.isSuperset(of: ["headcount", "fte", "adopters"]))
      let above = try await MonthlyReport.published(month, unit: "B2", in: test.database, as: Cast.officer)
      #expect(above.parts.map(\.unit.code) == ["B2", "S3"] && above.parts.map(\.isOwn) == [true, false])
    }
  }

  /// D1's time is nobody's, and withheld with B1's: the bureau's is the nearest that is published. S3 has its own.
  @Test func aSmallSectionIsToldOfTheGroupAbove() async throws {
    try await withReports { test, month async throws in
      try await test.run("select fixture.time('P8', '2026-10-01', 100)")
      try await test.run("delete from snapshots")
      try await test.database.takeSnapshot(of: month, as: Cast.officer)
      let small = try await MonthlyReport.published(month, unit: "S1", in: test.database, as: Cast.officer)
      #expect(small.total.withheld.contains("net"))
      let group = try #require(small.group)
      let above = try await MonthlyReport.published(month, unit: group.unit?.code, in: test.database, as: Cast.officer)
      #expect(!group.figures.withheld.contains("net") && group.figures.account == above.total.account && group.figures.categories == above.total.categories)
      #expect(group.figures.tools == above.total.tools && group.figures.evidence == above.total.evidence)
      // A head reads no more than the time of a unit above.
      let people: Set = ["headcount", "on_leave", "fte", "covered", "adopters", "active_users", "in_force", "reported"]
      #expect(group.figures.withheld == above.total.withheld.union(people) && !above.total.withheld.isSuperset(of: people))
      let head = try await MonthlyReport.published(month, unit: "S1", in: test.database, as: try await test.viewer("head"))
      #expect(head.group?.figures == group.figures && head.json.text == small.json.text)
      #expect(head.text(.japanese).contains("まとまりの数値"))
      #expect(try await MonthlyReport.published(month, unit: nil, in: test.database, as: Cast.officer).group == nil)
      // Nobody asks so for another department.
      let stranger = try await test.viewer("stranger")
      let told = try await test.database.read(as: stranger) { try await $0.query("select code from snapshot_group('2026-10-01', 'S1')").count }
      #expect(told == 0)
    }
  }

  @Test(arguments: ["B2", "S3", "D1"]) func whatIsWithheldIsNullAndListed(unit: String) async throws {
    try await withReports { test, month async throws in
      let report = try await MonthlyReport.published(month, unit: unit, in: test.database, as: Cast.officer)
      let json = try #require(try JSONSerialization.jsonObject(with: Data(report.json.text.utf8)) as? [String: Any])
      let listed = try #require(json["withheld"] as? [String])
      let live = try await MonthlyReport.live(month, unit: unit, in: test.database, as: Cast.officer)
      let open = try #require(try JSONSerialization.jsonObject(with: Data(live.json.text.utf8)) as? [String: Any])
      #expect(open["withheld"] as? [String] == [])
      // Rates over nobody are null too, and so is the name of the whole organisation; figures are not.
      let figures = Self.nulls(json, "").filter {
        !$0.hasSuffix("name_en") && !["edition", "published_at", "reason", "sha256"].contains($0) && $0.firstMatch(of: /unit\.(code|name|kind)$/) == nil
      }
      #expect(Set(listed).isSubset(of: figures) && figures.count > 3)
      #expect(figures.allSatisfy { listed.contains($0) || $0.hasSuffix("_rate") || $0.hasSuffix("_coverage") })
      #expect(try report.csv(.english).count > 500)
      // Behind the heading, which explains the mark.
      #expect(report.text(.japanese).split(separator: "\n").dropFirst(4).contains { $0.contains("x") })
    }
  }

  /// The paths of all nulls.
  private static func nulls(_ value: Any, _ path: String) -> Set<String> {
    switch value {
    case is NSNull: [path]
    case let members as [String: Any]: members.reduce(into: []) { $0.formUnion(nulls($1.value, path.isEmpty ? $1.key : "\(path).\($1.key)")) }
    case let values as [Any]: values.enumerated().reduce(into: []) { $0.formUnion(nulls($1.element, "\(path)[\($1.offset)]")) }
    default: []
    }
  }

  private func withReports(_ body: @escaping @Sendable (TestDatabase, Month) async throws -> Void) async throws {
    try await TestDatabase.with { test async throws in
      let month = try #require(Self.month)
      try await test.run(Self.account)
      try await test.database.takeSnapshot(of: month, as: Cast.officer)
      try await body(test, month)
    }
  }
}
