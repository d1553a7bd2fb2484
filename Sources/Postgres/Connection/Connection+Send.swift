internal import CLibPQ

/// Sending the requests that wait, as far as the connection takes them.
extension Connection {
  /// Sends what may be sent now.
  func pump() {
    while isOpen, !isInterrupting, !isUnflushed, let request = waiting.first {
      if request.isFinished {
        waiting.popFirst()
        continue
      }
      if let current = inFlight.first, current.kind.isExclusive {
        guard current.isFlowingCopy else { return }
        guard makeWay(for: request, past: current) else { return }
        continue
      }
      if request.kind.isExclusive, !inFlight.isEmpty { return }
      if !request.kind.isExclusive { deallocateDoomed() }
      guard isOpen else { return }
      waiting.popFirst()
      send(request)
      if isOpen { flush() }
    }
  }

  /// A COPY holds the connection and someone asks for more: answers whether to look at the queue again.
  private func makeWay(for request: Request, past current: Request) -> Bool {
    if current.isAbandonedCopy || request.role == .cleanUp, case .copyOut = current.kind {
      // Reading the rest keeps the transaction usable; before a rollback that's no use, so the server is told to stop.
      if request.role == .cleanUp { interrupt(current) }
      discard(current)
      return false
    }
    if request.role == .cleanUp { return false }
    waiting.popFirst()
    request.finish(.failure(StatementError(problem: .copyInProgress, location: request.location)))
    return true
  }

  func flush() {
    switch PQflush(handle) {
    case 0:
      isUnflushed = false
      if let current = inFlight.first, current.kind.isExclusive { current.advance() }
    case 1: isUnflushed = true
    default:
      // What the server said before it went is worth reading.
      receive()
      closeAfterFault(in: "sending")
    }
    updateInterest()
  }

  private func send(_ request: Request) {
    request.wasSent = true
    if inFlight.isEmpty { lastProgress = .now }
    request.interruptionsBefore = interruptions
    if request.kind.isExclusive { return sendAlone(request) }
    guard isPipelined || PQenterPipelineMode(handle) == 1 else { return refuse(request, "PQenterPipelineMode") }
    isPipelined = true
    if let begin = pendingBegin {
      pendingBegin = nil
      guard sendText(begin) else { return refuse(request, "begin") }
      request.steps.append(.begin)
    }
    let isSent =
      switch request.kind {
      case .deallocate(let name): sendDeallocate(name, for: request)
      case .begin: true
      default: sendStatement(request)
      }
    guard isSent, PQpipelineSync(handle) == 1 else { return refuse(request, "sending") }
    inFlight.append(request)
  }

  private func sendAlone(_ request: Request) {
    guard !isPipelined || PQexitPipelineMode(handle) == 1 else { return refuse(request, "PQexitPipelineMode") }
    isPipelined = false
    guard PQsendQuery(handle, request.statement.text) == 1 else { return refuse(request, "PQsendQuery") }
    inFlight.append(request)
  }

  private func sendStatement(_ request: Request) -> Bool {
    let statement = request.statement
    guard prepared.keeps(statement) else { return sendUnprepared(statement, for: request) }
    let key = PreparedCache.Key(text: statement.text, types: statement.parameters.declaredTypes)
    let (name, isNew) = prepared.name(for: key)
    if isNew {
      guard PQsendPrepare(handle, name, statement.text, Int32(key.types.count), key.types) == 1 else { return false }
      request.steps.append(.prepare(key, name: name))
    }
    request.preparedAs = key
    request.steps.append(.execute)
    let parameters = statement.parameters
    guard parameters.count > 0 else { return PQsendQueryPrepared(handle, name, 0, nil, nil, nil, 0) == 1 }
    return parameters.withPointers { PQsendQueryPrepared(handle, name, Int32(parameters.count), $0, parameters.lengths, parameters.formats, 0) == 1 }
  }

  private func sendUnprepared(_ statement: Statement, for request: Request) -> Bool {
    request.steps.append(.execute)
    let parameters = statement.parameters
    guard parameters.count > 0 else { return sendText(statement.text) }
    return parameters.withPointers {
      PQsendQueryParams(handle, statement.text, Int32(parameters.count), parameters.types, $0, parameters.lengths, parameters.formats, 0) == 1
    }
  }

  private func sendText(_ text: String) -> Bool { PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0) == 1 }

  private func sendDeallocate(_ name: String, for request: Request) -> Bool {
    request.steps.append(.deallocate(name: name))
    return sendText("deallocate \(name)")
  }

  private func deallocateDoomed() {
    // Not before a transaction's first statement: the begin travels with what is sent next.
    guard isOpen, pendingBegin == nil, let name = prepared.takeDoomed() else { return }
    send(Request(.deallocate(name: name), Statement(unprepared: ""), at: Location(file: #fileID, line: #line)))
  }

  /// libpq didn't take the request. Half of it may be in the pipeline, so the connection is given up.
  private func refuse(_ request: Request, _ call: String) {
    inFlight.append(request)
    closeAfterFault(in: call)
  }
}
