/// What a linear estimator's weights depend on: which starts there are, how many units have each, which of their cells are observed.
///
/// Units of one pattern have the same weights. Without gaps a pattern is a cohort.
public struct Design: Sendable {
  /// A start, and which periods are observed.
  struct Pattern: Hashable, Sendable {
    /// Nil: never.
    let first: Int?
    let observed: [Bool]
  }

  /// Ascending.
  public let periods: [Int]
  var patterns: [Pattern]
  var counts: [Int]
  /// For each unit its pattern.
  var patternOfUnit: [Int]

  /// The design of a panel.
  init(_ panel: Panel) {
    periods = panel.periods
    patterns = []
    counts = []
    patternOfUnit = []
    var places: [Pattern: Int] = [:]
    for unit in panel.units.indices {
      let pattern = Pattern(first: panel.firstTreated[unit], observed: panel.row(unit).map(\.isFinite))
      let place = places[pattern] ?? patterns.count
      if place == patterns.count {
        places[pattern] = place
        patterns.append(pattern)
        counts.append(0)
      }
      counts[place] += 1
      patternOfUnit.append(place)
    }
  }

  /// A design without gaps, as planned: how many units start when.
  ///
  /// - Parameter firstTreated: for each unit; nil for never.
  public init(periods: [Int], firstTreated: [Int?]) {
    let units = firstTreated.indices.map(String.init)
    let outcomes = [Double](repeating: 0, count: units.count * periods.count)
    self.init(Panel(units: units, periods: periods, firstTreated: firstTreated, outcomes: outcomes))
  }

  /// Without one unit of a pattern.
  func leavingOut(pattern: Int) -> Design {
    var design = self
    design.counts[pattern] -= 1
    return design
  }

  public var unitCount: Int { counts.reduce(0, +) }
  var periodCount: Int { periods.count }
  var hasGaps: Bool { patterns.contains { $0.observed.contains(false) } }

  /// Starts of patterns that have units, ascending.
  var cohorts: [Int] { Set(occupied.compactMap { patterns[$0].first }).sorted() }

  /// Patterns that have units.
  var occupied: [Int] { patterns.indices.filter { counts[$0] > 0 } }

  /// How many units start then.
  func size(of cohort: Int) -> Int { occupied.reduce(0) { $0 + (patterns[$1].first == cohort ? counts[$1] : 0) } }
}
