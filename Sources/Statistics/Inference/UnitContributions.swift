/// What each unit would add to an estimate at each possible start: a permutation's estimate is then a sum of as many numbers as there are units.
struct UnitContributions: Sendable {
  /// Unit by unit, start by start: of the outcomes, and of the treatment as it was.
  private let outcome: [Double]
  private let treatment: [Double]
  private let startCount: Int

  /// - Parameter starts: those among which the assignments choose; one after the end of the fit's panel counts as never.
  init(_ fit: LinearFit, _ target: Target, starts: [Int?]) throws(NotEstimable) {
    guard !fit.design.hasGaps else { throw .gaps }
    let weights = Array(try fit.weights.of(target))
    let count = fit.panel.periodCount
    let last = fit.panel.periods.last ?? 0
    let patterns = starts.map { start in
      let first = start.flatMap { $0 > last ? nil : $0 }
      return fit.design.patterns.firstIndex { $0.first == first }
    }
    let treated = fit.panel.treatment
    func sums(_ values: [Double]) -> [Double] {
      fit.panel.units.indices.flatMap { unit in
        patterns.map { pattern in
          pattern.map { pattern in (0..<count).reduce(0) { $0 + weights[pattern * count + $1] * values[unit * count + $1] } } ?? 0
        }
      }
    }
    outcome = sums(fit.panel.outcomes)
    treatment = sums(treated)
    startCount = starts.count
  }

  func outcome(_ assignment: [Int]) -> Double { sum(outcome, assignment) }
  func treatment(_ assignment: [Int]) -> Double { sum(treatment, assignment) }

  private func sum(_ scores: [Double], _ assignment: [Int]) -> Double {
    scores.withUnsafeBufferPointer { scores in
      var (sum, start) = (0.0, 0)
      for place in assignment {
        sum += scores[start + place]
        start += startCount
      }
      return sum
    }
  }
}
