import Foundation

/// A folder for one test's files, removed at the end.
public struct Scratch: Sendable {
  public let path: String

  public static func with<Result>(_ body: (Scratch) async throws -> Result) async throws -> Result {
    let folder = Scratch(path: FileManager.default.temporaryDirectory.appending(path: "tedori-scratch-\(UUID().uuidString)").path)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let result: Swift.Result<Result, any Error>
    do { result = .success(try await body(folder)) } catch { result = .failure(error) }
    try FileManager.default.removeItem(atPath: folder.path)
    return try result.get()
  }

  /// Writes a file and answers its path.
  public func file(_ bytes: [UInt8], named name: String = "file.csv") throws -> String {
    let path = "\(path)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  public func file(_ text: String, named name: String = "file.csv") throws -> String { try file(Array(text.utf8), named: name) }
}
