/// The estimator of Callaway and Sant'Anna (2021): effects of each cohort in each period, against units that aren't under the scheme then, and their averages.
///
/// `ATT(g,t) = mean over G=g of (Y_t - Y_b) - mean over C of (Y_t - Y_b)` (equation 2.9 and, with covariates, 2.4). It assumes that cohort and comparison would have moved in parallel
/// from the base b on. It refuses a cell without a base or without units for comparison.
public struct CallawaySantAnna: LinearEstimator, Hashable {
  /// Who is compared with.
  public enum Control: String, Hashable, Sendable, CaseIterable {
    /// Who never comes under the scheme.
    case never
    /// Who isn't under it yet, those who never come included.
    case notYet = "not-yet"
  }

  /// The base of periods before the start; that of later ones is the last before the start, less the anticipation.
  public enum Base: String, Hashable, Sendable, CaseIterable {
    /// The period before.
    case varying
    /// The same as that of later ones; in it the effect is 0 by definition.
    case universal
  }

  public let control: Control
  public let base: Base
  /// Periods before the start in which units may already react.
  public let anticipation: Int
  /// How covariates are used, where the panel has any.
  public let adjustment: Adjustment

  public init(control: Control = .notYet, base: Base = .varying, anticipation: Int = 0, adjustment: Adjustment = .doublyRobust) {
    self.control = control
    self.base = base
    self.anticipation = anticipation
    self.adjustment = adjustment
  }

  /// Complete units that aren't under the scheme (or may react to it) from the first period on.
  public func usable(_ panel: Panel) -> Panel {
    let chosen = panel.completeUnits.filter { unit in panel.firstTreated[unit].map { $0 - anticipation > panel.periods[0] } != false }
    return chosen.count == panel.unitCount ? panel : panel.selecting(chosen)
  }

  public func weights(of design: Design) -> Weights {
    var weights = Weights(design)
    let cells = cells(of: design)
    for average in Average.all(cells, sizes: sizes(of: design)) {
      var sum = [Double](repeating: 0, count: design.patterns.count * design.periodCount)
      for (cell, weight) in zip(average.cells, average.weights) { add(cells[cell], times: weight, to: &sum, design) }
      weights.add(average.target, sum)
    }
    return weights
  }

  /// How many units each cohort has.
  func sizes(of design: Design) -> [Int: Int] { Dictionary(uniqueKeysWithValues: design.cohorts.map { ($0, design.size(of: $0)) }) }

  private func add(_ cell: Cell, times weight: Double, to sum: inout [Double], _ design: Design) {
    guard !cell.isBase else { return }
    let controls = cell.controls.reduce(0) { $0 + design.counts[$1] }
    func change(_ pattern: Int, _ amount: Double) {
      sum[pattern * design.periodCount + cell.place] += amount
      sum[pattern * design.periodCount + cell.basePlace] -= amount
    }
    for pattern in cell.treated { change(pattern, weight / Double(design.size(of: cell.group))) }
    for pattern in cell.controls { change(pattern, -weight / Double(controls)) }
  }
}
