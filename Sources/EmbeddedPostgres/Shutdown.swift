import Glibc

/// The orderly end of the server: sessions are cut, their transactions taken back, everything else is on disk. Only for the holder of the change lock.
struct Shutdown: Sendable {
  let directory: DataDirectory
  let patience: Duration

  /// Does nothing when no server runs, or one that somebody started by hand.
  func run() async throws {
    let cluster = directory.cluster
    guard let clusterDirectory = try cluster.filledDirectory() else { return }
    let lock = try cluster.lock()
    guard try !lock.attempt(.exclusive) else { return }
    guard let postmaster = try cluster.postmaster(), let process = RunningProcess(id: postmaster.process), process.belongs(to: clusterDirectory) else { return }
    guard kill(process.id, SIGINT) == 0 || errno == ESRCH else { throw EmbeddedServerError.failure(to: "stop the server in", cluster.path) }
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    // Its file goes a moment before the server itself, whose last sign of life is the lock.
    while try !lock.attempt(.exclusive), RunningProcess(id: process.id) != nil {
      guard clock.now < deadline else {
        throw EmbeddedServerError.timedOut(action: "stop", process: process.id, seconds: Int(patience.components.seconds))
      }
      try await Task.sleep(for: Launch.pause)
    }
    if let folder = postmaster.socketFolder { try SocketFolder(folder, of: cluster).clear(owner: clusterDirectory.owner) }
  }
}
