import Synchronization

/// Wakes whoever sleeps until there is something to do.
final class Alarm: Sendable {
  private let isSet = Mutex(false)

  func set() { isSet.withLock { $0 = true } }

  /// Returns soon after it is set, or after so many seconds.
  func wait(seconds: Int) async throws {
    for _ in 0..<seconds * 5 {
      let wasSet = isSet.withLock { set in
        defer { set = false }
        return set
      }
      if wasSet { return }
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}
