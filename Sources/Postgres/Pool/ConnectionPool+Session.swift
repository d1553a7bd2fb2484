/// A connection leased for a while, outside of any transaction.
extension ConnectionPool {
  /// Leases a connection outside of any transaction: for advisory locks, `vacuum`, `create database`.
  ///
  /// Whatever the closure left behind on the connection is cleared before the next one gets it. Throws `PoolExhausted` when none comes free in time.
  @discardableResult
  public nonisolated(nonsending) func withSession<Result: Sendable>(
    file: String = #fileID, line: Int = #line, _ body: (Session) async throws -> Result
  ) async throws -> Result {
    let lease = try await leases.start()
    do {
      let result = try await body(Session(lease: lease))
      await leases.end(lease, at: Location(file: file, line: line))
      return result
    } catch {
      await leases.end(lease, at: Location(file: file, line: line))
      throw error
    }
  }
}

extension LeasedConnections {
  fileprivate func start() async throws -> Lease { Lease(try await lease()) }

  /// Puts the connection in order and takes it back.
  fileprivate func end(_ lease: Lease, at location: Location) async {
    // All that `discard all` does, except for forgetting our prepared statements.
    let reset = """
      rollback; close all; set session authorization default; reset all; unlisten *; select pg_advisory_unlock_all(); discard temp; discard sequences
      """
    let notNeeded: Set<String> = ["25P01"]
    do {
      _ = try await lease.complete(Request(.script, Statement(unprepared: reset), at: location, role: .cleanUp))
    } catch let error as ServerError where notNeeded.contains(error.sqlState) {
      // A rollback outside of a transaction only warns.
    } catch {
      // A connection that can't be put in order isn't used again.
      lease.discard()
    }
    if let connection = lease.end() { release(connection) }
  }
}
