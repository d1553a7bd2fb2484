/// One connection that waits for notifications on behalf of all who listen.
@Reactor final class Listener: ConnectionOwner {
  private let opener: Opener
  private let settings: PoolSettings
  private let onNotice: @Sendable (Notice) -> Void
  private var ears: [String: [Ear]] = [:]
  private var connection: Connection?
  private var isConnecting = false
  private var isClosed = false

  nonisolated init(opener: Opener, settings: PoolSettings, onNotice: @escaping @Sendable (Notice) -> Void) {
    self.opener = opener
    self.settings = settings
    self.onNotice = onNotice
  }

  nonisolated func listen(to channel: String, onListening: @escaping @Sendable () -> Void) -> AsyncThrowingStream<Notification, any Error> {
    let (stream, continuation) = AsyncThrowingStream<Notification, any Error>.makeStream(bufferingPolicy: .bufferingOldest(Ear.capacity))
    // The server cuts longer names, and then its notifications come under another.
    guard (1...63).contains(channel.utf8.count), !channel.utf8.contains(0) else {
      continuation.finish(throwing: InvalidChannel())
      return stream
    }
    let ear = Ear(continuation, onListening)
    continuation.onTermination = { _ in Task { @Reactor in self.remove(ear, from: channel) } }
    Task { @Reactor in self.add(ear, to: channel) }
    return stream
  }

  func close() {
    isClosed = true
    let all = ears.values.flatMap(\.self)
    ears = [:]
    for ear in all { ear.end(with: nil) }
    connection?.close(because: "the pool was closed")
  }

  func connectionAdvanced(_ connection: Connection) {}

  func connectionClosed(_ connection: Connection, unsent: [Request], loss: ConnectionLost) {
    for request in unsent { request.finish(.failure(loss)) }
    self.connection = nil
    connectIfNeeded()
  }

  func connection(_ connection: Connection, received notification: Notification) {
    for ear in ears[notification.channel] ?? [] { ear.hear(notification) }
  }

  private func add(_ ear: Ear, to channel: String) {
    guard !isClosed else { return ear.end(with: PoolClosed()) }
    ears[channel, default: []].append(ear)
    connectIfNeeded()
    if let connection { Task { @Reactor in await listen(on: connection, to: channel, for: [ear]) } }
  }

  private func remove(_ ear: Ear, from channel: String) {
    ears[channel]?.removeAll { $0 === ear }
    guard ears[channel]?.isEmpty == true else { return }
    ears[channel] = nil
    if ears.isEmpty {
      connection?.close(because: "nobody listens")
    } else {
      connection?.submit(Request(.statement, Statement(unprepared: "unlisten \(quotedIdentifier(channel))"), at: Location(file: #fileID, line: #line)))
    }
  }

  private func connectIfNeeded() {
    guard connection == nil, !isConnecting, !isClosed, !ears.isEmpty else { return }
    isConnecting = true
    Task { @Reactor in
      await connect()
      isConnecting = false
      connectIfNeeded()
    }
  }

  /// Tries until there's a connection, nobody listens any more, or the server says no for good.
  private func connect() async {
    var pauses = Backoff(from: .milliseconds(50), upTo: .seconds(2))
    while !isClosed, !ears.isEmpty {
      switch await opener.open() {
      case .opened(let handle):
        let connection = Connection(handle, use: .leased, settings: settings, onNotice: onNotice)
        guard connection.isOpen else { break }
        if isClosed || ears.isEmpty { return connection.close(because: "nobody listens") }
        connection.owner = self
        self.connection = connection
        for (channel, ears) in ears { await listen(on: connection, to: channel, for: ears) }
        return
      case .refused(let loss):
        let all = ears.values.flatMap(\.self)
        ears = [:]
        for ear in all { ear.end(with: loss) }
        return
      case .unreachable: break
      }
      do { try await Task.sleep(for: pauses.next()) } catch { return }
    }
  }

  private func listen(on connection: Connection, to channel: String, for newcomers: [Ear]) async {
    let request = Request(.statement, Statement(unprepared: "listen \(quotedIdentifier(channel))"), at: Location(file: #fileID, line: #line))
    connection.submit(request)
    do {
      _ = try await request.value()
      for ear in newcomers { ear.begin() }
    } catch let error as ServerError {
      for ear in newcomers { ear.end(with: error) }
    } catch {
      // The connection broke; the next one listens again.
    }
  }
}

/// A stream's end at which notifications arrive.
@Reactor final class Ear {
  /// Notifications kept for a reader who is behind.
  nonisolated static let capacity = 8192
  nonisolated private let continuation: AsyncThrowingStream<Notification, any Error>.Continuation
  nonisolated private let onListening: @Sendable () -> Void

  nonisolated init(_ continuation: AsyncThrowingStream<Notification, any Error>.Continuation, _ onListening: @escaping @Sendable () -> Void) {
    self.continuation = continuation
    self.onListening = onListening
  }

  func begin() { onListening() }

  func hear(_ notification: Notification) {
    if case .dropped = continuation.yield(notification) { continuation.finish(throwing: NotificationOverrun()) }
  }

  func end(with error: (any Error)?) { continuation.finish(throwing: error) }
}

/// A reader of notifications fell so far behind that some would have been lost; listen again, and look at the state itself.
public struct NotificationOverrun: Error, Sendable, CustomStringConvertible {
  public var description: String { "more than \(Ear.capacity) notifications weren't read" }
}

/// A channel's name has 1 to 63 bytes, none of them NUL.
public struct InvalidChannel: Error, Sendable, CustomStringConvertible {
  public var description: String { "a channel's name has 1 to 63 bytes" }
}
