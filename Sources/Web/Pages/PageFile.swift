import Foundation
import HTTPTypes

/// The files that pages need, out of this module's own.
enum PageFile {
  static func style(_ call: Call<Anonymous>) async throws -> Answer { try answer("text/css; charset=utf-8", stylesheet) }
  static func icon(_ call: Call<Anonymous>) async throws -> Answer { try answer("image/svg+xml", drawing) }

  private static func answer(_ type: String, _ file: Result<[UInt8], any Error>) throws -> Answer {
    var answer = Answer(type: type, body: try file.get())
    answer.headers[.cacheControl] = "public, max-age=600"
    return answer
  }

  private static let stylesheet = read("style.css")
  private static let drawing = read("icon.svg")

  private static func read(_ name: String) -> Result<[UInt8], any Error> {
    Result { [UInt8](try Data(contentsOf: Bundle.module.bundleURL.appending(path: "Resources/\(name)"))) }
  }
}
