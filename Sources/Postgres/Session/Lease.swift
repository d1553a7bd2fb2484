/// A connection that one session or transaction holds; of no use once its closure has returned.
public final class Lease: Sendable {
  @Reactor private var connection: Connection?
  /// The first refusal that the transaction hasn't got over by going back to a savepoint.
  @Reactor var failure: ServerError?
  @Reactor private var savepoints = 0

  @Reactor init(_ connection: Connection) { self.connection = connection }

  /// Runs a request that the task's cancellation stops.
  @Reactor func run(_ request: Request) async throws -> Table? {
    try Task.checkCancellation()
    return try await settle(request) { try await $0.answer(to: request) }
  }

  /// Runs a request to its end, whatever becomes of the task: to clean up.
  @Reactor func complete(_ request: Request) async throws -> Table? {
    try await settle(request) { _ in try await request.value() }
  }

  /// Starts a COPY; nil when the statement turned out to be something else and has run.
  @Reactor func startCopy(_ request: Request) async throws -> Connection {
    guard request.statement.parameters.count == 0 else { throw StatementError(problem: .parametersNotAllowed, location: request.location) }
    try Task.checkCancellation()
    let connection = try await prepareAlone(request)
    connection.submit(request)
    await withTaskCancellationHandler {
      while !request.isFinished, !request.isFlowingCopy { await request.progress() }
    } onCancel: {
      Task { @Reactor in connection.cancel(request) }
    }
    if request.isFinished {
      do {
        _ = try await request.value()
      } catch {
        note(error)
        throw error
      }
      throw StatementError(problem: .notACopy, location: request.location)
    }
    return connection
  }

  @Reactor func begin(_ text: String) { connection?.pendingBegin = text }
  /// Nothing has been sent, so there's nothing to commit.
  @Reactor var isUntouched: Bool { connection?.pendingBegin != nil }
  /// The server is in a transaction, or may be: known only when nothing is under way.
  @Reactor var isBetweenTransactions: Bool { connection.map { $0.isIdle && $0.isBetweenTransactions } ?? true }

  @Reactor func newSavepoint() -> String {
    savepoints += 1
    return "tedori_\(savepoints)"
  }

  /// Takes the connection away from the session, to give it back to the pool.
  @Reactor func end() -> Connection? {
    defer { connection = nil }
    connection?.pendingBegin = nil
    return connection
  }

  /// Closes the connection: nobody can tell what state it's in.
  @Reactor func discard() { connection?.close(because: "it couldn't be put in order", isStopping: true) }

  @Reactor func note(_ error: any Error) {
    if failure == nil, let error = error as? ServerError { failure = error }
  }

  @Reactor private func settle(_ request: Request, _ answer: @Reactor (Connection) async throws -> Table?) async throws -> Table? {
    let connection = request.kind.isExclusive ? try await prepareAlone(request) : try open(request)
    connection.submit(request)
    do {
      return try await answer(connection)
    } catch {
      note(error)
      throw error
    }
  }

  @Reactor private func open(_ request: Request) throws -> Connection {
    try request.statement.check(at: request.location)
    guard let connection else { throw StatementError(problem: .sessionEnded, location: request.location) }
    return connection
  }

  /// What speaks the simple protocol can't carry the pending `begin` along, so that goes ahead.
  @Reactor private func prepareAlone(_ request: Request) async throws -> Connection {
    let connection = try open(request)
    guard connection.pendingBegin != nil else { return connection }
    let begin = Request(.begin, Statement(unprepared: ""), at: request.location)
    connection.submit(begin)
    do {
      _ = try await connection.answer(to: begin)
    } catch {
      note(error)
      throw error
    }
    return try open(request)
  }
}
