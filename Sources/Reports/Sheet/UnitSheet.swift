public import Domain
import Postgres
public import Store
import sql

/// The monthly sheet of one unit as a page shows it, and which sheets there are under that unit.
public struct UnitSheet: Sendable {
  public let month: Month
  /// All sheets of the unit and of those under it, in the order of bureaus and codes.
  public let sections: [ReportedSection]
  /// Whose sheet is shown; nil: the unit has none of its own, and there are several under it or none.
  public let section: SheetSection?
  public let lines: [SheetLine]
  public let categories: [Category]

  public var reported: Int { lines.filter(\.isRecorded).count }

  /// - Parameter unit: code, or a name that only one unit has.
  /// - Throws: `UnitNotInForce`, `SeveralUnits`.
  public static func load(_ month: Month, unit: String, language: Language, in database: Database, as viewer: Viewer) async throws -> UnitSheet {
    // That somebody has looked at named persons is written.
    try await database.write(as: viewer, isolation: .repeatableRead) { transaction in
      let code = try await transaction.unitCode(named: unit, in: month)
      let sections = try await ReportedSection.all(of: month, unit: code, in: transaction)
      let categories = try await Category.all(in: transaction)
      let shown = sections.first { $0.section.code == code } ?? (sections.count == 1 ? sections[0] : nil)
      guard let section = shown?.section else { return UnitSheet(month: month, sections: sections, section: nil, lines: [], categories: categories) }
      let lines = try await MonthlySheets(month: month, unit: section.code, language: language).lines(ownOnly: true, in: transaction).map(\.line)
      try await transaction.noteLooks(atAdopters: lines.filter { !$0.isUnit }.map(\.adoption))
      return UnitSheet(month: month, sections: sections, section: section, lines: lines, categories: categories)
    }
  }
}

/// A section's sheet of a month by its counts: what is reported of it and what isn't.
public struct ReportedSection: Sendable {
  public let section: SheetSection
  /// nil: it stands under no bureau.
  public let bureau: SheetSection?
  /// Adoptions.
  public let inForce: Int
  public let reported: Int
  /// Codes of the units' adoptions that aren't reported; of persons' only how many.
  public let missingCodes: [String]
  public let missingPersons: Int
  /// When one of the missing ones was reported last; nil: never.
  public let lastReported: Month?

  public var missing: Int { inForce - reported }

  static func all(of month: Month, unit: String?, in transaction: Transaction) async throws -> [ReportedSection] {
    try await transaction.query(Statement(text: try SQLFiles.text("queries/sheets/sections.sql"), parameters: [month, unit])).map { row in
      let section = SheetSection(
        code: try row.decode("code", as: String.self), name: try row.decode("name", as: String.self), nameEnglish: try row.decode("name_en", as: String?.self))
      let bureau = try row.decode("bureau_code", as: String?.self).map {
        SheetSection(code: $0, name: try row.decode("bureau_name", as: String.self), nameEnglish: try row.decode("bureau_name_en", as: String?.self))
      }
      return ReportedSection(
        section: section, bureau: bureau, inForce: try row.decode("in_force", as: Int.self), reported: try row.decode("reported", as: Int.self),
        missingCodes: try row.decode("missing_codes", as: [String]?.self) ?? [], missingPersons: try row.decode("missing_persons", as: Int.self),
        lastReported: try row.decode("last_reported", as: Month?.self))
    }
  }
}
