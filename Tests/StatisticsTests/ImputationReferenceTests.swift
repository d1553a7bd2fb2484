import Testing

@testable import Statistics

/// The imputation estimates and their analytic errors as an independent program and diff-diff 3.13.0 give them.
@Suite struct ImputationReferenceTests {
  static func rows(_ set: String) throws -> [[String: String]] {
    try Reference.table(set == "mpdta" ? "imputation_golden.csv" : "\(set)_imputation.csv").filter { $0["dataset"] == set && $0["est"]?.isEmpty == false }
  }

  @Test(arguments: Reference.sets) func meetsEveryNumber(set: String) throws {
    let panel = try Reference.panel(set)
    let estimator = Imputation()
    let fit = LinearFit(estimator, panel)
    let rows = try Self.rows(set)
    #expect(rows.contains { $0["kind"] == "event" })
    for row in rows {
      let target = row["kind"] == "simple" ? Target.simple : .event(Int(try Reference.number(row, "e")))
      // did2s solves by steps, to seven digits.
      let isRough = row["impl"]?.hasPrefix("pyfixest") == true
      #expect(agree(try fit.effect(of: target).get(), try Reference.number(row, "est"), isRough ? 1e-6 : 1e-8), "\(target) \(row)")
      if isRough { continue }
      for (column, averaging) in [("se_event", Imputation.Averaging.event), ("se_cohort_event", .cohortEvent), ("se_all", .all)] {
        guard let expected = row[column].flatMap(Double.init) else { continue }
        // Another program calls its one standard error by the first column, and averages by cohort and time.
        let averaging = row["impl"] == "own numpy" ? averaging : .cohortEvent
        #expect(agree(try estimator.analyticStandardError(of: target, in: panel, averaging: averaging).get(), expected, 1e-8), "\(target) \(column)")
      }
    }
  }
}
