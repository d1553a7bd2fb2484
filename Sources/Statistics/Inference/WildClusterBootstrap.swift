import Glibc

/// A test of no effect at all where the order wasn't drawn: the restricted wild cluster bootstrap (Cameron, Gelbach and Miller 2008; Webb 2014).
///
/// The outcome is regressed on the treatment with unit and period effects; residuals of the regression without the treatment, which hold under no effect, change their signs unit by unit, and
/// t (clustered by unit, without small-sample factor) is found again. All 2^n signs for up to 12 units; Webb's six points else. Only p is said: with effects that grow the
/// regression's coefficient is biased and is no effect of ours.
public struct WildClusterBootstrap: Sendable {
  public let p: Double
  /// The statistic as it is.
  public let t: Double
  public let isExact: Bool
  /// The regression's coefficient, only to be held against other software.
  let coefficient: Double

  public init(_ panel: Panel, draws: Int = 9_999, random: inout Xoshiro) throws(NotEstimable) {
    guard panel.missingShare == 0 else { throw .gaps }
    let (units, periods) = (panel.unitCount, panel.periodCount)
    let residuals = Self.centred(panel.outcomes, units, periods)
    guard residuals.contains(where: { abs($0) > panel.rounding }) else { throw .noVariation }
    let treatment = Self.centred(panel.treatment, units, periods)
    let square = treatment.reduce(0) { $0 + $1 * $1 }
    guard square > 1e-12 * Double(units * periods) else { throw .fewTreated(panel.firstTreated.count { $0 != nil }, least: 2) }

    // The coefficient and t of outcomes whose unit means are 0 already; period means are taken out.
    func statistic(_ signs: [Double]) -> (coefficient: Double, t: Double) {
      var means = [Double](repeating: 0, count: periods)
      for unit in 0..<units {
        for period in 0..<periods { means[period] += signs[unit] * residuals[unit * periods + period] / Double(units) }
      }
      var product = 0.0
      for unit in 0..<units {
        var sum = 0.0
        for period in 0..<periods { sum += treatment[unit * periods + period] * residuals[unit * periods + period] }
        product += signs[unit] * sum
      }
      let coefficient = product / square
      var variance = 0.0
      for unit in 0..<units {
        var score = 0.0
        for period in 0..<periods {
          let place = unit * periods + period
          score += treatment[place] * (signs[unit] * residuals[place] - means[period] - coefficient * treatment[place])
        }
        variance += score * score
      }
      return (coefficient, coefficient * square / variance.squareRoot())
    }
    let actual = statistic([Double](repeating: 1, count: units))
    guard actual.t.isFinite else { throw .noVariation }
    coefficient = actual.coefficient
    t = actual.t
    isExact = units <= 12
    // Signs that turn all units give the same size: rounding must not tell it from the actual one.
    let least = abs(actual.t) * (1 - 1e-10)
    var signs = [Double](repeating: 1, count: units)
    if isExact {
      var count = 0
      for pattern in 0..<(1 << units) {
        for unit in 0..<units { signs[unit] = pattern >> unit & 1 == 0 ? 1 : -1 }
        if abs(statistic(signs).t) >= least { count += 1 }
      }
      p = Double(count) / Double(1 << units)
    } else {
      var count = 1
      for _ in 0..<draws {
        for unit in 0..<units { signs[unit] = random.webb() }
        if abs(statistic(signs).t) >= least { count += 1 }
      }
      p = Double(count) / Double(draws + 1)
    }
  }

  /// Less the means of units and periods, plus the mean of all.
  private static func centred(_ values: [Double], _ units: Int, _ periods: Int) -> [Double] {
    let unitMeans = (0..<units).map { unit in (0..<periods).reduce(0) { $0 + values[unit * periods + $1] } / Double(periods) }
    let periodMeans = (0..<periods).map { period in (0..<units).reduce(0) { $0 + values[$1 * periods + period] } / Double(units) }
    let mean = unitMeans.reduce(0, +) / Double(units)
    return values.indices.map { values[$0] - unitMeans[$0 / periods] - periodMeans[$0 % periods] + mean }
  }
}
