/// The least squares fit beneath the imputation.
extension Imputation {
  /// The least squares fit of unit and period effects to the untreated cells of a design; the unit effects are taken out first, so that one small system for the periods is left.
  struct Fit {
    let design: Design
    /// For each pattern and period whether its cells are untreated and observed.
    let untreated: [Bool]
    /// For each pattern how many there are.
    let untreatedCounts: [Double]
    /// Periods in the system: all with an untreated unit, except the first of them, whose effect is 0.
    private let solved: [Int]
    private let periodsWithUntreated: Set<Int>
    private let system: SymmetricMatrix

    init(_ design: Design, anticipation: Int) throws(NotEstimable) {
      self.design = design
      let count = design.periodCount
      untreated = design.patterns.flatMap { pattern in
        design.periods.indices.map { period in
          pattern.observed[period] && pattern.first.map { design.periods[period] < $0 - anticipation } != false
        }
      }
      let untreated = self.untreated
      untreatedCounts = design.patterns.indices.map { place in Double((0..<count).count { untreated[place * count + $0] }) }
      let present = (0..<count).filter { period in design.occupied.contains { untreated[$0 * count + period] } }
      periodsWithUntreated = Set(present)
      solved = Array(present.dropFirst())
      var matrix = [Double](repeating: 0, count: solved.count * solved.count)
      for place in design.occupied where untreatedCounts[place] > 0 {
        let units = Double(design.counts[place])
        let share = units / untreatedCounts[place]
        for (row, first) in solved.enumerated() where untreated[place * count + first] {
          matrix[row * solved.count + row] += units
          for (column, second) in solved.enumerated() where untreated[place * count + second] { matrix[row * solved.count + column] -= share }
        }
      }
      guard let system = SymmetricMatrix(matrix, size: solved.count) else { throw .unconnected }
      self.system = system
    }

    /// Why cells with these counts can't be imputed.
    func refusal(_ cells: [Double]) -> NotEstimable? {
      let count = design.periodCount
      for period in 0..<count where !periodsWithUntreated.contains(period) {
        if design.occupied.contains(where: { cells[$0 * count + period] != 0 }) { return .noUntreated(period: design.periods[period]) }
      }
      return nil
    }

    /// What the cells' averages ask of the period effects once the unit effects are taken out.
    func side(_ cells: [Double]) -> [Double] {
      let count = design.periodCount
      var side = [Double](repeating: 0, count: count)
      for place in design.occupied where untreatedCounts[place] > 0 {
        let units = Double(design.counts[place])
        let range = place * count..<(place + 1) * count
        let sum = cells[range].reduce(0, +)
        for period in 0..<count {
          side[period] += units * cells[place * count + period]
          if untreated[place * count + period] { side[period] -= units * sum / untreatedCounts[place] }
        }
      }
      return side
    }

    /// Solves for the period effects of several sides; those outside the system are 0.
    func solve(_ sides: [Double]) -> [Double] {
      let count = design.periodCount
      let number = sides.count / count
      let solution = system.solve((0..<number).flatMap { side in solved.map { sides[side * count + $0] } })
      var whole = [Double](repeating: 0, count: sides.count)
      for side in 0..<number {
        for (row, period) in solved.enumerated() { whole[side * count + period] = solution[side * solved.count + row] }
      }
      return whole
    }

    /// The weights of outcomes, from the cells' counts and the solution of their side.
    func weights(_ cells: [Double], solution: ArraySlice<Double>) -> [Double] {
      let count = design.periodCount
      let solution = Array(solution)
      var weights = cells
      for place in design.occupied where untreatedCounts[place] > 0 {
        let start = place * count
        let sum = cells[start..<start + count].reduce(0, +)
        let mean = (0..<count).reduce(0) { $0 + (untreated[start + $1] ? solution[$1] : 0) } / untreatedCounts[place]
        for period in 0..<count where untreated[start + period] {
          weights[start + period] -= sum / untreatedCounts[place] + solution[period] - mean
        }
      }
      return weights
    }

    /// Outcomes less what the untreated cells foretell: residuals where untreated, effects where treated; not a number where missing.
    func effects(_ panel: Panel) -> [Double] {
      let count = design.periodCount
      var side = [Double](repeating: 0, count: count)
      for unit in panel.units.indices {
        let start = design.patternOfUnit[unit] * count
        guard untreatedCounts[design.patternOfUnit[unit]] > 0 else { continue }
        let mean = mean(panel, unit) { _ in 0 }
        for period in 0..<count where untreated[start + period] { side[period] += panel.outcomes[unit * count + period] - mean }
      }
      let periods = solve(side)
      return panel.units.indices.flatMap { unit in
        let own = mean(panel, unit) { periods[$0] }
        return (0..<count).map { panel.outcomes[unit * count + $0] - own - periods[$0] }
      }
    }

    private func mean(_ panel: Panel, _ unit: Int, less effect: (Int) -> Double) -> Double {
      let count = design.periodCount
      let start = design.patternOfUnit[unit] * count
      let sum = (0..<count).reduce(0) { $0 + (untreated[start + $1] ? panel.outcomes[unit * count + $1] - effect($1) : 0) }
      return sum / untreatedCounts[design.patternOfUnit[unit]]
    }
  }
}
