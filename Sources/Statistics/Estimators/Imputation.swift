/// The imputation estimator (Borusyak, Jaravel and Spiess 2024, theorem 2).
///
/// Unit and period effects are fitted by least squares to the untreated cells alone; a treated cell's effect is its outcome less what they foretell; a target is the average of
/// the effects of its cells. It assumes that without the scheme all units would have moved in parallel in all periods, those before the start included, and that nobody
/// changes before the start (or before it less the anticipation). It refuses a target with a cell in a period where nobody is untreated, and everything where the untreated cells fall
/// into parts that share no unit.
public struct Imputation: LinearEstimator {
  /// Periods before the start in which units may already react: they are neither fitted nor averaged over from 0 on.
  public let anticipation: Int

  public init(anticipation: Int = 0) { self.anticipation = anticipation }

  /// Units with an untreated cell that is observed: for others nothing can be foretold.
  public func usable(_ panel: Panel) -> Panel {
    let chosen = panel.units.indices.filter { unit in
      panel.periods.indices.contains { period in
        panel.outcomes[unit * panel.periodCount + period].isFinite
          && panel.firstTreated[unit].map { panel.periods[period] < $0 - anticipation } != false
      }
    }
    return chosen.count == panel.unitCount ? panel : panel.selecting(chosen)
  }

  public func weights(of design: Design) -> Weights {
    var weights = Weights(design)
    let fit: Fit
    switch Estimable({ () throws(NotEstimable) in try Fit(design, anticipation: anticipation) }) {
    case .estimated(let made): fit = made
    case .notEstimable(let reason):
      for target in targets(of: design).keys { weights.refuse(target, reason) }
      return weights
    }
    let wanted = targets(of: design)
    var accepted: [Target] = []
    var sides: [Double] = []
    for target in wanted.keys.sorted(by: { $0.order < $1.order }) {
      guard let cells = wanted[target] else { continue }
      if let reason = fit.refusal(cells) {
        weights.refuse(target, reason)
      } else {
        accepted.append(target)
        sides += fit.side(cells)
      }
    }
    let solutions = fit.solve(sides)
    for (place, target) in accepted.enumerated() {
      guard let cells = wanted[target] else { continue }
      weights.add(target, fit.weights(cells, solution: solutions[place * design.periodCount..<(place + 1) * design.periodCount]))
    }
    return weights
  }

  /// For each target what a unit's treated cells count, pattern by pattern; the counts of all units sum to 1.
  func targets(of design: Design) -> [Target: [Double]] {
    let size = design.patterns.count * design.periodCount
    var sums: [Target: (cells: [Double], units: Double)] = [:]
    for place in design.occupied {
      guard let first = design.patterns[place].first, first - anticipation > design.periods[0] else { continue }
      let count = Double(design.counts[place])
      for (period, number) in design.periods.enumerated() where design.patterns[place].observed[period] {
        let event = number - first
        guard event >= -anticipation else { continue }
        let own: [Target] = event < 0 ? [.event(event)] : [.simple, .event(event), .group(first), .calendar(number)]
        for target in own {
          sums[target, default: ([Double](repeating: 0, count: size), 0)].cells[place * design.periodCount + period] = 1
          sums[target]?.units += count
        }
      }
    }
    var targets = sums.mapValues { sum in sum.cells.map { $0 / sum.units } }
    let after = targets.keys.filter { if case .event(let event) = $0 { event >= 0 } else { false } }
    if !after.isEmpty {
      var mean = [Double](repeating: 0, count: size)
      for target in after { targets[target]?.enumerated().forEach { mean[$0.offset] += $0.element / Double(after.count) } }
      targets[.dynamic] = mean
    }
    return targets
  }
}

extension Target {
  /// In which order targets are listed.
  var order: (Int, Int, Int) {
    switch self {
    case .simple: (0, 0, 0)
    case .event(let event): (1, event, 0)
    case .dynamic: (2, 0, 0)
    case .group(let cohort): (3, cohort, 0)
    case .groups: (4, 0, 0)
    case .calendar(let period): (5, period, 0)
    case .calendars: (6, 0, 0)
    case .cell(let group, let period): (7, group, period)
    }
  }
}
