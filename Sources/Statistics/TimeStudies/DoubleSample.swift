/// Self-reports of all, corrected by what was measured of some (double sampling, Cochran 1977, 12.6 and 12.7): `ybar + b (xbar' - xbar)`.
///
/// `v = s_y.x^2 / n + (s_y^2 - s_y.x^2) / n' - s_y^2 / N`. The slope b is estimated from 30 measured on; with fewer it is 1, so that only the mean difference is corrected.
/// Those measured must be drawn at random of those who reported. It refuses fewer than 3 measured.
public struct DoubleSample: Sendable {
  public let estimate: Estimate
  /// 1 where too few were measured.
  public let slope: Double
  /// What the self-report alone says.
  public let reportedMean: Double

  /// - Parameters:
  ///   - reported: of all who reported, those measured included.
  ///   - measured: for some of them what they reported and what was measured.
  ///   - population: how many there are; nil where endless.
  public static func estimate(
    reported: [Double], measured: [(reported: Double, measured: Double)], population: Int? = nil, leastForSlope: Int = 30
  ) -> Estimable<DoubleSample> {
    Estimable { () throws(NotEstimable) in
      guard measured.count >= 3 else { throw .fewObservations(measured.count, least: 3) }
      guard reported.count >= measured.count else { throw .fewObservations(reported.count, least: measured.count) }
      let (x, y) = (measured.map(\.reported), measured.map(\.measured))
      let (xMean, yMean) = (Sample.mean(x), Sample.mean(y))
      let n = Double(measured.count)
      let xSquares = x.reduce(0) { $0 + ($1 - xMean) * ($1 - xMean) }
      // Reports that are all alike have no slope.
      let isEstimated = measured.count >= leastForSlope && xSquares > 0
      let slope = isEstimated ? zip(x, y).reduce(0) { $0 + ($1.0 - xMean) * ($1.1 - yMean) } / xSquares : 1
      let squares = zip(x, y).reduce(0) { sum, pair in
        let residual = pair.1 - yMean - slope * (pair.0 - xMean)
        return sum + residual * residual
      }
      let degrees = isEstimated ? n - 2 : n - 1
      let (residual, whole) = (squares / degrees, Sample.variance(y))
      let variance = residual / n + (whole - residual) / Double(reported.count) - (population.map { whole / Double($0) } ?? 0)
      // Where measured and reported have less to do with each other than chance, the formula can fall below what the measured alone say of their spread.
      guard variance > 0 else { throw .noVariation }
      let mean = Sample.mean(reported)
      return DoubleSample(
        estimate: try .student(
          yMean + slope * (mean - xMean), standardError: variance.squareRoot(), degreesOfFreedom: degrees, method: .sampling),
        slope: slope, reportedMean: mean)
    }
  }
}
