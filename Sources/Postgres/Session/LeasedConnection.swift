/// What a session and a transaction can both do. Functions that need either take `some LeasedConnection`.
public protocol LeasedConnection: Sendable {
  /// The connection behind it.
  var lease: Lease { get }
}

extension LeasedConnection {
  /// Runs a statement and gives its rows. All of them are in memory: read millions with `copyOut`.
  ///
  /// Throws `ServerError`, `ConnectionLost`, `StatementError`, `NotDurable`, or `CancellationError` when the task was cancelled, and then the server
  /// has stopped the statement too.
  @discardableResult
  public func query(_ statement: Statement, file: String = #fileID, line: Int = #line) async throws -> [Row] {
    let request = Request(.statement, statement, at: statement.location ?? Location(file: file, line: line))
    return try await lease.run(request)?.rows ?? []
  }

  /// Runs a statement and tells how many rows it inserted, updated, deleted or selected.
  @discardableResult
  public func execute(_ statement: Statement, file: String = #fileID, line: Int = #line) async throws -> Int {
    let request = Request(.statement, statement, at: statement.location ?? Location(file: file, line: line))
    return try await lease.run(request)?.affectedRows ?? 0
  }

  /// Runs several statements, separated by semicolons, in one round trip. The text is trusted SQL: there are no parameters.
  public func script(_ sql: String, file: String = #fileID, line: Int = #line) async throws {
    let statement = Statement(unprepared: sql)
    _ = try await lease.run(Request(.script, statement, at: Location(file: file, line: line)))
  }
}
