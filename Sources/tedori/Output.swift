import Glibc

/// Answers go to standard output, progress and problems to standard error.
enum Output {
  /// Writes bytes to standard output, or stops where nobody reads any more.
  static func answer(_ bytes: some Collection<UInt8>) throws { try write(Array(bytes), to: STDOUT_FILENO) }

  static func answer(_ text: String) throws { try answer(text.utf8) }

  /// Writes a line to standard error; nobody could be told of a failure to do so.
  static func error(_ line: String) {
    do { try write(Array((line + "\n").utf8), to: STDERR_FILENO) } catch {}
  }

  /// Whether somebody looks at standard error in a terminal.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Shows how far something is, in a terminal only.
  static func progress(_ label: String, _ share: Double) {
    guard isWatched else { return }
    let filled = Int(share * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    do { try write(Array("\r\(label) \(bar) \(Int(share * 100))%\(share >= 1 ? "\n" : "")".utf8), to: STDERR_FILENO) } catch {}
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: start), bytes.count - start) }
      if written < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw Failure(status: 74, "") }
        throw Failure(status: 74, say("答えを書けません: \(String(cString: strerror(errno)))", "writing the answer failed: \(String(cString: strerror(errno)))"))
      }
      start += written
    }
  }

  /// Writes a file whole: beside its place first, so that a failure leaves no half of it.
  static func write<Result>(_ path: String, _ body: (_ sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws -> Result) async throws -> Result {
    let partial = path + ".partial"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(status: 73, say("\(path) に書けません: \(String(cString: strerror(errno)))", "\(path) can't be written: \(String(cString: strerror(errno)))"))
    }
    let result: Result
    do {
      result = try await body { try write($0, to: descriptor) }
    } catch {
      close(descriptor)
      unlink(partial)
      throw error
    }
    guard close(descriptor) == 0, rename(partial, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(partial)
      throw Failure(status: 74, say("\(path) に書けません: \(reason)", "\(path) can't be written: \(reason)"))
    }
    return result
  }
}
