/// Minutes saved, from cases timed before and after in strata of task and department (Cochran 1977, 5.3 to 5.4): `D = sum N_h dbar_h`, `V = sum N_h (N_h - n_h) / n_h s_h^2`,
/// with Satterthwaite's degrees of freedom. It refuses a stratum with fewer than two pairs.
public enum PairedStudy {
  public struct Stratum: Sendable {
    /// How many cases there are.
    public let size: Int
    /// Of each timed case, before less after.
    public let differences: [Double]

    public init(size: Int, differences: [Double]) { (self.size, self.differences) = (size, differences) }
  }

  /// The total over all cases.
  public static func total(_ strata: [Stratum]) -> Estimable<Estimate> {
    Estimable { () throws(NotEstimable) in
      guard !strata.isEmpty else { throw .noCells }
      var (total, variance, spread) = (0.0, 0.0, 0.0)
      for stratum in strata {
        let count = stratum.differences.count
        guard count >= 2 else { throw .fewObservations(count, least: 2) }
        guard stratum.size >= count else { throw .fewObservations(stratum.size, least: count) }
        let (n, size) = (Double(count), Double(stratum.size))
        let part = size * (size - n) / n * Sample.variance(stratum.differences)
        total += size * Sample.mean(stratum.differences)
        variance += part
        spread += part * part / (n - 1)
      }
      guard variance > 0 else { throw .noVariation }
      return try .student(total, standardError: variance.squareRoot(), degreesOfFreedom: variance * variance / spread, method: .sampling)
    }
  }

  /// The mean of the timed pairs themselves, as of an endless number of cases.
  public static func mean(_ differences: [Double]) -> Estimable<Estimate> {
    Estimable { () throws(NotEstimable) in
      guard differences.count >= 2 else { throw .fewObservations(differences.count, least: 2) }
      let error = (Sample.variance(differences) / Double(differences.count)).squareRoot()
      return try .student(Sample.mean(differences), standardError: error, degreesOfFreedom: Double(differences.count - 1), method: .sampling)
    }
  }

  /// The variance of minutes per case times cases, both estimated, independently (Goodman 1960): `Var(Vm) = V^2 v_m + m^2 v_V + v_m v_V`.
  public static func varianceOfProduct(minutes: Double, variance: Double, cases: Double, casesVariance: Double) -> Double {
    cases * cases * variance + minutes * minutes * casesVariance + variance * casesVariance
  }
}

/// Moments of a sample.
enum Sample {
  static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  static func variance(_ values: [Double]) -> Double {
    let mean = mean(values)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}
