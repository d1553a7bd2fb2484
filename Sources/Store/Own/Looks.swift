import Postgres

/// Who has looked at the record of the person who asks; looks of the same account at the same things on one day are one line.
public struct Looks: Sendable {
  /// By the clock of Japan, the last one of the day, as `2026-11-24 09:30`.
  public let at: String
  public let times: Int
  /// As others see the account.
  public let by: String
  /// The role of the database in which it looked, without its prefix.
  public let role: String
  /// A kind of file, `corrections`, or an export of a kind.
  public let what: String
}

extension Transaction {
  /// The newest lines, and whether there are more.
  package func looksAtViewer(limit: Int) async throws -> (lines: [Looks], areMore: Bool) {
    let rows = try await query(
      """
      select minute_text(max(l.at)) as at, count(*) as times, account_name(l.account_id) as by, l.role, l.what
      from looks l group by (l.at at time zone 'Asia/Tokyo')::date, l.account_id, l.role, l.what order by max(l.id) desc limit \(limit + 1)
      """
    ).map {
      Looks(
        at: try $0.decode("at", as: String.self), times: try $0.decode("times", as: Int.self), by: try $0.decode("by", as: String.self),
        role: try $0.decode("role", as: String.self), what: try $0.decode("what", as: String.self))
    }
    return (Array(rows.prefix(limit)), rows.count > limit)
  }
}
