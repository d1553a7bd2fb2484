internal import CLibPQ

/// Reading what has arrived and answering those who wait for it.
extension Connection {
  /// Takes everything that has arrived and answers those who wait for it.
  func receive() {
    var silences = 0
    while isOpen, let request = inFlight.first {
      if request.isFlowingCopy {
        guard case .copyOut = request.kind, request.copy.isWanted, collect(request) else { return }
        continue
      }
      guard PQisBusy(handle) == 0 else { return }
      if let result = PQgetResult(handle) {
        silences = 0
        take(result, for: request)
      } else if PQstatus(handle) == CONNECTION_BAD {
        return close(because: "the server closed the connection")
      } else if request.kind.isExclusive {
        settle(request)
      } else {
        // In a pipeline libpq says "nothing more" after each command; more than that, and we don't speak the same language.
        silences += 1
        if silences > 3 { return close(because: "an answer is missing") }
      }
    }
  }

  private func take(_ result: OpaquePointer, for request: Request) {
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: succeed(result, for: request)
    case PGRES_PIPELINE_SYNC:
      PQclear(result)
      settle(request)
    case PGRES_PIPELINE_ABORTED:
      PQclear(result)
      abandonStep(of: request)
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: startCopy(result, for: request)
    default:
      if request.failure == nil { request.failure = policy.error(from: result, at: request.location) }
      PQclear(result)
      if PQstatus(handle) == CONNECTION_BAD { return close(because: "the server closed the connection") }
      guard request.failure != nil else { return close(because: "libpq reported a fault of its own") }
      abandonStep(of: request)
    }
  }

  private func succeed(_ result: OpaquePointer, for request: Request) {
    if request.kind.isExclusive {
      note(String(cString: PQcmdStatus(result)))
      request.table = Table(result, location: request.location)
      return
    }
    switch request.steps.popFirst() {
    case .execute:
      let table = Table(result, location: request.location)
      note(table.command)
      request.table = table
    default: PQclear(result)
    }
  }

  /// A command that empties the server's memory of prepared statements empties ours.
  private func note(_ command: String) {
    if command == "DISCARD ALL" || command == "DEALLOCATE ALL" { prepared.clear() }
  }

  /// A step failed or was skipped because of an earlier one.
  private func abandonStep(of request: Request) {
    switch request.steps.popFirst() {
    case .prepare(let key, let name): prepared.forget(key, name: name)
    // In a failed transaction nothing is possible; later it is.
    case .deallocate(let name): if (request.failure as? ServerError)?.sqlState == "25P02" { prepared.doom(name) }
    default: break
    }
  }

  /// The answer is complete.
  private func settle(_ request: Request) {
    inFlight.popFirst()
    lastProgress = .now
    lastAnswer = lastProgress
    if inFlight.isEmpty, use == .shared, !isBetweenTransactions {
      // Whoever began a transaction here would have shared it with strangers.
      request.finish(.failure(StatementError(problem: .transactionLeftOpen, location: request.location)))
      return close(because: "a statement left a transaction open on a shared connection")
    }
    if let key = request.preparedAs, (request.failure as? ServerError)?.isStalePlan == true { prepared.drop(key) }
    if isWorthRepeating(request) {
      request.reset()
      waiting.prepend(request)
    } else {
      request.finish(outcome(of: request))
    }
    if let next = inFlight.first, next.isCancelled { interrupt(next) }
    pump()
    owner?.connectionAdvanced(self)
  }

  private func outcome(of request: Request) -> Result<Table?, any Error> {
    if let failure = request.failure {
      if request.isCancelled, (failure as? ServerError)?.isCanceled == true { return .failure(CancellationError()) }
      return .failure(failure)
    }
    if request.saysNotDurable { return .failure(NotDurable(location: request.location)) }
    return .success(request.table)
  }

  /// Whether the failure has nothing to do with the caller, and nothing of the statement has happened: its plan was stale, or it was hit by a
  /// cancellation that was meant for another.
  private func isWorthRepeating(_ request: Request) -> Bool {
    guard case .statement = request.kind, request.role == .ordinary, !request.isCancelled, request.repeats < 3 else { return false }
    guard use == .shared || isBetweenTransactions, let error = request.failure as? ServerError else { return false }
    return error.isStalePlan || use == .shared && error.isCanceled && interruptions > request.interruptionsBefore
  }
}

extension ServerError {
  /// The statement that we had prepared is unknown, or gives other columns than when it was prepared: a `deallocate` or a change of the schema.
  var isStalePlan: Bool {
    condition == .invalidStatementName || condition == .featureNotSupported && routine == "RevalidateCachedQuery"
  }
}
