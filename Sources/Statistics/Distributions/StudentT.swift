import Glibc

/// Student's t distribution.
public enum StudentT {
  /// The share further from zero than t, on both sides.
  public static func twoSided(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    return IncompleteBeta.regularised(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
  }

  /// The share below.
  public static func below(_ t: Double, degreesOfFreedom: Double) -> Double {
    let tail = twoSided(t, degreesOfFreedom: degreesOfFreedom) / 2
    return t < 0 ? tail : 1 - tail
  }

  /// Where the share lies below, found by halving the interval.
  public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    if p < 0.5 { return -quantile(1 - p, degreesOfFreedom: degreesOfFreedom) }
    if p == 0.5 { return 0 }
    return Roots.rising(to: p, from: 0) { below($0, degreesOfFreedom: degreesOfFreedom) }
  }
}
