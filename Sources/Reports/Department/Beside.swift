import Domain
import Postgres
import Store

/// What a unit's month is held against; each is nil where there is none.
struct Beside: Sendable {
  /// The whole organisation; nil: it is what the report is on.
  let whole: Figures?
  /// The month before. An account without records isn't one of zeros.
  let lastMonth: Figures?
  /// The same month of last year, likewise.
  let lastYear: Figures?

  /// From the newest snapshots: figures of people and of the account, without categories, tools and areas.
  static func published(_ month: Month, unit code: String?, in transaction: Transaction) async throws -> Beside {
    var published: [String: PublishedFigures] = [:]
    for row in try await transaction.query(MonthlyReport.query("snapshot-beside", [month, code])) {
      try published[try row.decode("what", as: String.self), default: PublishedFigures()].add(row)
    }
    return Beside(published.mapValues { $0.figures(categories: [], tools: [], areas: []) })
  }

  /// From the live account.
  static func live(_ month: Month, unit code: String?, in transaction: Transaction) async throws -> Beside {
    var figures: [String: Figures] = [:]
    for row in try await transaction.query(MonthlyReport.query("beside", [month, code])) {
      figures[try row.decode("what", as: String.self)] = try Figures(whole: row)
    }
    return Beside(figures)
  }

  private init(_ figures: [String: Figures]) {
    func recorded(_ what: String) -> Figures? { figures[what].flatMap { $0.isEmpty ? nil : $0 } }
    (whole, lastMonth, lastYear) = (figures["whole"], recorded("last_month"), recorded("last_year"))
  }
}
