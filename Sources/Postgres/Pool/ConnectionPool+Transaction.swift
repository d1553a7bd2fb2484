/// A transaction on a leased connection, with its retries.
extension ConnectionPool {
  /// Runs the closure in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// When the server gives the transaction up for the sake of others (serialization failure, deadlock), the whole closure runs again, at most `retries`
  /// times after the first and after a short random pause; so what it does besides the database must bear being done twice. A closure that swallows a
  /// refusal and returns gets it thrown by the commit, since the server then rolls back.
  ///
  /// Throws what the closure throws; `ServerError`, `ConnectionLost` (with `.committing` when it's unknown whether the commit stands), `NotDurable`,
  /// `PoolExhausted`, `CancellationError`.
  @discardableResult
  public func transaction<Result: Sendable>(
    isolation: IsolationLevel = .readCommitted, readOnly: Bool = false, retries: Int = 5, file: String = #fileID, line: Int = #line,
    _ body: @Sendable (Transaction) async throws -> Result
  ) async throws -> Result {
    let begin = "begin isolation level \(isolation.rawValue)" + (readOnly ? " read only" : "")
    let location = Location(file: file, line: line)
    var pauses = Backoff(from: .milliseconds(5), upTo: .milliseconds(500))
    var retriesLeft = retries
    while true {
      do {
        return try await leases.transact(begin, at: location, body)
      } catch let failure as RetryableFailure {
        guard retriesLeft > 0 else { throw failure.error }
        retriesLeft -= 1
        try await Task.sleep(for: pauses.next())
      }
    }
  }
}

/// The server gave the transaction up; it may succeed when it runs again.
private struct RetryableFailure: Error {
  let error: any Error
}

extension LeasedConnections {
  fileprivate nonisolated func transact<Result: Sendable>(
    _ begin: String, at location: Location, _ body: @Sendable (Transaction) async throws -> Result
  ) async throws -> Result {
    let lease = try await startTransaction(begin)
    do {
      let result = try await body(Transaction(lease: lease))
      try Task.checkCancellation()
      try await commit(lease, at: location)
      return result
    } catch {
      throw await rollBack(lease, after: error, at: location)
    }
  }

  private func startTransaction(_ begin: String) async throws -> Lease {
    let lease = Lease(try await lease())
    lease.begin(begin)
    return lease
  }

  private func commit(_ lease: Lease, at location: Location) async throws {
    if !lease.isUntouched {
      if lease.isBetweenTransactions { throw StatementError(problem: .transactionControl, location: location) }
      let table = try await lease.run(Request(.statement, "commit", at: location, role: .commit))
      // The server commits a failed transaction by rolling it back, and calls that a success.
      if table?.command == "ROLLBACK" { throw lease.failure ?? StatementError(problem: .transactionControl, location: location) }
    }
    if let connection = lease.end() { release(connection) }
  }

  /// Ends the failed transaction and answers what to tell the caller.
  private func rollBack(_ lease: Lease, after error: any Error, at location: Location) async -> any Error {
    let cause = error as? ServerError ?? lease.failure
    if !lease.isUntouched, !lease.isBetweenTransactions {
      do {
        _ = try await lease.complete(Request(.statement, "rollback", at: location, role: .cleanUp))
      } catch {
        // The connection is gone or out of order, and so is the transaction.
        lease.discard()
      }
    }
    if let connection = lease.end() { release(connection) }
    if let cause, cause.isRetryable || cause.isStalePlan, !(error is CancellationError) { return RetryableFailure(error: error) }
    return error
  }
}
