import Glibc

/// The orderly end of the server: sessions are cut, their transactions taken back, everything else is on disk. Only for the holder of the change lock.
struct Shutdown: Sendable {
  let directory: DataDirectory
  let patience: Duration

  /// Does nothing when no server runs, or one that somebody started by hand.
  func run() async throws {
    let cluster = directory.cluster
    guard let entry = try cluster.entry(), try !cluster.lock().attempt(.exclusive) else { return }
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    var asked = false
    while let postmaster = try cluster.postmaster(), let process = RunningProcess(id: postmaster.process), process.belongs(to: entry) {
      if !asked {
        guard kill(process.id, SIGINT) == 0 || errno == ESRCH else { throw EmbeddedServerError.failure(to: "stop the server in", cluster.path) }
        asked = true
      }
      if clock.now > deadline {
        throw EmbeddedServerError.timedOut(action: "stop", process: process.id, seconds: Int(patience.components.seconds))
      }
      try await Task.sleep(for: Launch.pause)
      if let folder = postmaster.socketFolder, RunningProcess(id: process.id) == nil { try SocketFolder(folder, of: cluster).clear() }
    }
  }
}
