import Glibc

/// An advisory lock on a file or directory (`flock`), given back when the object or the process ends, however it ends.
///
/// A child that gets the descriptor keeps the lock after its parent is gone: so the lock on a cluster's directory tells whether any process of its server
/// still lives, which no process id can, as those are reused, become zombies and mean something else in another container.
final class Lock: Sendable {
  enum Mode: Sendable {
    case shared, exclusive
  }

  let descriptor: Descriptor
  let path: String

  init(_ descriptor: Descriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Takes the lock or changes its mode, without waiting; false when somebody else's stands against it.
  func attempt(_ mode: Mode) throws -> Bool {
    while flock(descriptor.number, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw EmbeddedServerError.failure(to: "lock", path) }
    }
    return true
  }

  /// Waits for the lock, and says after `limit` that somebody is at it for too long.
  func take(_ mode: Mode, within limit: Duration) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    while try !attempt(mode) {
      guard clock.now < deadline else { throw EmbeddedServerError.busy(path: path, seconds: Int(limit.components.seconds)) }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
