/// COPY on a leased connection, as streams.
extension LeasedConnection {
  /// Streams data to the server with `copy … from stdin`, in any of its formats; answers how many rows it took.
  ///
  /// The closure's writes wait while the server is busy, so memory stays bounded. When the closure throws, the server keeps none of the rows. The
  /// server checks the rows as they come but tells at the end; a fault that it finds on the way stops the writing early.
  @discardableResult
  public nonisolated(nonsending) func copyIn(
    _ statement: Statement, file: String = #fileID, line: Int = #line, _ body: (CopyWriter) async throws -> Void
  ) async throws -> Int {
    let request = Request(.copyIn, statement, at: statement.location ?? Location(file: file, line: line))
    let connection = try await lease.startCopy(request)
    let writer = CopyWriter(connection, request)
    do {
      try await body(writer)
      try await writer.flush()
    } catch {
      try await writer.giveUp(because: error, lease)
      throw error
    }
    return try await writer.end(lease)
  }

  /// Streams data from the server with `copy … to stdout`, in any of its formats, in pieces that hold whole rows.
  ///
  /// The server waits while the loop's body works, so memory stays bounded. Whoever leaves the loop early can go on with the transaction: the rest is
  /// read and thrown away first, or the server stops if what follows is the rollback.
  public func copyOut(_ statement: Statement, file: String = #fileID, line: Int = #line) -> CopyOut {
    CopyOut(lease: lease, statement: statement, location: statement.location ?? Location(file: file, line: line))
  }
}
