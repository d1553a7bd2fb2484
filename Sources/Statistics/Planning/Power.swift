/// What a plan can find: the spread that its estimate will have, known before it starts.
///
/// `Var = sum_d w_d' Omega w_d`, w the weights of the estimator in the planned design. The smallest effect that is found with 80 % power is `(t_(n-1,.975) + t_(n-1,.80)) sqrt(Var)`.
public struct Power: Hashable, Sendable {
  /// Of the estimate, in the units of the outcome.
  public let standardDeviation: Double
  public let degreesOfFreedom: Double

  /// - Parameter design: months before and after, and how many units start when.
  public static func of(_ estimator: some LinearEstimator, target: Target = .simple, design: Design, noise: Noise) -> Estimable<Power> {
    Estimable { () throws(NotEstimable) in
      let weights = Array(try estimator.weights(of: design).of(target))
      let count = design.periodCount
      var variance = 0.0
      for pattern in design.occupied {
        let own = weights[pattern * count..<(pattern + 1) * count]
        var form = 0.0
        for (first, weight) in own.enumerated() where weight != 0 {
          for (second, other) in own.enumerated() { form += weight * other * noise.covariance(design.periods[first] - design.periods[second]) }
        }
        variance += Double(design.counts[pattern]) * form
      }
      guard variance > 0 else { throw .noVariation }
      guard design.unitCount > 1 else { throw .fewUnits(design.unitCount, least: 2) }
      return Power(standardDeviation: variance.squareRoot(), degreesOfFreedom: Double(design.unitCount - 1))
    }
  }

  /// The smallest effect that is found so often.
  public func minimumDetectableEffect(power: Double = 0.8, level: Double = 0.05) -> Double {
    (StudentT.quantile(1 - level / 2, degreesOfFreedom: degreesOfFreedom) + StudentT.quantile(power, degreesOfFreedom: degreesOfFreedom)) * standardDeviation
  }

  /// How often an effect of this size is found.
  public func chance(ofFinding effect: Double, level: Double = 0.05) -> Double {
    let critical = StudentT.quantile(1 - level / 2, degreesOfFreedom: degreesOfFreedom)
    let size = abs(effect) / standardDeviation
    return 1 - StudentT.below(critical - size, degreesOfFreedom: degreesOfFreedom) + StudentT.below(-critical - size, degreesOfFreedom: degreesOfFreedom)
  }
}
