/// Rates of units of different size, held against what chance alone would make of the rate of all of them.
///
/// A funnel plot with limits at three standard errors of the binomial, p ± 3 √(φ p (1 − p) / n). Where units differ by more than chance throughout, φ widens
/// the limits by as much, so that only those stand out that differ from the others' differences. D. J. Spiegelhalter, "Funnel plots for comparing institutional
/// performance", Statistics in Medicine 24 (2005), 1185–1202, sections 2 and 4. It assumes that persons of a unit count independently of one another.
public struct Funnel: Sendable, Equatable {
  public struct Unit: Sendable, Equatable {
    public let count: Int
    public let of: Int

    public init(count: Int, of: Int) {
      self.count = count
      self.of = of
    }

    public var rate: Double { Double(count) / Double(of) }
  }

  /// The rate of all of them.
  public let centre: Double
  /// φ: 1 where what there is can be chance.
  public let dispersion: Double

  /// - Returns: nil where it can't be said: of fewer than eight units, or where all have or nobody has.
  public init?(_ units: [Unit]) {
    let units = units.filter { $0.of > 0 }
    let (count, of) = units.reduce(into: (0, 0)) { sum, unit in
      sum.0 += unit.count
      sum.1 += unit.of
    }
    guard units.count >= Outliers.fewest, count > 0, count < of else { return nil }
    let centre = Double(count) / Double(of)
    self.centre = centre
    let scores = units.map { ($0.rate - centre) / (centre * (1 - centre) / Double($0.of)).squareRoot() }.sorted()
    // The tenth at each end is drawn in, so that those that stand out don't hide themselves.
    let cut = scores.count / 10
    let (low, high) = (scores[cut], scores[scores.count - 1 - cut])
    let spread = scores.reduce(0) { sum, score in
      let drawn = min(max(score, low), high)
      return sum + drawn * drawn
    }
    let estimate = spread / Double(scores.count)
    dispersion = estimate > 1 + 2 * (2 / Double(scores.count)).squareRoot() ? estimate : 1
  }

  /// Between which rates a unit of so many is in line with the others.
  public func limits(of number: Int) -> ClosedRange<Double> {
    guard number > 0 else { return 0...1 }
    let reach = 3 * (dispersion * centre * (1 - centre) / Double(number)).squareRoot()
    return max(centre - reach, 0)...min(centre + reach, 1)
  }
}
