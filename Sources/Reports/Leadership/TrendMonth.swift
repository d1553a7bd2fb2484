public import Domain
import Postgres
import Store

/// A month's minutes of the whole organisation; nil: withheld.
public struct TrendMonth: Sendable, Equatable {
  public let month: Month
  public let freed: Int?
  public let claimed: Int?
  public let confirmed: Int?
  /// Whether there are figures of the month at all; else none is withheld, none is there.
  public let isThere: Bool

  /// The months up to one, from the first in which anything was freed; one without figures has none.
  static func months(_ count: Int, until last: Month, query name: String, in database: Database, as viewer: Viewer) async throws -> [TrendMonth] {
    let found = try await database.read(as: viewer) { transaction in
      try await transaction.query(MonthlyReport.query(name, [last, count])).compactMap { row in
        Month(try row.decode("month", as: String.self)).map { ($0, row) }
      }.map { month, row in
        TrendMonth(
          month: month, freed: try row.decode("freed", as: Int?.self), claimed: try row.decode("claimed", as: Int?.self),
          confirmed: try row.decode("confirmed", as: Int?.self), isThere: true)
      }
    }
    // What there was before anything was freed is no part of it.
    guard let first = found.first(where: { ($0.freed ?? 0) > 0 })?.month else { return [] }
    let known = Dictionary(uniqueKeysWithValues: found.map { ($0.month, $0) })
    return (0...first.months(until: last)).map { step in
      let month = first.adding(months: step)
      return known[month] ?? TrendMonth(month: month, freed: nil, claimed: nil, confirmed: nil, isThere: false)
    }
  }
}
