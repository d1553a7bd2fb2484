/// How far an effect holds where cohort and comparison may drift apart after the start by at most Mbar times the largest step that was seen before it (Rambachan and Roth 2023, Delta^RM).
///
/// A value is in the interval unless it is rejected for every place and sign of that largest step, by the conditional test with a least favourable first stage (C-LF) of Andrews, Roth and Pakes (2023):
/// `eta = min over delta of max (y - X delta) / sd` is judged given the vertex at which it is taken, within the bounds that this vertex leaves. The linear programmes are exact; the first
/// stage's critical value is drawn.
public struct RelativeMagnitude: Sendable {
  private let study: EventStudy
  private let target: [Double]
  private let factor: [Double]
  private let draws: Int
  private let seed: UInt64
  private let level: Double
  /// What of the level the first stage spends.
  private var spent: Double { (1 - level) / 10 }

  /// - Parameter target: how the effects after the start are weighted; the first one unless told otherwise.
  public init(_ study: EventStudy, target: [Double]? = nil, level: Double = 0.95, draws: Int = 5_000, seed: UInt64 = 1) throws(NotEstimable) {
    self.study = study
    self.target = target ?? study.post.indices.map { $0 == 0 ? 1 : 0 }
    (self.level, self.draws, self.seed) = (level, draws, seed)
    guard let factor = SymmetricMatrix(study.covariance, size: study.size)?.lower else { throw .singular }
    self.factor = factor
  }

  /// The interval, on a grid of 20 standard deviations to both sides; an end that reaches the grid's is open.
  public func interval(_ most: Double, points: Int = 300) throws(NotEstimable) -> Interval {
    let deviation = study.variance([Double](repeating: 0, count: study.pre.count) + target).squareRoot()
    let grid = (0..<points).map { -20 * deviation + 40 * deviation * Double($0) / Double(points - 1) }
    var accepted = [Bool](repeating: false, count: points)
    for test in try tests(most) {
      for point in grid.indices where !accepted[point] { accepted[point] = test.accepts(grid[point]) }
    }
    guard let first = accepted.firstIndex(of: true), let last = accepted.lastIndex(of: true) else { throw .noCells }
    return Interval(first == 0 ? -.infinity : grid[first], last == points - 1 ? .infinity : grid[last])
  }

  /// The least Mbar at which no effect isn't rejected any more, up to a bound; nil where even that doesn't reach it.
  public func breakdown(upTo most: Double = 4) throws(NotEstimable) -> Double? {
    func accepts(_ value: Double) throws(NotEstimable) -> Bool { try tests(value).contains { $0.accepts(0) } }
    if try accepts(0) { return 0 }
    guard try accepts(most) else { return nil }
    var (low, high) = (0.0, most)
    for _ in 0..<8 {
      let middle = (low + high) / 2
      if try accepts(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// A test for each place of the largest step before the start, and for each sign.
  private func tests(_ most: Double) throws(NotEstimable) -> [Test] {
    var tests: [Test] = []
    for place in study.pre.indices {
      for sign in [1.0, -1.0] {
        guard let test = Test(self, rows(most, place, sign)) else { throw .singular }
        tests.append(test)
      }
    }
    return tests
  }

  /// The inequalities `row delta <= 0`: each step after the start at most Mbar times the one at this place.
  private func rows(_ most: Double, _ place: Int, _ sign: Double) -> [[Double]] {
    let count = study.pre.count
    // The step from a period to the next, the base between before and after.
    func step(_ from: Int) -> [Double] {
      var row = [Double](repeating: 0, count: study.size + 1)
      row[from] = -1
      row[from + 1] = 1
      row.remove(at: count)
      return row
    }
    let largest = step(place).map { $0 * sign * most }
    return [1.0, -1.0].flatMap { direction in
      study.post.indices.map { after in zip(step(count + after), largest).map { direction * $0 - $1 } }
    }
  }

  /// The test for one set of inequalities.
  private struct Test {
    private let program: LinearProgram
    private let statistic: [Double]
    private let slope: [Double]
    private let covariance: [Double]
    private let first: Double
    private let size: Double

    init?(_ owner: RelativeMagnitude, _ rows: [[Double]]) {
      let (study, count) = (owner.study, rows.count)
      statistic = rows.map { row in zip(row, study.effects).reduce(0) { $0 + $1.0 * $1.1 } }
      covariance = rows.flatMap { first in
        rows.map { second in
          var sum = 0.0
          for (a, one) in first.enumerated() where one != 0 {
            for (b, other) in second.enumerated() where other != 0 { sum += one * other * study.covariance(a, b) }
          }
          return sum
        }
      }
      // One effect carries the value; the others are free as long as the target stays.
      guard let carrier = owner.target.indices.max(by: { abs(owner.target[$0]) < abs(owner.target[$1]) }), owner.target[carrier] != 0 else { return nil }
      let before = study.pre.count
      slope = rows.map { $0[before + carrier] / owner.target[carrier] }
      let covariance = self.covariance
      let columns = rows.indices.map { row in
        [covariance[row * count + row].squareRoot()]
          + owner.target.indices.filter { $0 != carrier }.map { free in
            rows[row][before + free] - owner.target[free] / owner.target[carrier] * rows[row][before + carrier]
          }
      }
      guard let program = LinearProgram(columns: columns, sides: [1] + owner.target.dropFirst().map { _ in 0 }) else { return nil }
      self.program = program
      size = ((1 - owner.level) - owner.spent) / (1 - owner.spent)
      var random = Xoshiro(seed: owner.seed)
      var largest: [Double] = []
      for _ in 0..<owner.draws {
        let normals = study.effects.map { _ in random.normal() }
        let drawn = study.effects.indices.map { row in (0...row).reduce(0) { $0 + owner.factor[row * study.size + $1] * normals[$1] } }
        let objective = rows.map { row in zip(row, drawn).reduce(0) { $0 + $1.0 * $1.1 } }
        guard let value = program.maximum(of: objective)?.value else { return nil }
        largest.append(value)
      }
      largest.sort()
      first = largest[min(largest.count - 1, Int((1 - owner.spent) * Double(largest.count - 1)))]
    }

    func accepts(_ value: Double) -> Bool {
      let outcome = zip(statistic, slope).map { $0 - $1 * value }
      guard let (eta, vertex) = program.maximum(of: outcome) else { return true }
      if eta > first { return false }
      let count = outcome.count
      let product = (0..<count).map { row in (0..<count).reduce(0) { $0 + covariance[row * count + $1] * vertex[$1] } }
      let variance = zip(vertex, product).reduce(0) { $0 + $1.0 * $1.1 }
      // Without spread of its own the vertex says all.
      guard variance > 1e-20 else { return eta <= 0 }
      let direction = product.map { $0 / variance }
      let rest = zip(outcome, direction).map { $0 - $1 * eta }
      let deviation = variance.squareRoot()
      let lower = bound(from: min(-100, eta - 20 * deviation), rest, direction)
      let upper = min(bound(from: max(100, eta + 20 * deviation), rest, direction), first)
      let (low, high, own) = (lower / deviation, upper / deviation, eta / deviation)
      guard low <= own, own <= high else { return true }
      return own <= max(0, TruncatedNormal.quantile(1 - size, low, high))
    }

    /// How far the statistic could lie with the same vertex: infinite where it has no end on this side.
    ///
    /// The programme's value is convex in it, so each vertex that does better gives the next, nearer point.
    private func bound(from start: Double, _ rest: [Double], _ direction: [Double]) -> Double {
      var value = start
      for round in 0..<1_000 {
        guard let (best, vertex) = program.maximum(of: zip(rest, direction).map { $0 + $1 * value }) else { return start > 0 ? .infinity : -.infinity }
        if best - value <= 1e-7 { return round == 0 ? (start > 0 ? .infinity : -.infinity) : value }
        let share = 1 - zip(vertex, direction).reduce(0) { $0 + $1.0 * $1.1 }
        guard abs(share) > 1e-14 else { return value }
        value = zip(vertex, rest).reduce(0) { $0 + $1.0 * $1.1 } / share
      }
      return value
    }
  }
}

/// The standard normal distribution between two bounds.
enum TruncatedNormal {
  static func quantile(_ p: Double, _ lower: Double, _ upper: Double) -> Double {
    // From the side on which its tails keep their digits.
    if lower > 0 {
      let (low, high) = (Normal.above(lower), Normal.above(upper))
      let tail = low - p * (low - high)
      return tail > 0 ? -Normal.quantile(tail) : lower
    }
    let (low, high) = (Normal.below(lower), Normal.below(upper))
    return Normal.quantile(low + p * (high - low))
  }
}
