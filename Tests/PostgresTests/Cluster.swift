import CSpawn
import Foundation
import Glibc
import Postgres

/// A throw-away PostgreSQL cluster on a Unix socket in a directory of its own (and on a loopback port when asked), removed at the end.
final class Cluster: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The one that all tests share that don't hurt it.
  static let shared = Task { try Cluster() }

  let directory: String
  let port: Int
  private let extraSettings: [String]

  private static let programs = Result { try run(["pg_config", "--bindir"]).trimmingCharacters(in: .newlines) }
  private static let template = Result { try makeTemplate() }

  init(port: Int = 5432, settings: [String] = []) throws {
    self.port = port
    extraSettings = settings
    let source = try Self.template.get()
    directory = "\(source)-\(UUID().uuidString.prefix(8))"
    try Self.run(["cp", "-a", source, directory])
    try start()
    Self.remember(directory)
  }

  /// Over the Unix socket.
  var address: String { "host=\(directory) port=\(port) user=postgres dbname=postgres" }

  func start() throws {
    var options = ["-c unix_socket_directories=\(directory)", "-c port=\(port)", "-c fsync=off", "-c max_connections=400", "-c log_statement=none"]
    if !extraSettings.contains(where: { $0.hasPrefix("listen_addresses") }) { options.append("-c listen_addresses=") }
    options += extraSettings.map { "-c \($0)" }
    try Self.runAsServer("pg_ctl", ["-D", directory, "-l", "\(directory)/log", "-w", "-t", "60", "-o", options.joined(separator: " "), "start"])
  }

  func stop(_ mode: String = "fast") throws {
    try Self.runAsServer("pg_ctl", ["-D", directory, "-m", mode, "-w", "-t", "60", "stop"])
  }

  /// Ends the server as a crash of the machine would: all its processes, without a word.
  func kill() throws {
    let text = try String(contentsOfFile: "\(directory)/postmaster.pid", encoding: .utf8)
    guard let line = text.split(separator: "\n").first, let postmaster = pid_t(line) else { throw Failure(description: "no postmaster.pid") }
    let children = try String(contentsOfFile: "/proc/\(postmaster)/task/\(postmaster)/children", encoding: .utf8).split(separator: " ").compactMap { pid_t($0) }
    for process in [postmaster] + children { Glibc.kill(process, SIGKILL) }
    // The next start finds no old backend attached to the shared memory.
    while children.contains(where: { Glibc.kill($0, 0) == 0 && FileManager.default.fileExists(atPath: "/proc/\($0)/exe") }) { usleep(10_000) }
    // Where nobody reaps them, the dead keep their numbers, and the lock files would speak of a living server.
    for lock in ["postmaster.pid", ".s.PGSQL.\(port).lock"] { try FileManager.default.removeItem(atPath: "\(directory)/\(lock)") }
  }

  private static func makeTemplate() throws -> String {
    let path = "\(temporary)/pgtest-\(getpid())"
    try run(["install", "--directory", "--mode=0700"] + (getuid() == 0 ? ["--owner=postgres"] : []) + [path])
    remember(path)
    try runAsServer("initdb", ["-D", path, "--auth=trust", "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
    return path
  }

  /// The folder for temporary files, or the system's own where that has a longer name than a socket's path has room for.
  private static let temporary = [FileManager.default.temporaryDirectory.path, P_tmpdir].first { $0.utf8.count < 60 } ?? P_tmpdir

  /// Runs one of PostgreSQL's programs as a user whom it doesn't refuse.
  private static func runAsServer(_ program: String, _ arguments: [String]) throws {
    let prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--inh-caps=-all", "--no-new-privs"]
    try run((getuid() == 0 ? prefix : []) + ["\(programs.get())/\(program)"] + arguments)
  }

  /// Runs a program to its end and answers what it said. Foundation's `Process` would wait for the server too, which inherits its descriptors.
  @discardableResult static func run(_ command: [String]) throws -> String {
    let log = FileManager.default.temporaryDirectory.appending(path: "pgtest-\(UUID().uuidString).out").path
    defer { unlink(log) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // The server that it starts would keep open what other tests' servers have accepted and close.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var process = pid_t()
    let arguments = command.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    let spawned = posix_spawnp(&process, command[0], &actions, nil, arguments + [nil], environ)
    guard spawned == 0 else { throw Failure(description: "\(command[0]) can't be run: \(spawned)") }
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
    let said = try String(contentsOfFile: log, encoding: .utf8)
    guard status == 0 else { throw Failure(description: "\(command.joined(separator: " ")): \(said)") }
    return said
  }

  /// Directories to stop and remove when the process ends.
  private static let remembered = Remembered()

  private static func remember(_ directory: String) {
    remembered.add(directory)
  }

  private final class Remembered: @unchecked Sendable {
    private let lock = NSLock()
    private var directories: [String] = []

    init() { atexit { Cluster.cleanUp() } }

    func add(_ directory: String) { lock.withLock { directories.append(directory) } }
    func all() -> [String] { lock.withLock { directories } }
  }

  private static func cleanUp() {
    for directory in remembered.all() {
      if FileManager.default.fileExists(atPath: "\(directory)/postmaster.pid") {
        do { try runAsServer("pg_ctl", ["-D", directory, "-m", "immediate", "-w", "stop"]) } catch { print("stopping: \(error)") }
      }
      do { try run(["rm", "-rf", directory]) } catch { print("removing: \(error)") }
    }
  }
}

/// A pool on the shared cluster with a database of its own, closed and dropped at the end.
func withPool<Result: Sendable>(
  _ settings: PoolSettings = PoolSettings(), on cluster: Cluster? = nil, onNotice: @escaping @Sendable (Notice) -> Void = { _ in },
  _ body: @Sendable (ConnectionPool) async throws -> Result
) async throws -> Result {
  let shared = try await Cluster.shared.value
  let pool = try ConnectionPool(address: (cluster ?? shared).address, settings: settings, onNotice: onNotice)
  do {
    let result = try await body(pool)
    await pool.close()
    return result
  } catch {
    await pool.close()
    throw error
  }
}

/// Waits for something to become true on the server; a test that waits in vain fails by its time limit.
func eventually(_ condition: @Sendable () async throws -> Bool) async throws {
  while try await !condition() { try await Task.sleep(for: .milliseconds(10)) }
}
