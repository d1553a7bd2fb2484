import Glibc

/// A PostgreSQL cluster: the directory that `initdb` makes.
struct Cluster: Sendable {
  /// How the server and its children reach the directory: through the descriptor that they inherit.
  ///
  /// So no directory above it needs to be open to the server's user (a clone in root's home isn't), and the path may be of any length.
  static let inherited = "/proc/self/fd/3"
  static let port = 5432

  let path: String

  var socketFile: String { "\(path)/.s.PGSQL.\(Self.port)" }

  /// The directory as the file system knows it: whose it is, and by which number, as which the server's processes have it for their working directory.
  ///
  /// Nil while the cluster is still to be made: there is no directory, or an empty one, as where a volume was just mounted.
  func filledDirectory() throws -> FileEntry? {
    guard let directory = try FileEntry(at: path) else { return nil }
    guard directory.isDirectory else { throw EmbeddedServerError.clusterDamaged(path: path, reason: "it is not a directory") }
    return try FileEntry.names(in: path).isEmpty ? nil : directory
  }

  /// The major version of the PostgreSQL that made it; nil when there is none.
  func version() throws -> String? {
    guard try filledDirectory() != nil else { return nil }
    for file in ["PG_VERSION", "global/pg_control", "base", "pg_wal", "postgresql.conf"] {
      guard try FileEntry(at: "\(path)/\(file)") != nil else { throw EmbeddedServerError.clusterDamaged(path: path, reason: "\(file) is missing") }
    }
    let text = try FileEntry.text(at: "\(path)/PG_VERSION") ?? ""
    guard let line = text.split(whereSeparator: \.isNewline).first, line.first?.isNumber == true else {
      throw EmbeddedServerError.clusterDamaged(path: path, reason: "PG_VERSION doesn't hold a version")
    }
    return String(line)
  }

  /// What the running server has written about itself; nil when there is no server or it has only just begun.
  func postmaster() throws -> Postmaster? {
    try FileEntry.text(at: "\(path)/postmaster.pid").flatMap(Postmaster.init)
  }

  /// Opens the directory, with which comes the lock that the server holds.
  func lock() throws -> Lock { Lock(try Descriptor(open: path, O_RDONLY | O_DIRECTORY), path: path) }

  /// Takes away what a dead server left and a new one would take for a living one's; only for the holder of the cluster's lock.
  func clearTraces() throws {
    for file in ["\(path)/postmaster.pid", socketFile, "\(socketFile).lock"] { try FileEntry.remove(file) }
  }
}
