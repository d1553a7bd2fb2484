import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore

/// A file that only this process can find, by its descriptor, and of which nothing is left when it is let go.
final class TemporaryFile: Sendable {
  private let descriptor: Int32

  init() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "tedori-\(UUID().uuidString)").path
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw NoTemporaryFile(code: errno) }
    unlink(path)
  }

  deinit { close(descriptor) }

  /// Under which this process opens it once more, from its beginning.
  var path: String { "/proc/self/fd/\(descriptor)" }

  func append(_ bytes: some DataProtocol) throws { try handle.write(contentsOf: bytes) }

  /// Hands over the whole file, a piece in memory at a time.
  func read(piece size: Int, _ take: ([UInt8]) async throws -> Void) async throws {
    try handle.seek(toOffset: 0)
    while let piece = try handle.read(upToCount: size), !piece.isEmpty { try await take(Array(piece)) }
  }

  /// The whole file as an answer's body, a piece in memory at a time.
  var body: ResponseBody {
    var status = stat()
    return ResponseBody(contentLength: fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil) { writer in
      try self.handle.seek(toOffset: 0)
      while let piece = try self.handle.read(upToCount: 1 << 16), !piece.isEmpty { try await writer.write(ByteBuffer(bytes: piece)) }
      try await writer.finish(nil)
    }
  }

  private var handle: FileHandle { FileHandle(fileDescriptor: descriptor, closeOnDealloc: false) }
}

/// The folder for temporary files can't be written.
struct NoTemporaryFile: Error {
  let code: Int32
}
