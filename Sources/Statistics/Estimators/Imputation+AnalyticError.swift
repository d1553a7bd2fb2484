/// The analytic standard error of other software.
extension Imputation {
  /// Over which cells the effects are averaged where the analytic standard error needs their mean.
  public enum Averaging: Hashable, Sendable {
    /// By cohort and period, as the paper's own program does by default.
    case cohortEvent
    /// By time since the start.
    case event
    /// Over all treated cells.
    case all
  }

  /// The conservative standard error of the paper (theorem 3), clustered by unit; for parity with other software, not for an interval of ours.
  ///
  /// `V = sum_i (sum_t w_it e_it)^2`, e the residual of an untreated cell, or a treated cell's effect less the mean
  /// of its group, weighted as in the target.
  public func analyticStandardError(of target: Target, in panel: Panel, averaging: Averaging = .cohortEvent) -> Estimable<Double> {
    Estimable { () throws(NotEstimable) in
      let panel = usable(panel)
      let design = Design(panel)
      let weights = try weights(of: design).of(target)
      let fit = try Fit(design, anticipation: anticipation)
      let effects = fit.effects(panel)
      let count = design.periodCount
      var sums: [Group: (weight: Double, effect: Double)] = [:]
      for unit in panel.units.indices {
        for period in 0..<count {
          let weight = weights[weights.startIndex + design.patternOfUnit[unit] * count + period]
          guard weight != 0, let group = group(panel, unit, period, averaging) else { continue }
          sums[group, default: (0, 0)].weight += weight
          sums[group]?.effect += weight * effects[unit * count + period]
        }
      }
      var byCluster: [String: Double] = [:]
      for unit in panel.units.indices {
        var score = 0.0
        for period in 0..<count {
          let weight = weights[weights.startIndex + design.patternOfUnit[unit] * count + period]
          guard weight != 0 else { continue }
          let mean = group(panel, unit, period, averaging).flatMap { sums[$0] }.map { $0.effect / $0.weight } ?? 0
          score += weight * (effects[unit * count + period] - mean)
        }
        byCluster[panel.clusters[unit], default: 0] += score
      }
      return byCluster.values.sorted().reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }

  private struct Group: Hashable {
    let cohort: Int?
    let event: Int?
  }

  private func group(_ panel: Panel, _ unit: Int, _ period: Int, _ averaging: Averaging) -> Group? {
    guard let first = panel.firstTreated[unit], panel.periods[period] >= first - anticipation else { return nil }
    let event = panel.periods[period] - first
    return switch averaging {
    case .cohortEvent: Group(cohort: first, event: event)
    case .event: Group(cohort: nil, event: event)
    case .all: Group(cohort: nil, event: nil)
    }
  }
}
