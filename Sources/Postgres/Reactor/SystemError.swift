import Glibc

/// A call of the operating system that failed: no descriptors, threads or memory left.
public struct SystemError: Error, Sendable, CustomStringConvertible {
  /// The call, for example `epoll_create1`.
  public let call: String
  /// Its `errno`.
  public let code: Int32

  public var description: String { "\(call) failed: \(String(cString: strerror(code)))" }
}
