/// The few connections that carry everyone's single statements, many under way on each at once.
///
/// A slow statement holds up those behind it on the same connection: at most `depth`, and what comes later avoids it. When all are held up, a statement
/// gets a leased connection for itself.
@Reactor final class SharedConnections: ConnectionOwner {
  private let settings: PoolSettings
  private let opening: Opening
  private let line: WaitingLine
  private let leases: LeasedConnections
  private var connections: [Connection] = []
  private var growsAfter = ContinuousClock.now
  private var isClosed = false
  private var closers: [CheckedContinuation<Void, Never>] = []

  nonisolated init(opener: Opener, leases: LeasedConnections, settings: PoolSettings, onNotice: @escaping @Sendable (Notice) -> Void) {
    self.leases = leases
    self.settings = settings
    opening = Opening(opener: opener, use: .shared, settings: settings, onNotice: onNotice)
    line = WaitingLine(limit: settings.leaseTimeout, maximum: settings.shared)
  }

  var connectionCount: Int { connections.count }

  /// Runs one statement on whichever connection has the least to do.
  func run(_ statement: Statement, at location: Location) async throws -> Table? {
    try statement.check(at: location)
    while true {
      try Task.checkCancellation()
      if areAllStalled { return try await runAlone(statement, at: location) }
      let connection = try await connectionWithRoom()
      let request = Request(.statement, statement, at: location)
      connection.submit(request)
      do {
        return try await connection.answer(to: request)
      } catch is NeverSent {
        // Its connection broke before its turn came; another will do.
      }
    }
  }

  private var areAllStalled: Bool { !connections.isEmpty && !mayGrow && connections.allSatisfy(\.isStalled) }

  private func runAlone(_ statement: Statement, at location: Location) async throws -> Table? {
    let connection = try await leases.lease()
    defer { leases.release(connection) }
    let request = Request(.statement, statement, at: location)
    connection.submit(request)
    return try await connection.answer(to: request)
  }

  /// Refuses new statements, waits for those under way, at most so long, and closes everything.
  func close(within grace: Duration) async {
    isClosed = true
    line.failAll(with: PoolClosed())
    closeIdle()
    guard !connections.isEmpty else { return }
    let deadline = Task { @Reactor in
      try await Task.sleep(for: grace)
      for connection in connections { connection.close(because: "the pool was closed", isStopping: true) }
    }
    await withCheckedContinuation { continuation in
      if connections.isEmpty { continuation.resume() } else { closers.append(continuation) }
    }
    deadline.cancel()
  }

  func connectionAdvanced(_ connection: Connection) {
    if isClosed { closeIdle() }
    serve()
  }

  func connectionClosed(_ connection: Connection, unsent: [Request], loss: ConnectionLost) {
    connections.removeAll { $0 === connection }
    for request in unsent { request.finish(.failure(NeverSent())) }
    openIfNeeded()
    guard connections.isEmpty else { return }
    let waiting = closers
    closers = []
    for closer in waiting { closer.resume() }
  }

  func connection(_ connection: Connection, received notification: Notification) {}

  private func connectionWithRoom() async throws -> Connection {
    guard !isClosed else { throw PoolClosed() }
    if line.isEmpty, let connection = best { return connection }
    let connection = try await line.join { openIfNeeded() }
    connection.promised -= 1
    return connection
  }

  /// Where a statement would soonest be served, if it may be sent at once. Unless one is flowing, another connection, where that's possible, is worth a
  /// moment's wait: on it a statement depends on nobody else's.
  private var best: Connection? {
    if let flowing = connections.first(where: \.isFlowing) { return flowing }
    let connection = connections.filter(\.hasRoom).min { $0.load < $1.load }
    return connection.flatMap { $0.load == 0 || !mayGrow ? $0 : nil }
  }

  private var mayGrow: Bool { connections.count < settings.shared && growsAfter <= .now }

  private func serve() {
    while !line.isEmpty, let connection = best, line.serveFirst(connection) { connection.promised += 1 }
  }

  private func openIfNeeded() {
    if connections.isEmpty { line.excuse = line.excuse ?? .noAnswer }
    while !isClosed, mayGrow, connections.count + opening.count < settings.shared, opening.count < line.count {
      opening.start(
        for: line, isWanted: { !self.isClosed && !self.line.isEmpty },
        failed: { loss, isFinal in
          if !self.connections.isEmpty {
            // There's a way without it. For a while, that's the way.
            self.growsAfter = .now + .seconds(5)
            self.serve()
            return false
          }
          if isFinal { self.line.failAll(with: loss) }
          return !isFinal
        },
        opened: { connection in
          connection.owner = self
          if self.isClosed { return connection.close(because: "the pool was closed") }
          self.connections.append(connection)
          self.serve()
        })
    }
  }

  private func closeIdle() {
    for connection in connections where connection.load == 0 { connection.close(because: "the pool was closed") }
  }
}

/// A request whose connection broke before anything of it was sent.
private struct NeverSent: Error {}
