/// Which cells there are, and what each is compared with.
extension CallawaySantAnna {
  /// A cohort in a period, and what it is compared with.
  struct Cell: Sendable {
    let group: Int
    let period: Int
    /// The places of the period and of its base in the panel.
    let place: Int
    let basePlace: Int
    /// The patterns of the cohort and of the comparison.
    let treated: [Int]
    let controls: [Int]

    /// Whether the period is its own base: the effect is 0 by definition.
    var isBase: Bool { place == basePlace }
    var event: Int { period - group }
    /// Whether the scheme has begun.
    var isAfter: Bool { period >= group }
  }

  /// The cells that can be estimated, cohort by cohort.
  func cells(of design: Design) -> [Cell] { allCells(of: design).compactMap(\.value) }

  /// Every cell of cohort and period, or why it can't be estimated.
  func refusals(of design: Design) -> [(target: Target, reason: NotEstimable)] {
    zip(pairs(of: design), allCells(of: design)).compactMap { pair, cell in
      cell.reason.map { (.cell(group: pair.group, period: design.periods[pair.place]), $0) }
    }
  }

  private func pairs(of design: Design) -> [(group: Int, place: Int)] {
    design.cohorts.flatMap { group in
      // A varying base begins with the second period: the first has none before it.
      ((base == .varying ? 1 : 0)..<design.periodCount).map { (group, $0) }
    }
  }

  private func allCells(of design: Design) -> [Estimable<Cell>] {
    pairs(of: design).map { group, place in Estimable { () throws(NotEstimable) in try cell(group, place, design) } }
  }

  private func cell(_ group: Int, _ place: Int, _ design: Design) throws(NotEstimable) -> Cell {
    let period = design.periods[place]
    guard let last = design.periods.lastIndex(where: { $0 + anticipation < group }) else { throw .noBase(cohort: group) }
    let basePlace = base == .varying && period < group ? place - 1 : last
    let treated = design.occupied.filter { design.patterns[$0].first == group }
    let latest = max(period, design.periods[basePlace]) + anticipation
    let controls = design.occupied.filter { pattern in
      guard let first = design.patterns[pattern].first else { return true }
      return control == .notYet && first != group && first > latest
    }
    let cell = Cell(group: group, period: period, place: place, basePlace: basePlace, treated: treated, controls: controls)
    guard cell.isBase || !controls.isEmpty else { throw .noControls(period: period) }
    return cell
  }
}
