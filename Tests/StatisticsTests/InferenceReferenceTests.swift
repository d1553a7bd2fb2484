import Foundation
import Testing

@testable import Statistics

/// Further numbers that other software gives: tests before the start, jackknife, wild bootstrap, time studies.
@Suite struct InferenceReferenceTests {
  @Test func jackknifeOfRMeetsOurs() throws {
    let jackknife = Jackknife(LinearFit(CallawaySantAnna(control: .notYet), try Reference.panel("synN10_seed1")))
    for (target, error) in [(Target.simple, 0.864732556777952), (.dynamic, 0.915783584890449), (.groups, 0.841843461070301)] {
      #expect(agree(try jackknife.standardError(of: target).get(), error, 1e-8))
    }
  }

  /// All 1,024 sign vectors, as another program goes through them.
  @Test func wildClusterBootstrapIsExact() throws {
    var random = Xoshiro(seed: 1)
    let test = try WildClusterBootstrap(Reference.panel("synN10_seed1"), random: &random)
    #expect(agree(test.coefficient, 1.3918282616320203, 1e-12))
    #expect(agree(test.t, 4.429487851462824, 1e-12))
    #expect(test.isExact && test.p == 0.0078125)
  }

  @Test(.enabled(if: Reference.folder != nil)) func preTrendIsThatOfR() throws {
    var met = 0
    for (options, rows) in try CallawaySantAnnaReferenceTests.rows() {
      guard let row = rows.first(where: { $0["kind"] == "pretest_wald" }) else { continue }
      var random = Xoshiro(seed: 1)
      let panel = try Reference.panel(options.set, covariate: options.covariates == "~x")
      let test = try PreTrend(CallawaySantAnnaReferenceTests.estimator(options), panel, random: &random)
      guard case .wald(let statistic, _) = test.kind else {
        Issue.record("\(options)")
        continue
      }
      #expect(agree(statistic, try Reference.number(row, "est"), 1e-6), "\(options)")
      // Printed with five digits.
      #expect(agree(test.p, try Reference.number(row, "se_boot"), 6e-6), "\(options)")
      #expect(test.detectableSlope > 0)
      met += 1
    }
    #expect(met == 12)
  }

  /// R's `staggered` calls the same two estimators by other names.
  @Test(.enabled(if: Reference.folder != nil)) func meetsStaggered() throws {
    let panel = try Reference.panel("mpdta")
    for row in try Reference.table("staggered_golden.csv") where row["fn"] != "staggered" && row["kind"] == "eventstudy" {
      let result = CallawaySantAnna(control: row["fn"] == "staggered_cs" ? .notYet : .never).estimate(panel)
      let effect = result.effect(of: .event(Int(try Reference.number(row, "e"))))
      #expect(agree(try found(effect), try Reference.number(row, "est"), 1e-8), "\(row)")
    }
  }

  struct Expected {
    let value: Double
    let error: Double
    let degrees: Double
    let interval: Interval
  }

  static func timeStudies(_ what: String) throws -> Expected {
    let row = try found(try Reference.table("timestudy_golden.csv").first { $0["what"]?.hasPrefix(what) == true }, what)
    return Expected(
      value: try Reference.number(row, "est"), error: try Reference.number(row, "se"), degrees: try Reference.number(row, "df"),
      interval: Interval(try Reference.number(row, "lo"), try Reference.number(row, "hi")))
  }

  static func check(_ estimate: Estimate, _ what: String) throws {
    let expected = try timeStudies(what)
    #expect(agree(estimate.value, expected.value, 1e-8) && agree(estimate.standardError, expected.error, 1e-8), "\(what)")
    #expect(agree(try found(estimate.degreesOfFreedom), expected.degrees, 1e-8), "\(what)")
    #expect(agree(estimate.interval.lower, expected.interval.lower, 1e-7) && agree(estimate.interval.upper, expected.interval.upper, 1e-7), "\(what)")
  }

  @Test(.enabled(if: Reference.folder != nil)) func pairedStudiesMeetR() throws {
    let rows = try Reference.table("anorexia_paired.csv")
    var groups: [String: [Double]] = [:]
    for row in rows { groups[row["Treat"] ?? "", default: []].append(try Reference.number(row, "Postwt") - Reference.number(row, "Prewt")) }
    for (group, differences) in groups { try Self.check(PairedStudy.mean(differences).get(), "paired mean diff \(group)") }
    let sizes = ["CBT": 120, "Cont": 200, "FT": 80]
    let strata = try sizes.keys.sorted().map { PairedStudy.Stratum(size: try found(sizes[$0]), differences: try found(groups[$0])) }
    try Self.check(PairedStudy.total(strata).get(), "stratified total, invented")
  }

  @Test(.enabled(if: Reference.folder != nil)) func doubleSamplesMeetCochran() throws {
    let rows = try Reference.table("davis_selfreport.csv").filter { $0["row"] != "12" && $0["repwt"]?.isEmpty == false }
    let all = try rows.map { (reported: try Reference.number($0, "repwt"), measured: try Reference.number($0, "weight")) }
    let measured = all.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)
    func sample(_ least: Int) throws -> DoubleSample {
      try DoubleSample.estimate(reported: all.map(\.reported), measured: measured, leastForSlope: least).get()
    }
    try Self.check(sample(30).estimate, "regression double sampling")
    try Self.check(sample(1000).estimate, "difference")
    #expect(try sample(1000).slope == 1)
  }
}
