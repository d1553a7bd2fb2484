public import Domain
import Postgres
import sql

/// What of a month is allowed and should be looked at (要確認).
extension Database {
  /// The flags of a month, a finding a kind.
  ///
  /// - Parameter month: nil: the newest with records.
  public func flags(of month: Month?, as viewer: Viewer) async throws -> [Finding] {
    let rows = try await read(as: viewer) { try await $0.query(Statement(text: try SQLFiles.text("queries/doctor/flags.sql"), parameters: [month])) }
    return try rows.map { row in
      let month = try row.decode("month", as: Month.self)
      let count = try row.decode("rows", as: Int.self)
      let (japanese, english) = Self.flag(try row.decode("flag", as: String.self))
      return Finding(.look, "\(month): \(japanese) \(count) 件（要確認）", "\(month): \(count) \(english), to be reviewed")
    }
  }

  private static func flag(_ name: String) -> (String, String) {
    switch name {
    case "above_a_fifth": ("創出時間（純）が勤務時間の20%を超えるもの", "adopters with net time above 20 % of contracted time")
    case "redirected_above_net": ("振向けが純の合計を超えるもの", "adopters with redirections above their net time")
    case "carried_forward": ("3か月以上同じ値の記録", "records with the same values for three months or more")
    case "post_without_unit": ("存在しない所属の発令", "posts in units that are no longer in force")
    default: (name, name)
    }
  }
}
