import Domain
import Postgres
import Reports
import Secrets
import Store

/// Collections: rows of a kind in pages that go on after a key, so that a page stays right while rows come and go before it.
enum Collection {
  static func page(of kind: Kind, _ call: Call<some RoleAudience>) async throws -> Answer {
    let limit = call.arguments["limit"].flatMap { Int($0) } ?? 100
    let keys = kind.columns.filter(\.isKey)
    let after = try call.arguments["after"].map { try cursor($0, count: keys.count) }
    let hidden = call.context.hidden
    // One more than the page tells whether there is another.
    let rows = try await call.services.database.look(at: kind, as: call.context.viewer) {
      try await $0.rows(of: kind, after: after, limit: limit + 1, hiding: hidden)
    }
    var next = JSON.null
    if rows.count > limit, let last = rows.dropLast().last {
      next = .string(zip(last, kind.columns).filter { $1.isKey }.map { Percent.encode($0.0 ?? "") }.joined(separator: ","))
    }
    return Answer(json: .object([("rows", .array(rows.prefix(limit).map { RowJSON.object($0, of: kind) })), ("next", next)]))
  }

  /// The key after which a page begins: its parts percent-encoded, with commas between.
  private static func cursor(_ text: String, count: Int) throws -> [String] {
    let parts = try text.split(separator: ",", omittingEmptySubsequences: false).map { try Percent.decode($0, plusIsSpace: false, place: "after") }
    guard parts.count == count else { throw Fault.field("after", "前のページの next をそのまま送ってください", "send `next` of the page before as it is") }
    return parts
  }
}

extension Database {
  /// Reads rows of a kind; where they can name persons, a note of that is written.
  func look<Result: Sendable>(at kind: Kind, as viewer: Viewer, _ body: @escaping @Sendable (Transaction) async throws -> Result) async throws -> Result {
    try await kind.namesPersons ? write(as: viewer, body) : read(as: viewer, body)
  }
}
