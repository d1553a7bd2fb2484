package import Domain
package import Postgres

/// The rows of one file on their way into a table: first staged as they were read, then merged.
///
/// Everything happens inside the caller's transaction, in temporary tables that end with it.
package struct Staging: Sendable {
  package let kind: Kind
  /// The columns that the file has, without `withdrawn` and `reason`.
  package let columns: [Column]

  package init(kind: Kind, columns: [Column]) {
    self.kind = kind
    self.columns = columns
  }

  var incoming: String { "incoming_" + kind.table }

  /// Makes the table for the rows to come, and an empty list of faults.
  package func open(in transaction: Transaction) async throws {
    try await openBeside(in: transaction)
    try await transaction.script(
      """
      create temp table if not exists faults (_line integer not null, _column text, rule text not null, detail jsonb) on commit drop;
      truncate faults;
      """)
  }

  /// Makes the table for rows that come from another staging, whose faults are kept.
  package func openBeside(in transaction: Transaction) async throws {
    let fields = columns.map { ", \"\($0.staged)\" \($0.stagedType)" }
    try await transaction.script(
      "create temp table \(incoming) (_line integer not null, _spoiled boolean not null, _withdrawn boolean not null, _reason text\(fields.joined())) on commit drop"
    )
  }

  /// Takes the rows, as lines of PostgreSQL's COPY text format in the order of `open`.
  package func load(in transaction: Transaction, rows: @Sendable (CopyWriter) async throws -> Void) async throws {
    _ = try await transaction.copyIn("copy \(unsafe: incoming) from stdin", rows)
    try await transaction.script("analyze \(incoming)")
  }
}
