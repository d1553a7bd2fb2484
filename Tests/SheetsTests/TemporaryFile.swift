import Foundation

/// Writes a file that is there as long as the test needs it.
func withTemporaryFile(_ bytes: [UInt8], _ body: (_ path: String) throws -> Void) throws {
  let file = FileManager.default.temporaryDirectory.appending(path: "tedori-sheets-\(UUID().uuidString)")
  try Data(bytes).write(to: file, options: .withoutOverwriting)
  let result = Result { try body(file.path) }
  try FileManager.default.removeItem(at: file)
  try result.get()
}
