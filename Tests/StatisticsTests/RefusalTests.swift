import Testing

@testable import Statistics

/// What can't be said is refused with what is missing, never answered with a made-up number.
@Suite struct RefusalTests {
  static func panel(_ starts: [Int?], periods: Int = 20, seed: UInt64 = 1) -> Panel {
    var random = Xoshiro(seed: seed)
    return SimulatedPanel(effect: { _ in 1 }).draw(periods: Array(1...periods), firstTreated: starts, random: &random)
  }

  static func refusal(_ panel: Panel, _ requirements: Requirements = .trial) -> NotEstimable? {
    Estimable { () throws(NotEstimable) in try requirements.check(panel) }.reason
  }

  @Test func aTrialNeedsUnitsAndMonths() {
    #expect(Self.refusal(Self.panel([9, 9, nil, nil, nil])) == .fewUnits(5, least: 6))
    #expect(Self.refusal(Self.panel([9, nil, nil, nil, nil, nil])) == .fewTreated(1, least: 2))
    #expect(Self.refusal(Self.panel([9, 9, 10, 10, 11, nil])) == .fewUntreated(1, least: 2))
    #expect(Self.refusal(Self.panel([6, 9, nil, nil, nil, nil])) == .fewPrePeriods(5, least: 6))
    #expect(Self.refusal(Self.panel([6, 9, nil, nil, nil, nil]), .anyPanel) == nil)
    #expect(Self.refusal(Self.panel([9, 9, nil, nil, nil, nil])) == nil)
    let panel = Self.panel([9, 9, nil, nil, nil, nil])
    let holes = panel.replacing(outcomes: panel.outcomes.enumerated().map { $0.offset % 9 == 0 ? .nan : $0.element })
    guard case .missing(let share, let most) = Self.refusal(holes) else {
      Issue.record("not refused")
      return
    }
    #expect(share > 0.1 && most == 0.1)
  }

  @Test func aPeriodWithoutAnUntreatedUnitCannotBeImputed() throws {
    let fit = LinearFit(Imputation(), Self.panel([9, 9, 12, 12, 15, 15]))
    #expect(fit.effect(of: .simple).reason == .noUntreated(period: 15))
    #expect(fit.effect(of: .event(0)).reason == .noUntreated(period: 15) && fit.effect(of: .calendar(14)).value != nil)
    // The other estimator leaves those periods out.
    let result = CallawaySantAnna().estimate(Self.panel([9, 9, 12, 12, 15, 15]))
    #expect(result.cells.allSatisfy { $0.period < 15 } && result.refusals.contains { $0.reason == .noControls(period: 15) })
  }

  @Test func aTargetThatRestsOnOneUnitHasNoSpread() {
    let jackknife = Jackknife(LinearFit(Imputation(), Self.panel([9, 12, 12, nil, nil, nil])))
    // Only the first cohort, of one unit, is seen so long after its start.
    #expect(jackknife.estimate(of: .event(11)).reason == .restsOnOneUnit("1"))
    #expect(jackknife.estimate(of: .simple).value != nil)
  }

  @Test func outcomesThatDoNotVaryAreNoEffectOfZero() throws {
    let panel = Self.panel([9, 9, 12, nil, nil, nil, nil])
    let flat = LinearFit(Imputation(), panel.replacing(outcomes: panel.outcomes.map { _ in 5 }))
    #expect(Jackknife(flat).estimate(of: .simple).reason == .noVariation)
    var random = Xoshiro(seed: 1)
    let inference = Estimable { () throws(NotEstimable) in try RandomisationInference(flat, target: .simple, random: &random) }
    #expect(inference.reason == .noVariation)
    let wild = Estimable { () throws(NotEstimable) in try WildClusterBootstrap(flat.panel, random: &random) }
    #expect(wild.reason == .noVariation)
  }

  @Test func aBandNeedsTenUnits() {
    var random = Xoshiro(seed: 1)
    let fit = LinearFit(Imputation(), Self.panel([9, 9, 12, 12, nil, nil, nil, nil, nil]))
    let band = Estimable { () throws(NotEstimable) in try Band(Jackknife(fit), effects: [:], random: &random) }
    #expect(band.reason == .fewUnits(9, least: 10))
  }

  @Test func aDepartmentNeedsFiveToCompareWith() throws {
    let few = DepartmentEffect.all(in: 12, of: Self.panel([9, nil, nil, nil, nil]))
    #expect(few.count == 1 && few[0].effect.reason == .fewControls(4, least: 5, period: 12))
    let enough = DepartmentEffect.all(in: 12, of: Self.panel([9, nil, nil, nil, nil, nil]))
    #expect(enough[0].effect.value != nil && enough[0].hasFewControls && enough[0].shrunken == nil)
    let eight = DepartmentEffect.all(in: 12, of: Self.panel([9, 9, nil, nil, nil, nil, nil, nil, nil, nil]))
    #expect(eight.count == 2 && !eight[0].hasFewControls && eight[0].shrunken != nil)
    #expect(!eight[0].isAbove(eight[0]))
  }

  @Test func aCostIsBoundedOnlyWhereHoursAreAboveZero() throws {
    #expect(try CostPerHour.bounds(cost: 1000, hours: Interval(10, 40), measuredShare: 0.5).get() == Interval(25, 100))
    #expect(CostPerHour.bounds(cost: 1000, hours: Interval(-1, 40), measuredShare: 0.5).reason == .hoursMayBeZero)
    #expect(CostPerHour.bounds(cost: 1000, hours: Interval(10, 40), measuredShare: 0.09).reason == .selfReportedOnly(share: 0.09, least: 0.1))
  }

  @Test func timeStudiesNeedCases() {
    #expect(PairedStudy.total([PairedStudy.Stratum(size: 10, differences: [1])]).reason == .fewObservations(1, least: 2))
    #expect(PairedStudy.total([]).reason == .noCells)
    #expect(DoubleSample.estimate(reported: [1, 2, 3], measured: [(1, 1), (2, 2)]).reason == .fewObservations(2, least: 3))
    // With fewer than thirty measured only the mean difference is corrected.
    let measured: [(reported: Double, measured: Double)] = [(1, 3), (2, 4), (3, 6), (4, 6)]
    let small = DoubleSample.estimate(reported: [1, 2, 3, 4, 5, 6], measured: measured)
    #expect(small.value?.slope == 1)
    // 100 x 0.5 + 9 x 2 + 0.5 x 2
    #expect(PairedStudy.varianceOfProduct(minutes: 3, variance: 0.5, cases: 10, casesVariance: 2) == 69)
  }
}
