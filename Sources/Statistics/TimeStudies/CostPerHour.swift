/// What an hour redirected costs: `[C/U, C/L]` where the interval `[L, U]` of the hours lies above 0; else it can't be bounded.
public enum CostPerHour {
  /// - Parameters:
  ///   - measuredShare: of the hours, what was measured; under a tenth no cost is said, for it would rest on self-reports alone.
  public static func bounds(cost: Double, hours: Interval, measuredShare: Double, leastShare: Double = 0.10) -> Estimable<Interval> {
    Estimable { () throws(NotEstimable) in
      guard cost.isFinite, measuredShare.isFinite else { throw .notFinite }
      guard measuredShare >= leastShare else { throw .selfReportedOnly(share: measuredShare, least: leastShare) }
      guard hours.lower > 0 else { throw .hoursMayBeZero }
      return Interval(cost / hours.upper, cost / hours.lower)
    }
  }
}
