/// Tasks that wait for a connection, served in the order of their coming, each for the same longest time.
@Reactor final class WaitingLine {
  /// How many wait.
  private(set) var count = 0
  /// Why nobody is served at the moment; what those hear whose time is up.
  var excuse: ConnectionLost?
  private let limit: Duration
  private let maximum: Int
  private var queue = Queue<Waiter>()
  private var isTiming = false

  nonisolated init(limit: Duration, maximum: Int) {
    self.limit = limit
    self.maximum = maximum
  }

  var isEmpty: Bool { count == 0 }

  /// Puts the calling task at the end of the line; `whileWaiting` runs once it stands there.
  func join(whileWaiting: () -> Void) async throws -> Connection {
    let waiter = Waiter()
    queue.append(waiter)
    count += 1
    startTimer()
    whileWaiting()
    return try await withTaskCancellationHandler {
      try await waiter.value()
    } onCancel: {
      Task { @Reactor in self.finish(waiter, .failure(CancellationError())) }
    }
  }

  /// Gives the connection to the first who still waits, if there is one.
  func serveFirst(_ connection: Connection) -> Bool {
    excuse = nil
    while let waiter = queue.popFirst() {
      if finish(waiter, .success(connection)) { return true }
    }
    return false
  }

  func failAll(with error: any Error) {
    for waiter in queue.drain() { finish(waiter, .failure(error)) }
  }

  @discardableResult
  private func finish(_ waiter: Waiter, _ result: Result<Connection, any Error>) -> Bool {
    guard waiter.finish(result) else { return false }
    count -= 1
    return true
  }

  /// One timer for all, since who came first is also due first.
  private func startTimer() {
    guard !isTiming else { return }
    isTiming = true
    Task { @Reactor in
      defer { isTiming = false }
      while let first = queue.first {
        if first.isFinished {
          queue.popFirst()
          continue
        }
        let waited = first.since.duration(to: .now)
        if waited >= limit {
          finish(first, .failure(excuse ?? PoolExhausted(maximum: maximum, waited: waited)))
        } else {
          do { try await Task.sleep(for: limit - waited) } catch { return }
        }
      }
    }
  }
}

@Reactor private final class Waiter {
  let since = ContinuousClock.now
  private var result: Result<Connection, any Error>?
  private var continuation: CheckedContinuation<Connection, any Error>?

  var isFinished: Bool { result != nil }

  func value() async throws -> Connection {
    try await withCheckedThrowingContinuation { asked in
      if let result { asked.resume(with: result) } else { continuation = asked }
    }
  }

  /// The first result counts.
  func finish(_ result: Result<Connection, any Error>) -> Bool {
    guard self.result == nil else { return false }
    self.result = result
    continuation?.resume(with: result)
    continuation = nil
    return true
  }
}
