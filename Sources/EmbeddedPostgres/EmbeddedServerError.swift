/// Why the embedded PostgreSQL can't be used, as a case for programs and a sentence for people.
///
/// The sentence (`description`) is English and says what to do; a caller who speaks another language translates the case.
public enum EmbeddedServerError: Error, Sendable, Equatable {
  /// The path can't be a data directory at all: empty, with a NUL, or not a directory.
  case directoryInvalid(path: String, reason: String)
  /// The operating system doesn't let this user read or write the path.
  case notPermitted(path: String, user: String)
  /// The file system of the path is mounted read-only.
  case readOnly(path: String)
  /// The file system of the path is full, or a quota is used up.
  case diskFull(path: String)
  /// A program isn't installed; `package` is the Debian package that has it.
  case programMissing(name: String, package: String)
  /// The user who has to run the server, as PostgreSQL refuses root, doesn't exist.
  case serverUserMissing(name: String)
  /// The user id has no name on this machine, so PostgreSQL can't know who it is.
  case userUnknown(id: UInt32)
  /// The cluster belongs to somebody who can't run it.
  case wrongOwner(path: String, owner: String, expected: String)
  /// The cluster was made by a PostgreSQL that is too old or isn't installed here.
  case versionUnsupported(path: String, found: String, installed: [Int])
  /// Files of the cluster are missing or unreadable as such.
  case clusterDamaged(path: String, reason: String)
  /// Something that isn't visible from here, such as another container, uses the cluster.
  case usedElsewhere(path: String)
  /// Processes of a dead server didn't end, though they were asked to.
  case leftBehind(path: String, processes: [Int32])
  /// Another program is starting or stopping this server for too long.
  case busy(path: String, seconds: Int)
  /// A client couldn't name the socket in the cluster's directory, and nowhere else may it be; `folders` were tried.
  case socketFolderMissing(folders: [String], user: String)
  /// The name of a setting can't be one of PostgreSQL's.
  case settingInvalid(name: String)
  /// `initdb` failed; `output` is the end of what it said.
  case creationFailed(output: String)
  /// The server ended while it started; `output` is the end of its log.
  case startFailed(output: String, log: String)
  /// The server still wasn't ready, or still not down, after that time.
  case timedOut(action: String, process: Int32, seconds: Int)
  /// The server runs but doesn't let this user in, or the database can't be made.
  case connectionFailed(output: String)
  /// A call to the operating system failed in a way that has no case of its own.
  case system(action: String, path: String, code: Int32)
}
