package import Domain
package import Postgres

/// What a merge does to confirmations: somebody confirmed an amount, and the file changes it.
package struct ChangedConfirmations: Sendable {
  /// Confirmed redirections whose minutes change while their confirmer stays.
  package let kept: Int
  /// Confirmed redirections that are confirmed no longer, or are taken back.
  package let dropped: Int
}

extension Staging {
  /// Counts them among the rows that a merge has written.
  package static func changedConfirmations(in transaction: Transaction) async throws -> ChangedConfirmations {
    let row = try await transaction.query(
      """
      select count(*) filter (where not e._withdrawn and e.confirmed_by_id is not null and e.minutes <> (e._old).minutes)::int as kept,
        count(*) filter (where e._withdrawn or e.confirmed_by_id is null)::int as dropped
      from \(unsafe: Staging(kind: .redirections, columns: []).effective) e
      where e._existing and (e._old).confirmed_by_id is not null and \(unsafe: isWritten)
      """
    ).first
    return ChangedConfirmations(kept: try row?.decode("kept", as: Int.self) ?? 0, dropped: try row?.decode("dropped", as: Int.self) ?? 0)
  }
}

extension Transaction {
  /// Holds what some adoptions' time went into in a month as it is, so that nobody confirms it between reading and writing; in the order in which it is confirmed.
  package func holdRedirections(of adoptions: [String], in month: Month) async throws {
    _ = try await query(
      """
      select from redirections d where d.month = \(month)::date and d.adoption_id in (select a.id from adoptions a where a.code = any (\(adoptions)::text[]))
      order by d.adoption_id, d.category_id for update
      """)
  }
}
