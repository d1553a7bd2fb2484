import Glibc

/// The directory of the server's socket: the cluster's own, or a short one in `/tmp` when a client couldn't name that.
struct SocketFolder: Sendable, Equatable {
  private static let elsewhere = "/tmp/tedori-"

  /// As the server is told.
  let inServer: String
  /// As a client names it.
  let inClient: String

  /// The folder of a server that runs, by what it says itself.
  init(_ named: String, of cluster: Cluster) {
    inServer = named
    inClient = named == Cluster.inherited ? cluster.path : named
  }

  /// The folder for a new server that runs as `owner`. Sockets have paths of at most 107 bytes, and libpq takes a comma as the end of a host.
  static func make(for cluster: Cluster, owner: SystemUser) throws -> SocketFolder {
    if cluster.socketFile.utf8.count < 108 && !cluster.path.contains(",") { return SocketFolder(Cluster.inherited, of: cluster) }
    var template = Array("\(elsewhere)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw EmbeddedServerError.failure(to: "make", elsewhere) }
    let made = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard geteuid() == owner.id || chown(made, owner.id, owner.group) == 0 else { throw EmbeddedServerError.failure(to: "give away", made) }
    return SocketFolder(made, of: cluster)
  }

  /// Takes away what a stopped or dead server left in a directory of ours. The name comes from a file of the server's user: nothing else may be meant by it.
  func clear() throws {
    let suffix = inServer.dropFirst(Self.elsewhere.count)
    guard inServer.hasPrefix(Self.elsewhere), suffix.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return }
    for file in [".s.PGSQL.\(Cluster.port)", ".s.PGSQL.\(Cluster.port).lock"] { try Entry.remove("\(inServer)/\(file)") }
    guard rmdir(inServer) == 0 || errno == ENOENT else { throw EmbeddedServerError.failure(to: "remove", inServer) }
  }

  /// The address for libpq. What `PGSSLMODE` and its like say is meant for other servers.
  func address(user: String, database: String) -> String {
    let quoted = inClient.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : "\($1)" }
    return "host='\(quoted)' port=\(Cluster.port) user=\(user) dbname=\(database) sslmode=disable gssencmode=disable"
  }
}
