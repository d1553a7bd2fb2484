/// The connections that tasks have for themselves for a while: at most so many, handed out in the order of asking.
@Reactor final class LeasedConnections: ConnectionOwner {
  private let settings: PoolSettings
  private let opening: Opening
  private let line: WaitingLine
  /// The last returned is the first to go out, so that the surplus grows old and is closed.
  private var idle: [(connection: Connection, since: ContinuousClock.Instant)] = []
  private var leased: [ObjectIdentifier: Connection] = [:]
  private var isClosed = false
  private var isSweeping = false
  private var closers: [CheckedContinuation<Void, Never>] = []

  nonisolated init(opener: Opener, settings: PoolSettings, onNotice: @escaping @Sendable (Notice) -> Void) {
    self.settings = settings
    opening = Opening(opener: opener, use: .leased, settings: settings, onNotice: onNotice)
    line = WaitingLine(limit: settings.leaseTimeout, maximum: settings.maximum)
  }

  var leasedCount: Int { leased.count }
  var idleCount: Int { idle.count }
  var waitingCount: Int { line.count }

  func lease() async throws -> Connection {
    guard !isClosed else { throw PoolClosed() }
    try Task.checkCancellation()
    if line.isEmpty, let connection = idle.popLast()?.connection {
      leased[ObjectIdentifier(connection)] = connection
      return connection
    }
    return try await line.join { openIfNeeded() }
  }

  /// Takes a connection back, in whatever state it is.
  func release(_ connection: Connection) {
    leased[ObjectIdentifier(connection)] = nil
    if connection.isOpen {
      if isClosed || !connection.isIdle || !connection.isBetweenTransactions {
        connection.close(because: "it came back in the middle of something", isStopping: true)
      } else {
        offer(connection)
      }
    }
    openIfNeeded()
    if leased.isEmpty { reportClosed() }
  }

  /// Refuses new leases, waits for those that are out, at most so long, and closes everything.
  func close(within grace: Duration) async {
    isClosed = true
    line.failAll(with: PoolClosed())
    let unused = idle
    idle = []
    for (connection, _) in unused { connection.close(because: "the pool was closed") }
    guard !leased.isEmpty else { return }
    let deadline = Task { @Reactor in
      try await Task.sleep(for: grace)
      for connection in leased.values { connection.close(because: "the pool was closed", isStopping: true) }
    }
    await withCheckedContinuation { continuation in
      if leased.isEmpty { continuation.resume() } else { closers.append(continuation) }
    }
    deadline.cancel()
  }

  func connectionAdvanced(_ connection: Connection) {}
  func connection(_ connection: Connection, received notification: Notification) {}

  func connectionClosed(_ connection: Connection, unsent: [Request], loss: ConnectionLost) {
    for request in unsent { request.finish(.failure(loss.at(request.location, stage: .running))) }
    idle.removeAll { $0.connection === connection }
  }

  private func reportClosed() {
    let waiting = closers
    closers = []
    for closer in waiting { closer.resume() }
  }

  private func offer(_ connection: Connection) {
    connection.owner = self
    if isClosed {
      connection.close(because: "the pool was closed")
    } else if line.serveFirst(connection) {
      leased[ObjectIdentifier(connection)] = connection
    } else {
      idle.append((connection, .now))
      sweep()
    }
  }

  private func openIfNeeded() {
    if idle.isEmpty, leased.isEmpty { line.excuse = line.excuse ?? .noAnswer }
    while !isClosed, opening.count < line.count, idle.count + leased.count + opening.count < settings.maximum {
      opening.start(
        for: line, isWanted: { !self.isClosed && !self.line.isEmpty },
        failed: { loss, isFinal in
          // With connections out, one of them will come back; without, nobody would.
          guard isFinal, self.leased.isEmpty else { return true }
          self.line.failAll(with: loss)
          return false
        }, opened: { self.offer($0) })
    }
  }

  /// Closes what has been idle for too long, now and then, as long as something is idle.
  private func sweep() {
    guard let limit = settings.idleTimeout, !isSweeping else { return }
    isSweeping = true
    Task { @Reactor [weak self] in
      while self?.sweepOnce(limit) == true {
        do { try await Task.sleep(for: limit / 4) } catch { return }
      }
    }
  }

  private func sweepOnce(_ limit: Duration) -> Bool {
    for (connection, since) in idle where since.duration(to: .now) >= limit { connection.close(because: "it was idle") }
    isSweeping = !idle.isEmpty
    return isSweeping
  }
}
