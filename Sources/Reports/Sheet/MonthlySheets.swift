public import Domain
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
        try write(sheet.code, sheet.name, try file(sheet.rows, layout, title: sheet.name))
        sheets += 1
      }
      for (section, line) in try await lines(in: transaction) {
        if open?.code != section.code {
          try close()
          open = (section.code, section.name, [])
        }
        open?.rows.append((cells(line, kind), line.measurementCodes))
      }
      try close()
      return sheets
    }
  }

  /// The one sheet that is the unit's own, for whom that opens it on a page; nil: nothing is to be reported on it.
  public func own(in database: Database, as viewer: Viewer) async throws -> [UInt8]? {
    // That somebody has looked at named persons is written.
    try await database.write(as: viewer) { transaction in
      let kind = Kind.sheet(try await Category.all(in: transaction))
      let lines = try await lines(ownOnly: true, in: transaction).map(\.line)
      try await transaction.noteLooks(atAdopters: lines.filter { !$0.isUnit }.map(\.adoption))
      guard !lines.isEmpty else { return nil }
      return try file(
        lines.map { (cells($0, kind), $0.measurementCodes) }, SheetLayout(kind, language: language, isOrdered: format == .workbook), title: unit ?? "")
    }
  }

  private func file(_ rows: [(cells: [SheetCell], measurements: [String])], _ layout: SheetLayout, title: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = try SheetWriter(layout.layout(title: title), format: format.writer) { bytes += $0 }
    for row in rows { try writer.write(layout.ordered(row.cells), offering: layout.offer(row.measurements)) }
    try writer.finish()
    return bytes
  }

  /// The rows of one unit's sheets, in the order of the sections' codes and then the adoptions'.
  ///
  /// - Parameter ownOnly: not those of units under it.
  func lines(ownOnly: Bool = false, in transaction: Transaction) async throws -> [(section: SheetSection, line: SheetLine)] {
    var code: String?
    if let unit { code = try await transaction.unitCode(named: unit, in: month) }
    return try await transaction.query(Statement(text: try SQLFiles.text("queries/sheets/rows.sql"), parameters: [month, code, ownOnly])).map { row in
      let section = SheetSection(
        code: try row.decode("sheet_code", as: String.self), name: try row.decode("sheet_name", as: String.self),
        nameEnglish: try row.decode("sheet_name_en", as: String?.self))
      return (section, try SheetLine(row))
    }
  }

  private func cells(_ line: SheetLine, _ kind: Kind) -> [SheetCell] {
    func number(_ number: Int?) -> SheetCell { number.map { .number($0) } ?? .empty }
    return kind.columns.map { column in
      switch column.english {
      case "adoption_code": .text(line.adoption)
      case "month": .text(month.description)
      case "title": .text(line.title)
      case "adopter": .text(line.adopter)
      case "last_users": number(line.lastUsers)
      case "last_cases": number(line.lastCases)
      // A named person's time is nobody's on a section's sheet.
      case "last_freed": line.isUnit ? number(line.lastFreed) : .empty
      case "carried": line.monthsInARow.map { .text(carried($0)) } ?? .empty
      case "new_task": line.text("new_task").isEmpty ? .empty : .text(language.choose("はい", "yes"))
      default: line.cell(column.english)
      }
    }
  }

  /// Says how long cases and users have been the same; from the third month on with a flag.
  private func carried(_ months: Int) -> String {
    language.choose("\(months >= 3 ? "⚑ " : "")\(months)か月同じ値", "\(months >= 3 ? "⚑ " : "")the same for \(months) months")
  }
}

/// Whose sheet it is: a section, or a unit that stands under none.
public struct SheetSection: Sendable, Hashable {
  public let code: String
  public let name: String
  public let nameEnglish: String?

  public func name(in language: Language) -> String { language == .english ? nameEnglish ?? name : name }
}
