import Glibc

/// The file that takes what the server says; at a start one that has grown large makes room and is kept as `.old`.
struct ServerLog: Sendable {
  private static let large = 8_000_000

  let descriptor: Descriptor
  private let path: String
  private let begin: Int

  init(_ directory: DataDirectory) throws {
    path = directory.log
    if try FileEntry(at: path).map({ $0.size > Self.large }) == true, rename(path, "\(path).old") != 0 {
      throw EmbeddedServerError.failure(to: "rename", path)
    }
    let found = try directory.openOwned(path, O_RDWR | O_APPEND | O_CREAT)
    begin = Int(try found.status(path: path).st_size)
    descriptor = found
  }

  /// What was said since the start.
  func news() throws -> String { try descriptor.text(from: begin, path: path) }
}
