package import Domain
package import Postgres

/// The months of the account that a merge has changed.
extension Staging {
  /// In order; empty where the rows have no month.
  package static func touchedMonths(_ stagings: [Staging], in transaction: Transaction) async throws -> [Month] {
    let dated = stagings.filter { ["time", "redirections"].contains($0.kind.name) }
    guard !dated.isEmpty else { return [] }
    let months = dated.map { "select e.month from \($0.effective) e where (e._changed or e._withdrawn) and \(isWritten)" }
    return try await transaction.query("select distinct m.month from (\(unsafe: months.joined(separator: " union "))) m where m.month is not null order by 1")
      .map {
        try $0.decode("month", as: Month.self)
      }
  }
}
