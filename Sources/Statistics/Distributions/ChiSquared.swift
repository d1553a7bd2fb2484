import Glibc

/// The chi-squared distribution, central or not.
public enum ChiSquared {
  /// The share above.
  public static func above(_ x: Double, degreesOfFreedom: Double) -> Double { 1 - Gamma.below(x / 2, shape: degreesOfFreedom / 2) }

  /// Where the share lies below.
  public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    Roots.rising(to: p, from: 0) { Gamma.below($0 / 2, shape: degreesOfFreedom / 2) }
  }

  /// The share above, of the non-central distribution: a Poisson mixture of central ones (Johnson, Kotz and Balakrishnan 1995, 29.2).
  static func above(_ x: Double, degreesOfFreedom: Double, noncentrality: Double) -> Double {
    let half = noncentrality / 2
    guard half > 0 else { return above(x, degreesOfFreedom: degreesOfFreedom) }
    var (share, covered) = (0.0, 0.0)
    // Beyond ten deviations nothing is left of the Poisson weights.
    let reach = 10 * half.squareRoot() + 20
    for j in max(0, Int(half - reach))...Int(half + reach) {
      let weight = exp(-half + Double(j) * log(half) - Gamma.logarithm(Double(j) + 1))
      share += weight * above(x, degreesOfFreedom: degreesOfFreedom + 2 * Double(j))
      covered += weight
    }
    return share / covered
  }
}
