import Glibc
import Testing

/// Writes a file that is there as long as the test needs it.
func withTemporaryFile(_ bytes: [UInt8], _ body: (_ path: String) throws -> Void) throws {
  var template = Array("/tmp/tedori-sheets-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer {
    close(descriptor)
    unlink(path)
  }
  try #require(write(descriptor, bytes, bytes.count) == bytes.count)
  try body(path)
}
