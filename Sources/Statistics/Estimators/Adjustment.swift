/// How covariates are used where a cohort is compared with others that differ in them (Sant'Anna and Zhao 2020).
public enum Adjustment: String, Hashable, Sendable, CaseIterable {
  /// Right where either the outcome's regression or the odds of treatment are (equation 3.1, by logit and least squares).
  case doublyRobust
  /// The outcome's regression alone (Heckman, Ichimura and Todd 1997).
  case regression
  /// The odds of treatment alone (Abadie 2005, weights normalised).
  case weighting
}

/// One comparison of changes, with covariates.
struct AdjustedComparison {
  let effect: Double
  /// For each unit of the comparison; their sum is 0.
  let influence: [Double]

  /// - Parameters:
  ///   - changes: of each unit.
  ///   - isTreated: whether it is of the cohort.
  ///   - covariates: for each unit, the constant first.
  init?(changes: [Double], isTreated: [Bool], covariates: [[Double]], adjustment: Adjustment) {
    let count = Double(changes.count)
    let width = covariates.first?.count ?? 0
    func mean(_ weights: [Double]) -> [Double] {
      (0..<width).map { column in zip(weights, covariates).reduce(0) { $0 + $1.0 * $1.1[column] } / count }
    }
    func scalarMean(_ values: [Double]) -> Double { values.reduce(0, +) / count }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    let treated = isTreated.map { $0 ? 1.0 : 0.0 }
    let untreated = isTreated.map { $0 ? 0.0 : 1.0 }
    // What the regression of the comparison's changes foretells, and how each unit moves its coefficients.
    var residuals = changes
    var coefficientInfluence: [[Double]]?
    if adjustment != .weighting {
      guard let fit = LeastSquares(outcomes: changes, rows: covariates, weights: untreated) else { return nil }
      residuals = zip(changes, covariates).map { $0 - dot($1, fit.coefficients) }
      coefficientInfluence = zip(zip(untreated, residuals), covariates).map { pair, row in
        fit.inverse.times(row).map { $0 * pair.0 * pair.1 * count }
      }
    }
    let treatedShare = scalarMean(treated)
    let treatedMean = scalarMean(zip(treated, residuals).map { $0 * $1 }) / treatedShare
    var influence = zip(treated, residuals).map { $0 * ($1 - treatedMean) / treatedShare }
    var controlMean = 0.0
    var pull = mean(treated).map { $0 / treatedShare }
    if adjustment != .regression {
      guard let fit = Logit(outcomes: isTreated, rows: covariates) else { return nil }
      // Units that are all but surely treated have no counterpart, as in the reference programs.
      let odds = zip(untreated, fit.probabilities).map { $1 < 0.995 ? $0 * $1 / (1 - $1) : 0 }
      let oddsShare = scalarMean(odds)
      guard oddsShare > 0 else { return nil }
      controlMean = scalarMean(zip(odds, residuals).map { $0 * $1 }) / oddsShare
      let centred = zip(odds, residuals).map { $0 * ($1 - controlMean) }
      let slope = mean(centred)
      for (unit, row) in covariates.enumerated() {
        let score = treated[unit] - fit.probabilities[unit]
        let move = dot(fit.inverse.times(row), slope) * score * count
        influence[unit] -= (centred[unit] + move) / oddsShare
      }
      pull = zip(pull, mean(odds)).map { $0 - $1 / oddsShare }
    }
    if let coefficientInfluence {
      for unit in influence.indices { influence[unit] -= dot(coefficientInfluence[unit], pull) }
    }
    effect = treatedMean - controlMean
    self.influence = influence
  }
}
