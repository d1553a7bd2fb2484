import Postgres

/// What the administrator decides for all: how long sessions last, how long a head may confirm, how long records are kept.
public struct Limits: Sendable, Equatable {
  /// Days after a month's end in which its own head confirms it.
  public var confirmationDays: Int
  /// Days after a month's end after which it is frozen by itself.
  public var reportingDays: Int
  /// After so many minutes without use a session ends.
  public var idleMinutes: Int
  /// After so many hours a session ends in any case.
  public var sessionHours: Int
  /// For how many years records of persons are kept.
  public var retentionYears: Int

  /// What the database takes.
  public static let confirmationDays = 1...366
  public static let reportingDays = 0...60
  public static let idleMinutes = 5...480
  public static let sessionHours = 1...24
  public static let retentionYears = 1...50

  public init(confirmationDays: Int, reportingDays: Int, idleMinutes: Int, sessionHours: Int, retentionYears: Int) {
    self.confirmationDays = confirmationDays
    self.reportingDays = reportingDays
    self.idleMinutes = idleMinutes
    self.sessionHours = sessionHours
    self.retentionYears = retentionYears
  }
}

extension Database {
  public func limits(as viewer: Viewer) async throws -> Limits { try await read(as: viewer) { try await $0.limits() } }

  /// Sets all of them; what stays as it is leaves nothing in the audit trail.
  ///
  /// - Parameter reason: as it will stand there.
  public func set(_ limits: Limits, reason: String, as viewer: Viewer) async throws {
    try await write(as: viewer) { transaction in
      try await transaction.execute("select set_config('tedori.reason', \(reason), true)")
      try await transaction.execute(
        """
        update settings set confirmation_days = \(limits.confirmationDays), reporting_days = \(limits.reportingDays), idle_minutes = \(limits.idleMinutes), session_hours = \(limits.sessionHours),
          retention_years = \(limits.retentionYears)
        """)
    }
  }
}

extension Transaction {
  func limits() async throws -> Limits {
    guard let row = try await query("select confirmation_days, reporting_days, idle_minutes, session_hours, retention_years from settings").first else {
      throw NoAnswer(query: "settings")
    }
    return Limits(
      confirmationDays: try row.decode("confirmation_days", as: Int.self), reportingDays: try row.decode("reporting_days", as: Int.self),
      idleMinutes: try row.decode("idle_minutes", as: Int.self),
      sessionHours: try row.decode("session_hours", as: Int.self), retentionYears: try row.decode("retention_years", as: Int.self))
  }
}
