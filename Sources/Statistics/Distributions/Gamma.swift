import Glibc

/// The gamma function and the share of its distribution.
enum Gamma {
  /// The logarithm of the gamma function; the system's own, in the form that keeps no global state.
  static func logarithm(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }

  /// The regularised lower incomplete gamma function: by its series where x is small, else by its continued fraction (Abramowitz and Stegun 6.5.29 and 6.5.31).
  static func below(_ x: Double, shape a: Double) -> Double {
    guard x > 0 else { return 0 }
    let front = exp(a * log(x) - x - logarithm(a))
    if x < a + 1 {
      var (term, sum, k) = (1 / a, 1 / a, a)
      while abs(term) > abs(sum) * 1e-17 {
        k += 1
        term *= x / k
        sum += term
      }
      return min(1, front * sum)
    }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var fraction = d
    for i in 1...100_000 {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / (an * d + b)
      c = b + an / c
      fraction *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return max(0, 1 - front * fraction)
  }
}
