/// Where the data of a COPY to the server goes. Small writes are gathered; one task at a time writes.
public final class CopyWriter: Sendable {
  private let connection: Connection
  private let request: Request
  private let gathered = Locked<[UInt8]>([])

  init(_ connection: Connection, _ request: Request) {
    self.connection = connection
    self.request = request
  }

  /// Adds bytes to the stream: whole rows or any part of them. Waits while the server has enough to do.
  ///
  /// Throws what the server found wrong with the rows so far, if it has said so.
  public func write(bytes: some Sequence<UInt8>) async throws {
    let piece = gathered.withLock { gathered -> [UInt8]? in
      gathered.append(contentsOf: bytes)
      guard gathered.count >= Connection.copyPiece else { return nil }
      defer { gathered = [] }
      return gathered
    }
    if let piece { try await put(piece) }
  }

  /// Adds text, as UTF-8.
  public func write(_ text: String) async throws { try await write(bytes: text.utf8) }

  func flush() async throws {
    let rest = gathered.withLock { gathered in
      defer { gathered = [] }
      return gathered
    }
    if !rest.isEmpty { try await put(rest) }
  }

  @Reactor func end(_ lease: Lease) async throws -> Int {
    do {
      return try await end(discarding: false)?.affectedRows ?? 0
    } catch {
      lease.note(error)
      throw error
    }
  }

  /// Ends the COPY without keeping anything. The server's complaint about that is expected; what it found wrong before is the better error.
  @Reactor func giveUp(because error: any Error, _ lease: Lease) async throws {
    do {
      _ = try await end(discarding: true)
    } catch let failure as ServerError {
      lease.note(failure)
      if error is CopyRefused || !failure.isCanceled { throw failure }
    }
  }

  @Reactor private func end(discarding isDiscarded: Bool) async throws -> Table? {
    if isDiscarded { return try await connection.endCopy(request, discarding: true) }
    return try await withTaskCancellationHandler {
      try await connection.endCopy(request, discarding: false)
    } onCancel: {
      Task { @Reactor in self.connection.cancel(self.request) }
    }
  }

  @Reactor private func put(_ bytes: [UInt8]) async throws {
    try await withTaskCancellationHandler {
      try await connection.put(bytes[...], into: request)
    } onCancel: {
      Task { @Reactor in self.connection.cancel(self.request) }
    }
  }
}
