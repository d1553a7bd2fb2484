import Glibc

/// The probability of being treated given covariates, by maximum likelihood (Newton's method).
struct Logit {
  let probabilities: [Double]
  /// The inverse of the information, which is the coefficients' covariance.
  let inverse: SquareMatrix

  /// Nothing where the covariates tell the treated from the others perfectly, or depend on each other.
  init?(outcomes: [Bool], rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    var coefficients = [Double](repeating: 0, count: width)
    func fitted() -> [Double] { rows.map { row in 1 / (1 + exp(-zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 })) } }
    func information(_ probabilities: [Double]) -> SquareMatrix? {
      let weighted = zip(rows, probabilities).flatMap { row, p in
        let root = (p * (1 - p)).squareRoot()
        return row.map { $0 * root }
      }
      return SquareMatrix.inverseOfCrossProduct(weighted, width: width)
    }
    for _ in 0..<50 {
      let probabilities = fitted()
      guard let inverse = information(probabilities) else { return nil }
      let score = (0..<width).map { column in
        rows.indices.reduce(0) { $0 + ((outcomes[$1] ? 1 : 0) - probabilities[$1]) * rows[$1][column] }
      }
      let step = inverse.times(score)
      guard step.allSatisfy(\.isFinite) else { return nil }
      for column in 0..<width { coefficients[column] += step[column] }
      // Newton doubles the digits at each step: after one this small only rounding is left.
      let gain = zip(step, score).reduce(0) { $0 + $1.0 * $1.1 }
      if gain < 1e-20 {
        let last = fitted()
        guard let covariance = information(last) else { return nil }
        self.probabilities = last
        self.inverse = covariance
        return
      }
    }
    return nil
  }
}
