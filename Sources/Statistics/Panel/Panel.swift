/// Outcomes of units over periods, and when each unit first came under the scheme.
///
/// The scheme is absorbing: from its first period on a unit stays under it. Where an outcome is missing it is not a number.
public struct Panel: Sendable {
  /// In the order in which they were met first.
  public let units: [String]

  /// Ascending; a period is any whole number (a year, a month's number).
  public let periods: [Int]

  /// For each unit its first period under the scheme; nil where that never comes within the panel.
  public let firstTreated: [Int?]

  /// Unit by unit, period by period; not a number where missing.
  public let outcomes: [Double]

  /// Each covariate like the outcomes.
  public let covariates: [[Double]]

  /// For each unit the cluster to which it belongs; every unit its own unless told otherwise.
  public let clusters: [String]

  public var unitCount: Int { units.count }
  public var periodCount: Int { periods.count }

  /// Makes a panel of rows in any order.
  public init(_ rows: some Sequence<Observation>) throws(PanelFault) {
    var unitPlaces: [String: Int] = [:]
    var (units, first, clusters): ([String], [Int?], [String]) = ([], [], [])
    var cells: [Cell: Observation] = [:]
    var covariateCount: Int?
    for row in rows {
      let place = unitPlaces[row.unit] ?? units.count
      if place == units.count {
        unitPlaces[row.unit] = place
        units.append(row.unit)
        first.append(row.firstTreated)
        clusters.append(row.cluster ?? row.unit)
      }
      guard first[place] == row.firstTreated else { throw .firstTreatedChanges(unit: row.unit, line: row.line) }
      guard clusters[place] == row.cluster ?? row.unit else { throw .clusterChanges(unit: row.unit, line: row.line) }
      guard covariateCount ?? row.covariates.count == row.covariates.count else { throw .covariatesDiffer(line: row.line) }
      covariateCount = row.covariates.count
      let cell = Cell(unit: place, period: row.period)
      if let other = cells[cell] { throw .twice(unit: row.unit, period: row.period, line: row.line, first: other.line) }
      cells[cell] = row
    }
    guard !cells.isEmpty else { throw .empty }
    let periods = Set(cells.keys.map(\.period)).sorted()
    guard periods.count > 1 else { throw .onePeriod }
    let places = Dictionary(uniqueKeysWithValues: zip(periods, periods.indices))
    var outcomes = [Double](repeating: .nan, count: units.count * periods.count)
    var covariates = [[Double]](repeating: outcomes, count: covariateCount ?? 0)
    for (cell, row) in cells {
      guard let place = places[cell.period] else { continue }
      let index = cell.unit * periods.count + place
      outcomes[index] = row.outcome ?? .nan
      for (number, value) in row.covariates.enumerated() { covariates[number][index] = value ?? .nan }
    }
    self.init(units: units, periods: periods, firstTreated: first, outcomes: outcomes, covariates: covariates, clusters: clusters)
  }

  /// Makes a panel of a whole table.
  ///
  /// - Parameter outcomes: unit by unit, period by period; not a number where missing.
  public init(
    units: [String], periods: [Int], firstTreated: [Int?], outcomes: [Double], covariates: [[Double]] = [], clusters: [String]? = nil
  ) {
    precondition(firstTreated.count == units.count && outcomes.count == units.count * periods.count)
    precondition(covariates.allSatisfy { $0.count == outcomes.count })
    self.units = units
    self.periods = periods
    let last = periods.last ?? 0
    // Who starts after the end is untreated throughout.
    self.firstTreated = firstTreated.map { first in first.flatMap { $0 > last ? nil : $0 } }
    self.outcomes = outcomes
    self.covariates = covariates
    self.clusters = clusters ?? units
  }

  private struct Cell: Hashable {
    let unit: Int
    let period: Int
  }

  /// A unit's outcomes.
  func row(_ unit: Int) -> ArraySlice<Double> { outcomes[unit * periodCount..<(unit + 1) * periodCount] }

  /// Starts that occur, ascending.
  public var cohorts: [Int] { Set(firstTreated.compactMap { $0 }).sorted() }

  /// The share of the unit-periods that is missing.
  public var missingShare: Double { outcomes.isEmpty ? 0 : Double(outcomes.count { !$0.isFinite }) / Double(outcomes.count) }
}

/// A row of a panel.
public struct Observation: Sendable {
  public let unit: String
  public let period: Int
  /// Nil: never.
  public let firstTreated: Int?
  /// Nil: missing.
  public let outcome: Double?
  public let covariates: [Double?]
  public let cluster: String?
  /// Where it stands in its file, so that a fault can name the line.
  public let line: Int

  public init(
    unit: String, period: Int, firstTreated: Int?, outcome: Double?, covariates: [Double?] = [], cluster: String? = nil, line: Int = 0
  ) {
    self.unit = unit
    self.period = period
    self.firstTreated = firstTreated
    self.outcome = outcome.flatMap { $0.isFinite ? $0 : nil }
    self.covariates = covariates
    self.cluster = cluster
    self.line = line
  }
}

/// Why rows don't make a panel.
public enum PanelFault: Error, Hashable, Sendable {
  case empty
  /// Nothing can be compared over time.
  case onePeriod
  /// A unit has two rows for a period.
  case twice(unit: String, period: Int, line: Int, first: Int)
  /// A unit's rows don't agree on its start: the scheme would not be absorbing.
  case firstTreatedChanges(unit: String, line: Int)
  case clusterChanges(unit: String, line: Int)
  case covariatesDiffer(line: Int)
}
