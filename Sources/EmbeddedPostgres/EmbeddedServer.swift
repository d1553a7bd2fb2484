/// A PostgreSQL of Tedori's own in a data directory: nobody has to set up a database to use it.
///
/// It is reached by a Unix socket only, by the user who runs Tedori. Everyone who uses it shares a lock, which the operating system gives back when a
/// program dies; the last one to leave stops the server. One whose programs were all killed runs on and is joined by the next.
public actor EmbeddedServer {
  /// Where it is, in libpq's form; the user and the database are both `tedori`.
  public nonisolated let address: String
  /// The same for `tedori_service`, a login that owns nothing.
  public nonisolated let serviceAddress: String
  /// Whether this call started it, rather than joining one that ran.
  public nonisolated let startedHere: Bool

  private let directory: DataDirectory
  private let surroundings: Surroundings
  private var use: Lock?

  private init(address: String, serviceAddress: String, startedHere: Bool, directory: DataDirectory, surroundings: Surroundings, use: Lock) {
    self.address = address
    self.serviceAddress = serviceAddress
    self.startedHere = startedHere
    self.directory = directory
    self.surroundings = surroundings
    self.use = use
  }

  /// Starts the server in the directory, or joins it when it runs; makes what doesn't exist yet, which takes some seconds the first time.
  ///
  /// `settings` are PostgreSQL's, by name; they are for the one who starts it. As root the server runs as the owner of the cluster or of the directory,
  /// or as `postgres` when that is root. Throws `EmbeddedServerError`, or `CancellationError`.
  public static func start(in directory: String, settings: [String: String] = [:]) async throws -> EmbeddedServer {
    try await start(in: directory, settings: settings, surroundings: Surroundings())
  }

  static func start(in path: String, settings: [String: String] = [:], surroundings: Surroundings) async throws -> EmbeddedServer {
    let settings = try ServerSettings(settings)
    let directory = try DataDirectory.prepare(path)
    let change = try directory.lock(directory.changeLock)
    defer { withExtendedLifetime(change) {} }
    try await change.take(.exclusive, within: surroundings.patienceWithOthers)
    let use = try directory.lock(directory.useLock)
    try await use.take(.shared, within: surroundings.patienceWithOthers)
    do {
      let launch = Launch(directory: directory, settings: settings, surroundings: surroundings)
      var (folder, startedHere) = try await launch.run()
      var database = OwnDatabase(directory: directory, folder: folder, installations: try await surroundings.installations())
      do {
        try await database.prepare()
      } catch EmbeddedServerError.connectionFailed where !startedHere {
        // A server that was killed a moment ago still looks alive: once it is gone, it is brought up again.
        try await Task.sleep(for: .milliseconds(500))
        (folder, startedHere) = try await launch.run()
        database = OwnDatabase(directory: directory, folder: folder, installations: try await surroundings.installations())
        try await database.prepare()
      }
      return EmbeddedServer(
        address: database.address, serviceAddress: database.serviceAddress, startedHere: startedHere, directory: directory, surroundings: surroundings, use: use
      )
    } catch {
      if try use.attempt(.exclusive) { try await stop(directory, surroundings) }
      throw error
    }
  }

  /// Says that this program doesn't need the server any more; the last one stops it, unless it is to be kept running.
  ///
  /// A second call does nothing, and a cancelled task waits all the same. A program that ends without this leaves the server running for the next.
  public func leave(keepRunning: Bool = false) async throws {
    guard let use else { return }
    self.use = nil
    if keepRunning { return }
    let change = try directory.lock(directory.changeLock)
    defer { withExtendedLifetime(change) {} }
    let patience = surroundings.patienceWithOthers
    try await Task { try await change.take(.exclusive, within: patience) }.value
    guard try use.attempt(.exclusive) else { return }
    try await Self.stop(directory, surroundings)
  }

  /// In a task of its own: one that was cancelled, as by Ctrl-C, still has to leave in order.
  private static func stop(_ directory: DataDirectory, _ surroundings: Surroundings) async throws {
    try await Task { try await Shutdown(directory: directory, patience: surroundings.patienceWithServer).run() }.value
  }
}
