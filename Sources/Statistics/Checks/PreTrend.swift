/// Whether cohorts and comparison moved in parallel before the start, as far as that can be seen: none detected is not none.
///
/// Where there are fewer pre-start cells than half the units, the joint Wald test of Callaway and Sant'Anna; otherwise the largest |t| of the event times before the start, among the
/// assignments that could have been drawn. Beside p stands the slope (a trend apart per period) that the test would have found with 80 % power (Roth 2022).
public struct PreTrend: Sendable {
  public enum Kind: Hashable, Sendable {
    /// The statistic, and its degrees of freedom.
    case wald(statistic: Double, degreesOfFreedom: Int)
    /// The largest of so many |t|.
    case randomisation(largest: Double, count: Int)
  }

  public let kind: Kind
  public let p: Double
  /// Per period, in the units of the outcome.
  public let detectableSlope: Double

  public init(_ estimator: CallawaySantAnna, _ panel: Panel, strata: [String: String] = [:], draws: Int = 9_999, random: inout Xoshiro) throws(NotEstimable) {
    let result = estimator.estimate(panel)
    let cells = result.cells.indices.filter { !result.list[$0].isAfter && !result.list[$0].isBase }
    guard !cells.isEmpty else { throw .noCells }
    if 2 * cells.count < result.units.count {
      try self.init(wald: result, cells, estimator.usable(panel))
    } else {
      guard panel.covariates.isEmpty else { throw .covariatesNotSupported }
      try self.init(randomisation: LinearFit(estimator, panel), result, strata: strata, draws: draws, random: &random)
    }
  }

  private init(wald result: CallawaySantAnna.Result, _ cells: [Int], _ panel: Panel) throws(NotEstimable) {
    let count = Double(result.units.count)
    let chosen = cells.map { result.cells[$0] }
    // Of one size first: outcomes may be tiny or huge.
    let scales = chosen.map { $0.influence.reduce(0) { $0 + $1 * $1 }.squareRoot() / count }
    guard scales.allSatisfy({ $0 > 0 }) else { throw .singular }
    var covariance: [Double] = []
    for (first, firstScale) in zip(chosen, scales) {
      for (second, secondScale) in zip(chosen, scales) {
        covariance.append(zip(first.influence, second.influence).reduce(0) { $0 + $1.0 * $1.1 } / (count * count) / (firstScale * secondScale))
      }
    }
    guard let matrix = SymmetricMatrix(covariance, size: chosen.count) else { throw .singular }
    let statistic = matrix.quadraticForm(zip(chosen, scales).map { $0.effect / $1 })
    let degrees = Double(chosen.count)
    kind = .wald(statistic: statistic, degreesOfFreedom: chosen.count)
    p = ChiSquared.above(statistic, degreesOfFreedom: degrees)
    let slope = cells.indices.map { place in
      let cell = result.list[cells[place]]
      return Double(cell.period - panel.periods[cell.basePlace]) / scales[place]
    }
    let critical = ChiSquared.quantile(0.95, degreesOfFreedom: degrees)
    let noncentrality = Roots.rising(to: 0.8, from: 0) { ChiSquared.above(critical, degreesOfFreedom: degrees, noncentrality: $0) }
    detectableSlope = (noncentrality / matrix.quadraticForm(slope)).squareRoot()
  }

  private init(
    randomisation fit: LinearFit, _ result: CallawaySantAnna.Result, strata: [String: String], draws: Int, random: inout Xoshiro
  ) throws(NotEstimable) {
    let events = result.averages.filter { average in
      if case .event(let event) = average.target { event < 0 && !average.cells.allSatisfy { result.list[$0].isBase } } else { false }
    }
    let joint = try JointStatistics(events.map { (fit, $0.target) }, Assignments(fit.panel, strata: strata), draws: draws, random: &random)
    let deviations = joint.standardDeviations
    guard deviations.allSatisfy({ $0 > 0 }) else { throw .noVariation }
    func largest(_ row: [Double], slope: Double = 0, _ rises: [Double]) -> Double {
      var most = 0.0
      for column in row.indices { most = max(most, abs(row[column] + slope * rises[column]) / deviations[column]) }
      return most
    }
    let rises = events.map { event in
      zip(event.cells, event.weights).reduce(0) { $0 + $1.1 * Double(result.list[$1.0].period - fit.panel.periods[result.list[$1.0].basePlace]) }
    }
    let own = largest(joint.actual, rises)
    let all = joint.rows.map { largest($0, rises) }.sorted()
    let tolerance = 1e-11 * (all.last ?? 0)
    kind = .randomisation(largest: own, count: events.count)
    p = Double(all.count { $0 >= own - tolerance }) / Double(all.count)
    let critical = all[min(all.count - 1, Int((0.95 * Double(all.count)).rounded(.up)))]
    detectableSlope = Roots.rising(to: 0.8, from: 0) { slope in
      Double(joint.rows.count { largest($0, slope: slope, rises) >= critical }) / Double(joint.rows.count)
    }
  }
}
