import Domain
import Postgres
import Store

/// A bureau 局 with its figures of a month.
public struct Bureau: Sendable {
  public let unit: UnitName
  public let figures: Figures

  /// From the live account: people, adoptions, and of the minutes those that a briefing shows.
  static func live(_ month: Month, in database: Database, as viewer: Viewer) async throws -> [Bureau] {
    try await database.read(as: viewer) { transaction in
      try await transaction.query(MonthlyReport.query("bureaus", [month])).map { row in
        Bureau(unit: try UnitName(row), figures: try Figures(whole: row))
      }
    }
  }

  /// From the month's newest snapshot.
  static func published(_ month: Month, in database: Database, as viewer: Viewer) async throws -> [Bureau] {
    try await database.read(as: viewer) { transaction in
      var units: [UnitName] = []
      var published: [PublishedFigures] = []
      for row in try await transaction.query(MonthlyReport.query("snapshot-bureaus", [month])) {
        let unit = try UnitName(row)
        if units.last?.code != unit.code {
          units.append(unit)
          published.append(PublishedFigures())
        }
        try published[published.count - 1].add(row)
      }
      return zip(units, published).map { Bureau(unit: $0, figures: $1.figures(categories: [], tools: [], areas: [])) }
    }
  }
}
