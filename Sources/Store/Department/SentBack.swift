public import Domain
import Postgres

/// What a head has sent back to the clerk, with the reason, until it is confirmed or taken back.
public struct SentBack: Sendable {
  public let month: Month
  public let unit: String
  public let unitEnglish: String?
  public let category: String
  public let categoryEnglish: String?
  public let minutes: Int
  public let reason: String
  public let at: String
}

extension Database {
  /// What waits for the viewer, the newest first.
  ///
  /// - Parameter month: nil: of every month.
  public func sentBack(of month: Month? = nil, as viewer: Viewer) async throws -> [SentBack] {
    try await read(as: viewer) { transaction in
      try await transaction.query(
        """
        select to_char(d.month, 'YYYY-MM') as month, v.name as unit, v.name_en as unit_en, g.title, g.title_en, d.claimed_minutes, d.reason, minute_text(d.decided_at) as at
        from (
          select distinct on (d.unit_id, d.month, d.category_id) d.* from claim_decisions d where \(month)::date is null or d.month = \(month)::date
          order by d.unit_id, d.month, d.category_id, d.id desc) d
        join categories g on g.id = d.category_id
        cross join lateral (select w.name, w.name_en from unit_versions w where w.unit_id = d.unit_id and w.valid_from <= last_day(d.month) order by w.valid_from desc limit 1) v
        where d.decision = 'sent_back' and exists (
          select from adoptions a join redirections r on r.adoption_id = a.id and r.month = d.month and r.category_id = d.category_id
          where a.unit_id = d.unit_id and r.minutes > 0 and r.confirmed_by_id is null)
        order by d.id desc limit 100
        """
      ).compactMap { row in
        guard let month = Month(try row.decode("month", as: String.self)) else { return nil }
        return SentBack(
          month: month, unit: try row.decode("unit", as: String.self), unitEnglish: try row.decode("unit_en", as: String?.self),
          category: try row.decode("title", as: String.self), categoryEnglish: try row.decode("title_en", as: String?.self),
          minutes: try row.decode("claimed_minutes", as: Int.self), reason: try row.decode("reason", as: String.self), at: try row.decode("at", as: String.self)
        )
      }
    }
  }
}
