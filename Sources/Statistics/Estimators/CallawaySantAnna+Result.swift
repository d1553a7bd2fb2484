/// Effects, influence functions and analytic standard errors of a panel.
extension CallawaySantAnna {
  /// The effects of all cells of a panel, with their influence functions.
  public struct Result: Sendable {
    /// A cohort in a period.
    public struct CellEffect: Sendable {
      public let group: Int
      public let period: Int
      public let effect: Double
      /// Nil in the base period, whose effect is 0 by definition.
      public let analyticStandardError: Double?
      public let treatedCount: Int
      public let controlCount: Int
      /// A number for each unit; their sum is 0.
      public let influence: [Double]
      public var event: Int { period - group }
    }

    /// The units that were used, in their order.
    public let units: [String]
    public let cells: [CellEffect]
    /// Cells that can't be estimated.
    public let refusals: [(target: Target, reason: NotEstimable)]
    let averages: [Average]
    let list: [Cell]
    let cohorts: [Int?]
    let clusters: [String]

    /// The averages that there are.
    public var targets: [Target] { averages.map(\.target) }

    /// The estimate of an average.
    public func effect(of target: Target) -> Double? {
      averages.first { $0.target == target }.map { average in zip(average.cells, average.weights).reduce(0) { $0 + $1.1 * cells[$1.0].effect } }
    }

    /// How far each unit moves the estimate.
    public func influence(of target: Target) -> [Double]? {
      averages.first { $0.target == target }.map { average in
        average.influence(list, effects: cells.map(\.effect), influences: cells.map(\.influence), cohorts: cohorts)
      }
    }

    /// `sqrt(sum psi^2) / n`, the influence functions summed within clusters first; for parity with other software, not for an interval of ours.
    ///
    /// Nothing where all cells are base periods.
    public func analyticStandardError(of target: Target) -> Double? {
      guard let average = averages.first(where: { $0.target == target }), !average.cells.allSatisfy({ list[$0].isBase }) else { return nil }
      return influence(of: target).map { Self.standardError($0, clusters) }
    }

    static func standardError(_ influence: [Double], _ clusters: [String]) -> Double {
      var sums: [String: Double] = [:]
      for (value, cluster) in zip(influence, clusters) { sums[cluster, default: 0] += value }
      // In a fixed order, so that the last digit doesn't depend on the dictionary's.
      return sums.values.sorted().reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(influence.count)
    }
  }

  /// Estimates every cell of a panel.
  public func estimate(_ panel: Panel) -> Result {
    let panel = usable(panel)
    let design = Design(panel)
    var (kept, effects): ([Cell], [Result.CellEffect]) = ([], [])
    var refusals = refusals(of: design)
    for cell in cells(of: design) {
      switch effect(of: cell, panel, design) {
      case .estimated(let effect):
        kept.append(cell)
        effects.append(effect)
      case .notEstimable(let reason): refusals.append((.cell(group: cell.group, period: cell.period), reason))
      }
    }
    return Result(
      units: panel.units, cells: effects, refusals: refusals, averages: Average.all(kept, sizes: sizes(of: design)), list: kept,
      cohorts: panel.firstTreated, clusters: panel.clusters)
  }

  private func effect(of cell: Cell, _ panel: Panel, _ design: Design) -> Estimable<Result.CellEffect> {
    Estimable { () throws(NotEstimable) in
      let treatedPatterns = Set(cell.treated)
      let controlPatterns = Set(cell.controls)
      let treated = panel.units.indices.filter { treatedPatterns.contains(design.patternOfUnit[$0]) }
      let controls = panel.units.indices.filter { controlPatterns.contains(design.patternOfUnit[$0]) }
      var influence = [Double](repeating: 0, count: panel.unitCount)
      var effect = 0.0
      if !cell.isBase {
        let total = Double(panel.unitCount)
        func change(_ unit: Int) -> Double { panel.outcomes[unit * panel.periodCount + cell.place] - panel.outcomes[unit * panel.periodCount + cell.basePlace] }
        if panel.covariates.isEmpty {
          let treatedMean = treated.reduce(0) { $0 + change($1) } / Double(treated.count)
          let controlMean = controls.reduce(0) { $0 + change($1) } / Double(controls.count)
          for unit in treated { influence[unit] = total / Double(treated.count) * (change(unit) - treatedMean) }
          for unit in controls { influence[unit] = -total / Double(controls.count) * (change(unit) - controlMean) }
          effect = treatedMean - controlMean
        } else {
          let units = treated + controls
          // Covariates as they were at the earlier of the two periods.
          let rows = units.map { unit in [1] + panel.covariates.map { $0[unit * panel.periodCount + min(cell.place, cell.basePlace)] } }
          guard
            let comparison = AdjustedComparison(
              changes: units.map(change), isTreated: units.indices.map { $0 < treated.count }, covariates: rows, adjustment: adjustment)
          else { throw .covariates(cohort: cell.group, period: cell.period) }
          for (unit, value) in zip(units, comparison.influence) { influence[unit] = value * total / Double(units.count) }
          effect = comparison.effect
        }
      }
      return Result.CellEffect(
        group: cell.group, period: cell.period, effect: effect,
        analyticStandardError: cell.isBase ? nil : Result.standardError(influence, panel.clusters), treatedCount: treated.count,
        controlCount: controls.count, influence: influence)
    }
  }
}
