public import Domain
import Postgres

/// A version of what a head says to the unit's month.
public struct UnitComment: Sendable {
  /// The longest text, in characters as the database counts them.
  public static let longest = 1_000

  /// Larger in later versions.
  public let number: Int
  /// Empty: it was taken back.
  public let text: String
  public let at: String
  /// As others see the account.
  public let by: String
}

/// What came of a comment.
public enum Commenting: Sendable {
  case written
  /// Somebody has written another one since the page was shown.
  case changed
}

extension Database {
  /// All versions, newest first.
  public func comments(on unit: String, of month: Month, as viewer: Viewer) async throws -> [UnitComment] {
    try await read(as: viewer) { try await $0.comments(on: unit, of: month) }
  }

  /// Writes the next version; the same text as before is none.
  ///
  /// - Parameter seen: the number of the version that the writer has read; 0: there was none.
  public func write(comment text: String, on unit: String, of month: Month, seen: Int, as viewer: Viewer) async throws -> Commenting {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.comment'), hashtext(\(unit)))")
      let last = try await transaction.comments(on: unit, of: month).first
      if (last?.text ?? "") == text { return .written }
      guard (last?.number ?? 0) == seen else { return .changed }
      try await transaction.execute(
        """
        insert into unit_comments (unit_id, month, text, written_by_id) values ((select u.id from units u where u.code = \(unit)), \(month)::date, \(text), \(account))
        """)
      return .written
    }
  }
}

extension Transaction {
  fileprivate func comments(on unit: String, of month: Month) async throws -> [UnitComment] {
    try await query(
      """
      select c.id, c.text, minute_text(c.written_at) as at, account_name(c.written_by_id) as by
      from unit_comments c join units u on u.id = c.unit_id where u.code = \(unit) and c.month = \(month)::date order by c.id desc
      """
    ).map { row in
      UnitComment(
        number: try row.decode("id", as: Int.self), text: try row.decode("text", as: String.self), at: try row.decode("at", as: String.self),
        by: try row.decode("by", as: String.self))
    }
  }
}
