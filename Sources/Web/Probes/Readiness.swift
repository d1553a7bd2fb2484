import Store
import Synchronization

/// Whether the service can serve: the database answers and its schema is this program's. Asked at most every other second, however many look.
final class Readiness: Sendable {
  private struct State {
    var isDraining = false
    var isReady = false
    var asked: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  private let database: Database
  private let viewer: Viewer

  init(database: Database, viewer: Viewer) {
    self.database = database
    self.viewer = viewer
  }

  /// From now on it is not ready: it is about to stop.
  func drain() { state.withLock { $0.isDraining = true } }

  var isReady: Bool {
    get async {
      let known: Bool? = state.withLock { state in
        if state.isDraining { return false }
        guard let asked = state.asked, asked.duration(to: .now) < .seconds(2) else {
          state.asked = .now
          return nil
        }
        return state.isReady
      }
      if let known { return known }
      let isReady = await ask()
      state.withLock { $0.isReady = isReady }
      return isReady
    }
  }

  private func ask() async -> Bool {
    // Whatever it is that can't be asked: it isn't ready, and that is the answer.
    do { return try await database.schemaState(as: viewer) == .current } catch { return false }
  }
}
