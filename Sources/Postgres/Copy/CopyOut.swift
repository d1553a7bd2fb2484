/// The data of a COPY from the server; the COPY starts when the loop does.
public struct CopyOut: AsyncSequence, Sendable {
  let lease: Lease
  let statement: Statement
  let location: Location

  public func makeAsyncIterator() -> Iterator { Iterator(copy: self) }

  /// Fetches piece after piece; each is asked for only when the one before has been used.
  public struct Iterator: AsyncIteratorProtocol {
    private let copy: CopyOut
    private var cursor: CopyCursor?
    private var isFinished = false

    init(copy: CopyOut) { self.copy = copy }

    public mutating func next() async throws -> [UInt8]? {
      if isFinished { return nil }
      do {
        let cursor: CopyCursor
        if let started = self.cursor {
          cursor = started
        } else {
          cursor = try await CopyCursor.start(copy)
          self.cursor = cursor
        }
        if let chunk = try await cursor.next() { return chunk }
        isFinished = true
        return nil
      } catch {
        isFinished = true
        throw error
      }
    }
  }
}

/// A running COPY from the server; whoever lets go of it before the end doesn't want the rest.
private final class CopyCursor: Sendable {
  private let lease: Lease
  private let connection: Connection
  private let request: Request
  private let abandonment: Locked<Bool>

  private init(_ lease: Lease, _ connection: Connection, _ request: Request, _ abandonment: Locked<Bool>) {
    self.lease = lease
    self.connection = connection
    self.request = request
    self.abandonment = abandonment
  }

  @Reactor static func start(_ copy: CopyOut) async throws -> CopyCursor {
    let request = Request(.copyOut, copy.statement, at: copy.location)
    let connection = try await copy.lease.startCopy(request)
    return CopyCursor(copy.lease, connection, request, request.copy.abandonment)
  }

  deinit {
    abandonment.withLock { $0 = true }
    let connection = connection
    Task { @Reactor in connection.pump() }
  }

  @Reactor func next() async throws -> [UInt8]? {
    do {
      try Task.checkCancellation()
      return try await withTaskCancellationHandler {
        try await connection.nextChunk(of: request)
      } onCancel: {
        Task { @Reactor in self.connection.cancel(self.request) }
      }
    } catch {
      lease.note(error)
      throw error
    }
  }
}
