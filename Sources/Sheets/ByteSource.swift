import Glibc

/// Bytes that can be read from any place, so that a file can be looked through before it is read.
enum ByteSource: Sendable {
  case memory([UInt8])
  case file(OpenFile)

  var count: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .file(let file): file.count
    }
  }

  /// Fills the piece with what stands at the place, up to its capacity; it is empty at the end.
  func read(into piece: inout [UInt8], at offset: Int, capacity: Int) throws(SheetError) {
    switch self {
    case .memory(let bytes):
      let start = min(offset, bytes.count)
      piece = Array(bytes[start..<min(start + capacity, bytes.count)])
    case .file(let file):
      try file.read(into: &piece, at: offset, capacity: capacity)
    }
  }
}

/// A file opened for reading, closed when nobody holds it any more.
final class OpenFile: Sendable {
  private let descriptor: Int32

  /// Under which this process opens the same file once more, wherever it is by then.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// Its size when it was opened; what is written to it later isn't read.
  let count: Int

  init(path: String) throws(SheetError) {
    // Without O_NONBLOCK, opening a pipe would wait for a writer before it could be refused.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { throw .unreadable(errno: errno) }
    var status = stat()
    let failure = fstat(descriptor, &status) == 0 ? nil : SheetError.unreadable(errno: errno)
    count = Int(status.st_size)
    if let failure { throw failure }
    if status.st_mode & S_IFMT != S_IFREG { throw .notAFile }
  }

  deinit { close(descriptor) }

  func read(into piece: inout [UInt8], at offset: Int, capacity: Int) throws(SheetError) {
    let wanted = max(0, min(capacity, count - offset))
    var failure: Int32 = 0
    piece = Array(unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted, let start = buffer.baseAddress {
        let read = pread(descriptor, start + filled, wanted - filled, off_t(offset + filled))
        if read > 0 {
          filled += read
        } else if read == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    if failure != 0 { throw .unreadable(errno: failure) }
  }
}
