/// A linear estimator applied to a panel.
public struct LinearFit: Sendable {
  /// Of the units that the estimator can use.
  public let panel: Panel
  public let estimator: any LinearEstimator
  let design: Design
  let weights: Weights

  public init(_ estimator: any LinearEstimator, _ panel: Panel) {
    self.estimator = estimator
    self.panel = estimator.usable(panel)
    design = Design(self.panel)
    weights = estimator.weights(of: design)
  }

  /// The targets that it can estimate.
  public var targets: [Target] { weights.targets }

  /// Those that it can't.
  public var refusals: [(target: Target, reason: NotEstimable)] {
    weights.refusals.sorted { $0.key.order < $1.key.order }.map { (target: $0.key, reason: $0.value) }
  }

  public func effect(of target: Target) -> Estimable<Double> {
    Estimable { () throws(NotEstimable) in sum(try weights.of(target), panel.outcomes) }
  }

  /// The sum of weighted outcomes, cells without a weight left out.
  func sum(_ weights: ArraySlice<Double>, _ outcomes: [Double]) -> Double {
    let count = panel.periodCount
    var sum = 0.0
    for unit in panel.units.indices {
      let start = weights.startIndex + design.patternOfUnit[unit] * count
      for period in 0..<count where weights[start + period] != 0 { sum += weights[start + period] * outcomes[unit * count + period] }
    }
    return sum
  }
}
