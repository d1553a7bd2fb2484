public import Domain
import Postgres
public import Store

/// The monthly report for readers other than HR: from the newest snapshot, with small groups withheld.
extension MonthlyReport {
  /// Reads the newest snapshot of the month.
  ///
  /// - Parameter name: the unit's code, or its name where that is unique; nil: the whole organisation.
  /// - Throws: `NoSnapshot`, `UnitNotInForce`, `SeveralUnits`.
  public static func published(_ month: Month, unit name: String?, in database: Database, as viewer: Viewer) async throws -> MonthlyReport {
    try await database.read(as: viewer) { transaction in
      let labels = try await transaction.query(query("snapshot-labels", [month]))
      guard !labels.isEmpty else { throw NoSnapshot(month: month) }
      func titles(_ family: String) throws -> [(code: String, title: String)] {
        try labels.filter { try $0.decode("family", as: String.self) == family }.map {
          (try $0.decode("code", as: String.self), try $0.decode("title", as: String.self))
        }
      }
      let categories = try labels.filter { try $0.decode("family", as: String.self) == "category" }.map(Category.init)
      let (tools, areas) = (try titles("tool"), try titles("area"))
      let code = if let name { try await transaction.snapshotUnitCode(named: name, in: month) } else { String?.none }
      var names: [Int: UnitName] = [:]
      var figures: [Int: PublishedFigures] = [:]
      var takenAt: String?
      for row in try await transaction.query(query("snapshot", [month, code])) {
        let part = try row.decode("part", as: Int.self)
        takenAt = try row.decode("taken_at", as: String.self)
        if try row.decode("code", as: String?.self) != nil { names[part] = try UnitName(row) }
        try figures[part, default: PublishedFigures()].add(row)
      }
      let parts = figures.filter { $0.key >= 0 }.sorted { $0.key < $1.key }.compactMap { place, published in
        names[place].map { Part(unit: $0, isOwn: place == 0, figures: published.figures(categories: categories, tools: tools, areas: areas)) }
      }
      let total = figures[-1, default: PublishedFigures()].figures(categories: categories, tools: tools, areas: areas)
      var report = MonthlyReport(month: month, unit: names[-1], total: total, parts: parts, categories: categories, indicators: [], takenAt: takenAt)
      report.trials = try await trials(on: code, of: month, in: transaction)
      report.comment = try await comment(on: code, of: month, in: transaction)
      if let code, total.withheld.contains("net") {
        let rows = try await transaction.query(query("snapshot-group", [month, code]))
        if let first = rows.first {
          var published = PublishedFigures()
          for row in rows { try published.add(row) }
          let unit = try first.decode("code", as: String?.self) == nil ? nil : try UnitName(first)
          report.group = Group(unit: unit, figures: published.figures(categories: categories, tools: tools, areas: areas))
        }
      }
      return report
    }
  }
}
