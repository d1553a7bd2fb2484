import Dispatch
import Foundation
import Glibc

/// A connection as a test wants it: bytes out, an answer in, whatever the bytes are.
final class Wire: @unchecked Sendable {
  // One thread at a time uses it: the test waits for each call.
  private let descriptor: Int32

  struct Broken: Error { let code: Int32 }

  init(port: Int) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Broken(code: errno) }
    self.descriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0 else { throw Broken(code: errno) }
    // Other tests share the process and its few threads: what is asked here is whether something comes, not how soon.
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let sent = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress?.advanced(by: start), bytes.count - start, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { throw Broken(code: errno) }
      start += sent
    }
  }

  /// Some bytes; none where the other side has closed, nil where nothing came for two minutes.
  func receive() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 { return errno == EAGAIN ? nil : [] }
    return Array(buffer[..<count])
  }

  /// One answer; nil where the connection ended without one.
  func answer(hasBody: Bool = true) -> Reply? {
    var bytes: [UInt8] = []
    while true {
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let status = Int(head[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
          let parts = line.split(separator: ":", maxSplits: 1)
          headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        var body = Array(bytes[end.upperBound...])
        let length = hasBody ? Int(headers["content-length"] ?? "0") ?? 0 : 0
        while body.count < length, let more = receive(), !more.isEmpty { body += more }
        return Reply(status: status, headers: headers, body: Array(body.prefix(length)))
      }
      guard let more = receive(), !more.isEmpty else { return nil }
      bytes += more
    }
  }
}

/// What a server said to one request.
struct Reply: Sendable {
  let status: Int
  let headers: [String: String]
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
  var json: [String: Any] { get throws { try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:] } }
}

/// Runs what blocks on a thread that may.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}
