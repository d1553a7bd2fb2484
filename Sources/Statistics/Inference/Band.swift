import Glibc

/// Intervals that hold for all event times at once, with 95 % (multipliers after Chernozhukov, Chetverikov and Kato 2013, of jackknife differences).
///
/// `T* = max_e |sum_d xi_d J_de| sqrt((n-1)/n) / s_e * sqrt((n-1)/chi2_(n-1))`, `J_de = theta_(-d),e - theta_e`, xi plus or minus one; the critical value is the greater of its quantile and
/// Student's. Event times that rest on one unit are left out. It refuses fewer than 10 units.
public struct Band: Sendable {
  /// Event times that fewer units reach have no place in it: the spread of a few units tells little of itself, and with ten units a band over event times that only two reach holds in .72
  /// of panels instead of .95.
  public static let leastTreated = 8

  public let critical: Double
  public let intervals: [Target: Interval]

  public init(_ jackknife: Jackknife, effects: [Target: Double], level: Double = 0.95, draws: Int = 9_999, random: inout Xoshiro) throws(NotEstimable) {
    let count = jackknife.units.count
    guard count >= 10 else { throw .fewUnits(count, least: 10) }
    var parts: [(target: Target, effect: Double, error: Double, differences: [Double])] = []
    for (target, effect) in effects.sorted(by: { $0.key.order < $1.key.order }) {
      guard let left = jackknife.leftOut(target).value, let error = jackknife.standardError(of: target).value, error > 0 else { continue }
      parts.append((target, effect, error, left.map { ($0 - effect) * (Double(count - 1) / Double(count)).squareRoot() / error }))
    }
    guard !parts.isEmpty else { throw .noCells }
    let degrees = count - 1
    var largest: [Double] = []
    largest.reserveCapacity(draws)
    var signs = [Double](repeating: 1, count: count)
    for _ in 0..<draws {
      for unit in 0..<count { signs[unit] = random.rademacher() }
      let stretch = (Double(degrees) / random.chiSquared(degrees)).squareRoot()
      var most = 0.0
      for part in parts {
        let sum = signs.withUnsafeBufferPointer { signs in
          part.differences.withUnsafeBufferPointer { differences in (0..<count).reduce(0) { $0 + signs[$1] * differences[$1] } }
        }
        most = max(most, abs(sum))
      }
      largest.append(most * stretch)
    }
    largest.sort()
    let place = min(draws - 1, Int((level * Double(draws + 1)).rounded(.up)) - 1)
    let critical = max(largest[place], StudentT.quantile(0.5 + level / 2, degreesOfFreedom: Double(degrees)))
    self.critical = critical
    intervals = Dictionary(uniqueKeysWithValues: parts.map { ($0.target, Interval($0.effect - critical * $0.error, $0.effect + critical * $0.error)) })
  }
}
