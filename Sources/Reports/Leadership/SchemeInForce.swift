import Domain
import Postgres
import Store

/// An incentive scheme 施策 in force in a month.
public struct SchemeInForce: Sendable {
  public let code: String
  public let title: String
  public let kind: String
  /// In words.
  public let rewards: String
  /// Yen.
  public let cost: Int?
  public let startsOn: String?
  public let endsOn: String?
  /// How many units are enrolled.
  public let units: Int

  static func all(in month: Month, _ database: Database, as viewer: Viewer) async throws -> [SchemeInForce] {
    try await database.read(as: viewer) { transaction in
      try await transaction.query(MonthlyReport.query("schemes-in-force", [month])).map { row in
        SchemeInForce(
          code: try row.decode("code", as: String.self), title: try row.decode("title", as: String.self), kind: try row.decode("kind", as: String.self),
          rewards: try row.decode("rewards", as: String.self), cost: try row.decode("cost_yen", as: Int?.self),
          startsOn: try row.decode("starts_on", as: String?.self), endsOn: try row.decode("ends_on", as: String?.self),
          units: try row.decode("units", as: Int.self))
      }
    }
  }
}
