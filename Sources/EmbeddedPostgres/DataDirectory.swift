import Foundation
import Glibc

/// The directory that holds the cluster and the files around it.
struct DataDirectory: Sendable {
  /// Absolute, without symbolic links.
  let path: String
  let entry: FileEntry

  var cluster: Cluster { Cluster(path: "\(path)/postgres") }
  /// What the server says; it has no values that users entered.
  var log: String { "\(path)/postgres.log" }
  /// Held while the server is started or stopped.
  var changeLock: String { "\(path)/postgres.change.lock" }
  /// Shared by everyone who uses the server.
  var useLock: String { "\(path)/postgres.use.lock" }

  /// Nil when it doesn't exist. A relative path counts from the working directory.
  init?(existing path: String) throws {
    let path = try Self.absolute(path)
    guard let entry = try FileEntry(at: path) else { return nil }
    guard entry.isDirectory else { throw EmbeddedServerError.directoryInvalid(path: path, reason: "it is not a directory") }
    guard let resolved = realpath(path, nil) else { throw EmbeddedServerError.failure(to: "find", path) }
    defer { free(resolved) }
    self.path = String(cString: resolved)
    self.entry = entry
  }

  /// Makes the directory, and those above it, when it doesn't exist; nobody else may look into what is made.
  static func prepare(_ path: String) throws -> DataDirectory {
    let path = try absolute(path)
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) == 0 { continue }
      let code = errno
      guard code == EEXIST || access(made, F_OK) == 0 else { throw EmbeddedServerError.failure(to: "make", made, code: code) }
    }
    guard let directory = try DataDirectory(existing: path) else {
      throw EmbeddedServerError.directoryInvalid(path: path, reason: "it is a symbolic link to nowhere")
    }
    return directory
  }

  /// Opens one of the lock files, and makes it if need be.
  func lock(_ path: String) throws -> Lock {
    Lock(try openOwned(path, O_RDWR | O_CREAT), path: path)
  }

  /// Opens a file beside the cluster; when root makes it, it belongs to the directory's owner, who may run the next command.
  func openOwned(_ path: String, _ flags: Int32) throws -> Descriptor {
    let descriptor = try Descriptor(open: path, flags | O_NOFOLLOW)
    if geteuid() == 0 && entry.owner != 0 { try descriptor.give(to: entry.owner, group: entry.group, path: path) }
    return descriptor
  }

  /// Who runs the server: this user, or in root's place the owner of the cluster or of the directory, or else the user of Debian's packages.
  func serverUser() throws -> SystemUser {
    let caller = try SystemUser.current()
    let found = try FileEntry(at: cluster.path)
    if caller.id != 0 {
      if let found, found.owner != caller.id { throw wrongOwner(found, expected: caller.name) }
      return caller
    }
    if let found, found.owner != 0 { return try Self.user(found.owner) }
    if let found = try cluster.filledDirectory() { throw wrongOwner(found, expected: "postgres") }
    if entry.owner != 0 { return try Self.user(entry.owner) }
    guard let packaged = SystemUser(name: "postgres") else { throw EmbeddedServerError.serverUserMissing(name: "postgres") }
    return packaged
  }

  /// Says so when less than `bytes` are free.
  func checkRoom(_ bytes: UInt64) throws {
    var volume = statvfs()
    guard statvfs(path, &volume) == 0 else { throw EmbeddedServerError.failure(to: "look at", path) }
    guard UInt64(volume.f_bavail) * UInt64(volume.f_frsize) >= bytes else { throw EmbeddedServerError.diskFull(path: path) }
  }

  private func wrongOwner(_ found: FileEntry, expected: String) -> EmbeddedServerError {
    .wrongOwner(path: cluster.path, owner: SystemUser.label(of: found.owner), expected: expected)
  }

  private static func user(_ id: uid_t) throws -> SystemUser {
    guard let user = SystemUser(id: id) else { throw EmbeddedServerError.userUnknown(id: id) }
    return user
  }

  private static func absolute(_ path: String) throws -> String {
    guard !path.isEmpty else { throw EmbeddedServerError.directoryInvalid(path: path, reason: "it is empty") }
    guard !path.utf8.contains(0) else { throw EmbeddedServerError.directoryInvalid(path: path, reason: "it has a NUL in it") }
    return path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}
