import Glibc

/// An open file of this process, closed with the object.
///
/// Close-on-exec, so that no child gets it unasked, and never below 10, so that placing files at 0 to 3 for a child can't overwrite one that is still to be placed.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes over what `open` or its like returned; `path` is for the error.
  init(_ opened: Int32, path: String) throws {
    guard opened >= 0 else { throw EmbeddedServerError.failure(to: "open", path) }
    number = fcntl(opened, F_DUPFD_CLOEXEC, 10)
    let code = errno
    close(opened)
    guard number >= 0 else { throw EmbeddedServerError.failure(to: "open", path, code: code) }
  }

  convenience init(open path: String, _ flags: Int32, mode: mode_t = 0o600) throws {
    try self.init(Glibc.open(path, flags | O_CLOEXEC | O_NOCTTY, mode), path: path)
  }

  /// Two ends: what is written to the second can be read from the first.
  static func pipe() throws -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw EmbeddedServerError.failure(to: "open", "a pipe") }
    return (try Descriptor(ends[0], path: "a pipe"), try Descriptor(ends[1], path: "a pipe"))
  }

  deinit { close(number) }

  func status(path: String) throws -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw EmbeddedServerError.failure(to: "look at", path) }
    return status
  }

  /// Gives the file to a user, which only root can do.
  func give(to owner: uid_t, group: gid_t, path: String) throws {
    guard fchown(number, owner, group) == 0 else { throw EmbeddedServerError.failure(to: "give away", path) }
  }

  /// Waits until the file is on disk.
  func sync(path: String) throws {
    guard fsync(number) == 0 else { throw EmbeddedServerError.failure(to: "write", path) }
  }

  /// Writes all of the text from the current position on.
  func write(_ text: String, path: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw EmbeddedServerError.failure(to: "write", path) }
      rest = rest.dropFirst(count)
    }
  }

  /// The text from `offset` on, at most the last `limit` bytes of it; bytes that aren't UTF-8 are replaced.
  func text(from offset: Int = 0, limit: Int = 65_536, path: String) throws -> String {
    let size = Int(try status(path: path).st_size)
    guard lseek(number, off_t(max(offset, size - limit)), SEEK_SET) >= 0 else { throw EmbeddedServerError.failure(to: "read", path) }
    return String(decoding: try rest(limit: limit, path: path), as: UTF8.self)
  }

  /// Reads to the end, which in a pipe comes when nobody can write to it any more; keeps the last `limit` bytes.
  func rest(limit: Int, path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw EmbeddedServerError.failure(to: "read", path) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      if bytes.count > limit { bytes.removeFirst(bytes.count - limit) }
    }
  }
}
