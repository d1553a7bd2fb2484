import Domain
import Postgres

/// What a unit's head says to its month, printed in the report.
public struct HeadComment: Sendable, Equatable {
  public let text: String
  /// By the clock of Japan, as `2026-11-24 09:30`.
  public let writtenAt: String
}

extension MonthlyReport {
  /// The unit's comment on the month; nil: there is none, or it was taken back.
  static func comment(on code: String?, of month: Month, in transaction: Transaction) async throws -> HeadComment? {
    guard let code, let row = try await transaction.query(query("comment", [month, code])).first else { return nil }
    let comment = HeadComment(text: try row.decode("text", as: String.self), writtenAt: try row.decode("written_at", as: String.self))
    return comment.text.isEmpty ? nil : comment
  }
}
