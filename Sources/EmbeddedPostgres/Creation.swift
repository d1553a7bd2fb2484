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
    let path = try FileEntry.makeDirectory(in: directory.path, prefix: Self.prefix)
    do {
      if geteuid() != owner.id { try Descriptor(open: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).give(to: owner.id, group: owner.group, path: path) }
      try await fill(Cluster(path: path))
      // An empty directory in its place is replaced.
      guard rename(path, directory.cluster.path) == 0 else { throw EmbeddedServerError.failure(to: "make", directory.cluster.path) }
    } catch {
      try await Self.remove(path)
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
    for name in try FileEntry.names(in: directory.path) where name.hasPrefix(Self.prefix) {
      let path = "\(directory.path)/\(name)"
      try await Cluster(path: path).lock().take(.exclusive, within: surroundings.patienceWithLeftovers)
      try await Self.remove(path)
    }
  }

  /// Removes a directory and all in it, as its owner: what an owner puts in its place meanwhile must not be removed with root's rights.
  private static func remove(_ path: String) async throws {
    let descriptor = try Descriptor(open: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    guard let owner = SystemUser(id: try descriptor.status(path: path).st_uid) else { throw EmbeddedServerError.failure(to: "remove", path, code: EPERM) }
    let find = Command(program: "/usr/bin/find", arguments: ["\(Cluster.inherited)/", "-mindepth", "1", "-delete"])
    let outcome = try await find.run(as: owner).run(keeping: descriptor)
    guard outcome.status == 0 else { throw EmbeddedServerError.creationFailed(output: outcome.output) }
    guard rmdir(path) == 0 || errno == ENOENT else { throw EmbeddedServerError.failure(to: "remove", path) }
  }
}
