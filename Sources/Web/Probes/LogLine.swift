import Foundation
import Logging
import Reports

/// Writes each event as one line of JSON.
struct LogLine: LogHandler {
  let write: @Sendable (String) -> Void
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let members = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, JSON.string("\($0.value)")) }
    let time = Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    write(JSON.object([("time", .string(time)), ("level", .string(event.level.rawValue)), ("event", .string("\(event.message)"))] + members).line)
  }
}
