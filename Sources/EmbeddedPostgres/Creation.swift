import Glibc

/// The making of a cluster: beside its place, then put there in one step, so that a crash leaves none or a whole one.
struct Creation: Sendable {
  private static let prefix = "postgres.new-"

  let directory: DataDirectory
  let owner: SystemUser
  let installation: Installation
  let settings: ServerSettings
  let surroundings: Surroundings

  /// Makes the cluster; only for the holder of the change lock.
  func run() async throws {
    try await clearHalfMade()
    try directory.checkRoom(surroundings.roomForCluster)
    var template = Array("\(directory.path)/\(Self.prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw EmbeddedServerError.failure(to: "make a directory in", directory.path) }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    do {
      guard geteuid() == owner.id || chown(path, owner.id, owner.group) == 0 else { throw EmbeddedServerError.failure(to: "give away", path) }
      try await fill(Cluster(path: path))
      // An empty directory in its place is replaced.
      guard rename(path, directory.cluster.path) == 0 else { throw EmbeddedServerError.failure(to: "make", directory.cluster.path) }
    } catch {
      try Self.removeTree(path)
      throw error
    }
    try Descriptor(open: directory.path, O_RDONLY | O_DIRECTORY).sync(path: directory.path)
  }

  private func fill(_ cluster: Cluster) async throws {
    let lock = try cluster.lock()
    guard try lock.attempt(.exclusive) else { throw EmbeddedServerError.usedElsewhere(path: cluster.path) }
    var arguments = ["--pgdata=\(Cluster.inherited)", "--username=\(Access.superuser)", "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8"]
    arguments += ["--locale-provider=icu", "--icu-locale=ja", "--data-checksums"]
    if !settings.isDurable { arguments.append("--no-sync") }
    let initdb = Command(program: installation.program("initdb"), arguments: arguments, environment: Launch.environment)
    let made = try await initdb.run(as: owner).run(keeping: lock.descriptor)
    guard made.status == 0 else { throw EmbeddedServerError.told(made.output, in: directory) { .creationFailed(output: $0) } }
  }

  /// Removes what a crash left, once no orphan of it is at work any more.
  private func clearHalfMade() async throws {
    for name in try Entry.names(in: directory.path) where name.hasPrefix(Self.prefix) {
      let path = "\(directory.path)/\(name)"
      let lock = try Cluster(path: path).lock()
      try await lock.take(.exclusive, within: surroundings.patienceWithLeftovers)
      try Self.removeTree(path)
    }
  }

  /// Removes a directory and all in it, following no symbolic link.
  private static func removeTree(_ path: String) throws {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard errno == EISDIR else { throw EmbeddedServerError.failure(to: "remove", path) }
    for name in try Entry.names(in: path) { try removeTree("\(path)/\(name)") }
    guard rmdir(path) == 0 || errno == ENOENT else { throw EmbeddedServerError.failure(to: "remove", path) }
  }
}
