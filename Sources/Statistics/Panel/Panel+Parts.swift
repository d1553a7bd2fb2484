/// Panels made of a panel.
extension Panel {
  /// Of some of its units, in the order given.
  public func selecting(_ chosen: [Int]) -> Panel {
    func rows(_ values: [Double]) -> [Double] { chosen.flatMap { values[$0 * periodCount..<($0 + 1) * periodCount] } }
    return Panel(
      units: chosen.map { units[$0] }, periods: periods, firstTreated: chosen.map { firstTreated[$0] }, outcomes: rows(outcomes),
      covariates: covariates.map(rows), clusters: chosen.map { clusters[$0] })
  }

  /// Without one unit.
  public func leavingOut(_ unit: Int) -> Panel { selecting(units.indices.filter { $0 != unit }) }

  /// As it stood at the end of a period: who starts later counts as untreated.
  public func until(_ last: Int) -> Panel {
    let kept = periods.indices.filter { periods[$0] <= last }
    func cut(_ values: [Double]) -> [Double] { units.indices.flatMap { unit in kept.map { values[unit * periodCount + $0] } } }
    return Panel(
      units: units, periods: kept.map { periods[$0] }, firstTreated: firstTreated, outcomes: cut(outcomes), covariates: covariates.map(cut),
      clusters: clusters)
  }

  /// The same periods and units with other outcomes.
  public func replacing(outcomes: [Double]) -> Panel {
    Panel(units: units, periods: periods, firstTreated: firstTreated, outcomes: outcomes, covariates: covariates, clusters: clusters)
  }

  /// The same outcomes under another assignment.
  public func replacing(firstTreated: [Int?]) -> Panel {
    Panel(units: units, periods: periods, firstTreated: firstTreated, outcomes: outcomes, covariates: covariates, clusters: clusters)
  }

  /// For each cell whether the unit is under the scheme: 1, else 0.
  public var treatment: [Double] {
    units.indices.flatMap { unit in
      periods.map { period in firstTreated[unit].map { period >= $0 } == true ? 1 : 0 }
    }
  }

  /// What rounding alone makes of differences between outcomes of this size.
  var rounding: Double { 1e-12 * outcomes.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } }

  /// Units with an outcome (and covariates) in every period.
  var completeUnits: [Int] {
    units.indices.filter { unit in
      let cells = unit * periodCount..<(unit + 1) * periodCount
      return cells.allSatisfy { outcomes[$0].isFinite } && covariates.allSatisfy { values in cells.allSatisfy { values[$0].isFinite } }
    }
  }
}
