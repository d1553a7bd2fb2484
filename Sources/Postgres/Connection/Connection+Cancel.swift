internal import CLibPQ

/// Taking back a request: what waits is dropped, what runs is stopped on the server.
extension Connection {
  /// The caller's task was cancelled: a request that waits is taken back, one that runs is stopped on the server.
  func cancel(_ request: Request) {
    guard !request.isFinished, !request.isCancelled else { return }
    request.isCancelled = true
    if let current = inFlight.first, current === request {
      interrupt(request)
      request.advance()
    } else if !request.wasSent {
      request.finish(.failure(CancellationError()))
    }
    // Otherwise it's in the pipeline behind others, and is stopped when its turn comes.
  }

  /// Stops what the server does for a connection that's about to be closed.
  func stopFromAfar() {
    guard let cancel = PQgetCancel(handle) else { return }
    let word = CancelHandle(pointer: cancel)
    Task { await word.send() }
  }

  /// Asks the server to stop what runs now, again and again until it has ended: the first word may come before the server has begun.
  ///
  /// Nothing new is sent while the word is under way, since it's said to the connection and not to a statement.
  func interrupt(_ request: Request) {
    guard !request.isPursued else { return }
    request.isPursued = true
    Task { @Reactor in
      var pauses = Backoff(from: .milliseconds(20), upTo: .seconds(1))
      while isOpen, !isInterrupting, inFlight.first === request, let cancel = PQgetCancel(handle) {
        isInterrupting = true
        interruptions += 1
        await CancelHandle(pointer: cancel).send()
        isInterrupting = false
        pump()
        guard isOpen, inFlight.first === request else { break }
        // A sleep of this task, which nobody cancels.
        do { try await Task.sleep(for: pauses.next()) } catch { break }
      }
      request.isPursued = false
      if isOpen, let next = inFlight.first, next.isCancelled { interrupt(next) }
    }
  }
}

/// The address to which a cancellation goes; it outlives the connection.
private struct CancelHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Says it on a thread of its own, since libpq waits for the server's acknowledgement.
  func send() async {
    do {
      try await BlockingThread.run {
        var text = [CChar](repeating: 0, count: 256)
        PQcancel(pointer, &text, Int32(text.count))
      }
    } catch {
      // No thread to be had: like a word that got lost, it shows by the statement's running on, and then it's said again.
    }
    PQfreeCancel(pointer)
  }
}
