import Testing

@testable import Statistics

/// What a plan promises, and what looks and several measures may spend.
@Suite struct PlanningTests {
  static let periods = Array(1...36)

  static func starts(_ units: Int) -> [Int?] { (0..<units).map { [nil, 13, 17, 21, 25][$0 * 5 / units] } }

  /// The predicted spread is that of the estimates themselves, within what 400 panels can tell.
  @Test(arguments: [10, 20]) func theSpreadIsPredicted(units: Int) throws {
    let model = SimulatedPanel(noise: Noise(variance: 0.8, persistence: 0.5, ownVariance: 0.2), effect: { _ in 0 })
    for estimator in [Imputation() as any LinearEstimator, CallawaySantAnna()] {
      let power = try Self.power(estimator, units: units, noise: model.noise)
      var random = Xoshiro(seed: 5)
      let effects = try (0..<400).map { _ in
        try LinearFit(estimator, model.draw(periods: Self.periods, firstTreated: Self.starts(units), random: &random)).effect(of: .simple).get()
      }
      #expect(abs(Sample.variance(effects).squareRoot() / power.standardDeviation - 1) < 0.1)
    }
  }

  static func power(_ estimator: any LinearEstimator, units: Int, noise: Noise) throws -> Power {
    func open(_ estimator: some LinearEstimator) -> Estimable<Power> {
      Power.of(estimator, design: Design(periods: periods, firstTreated: starts(units)), noise: noise)
    }
    return try open(estimator).get()
  }

  /// Ten departments find very large effects only.
  @Test func theSmallestEffectsAreThoseThatSimulationsFound() throws {
    for (units, least) in [(10, 1.09), (20, 0.72), (60, 0.40)] {
      let effect = try Self.power(Imputation(), units: units, noise: Noise(variance: 1, persistence: 0.5)).minimumDetectableEffect()
      #expect(abs(effect / least - 1) < 0.1, "\(units): \(effect)")
    }
  }

  @Test func theChanceOfFindingTheSmallestEffectIsAsPromised() throws {
    let power = try Self.power(Imputation(), units: 20, noise: Noise(variance: 1, persistence: 0.5))
    // The formula leaves out the chance of finding it with the wrong sign.
    #expect(abs(power.chance(ofFinding: power.minimumDetectableEffect()) - 0.8) < 1e-4)
    #expect(abs(power.chance(ofFinding: 0) - 0.05) < 1e-9)
  }

  @Test func noiseIsFoundAgain() throws {
    let model = SimulatedPanel(noise: Noise(variance: 2, persistence: 0.6, ownVariance: 1), season: 3, effect: { _ in 9 })
    var random = Xoshiro(seed: 2)
    let panel = model.draw(periods: Array(1...40), firstTreated: (0..<300).map { $0 < 100 ? 37 : nil }, random: &random)
    let noise = try Noise.estimated(from: panel).get()
    #expect(abs(noise.persistence - 0.6) < 0.06 && abs(noise.variance - 2) < 0.3 && abs(noise.ownVariance - 1) < 0.25, "\(noise)")
    #expect(Noise.estimated(from: panel.until(11)).reason == .fewPrePeriods(11, least: 12))
  }

  @Test func spendingEndsAtTheLevel() {
    #expect(agree(SequentialTest.spending(1), 0.05, 1e-12) && SequentialTest.spending(0) == 0)
    #expect(agree(SequentialTest.spending(0.5), 2 * Normal.above(Normal.quantile(0.975) / 0.5.squareRoot()), 1e-14))
    #expect(SequentialTest.spending(0.25) < 0.0002)
  }

  /// One look at the end is the plain test.
  @Test func oneLookIsTheTestItself() throws {
    let model = SimulatedPanel(effect: { _ in 0.8 })
    for seed in 1...5 as ClosedRange<UInt64> {
      var random = Xoshiro(seed: seed)
      let panel = model.draw(periods: Self.periods, firstTreated: Self.starts(8), random: &random)
      let fit = LinearFit(Imputation(), panel)
      let test = try SequentialTest([(fit, 1)], target: .simple, assignments: Assignments(panel), random: &random)
      let inference = try RandomisationInference(fit, target: .simple, random: &random)
      #expect(test.looks[0].share == inference.p && test.rejects == (inference.p <= 0.05))
    }
  }

  /// Under no effect at most one panel in twenty is called, however often one looks; a strong effect is seen early.
  @Test func looksKeepTheLevel() throws {
    func looks(_ model: SimulatedPanel, _ random: inout Xoshiro) throws -> SequentialTest {
      let starts = Self.starts(12)
      let panel = model.draw(periods: Self.periods, firstTreated: starts, random: &random)
      let fits = [18, 24, 30, 36].map { (fit: LinearFit(Imputation(), panel.until($0)), fraction: Double($0 - 12) / 24) }
      return try SequentialTest(
        fits, target: .simple, assignments: Assignments(units: panel.units, firstTreated: starts), draws: 199, random: &random)
    }
    var random = Xoshiro(seed: 11)
    let nothing = SimulatedPanel(effect: { _ in 0 })
    let called = try (0..<200).map { _ in try looks(nothing, &random).rejects }.count { $0 }
    #expect(called <= 20, "\(called) of 200")
    let strong = try looks(SimulatedPanel(effect: { _ in 5 }), &random)
    #expect(strong.rejects && strong.looks[1].rejects)
  }

  @Test func holmsStepsNeverFall() {
    #expect(Holm.adjusted([0.01, 0.04, 0.03]) == [0.03, 0.06, 0.06])
    #expect(Holm.adjusted([0.5, 0.9]) == [1, 1] && Holm.adjusted([]) == [])
  }
}
