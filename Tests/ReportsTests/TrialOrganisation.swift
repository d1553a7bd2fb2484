import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

/// An organisation on which trials are run: see `fixture/trial-organisation.sql`.
enum TrialOrganisation {
  /// A plan of it: six sections a month start, six stay without.
  static func plan(_ changes: [String: Any?] = [:]) throws -> TrialPlan {
    var plan: [String: Any?] = [
      "code": "T1", "title": "時間確保の効果", "hypothesis": "確認済みの振向け時間が増える", "scheme_code": "W1", "units": (1...24).map { unit($0) }, "assignment": "random",
      "starts": ["2025-11", "2026-01", "2026-03"], "never": 6, "seed": 20_251_001, "primary": ["measure": "confirmed_per_fte"], "guardrails": ["adoption_rate"],
      "window": ["from": "2024-10", "until": "2026-08"], "looks": ["2026-04", "2026-08"], "estimator": "imputation", "stopping_rule": "超過勤務が増えたらやめる",
    ]
    for (key, value) in changes { plan[key] = value }
    return try TrialPlan(json: Array(try JSONSerialization.data(withJSONObject: plan.compactMapValues { $0 })))
  }

  /// As if somebody chose: the first six sections start, then the next.
  static var chosen: [String: Any?] {
    let starts = ["2025-11", "2026-01", "2026-03"]
    let units = (1...24).map { number -> [String: String] in
      number <= 18 ? ["unit_code": unit(number), "start": starts[(number - 1) / 6]] : ["unit_code": unit(number)]
    }
    return ["assignment": "chosen", "starts": nil as String?, "never": nil as Int?, "seed": nil as Int?, "units": units]
  }

  static func unit(_ number: Int) -> String { number < 10 ? "X0\(number)" : "X\(number)" }

  static let registered = Day("2025-09-15") ?? Day.first

  static func month(_ text: String) throws -> Month { try #require(Month(text)) }

  /// With records until August 2025 and the scheme W1.
  static func with(_ body: @escaping @Sendable (TestDatabase) async throws -> Void) async throws {
    let file = try #require(Bundle.module.url(forResource: "trial-organisation", withExtension: "sql", subdirectory: "fixture"))
    let sql = try String(contentsOf: file, encoding: .utf8)
    try await TestDatabase.with { test async throws in
      try await test.run(sql)
      try await test.run(
        """
        insert into schemes (code, title, kind, rewards, cost_yen, starts_on) values ('W1', '20%ルール', 'protected_time', '確認済みの高付加価値業務への振向け時間', 3000000, '2025-11-01');
        select fixture.months('2024-04-01', '2025-08-01');
        """)
      try await test.database.fold(as: Cast.officer)
      try await body(test)
    }
  }
}
