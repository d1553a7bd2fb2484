package import Domain
import Postgres
package import Store
import sql

/// What one month's snapshot publishes of a unit, for the trend over two years.
package struct UnitMonth: Sendable {
  package let month: Month
  package let adoption: Figure
  package let training: Figure
  package let freed: Figure
  package let claimed: Figure
  package let confirmed: Figure
  package let unaccounted: Figure

  /// How many months the trend has.
  package static let length = 24

  /// Newest first; months without a snapshot, or in which the unit wasn't, are left out.
  ///
  /// - Parameter code: the unit's; nil: the whole organisation.
  static func all(until month: Month, unit code: String?, in transaction: Transaction) async throws -> [UnitMonth] {
    let statement = Statement(text: try SQLFiles.text("queries/department/trend.sql"), parameters: [month, code, length])
    return try await transaction.query(statement).compactMap(UnitMonth.init)
  }

  /// The months that are frozen, newest first.
  package static func frozenMonths(in database: Database, as viewer: Viewer) async throws -> [Month] {
    try await database.read(as: viewer) { transaction in
      try await transaction.query(Statement(text: try SQLFiles.text("queries/department/months.sql"))).compactMap {
        Month(try $0.decode("month", as: String.self))
      }
    }
  }

  private init?(_ row: Row) throws {
    guard let month = Month(try row.decode("month", as: String.self)) else { return nil }
    func number(_ name: String) throws -> Int? { try row.decode(name, as: Int?.self) }
    func hours(_ name: String) throws -> Figure { try number(name).map(Figure.hours) ?? .withheld }
    let heads = try number("headcount")
    func rate(_ name: String) throws -> Figure {
      guard let heads, let part = try number(name) else { return .withheld }
      return heads == 0 ? .none : .rate(Double(part) / Double(heads))
    }
    self.month = month
    (adoption, training) = try (rate("adopters"), rate("covered"))
    (freed, claimed, confirmed, unaccounted) = try (hours("freed"), hours("claimed"), hours("confirmed"), hours("unaccounted"))
  }
}
