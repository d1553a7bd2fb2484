/// Opens connections for those who wait in a line, trying again while that can help.
@Reactor final class Opening {
  /// Connections on their way.
  private(set) var count = 0
  private let opener: Opener
  private let use: Connection.Use
  private let settings: PoolSettings
  private let onNotice: @Sendable (Notice) -> Void

  nonisolated init(opener: Opener, use: Connection.Use, settings: PoolSettings, onNotice: @escaping @Sendable (Notice) -> Void) {
    self.opener = opener
    self.use = use
    self.settings = settings
    self.onNotice = onNotice
  }

  /// Starts on one connection. `isWanted` is asked before each try; `failed` hears of each that fails, and whether the server refused for good, and
  /// answers whether to go on.
  func start(
    for line: WaitingLine, isWanted: @escaping @Reactor () -> Bool, failed: @escaping @Reactor (ConnectionLost, _ isFinal: Bool) -> Bool,
    opened: @escaping @Reactor (Connection) -> Void
  ) {
    count += 1
    Task { @Reactor in
      let connection = await open(for: line, isWanted: isWanted, failed: failed)
      count -= 1
      if let connection { opened(connection) }
    }
  }

  private func open(for line: WaitingLine, isWanted: @Reactor () -> Bool, failed: @Reactor (ConnectionLost, Bool) -> Bool) async -> Connection? {
    var pauses = Backoff(from: .milliseconds(50), upTo: .seconds(1))
    while isWanted() {
      switch await opener.open() {
      case .opened(let handle):
        let connection = Connection(handle, use: use, settings: settings, onNotice: onNotice)
        if connection.isOpen { return connection }
      case .refused(let loss):
        line.excuse = loss
        guard failed(loss, true) else { return nil }
      case .unreachable(let loss):
        line.excuse = loss
        guard failed(loss, false) else { return nil }
      }
      do { try await Task.sleep(for: pauses.next()) } catch { return nil }
    }
    return nil
  }
}
