/// A target as a weighted mean of cells of cohort and period (Callaway and Sant'Anna 2021, section 3).
struct Average: Sendable {
  let target: Target
  /// Places in the list of cells.
  let cells: [Int]
  /// The weights, which sum to 1.
  let weights: [Double]
  /// Averages of which it is the plain mean, so that their influence functions are averaged too; else empty.
  let parts: [Average]
  /// Whether the weights are estimated shares of cohorts.
  let isShared: Bool
  /// Averages that the shares weigh: of each cohort.
  let groups: [(cohort: Int, average: Average)]

  private init(_ target: Target, _ cells: [Int], _ weights: [Double], parts: [Average] = [], isShared: Bool = false, groups: [(Int, Average)] = []) {
    (self.target, self.cells, self.weights, self.parts, self.isShared, self.groups) = (target, cells, weights, parts, isShared, groups)
  }

  /// All targets of the cells.
  ///
  /// - Parameter sizes: of the cohorts, by which cells are weighted.
  static func all(_ cells: [CallawaySantAnna.Cell], sizes: [Int: Int]) -> [Average] {
    func shared(_ target: Target, _ chosen: [Int]) -> Average {
      let sizes = chosen.map { Double(sizes[cells[$0].group] ?? 0) }
      let sum = sizes.reduce(0, +)
      return Average(target, chosen, sizes.map { $0 / sum }, isShared: true)
    }
    func mean(_ target: Target, _ parts: [Average]) -> Average {
      let share = 1 / Double(parts.count)
      return Average(target, parts.flatMap(\.cells), parts.flatMap { $0.weights.map { $0 * share } }, parts: parts)
    }
    let after = cells.indices.filter { cells[$0].isAfter }
    guard !after.isEmpty else {
      return Dictionary(grouping: cells.indices) { cells[$0].event }.sorted { $0.key < $1.key }.map { shared(.event($0.key), $0.value) }
    }
    let events = Dictionary(grouping: cells.indices) { cells[$0].event }.sorted { $0.key < $1.key }.map { shared(.event($0.key), $0.value) }
    let calendar = Dictionary(grouping: after) { cells[$0].period }.sorted { $0.key < $1.key }.map { shared(.calendar($0.key), $0.value) }
    let groups = Dictionary(grouping: after) { cells[$0].group }.sorted { $0.key < $1.key }.map { cohort, own in
      (cohort, Average(.group(cohort), own, own.map { _ in 1 / Double(own.count) }))
    }
    let sum = groups.reduce(0) { $0 + Double(sizes[$1.0] ?? 0) }
    let overall = Average(
      .groups, groups.flatMap(\.1.cells), groups.flatMap { cohort, own in own.weights.map { $0 * Double(sizes[cohort] ?? 0) / sum } }, groups: groups)
    let dynamic = mean(.dynamic, events.filter { if case .event(let event) = $0.target { event >= 0 } else { false } })
    return [shared(.simple, after)] + events + [dynamic] + groups.map(\.1) + [overall] + calendar + [mean(.calendars, calendar)]
  }

  /// The influence function of the average.
  ///
  /// - Parameters:
  ///   - effects: of the cells.
  ///   - influences: of the cells, a number for each unit.
  ///   - cohorts: the start of each unit.
  func influence(_ list: [CallawaySantAnna.Cell], effects: [Double], influences: [[Double]], cohorts: [Int?]) -> [Double] {
    var sum = [Double](repeating: 0, count: cohorts.count)
    if !parts.isEmpty {
      for part in parts {
        for (unit, value) in part.influence(list, effects: effects, influences: influences, cohorts: cohorts).enumerated() {
          sum[unit] += value / Double(parts.count)
        }
      }
      return sum
    }
    for (cell, weight) in zip(cells, weights) where weight != 0 {
      for unit in sum.indices { sum[unit] += weight * influences[cell][unit] }
    }
    if isShared {
      Self.addEstimatedShares(cells.map { (list[$0].group, effects[$0]) }, cohorts, to: &sum)
    } else if !groups.isEmpty {
      let own = groups.map { cohort, average in (cohort, zip(average.cells, average.weights).reduce(0) { $0 + $1.1 * effects[$1.0] }) }
      Self.addEstimatedShares(own, cohorts, to: &sum)
    }
    return sum
  }

  /// What the estimation of the cohorts' shares adds: `sum_k ATT_k [ (1{G=g_k} - p_k)/S - p_k sum_j(1{G=g_j} - p_j)/S^2 ]`.
  private static func addEstimatedShares(_ terms: [(cohort: Int, effect: Double)], _ cohorts: [Int?], to influence: inout [Double]) {
    var sizes: [Int: Double] = [:]
    for case let cohort? in cohorts { sizes[cohort, default: 0] += 1 / Double(cohorts.count) }
    let shares = terms.map { sizes[$0.cohort] ?? 0 }
    let sum = shares.reduce(0, +)
    let weighted = zip(terms, shares).reduce(0) { $0 + $1.0.effect * $1.1 } / (sum * sum)
    // Units of one cohort, and all that have none of these cohorts, have one term.
    var times: [Int: (count: Double, effects: Double)] = [:]
    for term in terms {
      times[term.cohort, default: (0, 0)].count += 1
      times[term.cohort]?.effects += term.effect
    }
    let constant = zip(terms, shares).reduce(0) { $0 - $1.0.effect * $1.1 / sum } + weighted * sum
    for (unit, cohort) in cohorts.enumerated() {
      let own = cohort.flatMap { times[$0] }
      influence[unit] += constant + (own.map { $0.effects / sum - $0.count * weighted } ?? 0)
    }
  }
}
