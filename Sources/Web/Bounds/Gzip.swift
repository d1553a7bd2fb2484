import CZlib

/// Compression of answers (RFC 1952).
enum Gzip {
  /// Whether an `Accept-Encoding` names it without taking it back by `q=0`.
  static func isTaken(by header: String?) -> Bool {
    header?.split(separator: ",").contains { item in
      let parts = item.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      return parts.first == "gzip" && !parts.dropFirst().contains { $0.wholeMatch(of: /q=0(\.0*)?/) != nil }
    } ?? false
  }

  /// The bytes compressed; nil where that fails or spares nothing.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard tedori_gzip_begin(&stream, 5) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    // What doesn't fit into less than the original isn't worth it.
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count)
    let written: Int? = input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        stream.next_in = from.baseAddress
        stream.avail_in = UInt32(from.count)
        stream.next_out = to.baseAddress
        stream.avail_out = UInt32(to.count)
        return deflate(&stream, Z_FINISH) == Z_STREAM_END ? to.count - Int(stream.avail_out) : nil
      }
    }
    return written.map { Array(output[..<$0]) }
  }
}
