/// What a panel must have before an overall interval is said.
public struct Requirements: Hashable, Sendable {
  public let units: Int
  public let treated: Int
  /// In every period that is used.
  public let untreated: Int
  /// Before the first start.
  public let prePeriods: Int
  public let missingShare: Double

  public init(units: Int = 6, treated: Int = 2, untreated: Int = 2, prePeriods: Int = 6, missingShare: Double = 0.10) {
    (self.units, self.treated, self.untreated, self.prePeriods, self.missingShare) = (units, treated, untreated, prePeriods, missingShare)
  }

  /// Those of a registered trial, whose periods are months.
  public static let trial = Requirements()

  /// Those of any panel: nothing is known of its periods, so there is no least number of them.
  public static let anyPanel = Requirements(prePeriods: 1)

  /// Why there is no estimate at all, whatever the design.
  func refuseGaps(_ panel: Panel) throws(NotEstimable) {
    let share = panel.missingShare
    if share > missingShare { throw .missing(share: share, most: missingShare) }
  }

  /// Whether the panel has what an overall interval needs.
  public func check(_ panel: Panel, anticipation: Int = 0) throws(NotEstimable) {
    try refuseGaps(panel)
    if panel.unitCount < units { throw .fewUnits(panel.unitCount, least: units) }
    let starts = panel.firstTreated.compactMap { $0 }
    if starts.count < treated { throw .fewTreated(starts.count, least: treated) }
    guard let earliest = starts.min() else { throw .fewTreated(0, least: treated) }
    let before = panel.periods.count { $0 < earliest - anticipation }
    if before < prePeriods { throw .fewPrePeriods(before, least: prePeriods) }
    // Periods in which all are under the scheme can't be used, and are refused on their own.
    let fewest = panel.periods.map { period in panel.firstTreated.count { $0.map { period < $0 - anticipation } != false } }.filter { $0 > 0 }.min() ?? 0
    if fewest < untreated { throw .fewUntreated(fewest, least: untreated) }
  }
}
