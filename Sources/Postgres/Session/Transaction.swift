/// A transaction under way, inside `ConnectionPool.transaction`.
///
/// Its statements run one after the other in the order in which they were asked for, also by several tasks.
public struct Transaction: LeasedConnection {
  public let lease: Lease

  /// Runs the closure so that, when it throws, the transaction goes on as if it had never run. Not for several tasks of one transaction at once.
  @discardableResult
  public nonisolated(nonsending) func savepoint<Result: Sendable>(
    file: String = #fileID, line: Int = #line, _ body: () async throws -> Result
  ) async throws -> Result {
    let location = Location(file: file, line: line)
    let name = await lease.newSavepoint()
    _ = try await lease.run(Request(.statement, Statement(unprepared: "savepoint \(name)"), at: location))
    do {
      let result = try await body()
      _ = try await lease.run(Request(.statement, Statement(unprepared: "release savepoint \(name)"), at: location))
      return result
    } catch {
      try await lease.rollBack(to: name, at: location)
      throw error
    }
  }
}

extension Lease {
  @Reactor fileprivate func rollBack(to savepoint: String, at location: Location) async throws {
    let statement = Statement(unprepared: "rollback to savepoint \(savepoint); release savepoint \(savepoint)")
    _ = try await complete(Request(.script, statement, at: location, role: .cleanUp))
    // There was none before, or the savepoint itself would have failed.
    failure = nil
  }
}
