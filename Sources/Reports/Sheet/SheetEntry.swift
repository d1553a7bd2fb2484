public import Domain
import Postgres
import Sheets
public import Store

/// Rows of a monthly sheet as somebody has filled them in on a page: a file of rows, which goes the very way of one, and only over what that person has seen.
public struct SheetEntry: Sendable {
  let month: Month
  let unit: String
  let language: Language
  public var rows: [Row]
  /// Rows without a problem are written although others have one.
  public var keepsGood = false
  /// Confirmations may end, as it was said that they would.
  public var endsConfirmations = false
  /// Why what was recorded changes, as it will stand in the audit trail.
  public var reason = ""

  public init(month: Month, unit: String, language: Language, rows: [Row]) {
    self.month = month
    self.unit = unit
    self.language = language
    self.rows = rows
  }

  public struct Row: Sendable {
    public let adoption: String
    /// The state of the record that was seen, see `SheetLine`.
    public let seen: String
    /// What was typed, by the columns' English names.
    public let typed: [String: String]
    /// The record is taken back.
    public let isWithdrawn: Bool

    public init(adoption: String, seen: String, typed: [String: String], isWithdrawn: Bool) {
      self.adoption = adoption
      self.seen = seen
      self.typed = typed
      self.isWithdrawn = isWithdrawn
    }
  }

  /// What is wrong with a row.
  public struct RowProblem: Sendable, Hashable {
    public let adoption: String
    /// The column's English name; nil: the row as a whole.
    public let column: String?
    public let wrong: String
    public let right: String
  }

  /// What came of it.
  public enum Outcome: Sendable {
    /// Written; with problems, the rows without one.
    case written(count: Int, problems: [RowProblem])
    /// Nothing is written.
    case refused([RowProblem])
    /// Somebody else has changed what is recorded of these adoptions since it was seen; nothing is written.
    case changed(Set<String>)
    /// These confirmations would end: adoption and category; nothing is written.
    case endsConfirmations([(adoption: String, category: String)])
  }

  public func save(in database: Database, as viewer: Viewer) async throws -> Outcome {
    let outcome: Outcome
    let persons: Set<Int>
    do {
      (outcome, persons) = try await database.write(as: viewer) { transaction in
        // As a merge takes them, so that two can't wait for each other.
        for kind in [Kind.redirections, .sheetTime] { try await transaction.lockImports(of: kind) }
        try await transaction.holdRedirections(of: rows.map(\.adoption), in: month)
        let lines = Dictionary(
          uniqueKeysWithValues: try await MonthlySheets(month: month, unit: unit, language: language).lines(ownOnly: true, in: transaction).map {
            ($0.line.adoption, $0.line)
          })
        let categories = try await Category.all(in: transaction)
        let changed = changedRows(lines, categories)
        if !changed.isEmpty { return (.changed(changed), []) }
        let ending = endingConfirmations(lines, categories)
        if !ending.isEmpty, !endsConfirmations { return (.endsConfirmations(ending), []) }
        return try await write(categories, in: transaction)
      }
    } catch let undone as Undone {
      (outcome, persons) = (undone.outcome, undone.persons)
    }
    try await database.noteTimeSeen(of: persons, as: viewer)
    return outcome
  }

  private struct Undone: Error {
    let outcome: Outcome
    /// Whose time the problems tell of.
    let persons: Set<Int>
  }

  private func write(_ categories: [Category], in transaction: Transaction) async throws -> (Outcome, Set<Int>) {
    var file = Import.sheet(bytes: try csv(categories), categories: categories, language: language)
    file.keepsGood = keepsGood
    let outcome = try await file.read(in: transaction) { _ in }
    var problems = outcome.problems.map { problem in
      // The heading is the first line.
      let row = rows.indices.contains(problem.line - 2) ? rows[problem.line - 2] : nil
      let column = Self.keys.contains(problem.column) || problem.column.isEmpty ? nil : problem.column
      return RowProblem(adoption: row?.adoption ?? "", column: column, wrong: problem.wrong, right: problem.right)
    }
    // A file passes over such rows; who has typed into one on a page meant something by it.
    for row in rows where isUnfilled(row) && !problems.contains(where: { $0.adoption == row.adoption && $0.column == "cases" }) {
      problems.append(
        RowProblem(
          adoption: row.adoption, column: "cases", wrong: language.choose("件数も総削減時間も空欄です", "neither cases nor gross minutes are given"),
          right: language.choose("件数を入れてください（使わなかった月は 0）", "give the cases, 0 for a month in which it wasn't used")))
    }
    let faulty = Set(problems.map(\.adoption))
    let written = rows.filter { !faulty.contains($0.adoption) }.count
    if !problems.isEmpty, !keepsGood || outcome.refusesAll || written == 0 { throw Undone(outcome: .refused(problems), persons: outcome.persons) }
    return (.written(count: written, problems: problems), outcome.persons)
  }

  private static let keys: Set<String> = ["adoption_code", "month"]

  /// A row that says nothing of what was done.
  private func isUnfilled(_ row: Row) -> Bool {
    !row.isWithdrawn && ["cases", "gross_minutes"].allSatisfy { (row.typed[$0] ?? "").allSatisfy(\.isWhitespace) }
  }

  /// Rows that would go over what somebody else has recorded in the meantime, unless they say the same.
  private func changedRows(_ lines: [String: SheetLine], _ categories: [Category]) -> Set<String> {
    let columns = Kind.sheet(categories).columns
    return Set(
      rows.filter { row in
        // What is on another sheet now was seen by nobody here.
        guard let line = lines[row.adoption] else { return true }
        guard line.state != row.seen else { return false }
        return row.isWithdrawn || columns.contains { column in row.typed[column.english].map { !line.says($0, in: column) } ?? false }
      }.map(\.adoption))
  }

  private func endingConfirmations(_ lines: [String: SheetLine], _ categories: [Category]) -> [(adoption: String, category: String)] {
    let columns = Kind.sheet(categories).columns
    return rows.flatMap { row -> [(adoption: String, category: String)] in
      guard let line = lines[row.adoption] else { return [] }
      return categories.filter { category in
        guard line.confirmed[category.code] != nil, let column = columns.first(where: { $0.english == category.code }) else { return false }
        return row.isWithdrawn || !line.says(row.typed[category.code] ?? "", in: column)
      }.map { (row.adoption, $0.code) }
    }
  }

  private func csv(_ categories: [Category]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = CSVWriter(encoding: .utf8BOM) { bytes += $0 }
    let shaded = Set(Kind.shaded.map(\.english))
    let columns = (Kind.sheet(categories).columns.filter { !shaded.contains($0.english) }) + [.withdrawn, .reason]
    try writer.write(columns.map { SheetCell.text($0.english) })
    for row in rows {
      try writer.write(
        columns.map { column in
          switch column.english {
          case "adoption_code": .text(row.adoption)
          case "month": .text(month.description)
          case "withdrawn": row.isWithdrawn ? .text("yes") : .empty
          case "reason": reason.isEmpty ? .empty : .text(reason)
          case let name: cell(row.typed[name] ?? "", column)
          }
        })
    }
    try writer.finish()
    return bytes
  }

  /// Numbers as they were typed: a text is kept from running as a formula, which would turn a minus sign into something else.
  private func cell(_ typed: String, _ column: Column) -> SheetCell {
    if typed.isEmpty { return .empty }
    if case .text = column.value { return .text(typed) }
    return .decimal(typed)
  }
}
