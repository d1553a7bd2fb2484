/// Values that lie far from the others' middle, measured by the others' own spread: what is no count of persons has no binomial limits.
///
/// The modified z-score 0.6745 (x − median) / MAD with the limit 3.5. B. Iglewicz and D. C. Hoaglin, "How to Detect and Handle Outliers" (1993), section 3.
public struct Outliers: Sendable, Equatable {
  /// Of fewer units than so many nobody can say what is usual.
  public static let fewest = 8

  public let median: Double
  /// Between which values one is in line with the others.
  public let usual: ClosedRange<Double>

  /// - Returns: nil where it can't be said: of fewer than eight values, or where most are the same.
  public init?(_ values: [Double]) {
    guard values.count >= Self.fewest else { return nil }
    let middle = Self.median(values)
    let deviation = Self.median(values.map { abs($0 - middle) })
    guard deviation > 0 else { return nil }
    median = middle
    let reach = 3.5 * deviation / 0.6745
    usual = (middle - reach)...(middle + reach)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
  }
}
