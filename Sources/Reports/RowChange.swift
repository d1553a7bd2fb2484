public import Domain
import Postgres
import Sheets
public import Store

/// One row that a program writes: by the path of a file's rows, done once for its key, and only to the row that the program has seen.
public struct RowChange: Sendable {
  public let kind: Kind
  /// By the columns' English names; a column that isn't named keeps what is stored, an empty cell clears it.
  public let cells: [String: String]
  public let language: Language
  /// References that the viewer may not follow.
  public let hidden: Set<Reference>

  /// The row is taken back.
  public var withdraws = false

  public init(kind: Kind, cells: [String: String], language: Language, hiding hidden: Set<Reference>) {
    self.kind = kind
    self.cells = cells
    self.language = language
    self.hidden = hidden
  }

  /// By what a request that is repeated is known.
  public struct Repeat: Sendable {
    let key: String
    let account: Int
    let role: AccountRole
    let bodyHash: [UInt8]

    public init(key: String, account: Int, role: AccountRole, bodyHash: [UInt8]) {
      self.key = key
      self.account = account
      self.role = role
      self.bodyHash = bodyHash
    }
  }

  /// What came of it.
  public enum Outcome: Sendable {
    /// The row as it stands now.
    case written([String?])
    /// The answer to the earlier request with the same key.
    case repeated(String)
    /// The key was used for another request.
    case keyInUse
    /// There is a row with this key already.
    case exists
    /// There is no such row.
    case absent
    /// The row is not as the program has seen it.
    case changed
    /// The row is there no more.
    case withdrawn
    case refused([Problem])
  }

  /// Adds the row.
  ///
  /// - Parameter answer: the answer to be given again when the request is repeated.
  public func create(once: Repeat?, in database: Database, as viewer: Viewer, answer: @escaping @Sendable ([String?]) -> String) async throws -> Outcome {
    try await undoing(in: database, as: viewer) {
      try await database.write(as: viewer) { transaction in
        if let once, let earlier = try await transaction.earlierAnswer(to: once.key, of: once.account, as: once.role) {
          return earlier.bodyHash == once.bodyHash ? .repeated(earlier.answer) : .keyInUse
        }
        try await transaction.lockImports(of: kind)
        if try await row(in: transaction) != nil { return .exists }
        let counts = try await merge(in: transaction)
        // Somebody else's row, which this viewer doesn't see.
        guard counts.created == 1, let row = try await transaction.mergedRow(of: kind, hiding: hidden) else { throw Undone(outcome: .exists) }
        if let once { try await transaction.remember(answer(row), to: once.key, of: once.account, as: once.role, bodyHash: once.bodyHash) }
        return .written(row)
      }
    }
  }

  /// Changes the row or takes it back, unless it is not as expected.
  public func change(in database: Database, as viewer: Viewer, isExpected: @escaping @Sendable ([String?]) -> Bool) async throws -> Outcome {
    try await undoing(in: database, as: viewer) {
      try await database.write(as: viewer) { transaction in
        try await transaction.lockImports(of: kind)
        guard let seen = try await row(in: transaction) else { return .absent }
        guard isExpected(seen) else { return .changed }
        _ = try await merge(in: transaction)
        if withdraws { return .withdrawn }
        return try await row(in: transaction).map(Outcome.written) ?? .absent
      }
    }
  }

  private struct Undone: Error {
    let outcome: Outcome
    var persons: Set<Int> = []
  }

  private func undoing(in database: Database, as viewer: Viewer, _ work: () async throws -> Outcome) async throws -> Outcome {
    do { return try await work() } catch let undone as Undone {
      try await database.noteTimeSeen(of: undone.persons, as: viewer)
      return undone.outcome
    }
  }

  private func row(in transaction: Transaction) async throws -> [String?]? {
    let key = kind.columns.filter(\.isKey).map { cells[$0.english] ?? "" }
    return try await transaction.row(of: kind, key: key, hiding: hidden)
  }

  private func merge(in transaction: Transaction) async throws -> MergeCounts {
    // A file leaves out rows of nothing; here there would be nothing to say of it.
    if cells.values.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      let empty = language.pair(Rule.named("empty").explain([:]))
      throw Undone(outcome: .refused(kind.columns.filter(\.isRequired).map { Problem(line: 1, column: $0.english, empty) }))
    }
    let file = Import(kind: kind, bytes: try csv(), language: language)
    let outcome = try await file.read(in: transaction) { _ in }
    guard outcome.problems.isEmpty else { throw Undone(outcome: .refused(outcome.problems), persons: outcome.persons) }
    return outcome.counts
  }

  /// The row as a file of one.
  private func csv() throws -> [UInt8] {
    let bytes = Gathered()
    var writer = CSVWriter(encoding: .utf8BOM, sink: bytes.append)
    // An award has a reason of its own, which is the change's as well.
    let said = kind.columns + (kind.column(named: Column.reason.english) == nil ? [.reason] : [])
    let columns = said.filter { cells[$0.english] != nil }
    let withdrawal: [SheetCell] = withdraws ? [.text("yes")] : []
    try writer.write((columns + (withdraws ? [.withdrawn] : [])).map { SheetCell.text($0.english) })
    try writer.write(columns.map { column in cells[column.english].map { $0.isEmpty ? .empty : .text($0) } ?? .empty } + withdrawal)
    try writer.finish()
    return bytes.all
  }
}
