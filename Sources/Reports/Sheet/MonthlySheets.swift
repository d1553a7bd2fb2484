public import Domain
import Foundation
import Postgres
import Sheets
public import Store
import sql

/// The prefilled monthly sheets, one a section: its adoptions, last month's figures beside, valid measurements.
public struct MonthlySheets: Sendable {
  let month: Month
  let unit: String?
  let language: Language
  let format: FileFormat

  public init(month: Month, unit: String?, language: Language, format: FileFormat = .csv(.utf8)) {
    self.format = format
    self.month = month
    self.unit = unit
    self.language = language
  }

  /// Makes the sheets, one after the other in the order of the sections' codes.
  ///
  /// - Parameter write: gets the section's code and name, and the file.
  /// - Returns: how many sheets.
  public func run(in database: Database, as viewer: Viewer, _ write: @escaping @Sendable (_ code: String, _ name: String, _ file: [UInt8]) throws -> Void)
    async throws -> Int
  {
    try await database.read(as: viewer) { transaction in
      let categories = try await Category.all(in: transaction)
      let kind = Kind.sheet(categories)
      var sheets = 0
      let layout = SheetLayout(kind, language: language, isOrdered: format == .workbook)
      var open: (code: String, name: String, rows: [(cells: [SheetCell], measurements: [String])])?
      func close() throws {
        guard let sheet = open else { return }
        var bytes: [UInt8] = []
        var writer = try SheetWriter(layout.layout(title: sheet.name), format: format.writer) { bytes += $0 }
        for row in sheet.rows { try writer.write(layout.ordered(row.cells), offering: layout.offer(row.measurements)) }
        try writer.finish()
        try write(sheet.code, sheet.name, bytes)
        sheets += 1
      }
      var code: String?
      if let unit { code = try await transaction.unitCode(named: unit, in: month) }
      let rows = try await transaction.query(Statement(text: try SQLFiles.text("queries/sheets/rows.sql"), parameters: [month, code]))
      for row in rows {
        let code = try row.decode("sheet_code", as: String.self)
        if open?.code != code {
          try close()
          open = (code, try row.decode("sheet_name", as: String.self), [])
        }
        open?.rows.append((try cells(row, categories), try row.decode("measurement_codes", as: [String].self)))
      }
      try close()
      return sheets
    }
  }

  private func cells(_ row: Row, _ categories: [Category]) throws -> [SheetCell] {
    func number(_ column: String) throws -> SheetCell { try row.decode(column, as: Int?.self).map { .number($0) } ?? .empty }
    func text(_ column: String) throws -> SheetCell { try row.decode(column, as: String?.self).map { .text($0) } ?? .empty }
    func decimal(_ column: String) throws -> SheetCell { try row.decode(column, as: String?.self).map { .decimal($0) } ?? .empty }
    let isRecorded = try row.decode("is_recorded", as: Bool.self)
    let redirected = try row.decode("redirected", as: String?.self).map { try JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) } ?? [:]
    // Who used it changes slowly and is prefilled; what was done is not, for a prefilled number would be taken for this month's.
    let users = try isRecorded ? number("users") : number("last_users")
    return [
      .text(try row.decode("adoption_code", as: String.self)), .text(month.description), try row.decode("is_unit", as: Bool.self) ? users : .empty,
      try number("cases"), try text("measurement_code"), try number("gross_minutes"),
    ]
      + categories.map { redirected[$0.code].map { .number($0) } ?? .empty }
      + [
        try text("output"), try text("comment"), try decimal("baseline_minutes"), try decimal("ai_minutes"), try number("verify_minutes"),
        try number("rework_minutes"), try number("learn_minutes"), try number("operate_minutes"),
        try row.decode("new_task", as: Bool?.self) == true ? .text(language.choose("はい", "yes")) : .empty, try text("evidence"), try text("title"),
        try text("adopter"), try number("last_users"), try number("last_cases"),
        // A named person's time is nobody's on a section's sheet.
        try row.decode("is_unit", as: Bool.self) ? number("last_freed") : .empty,
        try row.decode("months_in_a_row", as: Int?.self).map { .text(carried($0)) } ?? .empty,
      ]
  }

  /// Says how long cases and users have been the same; from the third month on with a flag.
  private func carried(_ months: Int) -> String {
    language.choose("\(months >= 3 ? "⚑ " : "")\(months)か月同じ値", "\(months >= 3 ? "⚑ " : "")the same for \(months) months")
  }
}
