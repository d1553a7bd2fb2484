import Glibc

/// The directory of the server's socket: the cluster's own, or a short temporary one when a client couldn't name that.
struct SocketFolder: Sendable, Equatable {
  private static let prefix = "tedori-"
  /// Bytes of a socket's path that the kernel takes, the NUL at its end not counted.
  private static let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

  /// As the server is told.
  let inServer: String
  /// As a client names it.
  let inClient: String

  /// The folder of a server that runs, by what it says itself.
  init(_ named: String, of cluster: Cluster) {
    inServer = named
    inClient = named == Cluster.inherited ? cluster.path : named
  }

  /// The folder for a new server that runs as `owner`: the cluster's, or else one made in the first of `places` that will do.
  static func make(for cluster: Cluster, owner: SystemUser, in places: [String]) async throws -> SocketFolder {
    if canBeNamed(cluster.path) { return SocketFolder(Cluster.inherited, of: cluster) }
    // The server tells the name in a line of a file.
    for place in places where place.hasPrefix("/") && !place.contains("\n") && access(place, W_OK | X_OK) == 0 {
      let made = try FileEntry.makeDirectory(in: place, prefix: prefix)
      if canBeNamed(made), try await give(made, to: owner) { return SocketFolder(made, of: cluster) }
      guard rmdir(made) == 0 else { throw EmbeddedServerError.failure(to: "remove", made) }
    }
    throw EmbeddedServerError.socketFolderMissing(folders: places, user: owner.name)
  }

  /// Whether a client can name the socket in a folder: libpq takes a comma as the end of a host.
  static func canBeNamed(_ folder: String) -> Bool {
    Cluster(path: folder).socketFile.utf8.count <= longest && !folder.contains(",")
  }

  /// Gives a folder to the server's user; false when that one can't get to it, as below a directory that only this user may enter.
  private static func give(_ folder: String, to owner: SystemUser) async throws -> Bool {
    guard geteuid() != owner.id else { return true }
    try Descriptor(open: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).give(to: owner.id, group: owner.group, path: folder)
    return try await Command(program: "/usr/bin/test", arguments: ["-w", folder]).run(as: owner).run().status == 0
  }

  /// Takes away what a stopped or dead server left in a folder made for it.
  ///
  /// The name comes from a file that the server's user may write: only a folder of that user's is meant by it, and none that a link leads to.
  func clear(owner: uid_t) throws {
    let name = inServer.split(separator: "/").last ?? ""
    let suffix = name.dropFirst(Self.prefix.count)
    guard name.hasPrefix(Self.prefix), suffix.count == 6, suffix.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return }
    guard try FileEntry(at: inServer) != nil else { return }
    let folder = try Descriptor(open: inServer, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    guard try folder.status(path: inServer).st_uid == owner else { return }
    for file in [".s.PGSQL.\(Cluster.port)", ".s.PGSQL.\(Cluster.port).lock"] {
      guard unlinkat(folder.number, file, 0) == 0 || errno == ENOENT else { throw EmbeddedServerError.failure(to: "remove", "\(inServer)/\(file)") }
    }
    guard rmdir(inServer) == 0 || errno == ENOENT else { throw EmbeddedServerError.failure(to: "remove", inServer) }
  }

  /// The address for libpq. What `PGSSLMODE` and its like say is meant for other servers.
  func address(user: String, database: String) -> String {
    let quoted = inClient.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : "\($1)" }
    return "host='\(quoted)' port=\(Cluster.port) user=\(user) dbname=\(database) sslmode=disable gssencmode=disable"
  }
}
