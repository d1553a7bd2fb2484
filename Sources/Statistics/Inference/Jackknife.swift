/// Each unit left out in turn, everything estimated again without it: the default for intervals.
///
/// `V = (n-1)/n * sum (theta_(-d) - theta)^2` with Student's t of n-1 degrees (Tukey 1958; with few units, Hansen 2025). A cohort that becomes empty disappears. It refuses a target that
/// rests on one unit.
public struct Jackknife: Sendable {
  public let units: [String]
  private let effects: [Target: Double]
  /// For each target a number for each unit left out; not a number where nothing can be estimated without it.
  private let left: [Target: [Double]]
  private let rounding: Double

  /// Of a linear fit: without gaps units of one cohort share their weights when one of them is left out, so there are as many systems to solve as cohorts.
  public init(_ fit: LinearFit) {
    let (panel, design) = (fit.panel, fit.design)
    let count = panel.periodCount
    units = panel.units
    rounding = panel.rounding
    var effects: [Target: Double] = [:]
    for target in fit.targets { effects[target] = fit.effect(of: target).value }
    self.effects = effects
    var left: [Target: [Double]] = effects.mapValues { _ in [Double](repeating: .nan, count: panel.unitCount) }
    let outcomes = panel.outcomes.map { $0.isFinite ? $0 : 0 }
    var sums = [Double](repeating: 0, count: design.patterns.count * count)
    for unit in units.indices {
      for period in 0..<count { sums[design.patternOfUnit[unit] * count + period] += outcomes[unit * count + period] }
    }
    let members = Dictionary(grouping: units.indices) { design.patternOfUnit[$0] }
    for (pattern, members) in members {
      let weights = fit.estimator.weights(of: design.leavingOut(pattern: pattern))
      for target in weights.targets where effects[target] != nil {
        guard case .estimated(let own) = Estimable({ () throws(NotEstimable) in try weights.of(target) }) else { continue }
        let whole = zip(own, sums).reduce(0) { $0 + $1.0 * $1.1 }
        let row = Array(own[own.startIndex + pattern * count..<own.startIndex + (pattern + 1) * count])
        for unit in members {
          var part = 0.0
          for period in 0..<count { part += row[period] * outcomes[unit * count + period] }
          left[target]?[unit] = whole - part
        }
      }
    }
    self.left = left
  }

  /// With covariates, by estimating again without each unit.
  public init(_ estimator: CallawaySantAnna, _ panel: Panel) {
    let panel = estimator.usable(panel)
    let whole = estimator.estimate(panel)
    units = panel.units
    rounding = panel.rounding
    effects = Dictionary(uniqueKeysWithValues: whole.targets.map { ($0, whole.effect(of: $0) ?? .nan) })
    var left: [Target: [Double]] = effects.mapValues { _ in [] }
    for unit in units.indices {
      let without = estimator.estimate(panel.leavingOut(unit))
      // An average loses its meaning where one of its cells disappears with the unit, unless the whole cohort does.
      for target in effects.keys { left[target]?.append(without.effect(of: target) ?? .nan) }
    }
    self.left = left
  }

  /// The targets that were estimated with all units.
  public var targets: [Target] { effects.keys.sorted { $0.order < $1.order } }

  /// What is estimated without each unit.
  public func leftOut(_ target: Target) -> Estimable<[Double]> {
    Estimable { () throws(NotEstimable) in
      guard let values = left[target] else { throw .noCells }
      if let unit = values.firstIndex(where: { !$0.isFinite }) { throw .restsOnOneUnit(units[unit]) }
      return values
    }
  }

  public func standardError(of target: Target) -> Estimable<Double> {
    Estimable { () throws(NotEstimable) in
      let values = try leftOut(target).get()
      guard let effect = effects[target] else { throw .noCells }
      let count = Double(values.count)
      return ((count - 1) / count * values.reduce(0) { $0 + ($1 - effect) * ($1 - effect) }).squareRoot()
    }
  }

  /// The effect with its interval.
  public func estimate(of target: Target) -> Estimable<Estimate> {
    Estimable { () throws(NotEstimable) in
      let error = try standardError(of: target).get()
      guard let effect = effects[target] else { throw .noCells }
      guard error > rounding else { throw .noVariation }
      return try .student(effect, standardError: error, degreesOfFreedom: Double(units.count - 1), method: .jackknife)
    }
  }
}
