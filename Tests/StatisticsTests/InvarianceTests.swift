import Testing

@testable import Statistics

/// What must not change an estimate, and how it changes with what must.
@Suite struct InvarianceTests {
  static let estimators: [any LinearEstimator] = [
    Imputation(), Imputation(anticipation: 1), CallawaySantAnna(), CallawaySantAnna(control: .never, base: .universal), CallawaySantAnna(anticipation: 2),
  ]

  /// Rows of a made-up panel; some cells are missing where asked for.
  static func rows(seed: UInt64, missing: Bool = false) -> [Observation] {
    var random = Xoshiro(seed: seed)
    let starts = (0..<14).map { _ in [nil, 9, 11, 14][random.below(4)] } + [nil, nil, 9, 11, 14]
    let panel = SimulatedPanel(effect: { 1 + 0.1 * Double($0) }).draw(periods: Array(1...18), firstTreated: starts, random: &random)
    return panel.units.indices.flatMap { unit in
      panel.periods.indices.compactMap { period in
        missing && random.below(40) == 0
          ? nil
          : Observation(
            unit: panel.units[unit], period: panel.periods[period], firstTreated: panel.firstTreated[unit],
            outcome: panel.outcomes[unit * panel.periodCount + period])
      }
    }
  }

  static func effects(_ estimator: any LinearEstimator, _ panel: Panel) -> [Target: Double] {
    let fit = LinearFit(estimator, panel)
    return Dictionary(uniqueKeysWithValues: fit.targets.compactMap { target in fit.effect(of: target).value.map { (target, $0) } })
  }

  static func errors(_ estimator: any LinearEstimator, _ panel: Panel) -> [Target: Double] {
    let jackknife = Jackknife(LinearFit(estimator, panel))
    return Dictionary(uniqueKeysWithValues: jackknife.targets.compactMap { target in jackknife.standardError(of: target).value.map { (target, $0) } })
  }

  static func same(_ a: [Target: Double], _ b: [Target: Double], times factor: Double = 1) -> Bool {
    Set(a.keys) == Set(b.keys) && !a.isEmpty && a.allSatisfy { agree($0.value * factor, b[$0.key] ?? .nan, 1e-10) }
  }

  @Test(arguments: 0..<5, [false, true]) func orderAndNamesDoNotMatter(estimator: Int, missing: Bool) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let rows = Self.rows(seed: seed, missing: missing)
      var random = Xoshiro(seed: seed)
      var other = rows.map {
        Observation(unit: "第\($0.unit)課", period: $0.period, firstTreated: $0.firstTreated, outcome: $0.outcome)
      }
      random.shuffle(&other)
      let (first, second) = (try Panel(rows), try Panel(other))
      #expect(Self.same(Self.effects(Self.estimators[estimator], first), Self.effects(Self.estimators[estimator], second)))
      #expect(Self.same(Self.errors(Self.estimators[estimator], first), Self.errors(Self.estimators[estimator], second)))
    }
  }

  /// A unit that was under the scheme from the first period on tells nothing (a fault that R's did once had).
  @Test(arguments: 0..<5) func aUnitTreatedThroughoutChangesNothing(estimator: Int) throws {
    let rows = Self.rows(seed: 3)
    let more = (1...18).map { Observation(unit: "always", period: $0, firstTreated: 1, outcome: 100 * Double($0)) }
    let (first, second) = (try Panel(rows), try Panel(rows + more))
    #expect(Self.same(Self.effects(Self.estimators[estimator], first), Self.effects(Self.estimators[estimator], second)))
    #expect(Self.same(Self.errors(Self.estimators[estimator], first), Self.errors(Self.estimators[estimator], second)))
  }

  /// Units and periods may lie anywhere: only what moves apart counts, in the outcome's own unit.
  @Test(arguments: 0..<5) func effectsFollowTheScale(estimator: Int) throws {
    let panel = try Panel(Self.rows(seed: 4))
    let moved = panel.replacing(
      outcomes: panel.outcomes.indices.map { 60 * panel.outcomes[$0] + Double($0 / 18) * 7 + Double($0 % 18) * 3 })
    #expect(Self.same(Self.effects(Self.estimators[estimator], panel), Self.effects(Self.estimators[estimator], moved), times: 60))
    #expect(Self.same(Self.errors(Self.estimators[estimator], panel), Self.errors(Self.estimators[estimator], moved), times: 60))
  }

  /// A constant effect without noise is found to the last digit, and nothing before the start.
  @Test(arguments: 0..<5) func aConstantEffectIsFound(estimator: Int) throws {
    let panel = try Panel(Self.rows(seed: 5))
    let exact = panel.replacing(outcomes: panel.outcomes.indices.map { Double($0 / 18) + Double($0 % 18) * 2 + 3 * panel.treatment[$0] })
    for (target, effect) in Self.effects(Self.estimators[estimator], exact) {
      if case .event(let event) = target, event < 0 { #expect(abs(effect) < 1e-10) } else { #expect(abs(effect - 3) < 1e-10, "\(target)") }
    }
  }

  /// The closed form of the jackknife is the estimate without the unit.
  @Test(arguments: 0..<5, [false, true]) func leavingOutIsEstimatingWithout(estimator: Int, missing: Bool) throws {
    let panel = try Panel(Self.rows(seed: 6, missing: missing))
    let fit = LinearFit(Self.estimators[estimator], panel)
    let jackknife = Jackknife(fit)
    for unit in [0, 5, fit.panel.unitCount - 1] {
      let without = Self.effects(fit.estimator, fit.panel.leavingOut(unit))
      for target in jackknife.targets {
        guard let left = jackknife.leftOut(target).value else { continue }
        #expect(agree(left[unit], try found(without[target]), 1e-9), "\(target)")
      }
    }
  }

  @Test func aPermutationIsTheEstimateOfItsAssignment() throws {
    let panel = try Panel(Self.rows(seed: 7))
    var random = Xoshiro(seed: 1)
    for estimator in Self.estimators {
      let fit = LinearFit(estimator, panel)
      let assignments = Assignments(fit.panel, strata: ["1": "a", "2": "a", "3": "a"])
      let scores = try UnitContributions(fit, .simple, starts: assignments.starts)
      assignments.visit(20, &random) { assignment in
        let other = LinearFit(estimator, fit.panel.replacing(firstTreated: assignment.map { assignments.starts[$0] }))
        #expect(agree(scores.outcome(assignment), other.effect(of: .simple).value ?? .nan, 1e-10))
      }
    }
  }
}
