import Glibc

/// Brings about that the cluster's server runs: joins the one that does, or starts it. Only for the holder of the change lock.
struct Launch: Sendable {
  /// All that PostgreSQL's programs get to know of our environment.
  static let environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_MESSAGES": "C", "PGCONNECT_TIMEOUT": "30"]
  static let pause = Duration.milliseconds(20)

  let directory: DataDirectory
  let settings: ServerSettings
  let surroundings: Surroundings

  private var cluster: Cluster { directory.cluster }

  /// The running server's socket, and whether it was started here.
  func run() async throws -> (folder: SocketFolder, startedHere: Bool) {
    let owner = try directory.serverUser()
    if let clusterDirectory = try cluster.filledDirectory() {
      let lock = try cluster.lock()
      if let postmaster = try await join(clusterDirectory, lock), let folder = postmaster.socketFolder {
        // One that an older program has started goes by older rules.
        let access = Access(users: [owner, try SystemUser.current()])
        if try !access.stands(in: cluster) {
          try access.write(to: cluster, owner: owner)
          guard kill(postmaster.process, SIGHUP) == 0 else { throw EmbeddedServerError.failure(to: "reload", cluster.path) }
        }
        return (SocketFolder(folder, of: cluster), false)
      }
      let installation = try Installation.choose(for: cluster, among: try await surroundings.installations())
      return (try await start(lock, owner: owner, installation), true)
    }
    let installation = try Installation.choose(for: cluster, among: try await surroundings.installations())
    try await Creation(directory: directory, owner: owner, installation: installation, settings: settings, surroundings: surroundings).run()
    let lock = try cluster.lock()
    try await lock.take(.exclusive, within: surroundings.patienceWithLeftovers)
    return (try await start(lock, owner: owner, installation), true)
  }

  /// Waits until a server is ready, or until nothing of a former one is left: then the answer is nil and the lock is held.
  private func join(_ clusterDirectory: FileEntry, _ lock: Lock) async throws -> Postmaster? {
    let clock = ContinuousClock()
    let begin = clock.now
    var leftSince: ContinuousClock.Instant?
    var asked = false
    while true {
      let isFree = try lock.attempt(.exclusive)
      if let postmaster = try cluster.postmaster(), let process = RunningProcess(id: postmaster.process), process.belongs(to: clusterDirectory) {
        // With a free lock it is a server that somebody started by hand.
        if postmaster.phase == .ready { return postmaster }
        if clock.now - begin > surroundings.patienceWithServer { throw timeOut("become ready", postmaster.process) }
        leftSince = nil
      } else if isFree {
        return nil
      } else {
        // The server is dead, or another container's; a busy process of a dead one goes on until it looks up.
        let since = leftSince ?? clock.now
        leftSince = since
        if clock.now - since > surroundings.patienceWithLeftovers {
          let left = try RunningProcess.all(of: clusterDirectory)
          if left.isEmpty { throw EmbeddedServerError.usedElsewhere(path: cluster.path) }
          if clock.now - since > surroundings.patienceWithLeftovers + .seconds(30) {
            throw EmbeddedServerError.leftBehind(path: cluster.path, processes: left.map(\.id))
          }
          if !asked { left.forEach { kill($0.id, SIGTERM) } }
          asked = true
        }
      }
      try await Task.sleep(for: Self.pause)
    }
  }

  /// Starts the server, which takes over the lock.
  private func start(_ lock: Lock, owner: SystemUser, _ installation: Installation) async throws -> SocketFolder {
    if let dead = try cluster.postmaster()?.socketFolder { try SocketFolder(dead, of: cluster).clear(owner: owner.id) }
    try cluster.clearTraces()
    // PostgreSQL refuses a directory that others may look into.
    guard chmod(cluster.path, 0o700) == 0 else { throw EmbeddedServerError.failure(to: "close to others", cluster.path) }
    try Access(users: [owner, try SystemUser.current()]).write(to: cluster, owner: owner)
    let folder = try await SocketFolder.make(for: cluster, owner: owner, in: surroundings.socketFolders)
    let log = try ServerLog(directory)
    let arguments = ["-D", Cluster.inherited] + settings.arguments(socketFolder: folder.inServer)
    let postgres = try Command(program: installation.program("postgres"), arguments: arguments, environment: Self.environment).run(as: owner)
    let process = try postgres.spawn(input: try Descriptor(open: "/dev/null", O_RDONLY), output: log.descriptor, keeping: lock.descriptor)
    Command.reap(process)
    do {
      try await waitUntilReady(process, log)
    } catch {
      if error is CancellationError { kill(process, SIGINT) }
      if RunningProcess(id: process) == nil { try folder.clear(owner: owner.id) }
      throw error
    }
    return folder
  }

  private func waitUntilReady(_ process: Int32, _ log: ServerLog) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + surroundings.patienceWithServer
    while true {
      if let postmaster = try cluster.postmaster(), postmaster.process == process, postmaster.phase == .ready { return }
      guard RunningProcess(id: process) != nil else {
        throw EmbeddedServerError.told(try log.news(), in: directory) { .startFailed(output: $0, log: directory.log) }
      }
      if clock.now > deadline { throw timeOut("become ready", process) }
      try await Task.sleep(for: Self.pause)
    }
  }

  private func timeOut(_ action: String, _ process: Int32) -> EmbeddedServerError {
    .timedOut(action: action, process: process, seconds: Int(surroundings.patienceWithServer.components.seconds))
  }
}
