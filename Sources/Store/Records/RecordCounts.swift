public import Domain
import Postgres

/// How many rows of each kind there are for a viewer.
extension Database {
  /// As far as rows are counted: from there on it is only said that there are more.
  public static let countedRecords = 10_000

  /// By the kinds' names; one above `countedRecords` means more.
  public func recordCounts(of kinds: [Kind], as viewer: Viewer) async throws -> [String: Int] {
    let parts = kinds.map { "select '\($0.name)' as kind, (select count(*) from (select from \($0.table) limit \(Self.countedRecords + 1)) x) as rows" }
    let rows = try await read(as: viewer) { try await $0.query(Statement(text: parts.joined(separator: " union all "), parameters: [])) }
    return Dictionary(try rows.map { (try $0.decode("kind", as: String.self), try $0.decode("rows", as: Int.self)) }, uniquingKeysWith: { first, _ in first })
  }
}
