/// The ways in which the order of starts could have been drawn: starts change places within strata.
public struct Assignments: Sendable {
  /// For each unit the place of its start among all starts, as it was drawn.
  let actual: [Int]
  /// The starts by place; nil for never.
  let starts: [Int?]
  /// The units of each stratum.
  private let strata: [[Int]]

  /// How many different ones there are; nil where that is beyond counting.
  public let count: Int?

  /// Those of a panel.
  public init(_ panel: Panel, strata: [String: String] = [:]) { self.init(units: panel.units, firstTreated: panel.firstTreated, strata: strata) }

  /// Those of a plan, whose last starts may lie beyond the months that there are yet.
  ///
  /// - Parameter strata: the stratum of each unit by name; units that aren't named form one.
  public init(units: [String], firstTreated: [Int?], strata: [String: String] = [:]) {
    let starts = Set(firstTreated.compactMap { $0 }).sorted().map(Optional.some) + (firstTreated.contains(nil) ? [nil] : [])
    let actual = firstTreated.map { first in starts.firstIndex(of: first) ?? 0 }
    self.actual = actual
    self.starts = starts
    self.strata = Dictionary(grouping: units.indices) { strata[units[$0]] ?? "" }.sorted { $0.key < $1.key }.map(\.value)
    count = self.strata.reduce(1) { product, units in
      let sizes = starts.indices.map { place in units.count { actual[$0] == place } }
      return product.flatMap { product in Self.multinomial(sizes).flatMap { multiply(product, $0) } }
    }
  }

  private static func multinomial(_ sizes: [Int]) -> Int? {
    var (result, total): (Int?, Int) = (1, 0)
    for size in sizes {
      for step in 0..<size {
        total += 1
        // Each step divides without remainder, for it ends in a binomial coefficient.
        result = result.flatMap { multiply($0, total) }.map { $0 / (step + 1) }
      }
    }
    return result
  }

  /// Visits every assignment once, the actual one among them.
  func visitAll(_ visit: ([Int]) -> Void) {
    var assignment = actual
    func fill(_ stratum: Int) {
      guard stratum < strata.count else { return visit(assignment) }
      let units = strata[stratum]
      var left = starts.indices.map { place in units.count { actual[$0] == place } }
      func place(_ position: Int) {
        guard position < units.count else { return fill(stratum + 1) }
        for start in left.indices where left[start] > 0 {
          left[start] -= 1
          assignment[units[position]] = start
          place(position + 1)
          left[start] += 1
        }
      }
      place(0)
    }
    fill(0)
  }

  /// Visits assignments drawn at random, each as likely.
  func visit(_ draws: Int, _ random: inout Xoshiro, _ visit: ([Int]) -> Void) {
    var assignment = actual
    var pools = strata.map { units in units.map { actual[$0] } }
    for _ in 0..<draws {
      for (stratum, units) in strata.enumerated() {
        random.shuffle(&pools[stratum])
        for (position, unit) in units.enumerated() { assignment[unit] = pools[stratum][position] }
      }
      visit(assignment)
    }
  }
}

private func multiply(_ a: Int, _ b: Int) -> Int? {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? nil : product
}
