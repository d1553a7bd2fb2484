import Glibc

/// A user of the operating system.
struct SystemUser: Sendable, Equatable {
  let id: uid_t
  let group: gid_t
  let name: String

  /// The user as whom this process acts; PostgreSQL recognises a client on a socket by it.
  static func current() throws -> SystemUser {
    let id = geteuid()
    guard let user = SystemUser(id: id) else { throw EmbeddedServerError.userUnknown(id: id) }
    return user
  }

  /// Nil when no user has this id.
  init?(id: uid_t) {
    guard let user = Self.find({ getpwuid_r(id, $0, $1, $2, $3) }) else { return nil }
    self = user
  }

  /// Nil when no user has this name.
  init?(name: String) {
    guard let user = Self.find({ getpwnam_r(name, $0, $1, $2, $3) }) else { return nil }
    self = user
  }

  private init(id: uid_t, group: gid_t, name: String) {
    self.id = id
    self.group = group
    self.name = name
  }

  /// The name of a user, or the number of one without a name, for messages.
  static func label(of id: uid_t) -> String { SystemUser(id: id)?.name ?? "number \(id)" }

  private typealias Query = (UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>) -> Int32

  private static func find(_ query: Query) -> SystemUser? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard query(&entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else { return nil }
    return buffer.withUnsafeBufferPointer { _ in SystemUser(id: entry.pw_uid, group: entry.pw_gid, name: String(cString: name)) }
  }
}
