/// One department's effect in one month, against the spread of the units for comparison.
///
/// The department's outcome less the mean of all its months before the start, less the same of the units that aren't under the scheme that month;
/// `se = s_C sqrt(1 + 1/n_C)` with Student's t of n_C - 1 degrees (Conley and Taber 2011 in spirit: a lone department has no spread of its own).
/// It refuses fewer than 5 units for comparison; fewer than 8 are few.
public struct DepartmentEffect: Sendable {
  public let unit: String
  public let period: Int
  public let effect: Estimable<Estimate>
  public let controlCount: Int
  /// Drawn towards the mean of the departments of that month, as far as they don't differ more than chance makes them; nil for a lone one.
  public let shrunken: Double?

  public var hasFewControls: Bool { controlCount < 8 }

  /// Whether it lies above the other one beyond doubt: departments whose intervals overlap are never ranked.
  public func isAbove(_ other: DepartmentEffect) -> Bool {
    guard let own = effect.value, let others = other.effect.value else { return false }
    return own.interval.lower > others.interval.upper
  }

  /// Of every unit under the scheme in a period.
  public static func all(in period: Int, of panel: Panel, anticipation: Int = 0, leastControls: Int = 5) -> [DepartmentEffect] {
    guard let place = panel.periods.firstIndex(of: period) else { return [] }
    let treated = panel.units.indices.filter { panel.firstTreated[$0].map { $0 <= period } == true }
    let controls = panel.units.indices.filter { panel.firstTreated[$0].map { $0 > period + anticipation } != false }
    // The change since the mean of these months, where the unit has both.
    func change(_ unit: Int, before start: Int) -> Double? {
      let months = panel.periods.indices.filter { panel.periods[$0] < start - anticipation }
      let base = months.map { panel.outcomes[unit * panel.periodCount + $0] }.filter(\.isFinite)
      let now = panel.outcomes[unit * panel.periodCount + place]
      return base.isEmpty || !now.isFinite ? nil : now - base.reduce(0, +) / Double(base.count)
    }
    struct Part {
      let unit: Int
      let effect: Estimable<Estimate>
      let count: Int
      let variance: Double
    }
    let parts = treated.map { unit in
      let start = panel.firstTreated[unit] ?? period
      let others = controls.compactMap { change($0, before: start) }
      let count = Double(others.count)
      let mean = others.reduce(0, +) / count
      let variance = others.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      let effect = Estimable { () throws(NotEstimable) in
        guard panel.periods[0] < start - anticipation else { throw .noBase(cohort: start) }
        guard let own = change(unit, before: start) else { throw .gaps }
        guard others.count >= leastControls else { throw .fewControls(others.count, least: leastControls, period: period) }
        return try Estimate.student(
          own - mean, standardError: (variance * (1 + 1 / count)).squareRoot(), degreesOfFreedom: count - 1, method: .controlSpread)
      }
      return Part(unit: unit, effect: effect, count: others.count, variance: variance)
    }
    let known = parts.compactMap { part in part.effect.value.map { (effect: $0.value, variance: part.variance) } }
    let mean = known.reduce(0) { $0 + $1.effect } / Double(known.count)
    let noise = known.reduce(0) { $0 + $1.variance } / Double(known.count)
    // The error of the comparison's mean moves all departments alike, so it makes no difference between them.
    let between = known.count < 2 ? 0 : max(0, known.reduce(0) { $0 + ($1.effect - mean) * ($1.effect - mean) } / Double(known.count - 1) - noise)
    return parts.map { part in
      let shrunken = known.count < 2 ? nil : part.effect.value.map { mean + between / (between + part.variance) * ($0.value - mean) }
      return DepartmentEffect(unit: panel.units[part.unit], period: period, effect: part.effect, controlCount: part.count, shrunken: shrunken)
    }
  }
}
