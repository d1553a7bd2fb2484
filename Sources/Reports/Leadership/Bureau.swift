import Domain
import Postgres
import Store

/// A bureau 局 with its figures of a month.
public struct Bureau: Sendable {
  public let unit: UnitName
  public let figures: Figures

  /// Of all appointing authorities, from the live account.
  static func live(_ report: MonthlyReport, in database: Database, as viewer: Viewer) async throws -> [Bureau] {
    var bureaus: [Bureau] = []
    for part in report.parts where !part.isOwn {
      let parts = part.unit.kind == "bureau" ? [part] : try await MonthlyReport.live(report.month, unit: part.unit.code, in: database, as: viewer).parts
      bureaus += parts.filter { !$0.isOwn && $0.unit.kind == "bureau" }.map { Bureau(unit: $0.unit, figures: $0.figures) }
    }
    return bureaus.sorted { $0.unit.code < $1.unit.code }
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
