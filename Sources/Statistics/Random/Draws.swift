import Glibc

/// Draws by fixed formulas: those of the standard library may change with its releases.
extension Xoshiro {
  /// A whole number from 0 to `bound - 1`, each as likely (Lemire 2019).
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0)
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Between 0 and 1, neither of them: 53 bits and half a step.
  public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// Of the standard normal distribution, by its inverse.
  public mutating func normal() -> Double { Normal.quantile(uniform()) }

  /// Fisher-Yates, within a part of the array.
  public mutating func shuffle<Element>(_ elements: inout [Element], in range: Range<Int>) {
    var last = range.upperBound - 1
    while last > range.lowerBound {
      elements.swapAt(last, range.lowerBound + below(last - range.lowerBound + 1))
      last -= 1
    }
  }

  /// Fisher-Yates.
  public mutating func shuffle<Element>(_ elements: inout [Element]) { shuffle(&elements, in: elements.indices) }

  /// Plus or minus one, each as likely.
  public mutating func rademacher() -> Double { next() >> 63 == 0 ? 1 : -1 }

  /// Webb's six points, for wild bootstraps with few clusters: ± sqrt of 1/2, 1, 3/2.
  public mutating func webb() -> Double {
    let size = [0.5, 1, 1.5][below(3)].squareRoot()
    return rademacher() * size
  }

  /// Of the chi-squared distribution (Marsaglia and Tsang 2000, for the gamma distribution of half as many degrees).
  public mutating func chiSquared(_ degreesOfFreedom: Int) -> Double {
    let shape = Double(degreesOfFreedom) / 2
    if shape < 1 {
      let z = normal()
      return z * z
    }
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return 2 * d * v }
    }
  }
}
