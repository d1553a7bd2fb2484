public import Domain
import Postgres
import Sheets
public import Store

/// A month of one adoption that somebody enters: time and redirections together, by the path of a monthly sheet of one row.
public struct AdoptionMonthEntry: Sendable {
  public let code: String
  public let month: Month
  /// By the English names of a sheet's columns; a category's minutes by its code.
  public let cells: [String: String]
  public let language: Language

  public init(code: String, month: Month, cells: [String: String], language: Language) {
    self.code = code
    self.month = month
    self.cells = cells
    self.language = language
  }

  /// What came of it.
  public enum Outcome: Sendable {
    /// The month as it stands now, or would stand, and what should be known of it.
    case done(AdoptionMonth, notes: [Sentence])
    /// It isn't as it was seen any more.
    case changed
    case absent
    case refused([Problem])
  }

  /// The categories that a form has a field for.
  public static func categories(in database: Database, as viewer: Viewer) async throws -> [Category] {
    try await database.read(as: viewer) { try await Category.all(in: $0) }
  }

  /// Writes it in one transaction, or only says what would come of it.
  public func run(
    isCheck: Bool, in database: Database, as viewer: Viewer, isExpected: @escaping @Sendable (AdoptionMonth) -> Bool
  ) async throws -> Outcome {
    do {
      return try await database.write(as: viewer) { transaction in
        // As an import of these two kinds would.
        try await transaction.lockImports(of: .redirections)
        try await transaction.lockImports(of: .time)
        try await transaction.holdRedirections(of: [code], in: month)
        guard let seen = try await transaction.adoptionMonth(code, month) else { return .absent }
        guard isExpected(seen) else { return .changed }
        let file = Import.sheet(bytes: try csv(), categories: try await Category.all(in: transaction), language: language)
        let outcome = try await file.read(in: transaction) { _ in }
        guard outcome.problems.isEmpty else { throw Undone(outcome: .refused(outcome.problems)) }
        guard let now = try await transaction.adoptionMonth(code, month) else { throw Undone(outcome: .absent) }
        let done = Outcome.done(now, notes: outcome.notes)
        if isCheck { throw Undone(outcome: done) }
        return done
      }
    } catch let undone as Undone {
      return undone.outcome
    }
  }

  private struct Undone: Error {
    let outcome: Outcome
  }

  private func csv() throws -> [UInt8] {
    let bytes = Gathered()
    var writer = CSVWriter(encoding: .utf8BOM, sink: bytes.append)
    let names = cells.keys.sorted()
    try writer.write((["adoption_code", "month"] + names).map { SheetCell.text($0) })
    try writer.write(([code, month.description] + names.map { cells[$0] ?? "" }).map { $0.isEmpty ? .empty : .text($0) })
    try writer.finish()
    return bytes.all
  }
}
