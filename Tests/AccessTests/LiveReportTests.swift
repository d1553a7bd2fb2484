import Domain
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// The live account: the same for everybody who may read it, whatever rows they see.
@Suite(.timeLimit(.minutes(1))) struct LiveReportTests {
  @Test func hrAndAuditorsReadTheSameFigures() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      let month = try #require(Month("2026-10"))
      let owner = try await MonthlyReport.live(month, unit: nil, in: test.database, as: Cast.officer).json.text
      // 600 + 600 + 100 + 100, and 50 that is not folded yet.
      #expect(owner.contains("\"gross\": 1450"))
      for name in ["hanae", "auditor"] {
        #expect(try await MonthlyReport.live(month, unit: nil, in: test.database, as: try await test.viewer(name)).json.text == owner, "\(name)")
        _ = try await test.database.flags(of: month, as: try await test.viewer(name))
      }
    }
  }

  @Test func nobodyElseReadsThem() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      let month = try #require(Month("2026-10"))
      for name in ["noriko", "head", "analyst", "clerk", "vice", "member", "administrator", "stranger", "revoked"] {
        let viewer = try await test.viewer(name)
        let error = await #expect(throws: ServerError.self, "\(name)") { try await MonthlyReport.live(month, unit: nil, in: test.database, as: viewer) }
        #expect(error?.sqlState == "42501", "\(name)")
      }
    }
  }
}
