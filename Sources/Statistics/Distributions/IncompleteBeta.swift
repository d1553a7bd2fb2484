import Glibc

/// The regularised incomplete beta function, of which Student's t and others are made.
enum IncompleteBeta {
  /// By its continued fraction (Abramowitz and Stegun 26.5.8), evaluated as Lentz (1976) does.
  static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularised(1 - x, b, a) }
    let front = exp(a * log(x) + b * log1p(-x) + Gamma.logarithm(a + b) - Gamma.logarithm(a) - Gamma.logarithm(b)) / a
    func away(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var fraction = d
    for m in 1...10_000 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      fraction *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return front * fraction
  }
}
