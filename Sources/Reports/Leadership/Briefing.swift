public import Domain
public import Store

/// The month for leadership: the report on the whole organisation, held against the month before and the year before, with what changed, who stands out and what is in force.
public struct Briefing: Sendable {
  public let report: MonthlyReport
  /// nil: there are no figures of that month.
  public let before: MonthlyReport?
  public let yearBefore: MonthlyReport?
  public let bureaus: [Bureau]
  public let movements: [Movement]
  public let standing: Standing
  public let schemes: [SchemeInForce]
  /// Up to 24 months.
  public let trend: [TrendMonth]

  static let trendLength = 24

  /// Reads the live account, with nothing withheld.
  public static func live(_ month: Month, in database: Database, as viewer: Viewer) async throws -> Briefing {
    func report(_ month: Month) async throws -> MonthlyReport { try await MonthlyReport.live(month, unit: nil, in: database, as: viewer) }
    func earlier(_ months: Int) async throws -> MonthlyReport? {
      let earlier = try await report(month.adding(months: -months))
      // Before the record begins nothing was in force, and that is no zero.
      return earlier.total.inForce == 0 ? nil : earlier
    }
    let (now, before) = (try await report(month), try await earlier(1))
    let bureaus = try await Bureau.live(month, in: database, as: viewer)
    let old = before == nil ? [] : try await Bureau.live(month.previous, in: database, as: viewer)
    return Briefing(
      report: now, before: before, yearBefore: try await earlier(12), bureaus: bureaus, movements: Movement.all(from: old, to: bureaus),
      standing: Standing(bureaus),
      schemes: try await SchemeInForce.all(in: month, database, as: viewer),
      trend: try await TrendMonth.months(trendLength, until: month, query: "trend", in: database, as: viewer))
  }

  /// Reads the newest snapshots.
  ///
  /// - Throws: `NoSnapshot`.
  public static func published(_ month: Month, in database: Database, as viewer: Viewer) async throws -> Briefing {
    func report(_ month: Month) async throws -> MonthlyReport { try await MonthlyReport.published(month, unit: nil, in: database, as: viewer) }
    func earlier(_ months: Int) async throws -> MonthlyReport? {
      do { return try await report(month.adding(months: -months)) } catch is NoSnapshot { return nil }
    }
    let now = try await report(month)
    let bureaus = try await Bureau.published(month, in: database, as: viewer)
    let old = try await Bureau.published(month.previous, in: database, as: viewer)
    return Briefing(
      report: now, before: try await earlier(1), yearBefore: try await earlier(12), bureaus: bureaus, movements: Movement.all(from: old, to: bureaus),
      standing: Standing(bureaus), schemes: try await SchemeInForce.all(in: month, database, as: viewer),
      trend: try await TrendMonth.months(trendLength, until: month, query: "snapshot-trend", in: database, as: viewer))
  }
}
