import Domain
import HTTPTypes
import HummingbirdCore
import NIOCore
import Reports
import Store

/// Imports over the API: the file is kept beside until it is read whole, then goes the way of the command.
enum Imports {
  static func take(_ call: Call<Importer>) async throws -> Answer {
    let file = try TemporaryFile()
    try await receive(call, into: file)
    let outcome = try await job(call, path: file.path).run(in: call.services.database, as: call.context.viewer) { _ in }
    return answer(to: outcome, isCheck: call.arguments["check"] == "true", in: call.visit.language)
  }

  private static func receive(_ call: Call<Importer>, into file: TemporaryFile) async throws {
    var count = 0
    for try await chunk in call.body {
      count += chunk.readableBytes
      guard count <= Body.file.limit else { throw Fault(.contentTooLarge, "ファイルは \(Body.file.limit) バイトまでです", "the file may have \(Body.file.limit) bytes") }
      try file.append(chunk.readableBytesView)
    }
  }

  private static func job(_ call: Call<Importer>, path: String) async throws -> Import {
    let name = call.arguments["kind"] ?? ""
    var job =
      if let kind = Kind.named(name) {
        Import(kind: kind, path: path, language: call.visit.language)
      } else {
        try await Import.sheet(path: path, language: call.visit.language, in: call.services.database, as: call.context.viewer)
      }
    job.encoding = call.arguments["encoding"].flatMap(FileEncoding.init(rawValue:))
    job.isCheck = call.arguments["check"] == "true"
    job.keepsGood = call.arguments["keep_good"] == "true"
    return job
  }

  /// As many problems as a reader can use; the counts say how many rows were refused.
  static let listed = 1_000

  private static func answer(to outcome: ImportOutcome, isCheck: Bool, in language: Language) -> Answer {
    let counts = outcome.counts
    let members: [(String, JSON)] = [
      ("written", .boolean(outcome.isWritten)), ("created", .integer(counts.created)), ("updated", .integer(counts.updated)),
      ("unchanged", .integer(counts.unchanged)), ("refused", .integer(counts.refused)), ("notes", .array(outcome.notes.map { .string($0.text(in: language)) })),
      ("problem_count", .integer(outcome.problems.count)), ("problems", .array(outcome.problems.prefix(listed).map(Self.json))),
    ]
    if outcome.isWritten || isCheck && outcome.problems.isEmpty { return Answer(json: .object(members)) }
    let status = HTTPResponse.Status.unprocessableContent
    var answer = Answer(
      json: .object([("type", .string("about:blank")), ("title", .string(status.reasonPhrase)), ("status", .integer(status.code))] + members),
      type: "application/problem+json")
    answer.status = status
    return answer
  }

  private static func json(_ problem: Problem) -> JSON {
    .object([
      ("line", .integer(problem.line)), ("column", .string(problem.column)), ("value", .string(String(problem.value.prefix(200)))),
      ("wrong", .string(problem.wrong)), ("right", .string(problem.right)),
    ])
  }
}
