import Glibc

/// How far an effect holds where cohort and comparison may drift apart, but not suddenly: the slope of the difference changes by at most M a period (Rambachan and Roth 2023, the set
/// Delta^SD(M) and its optimal interval of fixed length).
///
/// Of all estimators linear in the effects, the one whose interval `estimate ± cv(bias / h) h` is shortest, cv the quantile of the folded normal distribution. With the running sums u of its
/// weights the worst bias is M times the sum of |u| and a constant, the variance a quadratic in u; each weight between the two gives a point of the frontier, which is searched.
public struct SmoothTrend: Sendable {
  private let study: EventStudy
  private let target: [Double]
  /// The variance as a quadratic in u: its matrix, its slope at 0, its value at 0; u of the last period before the start is fixed.
  private let matrix: [[Double]]
  private let slope: [Double]
  private let fixed: Double

  /// - Parameter target: how the effects after the start are weighted; the first one unless told otherwise.
  public init(_ study: EventStudy, target: [Double]? = nil) {
    self.study = study
    let target = target ?? study.post.indices.map { $0 == 0 ? 1 : 0 }
    self.target = target
    fixed = target.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
    let count = study.pre.count
    // The weight of each effect before the start, by u.
    func weights(_ place: Int) -> [Double] { (0..<count).map { [1, -2, 1][safe: $0 - place] ?? 0 } }
    let directions = (0..<count).map { weights($0) + target.map { _ in 0 } }
    let base = [Double](repeating: 0, count: count) + target
    func product(_ first: [Double], _ second: [Double]) -> Double {
      first.indices.reduce(0) { sum, row in sum + first[row] * second.indices.reduce(0) { $0 + study.covariance(row, $1) * second[$1] } }
    }
    matrix = directions.map { first in directions.map { product(first, $0) } }
    slope = directions.map { product($0, base) }
  }

  /// The interval where the slope may change by so much a period.
  public func interval(_ most: Double, level: Double = 0.95) -> Interval {
    let free = study.pre.count - 1
    var best: (length: Double, sums: [Double]) = (.infinity, [])
    func consider(_ penalty: Double) -> Double {
      let sums = minimum(penalty)
      let deviation = variance(sums).squareRoot()
      let bias = most * (constant + sums.reduce(0) { $0 + abs($1) })
      let length = Self.critical(bias / deviation, level: level) * deviation
      if length < best.length { best = (length, sums) }
      return length
    }
    _ = consider(0)
    // From this penalty on all sums that are free are 0.
    let start = [Double](repeating: 0, count: free) + [fixed]
    let most = (0..<free).reduce(0) { max($0, 2 * abs(gradient($1, start))) }
    if most > 0 {
      var (low, high) = (log(most) - 25, log(most))
      let golden = (5.0.squareRoot() - 1) / 2
      var (left, right) = (high - golden * (high - low), low + golden * (high - low))
      var (atLeft, atRight) = (consider(exp(left)), consider(exp(right)))
      for _ in 0..<60 {
        if atLeft < atRight {
          (high, right, atRight) = (right, left, atLeft)
          left = high - golden * (high - low)
          atLeft = consider(exp(left))
        } else {
          (low, left, atLeft) = (left, right, atRight)
          right = low + golden * (high - low)
          atRight = consider(exp(right))
        }
      }
      _ = consider(2 * exp(high))
    }
    let centre = zip(weights(best.sums), study.effects).reduce(0) { $0 + $1.0 * $1.1 }
    return Interval(centre - best.length, centre + best.length)
  }

  /// What the departures after the start add to the bias, whatever the weights before it.
  private var constant: Double {
    let count = target.count
    let sums = (1...count).map { last in abs((0..<last).reduce(0) { $0 + Double($1 + 1) * target[count - last + $1] }) }
    return sums.reduce(0, +) - fixed
  }

  private func weights(_ sums: [Double]) -> [Double] {
    let pre = sums.indices.map { place in sums[place] - 2 * (sums[safe: place - 1] ?? 0) + (sums[safe: place - 2] ?? 0) }
    return pre + target
  }

  private func variance(_ sums: [Double]) -> Double { max(0, study.variance(weights(sums))) }

  private func gradient(_ place: Int, _ sums: [Double]) -> Double {
    slope[place] + sums.indices.reduce(0) { $0 + matrix[place][$1] * sums[$1] }
  }

  /// The sums for which variance plus penalty times the sum of their sizes is least, one after another until none moves.
  private func minimum(_ penalty: Double) -> [Double] {
    let free = study.pre.count - 1
    var sums = [Double](repeating: 0, count: free) + [fixed]
    for _ in 0..<20_000 {
      var moved = 0.0
      for place in 0..<free where matrix[place][place] > 0 {
        let rest = gradient(place, sums) - matrix[place][place] * sums[place]
        let size = max(0, abs(rest) - penalty / 2) / matrix[place][place]
        let next = rest > 0 ? -size : size
        moved = max(moved, abs(next - sums[place]))
        sums[place] = next
      }
      if moved < 1e-10 * max(1, abs(fixed)) { break }
    }
    return sums
  }

  /// Where the share of a normal distribution around the bias lies between plus and minus.
  static func critical(_ bias: Double, level: Double) -> Double {
    Roots.rising(to: level, from: 0) { Normal.below($0 - bias) - Normal.below(-$0 - bias) }
  }
}

extension Array {
  /// The element, or nothing beyond the ends.
  fileprivate subscript(safe place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
