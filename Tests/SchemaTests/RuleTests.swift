import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing
import sql

/// Every rule that can refuse a row of a file has a sentence that says what is wrong and what would be right.
@Suite(.timeLimit(.minutes(1))) struct RuleTests {
  /// The settling functions' own rules, as they stand in their text.
  static func settled() throws -> Set<String> {
    var rules: Set<String> = []
    for path in try SQLFiles.paths(in: "views") where path.contains("settle-") {
      let text = try SQLFiles.text(path)
      for match in text.matches(of: /'([a-z]+_[a-z_]+)'/) { rules.insert(String(match.1)) }
    }
    rules.subtract(otherWords)
    return rules
  }

  /// Relations, settings and details that are written the same way.
  static let otherWords: Set<String> = [
    "unit_periods", "post_periods", "unit_adoption", "person_adoption", "enable_mergejoin", "enable_nestloop", "transaction_isolation",
  ]

  @Test func theRulesAreFound() throws {
    let rules = try Self.settled()
    for rule in [
      "unit_versions_overlap", "staff_chain", "posts_shares", "redirections_above_freed", "cap_unit", "time_use_case_twice", "redirections_rewarded_unit",
    ] {
      #expect(rules.contains(rule))
    }
    #expect(rules.count >= 20)
  }

  @Test func everySettledRuleHasASentence() throws {
    #expect(try Self.settled().subtracting(Rule.names) == [])
  }

  /// Checks of single cells that no file can break are left out: a word that isn't in a list, a number out of range, a day that isn't a month's first.
  @Test func everyCheckThatAFileCanBreakHasASentence() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let checks = try await test.texts(
        """
        select c.conname from pg_constraint c where c.contype = 'c' and c.connamespace = 'public'::regnamespace
          and c.conrelid::regclass::text in ('\(Self.tables.sorted().joined(separator: "', '"))') order by 1
        """)
      #expect(checks.count > 60)
      #expect(Set(checks).subtracting(Rule.names).subtracting(Self.keptByReading).sorted() == [])
      #expect(Self.keptByReading.subtracting(checks).sorted() == [], "no longer a check")
    }
  }

  static let tables: Set<String> = [
    "units", "unit_versions", "grades", "staff", "posts", "leaves", "courses", "training_records", "areas", "tools", "tasks", "use_cases", "measurements",
    "categories",
    "adoptions", "time_records", "redirections", "usage_days", "schemes", "scheme_units", "awards", "indicators", "indicator_values",
  ]

  /// What reading the cells refuses by itself, before a row meets the table.
  static let keptByReading: Set<String> = [
    "units_code_not_empty", "unit_versions_kind", "staff_staff_no_not_empty", "posts_kind", "posts_share", "posts_employment", "posts_contract", "leaves_kind",
    "courses_code_not_empty", "courses_axis", "courses_level", "courses_minutes", "courses_valid_months", "training_records_outcome", "training_records_score",
    "areas_code_not_empty", "tools_code_not_empty", "tools_status", "tools_cost", "tasks_code_not_empty", "tasks_baseline", "tasks_cases",
    "use_cases_code_not_empty",
    "use_cases_risk", "measurements_code_not_empty", "measurements_method", "measurements_minutes", "measurements_overheads", "categories_code_not_empty",
    "categories_tier",
    "adoptions_code_not_empty", "adoptions_end_reason", "time_records_month", "time_records_users", "time_records_cases", "time_records_typed",
    "time_records_minutes", "time_records_overheads", "time_records_evidence", "time_records_size", "redirections_month", "redirections_minutes",
    "usage_days_month",
    "schemes_code_not_empty", "schemes_override_reason", "schemes_kind", "schemes_cost", "awards_code_not_empty", "awards_points", "awards_yen",
    "indicators_code_not_empty",
    "indicators_better",
    "indicator_values_month",
  ]
}
