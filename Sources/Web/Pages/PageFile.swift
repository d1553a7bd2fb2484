import Foundation
import HTTPTypes
import Secrets

/// The files that pages need, out of this module's own. A browser keeps each and asks whether it is still the same, so that a page never meets another version's.
enum PageFile {
  static func style(_ call: Call<Anonymous>) async throws -> Answer { try answer("style.css", "text/css; charset=utf-8", call) }
  static func icon(_ call: Call<Anonymous>) async throws -> Answer { try answer("icon.svg", "image/svg+xml", call) }

  static func script(_ call: Call<Anonymous>) async throws -> Answer {
    guard let script = call.arguments["name"].flatMap(Script.init(rawValue:)), isThere(script) else { throw Fault.notFound }
    return try answer(script.rawValue, "text/javascript; charset=utf-8", call)
  }

  /// Whether pages can take it.
  static func isThere(_ script: Script) -> Bool { files[script.rawValue] != nil }

  private struct NoSuchFile: Error { let name: String }

  private static func answer(_ name: String, _ type: String, _ call: Call<Anonymous>) throws -> Answer {
    guard let file = files[name] else { throw NoSuchFile(name: name) }
    let (bytes, tag) = try file.get()
    // Of what stands there, which may be a list, ours counts whatever goes with it.
    let isKnown = call.arguments[Parameter.ifNoneMatch.name]?.contains(tag) ?? false
    var answer = isKnown ? Answer(status: .notModified, type: type, body: []) : Answer(type: type, body: bytes)
    answer.headers[.cacheControl] = "no-cache"
    answer.headers[.eTag] = tag
    return answer
  }

  /// By name, with its tag; a weak one, because the file also goes out compressed.
  private static let files: [String: Result<(bytes: [UInt8], tag: String), any Error>] = {
    let folder = Bundle.module.bundleURL.appending(path: "Resources")
    let paths = (["style.css", "icon.svg"] + Script.allCases.map(\.rawValue)).map { ($0, folder.appending(path: $0)) }
    return Dictionary(
      uniqueKeysWithValues: paths.filter { FileManager.default.fileExists(atPath: $0.1.path) }.map { name, url in
        (
          name,
          Result {
            let bytes = [UInt8](try Data(contentsOf: url))
            return (bytes, "W/\"\(Digest.sha256(bytes).prefix(12).map { String(format: "%02x", $0) }.joined())\"")
          }
        )
      })
  }()
}
