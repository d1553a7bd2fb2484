public import Domain
import Postgres

/// What the record holds of a staff member, as that person reads it.
public struct OwnRecord: Sendable {
  /// Each a row of texts, in the order of the page's columns.
  public let training: [[String]]
  public let adoptions: [[String]]
  public let time: [[String]]
  /// Who has looked: when, who, as what, at what.
  public let looks: [(at: String, name: String, role: AccountRole?, what: String)]
  public let corrections: [(askedAt: String, text: String, answer: String?)]
  /// For how many years records of persons are kept.
  public let retentionYears: Int
}

extension Database {
  /// The viewer's own record, under the viewer's own rights.
  public func ownRecord(as viewer: Viewer) async throws -> OwnRecord {
    try await read(as: viewer) { transaction in
      func rows(_ statement: Statement) async throws -> [[String]] {
        try await transaction.query(statement).map { row in try row.columns.indices.map { try row.decode($0, as: String?.self) ?? "" } }
      }
      let looks = try await transaction.query("select to_char(at, 'YYYY-MM-DD HH24:MI') as at, name, role, what from looks_at_me()").map { row in
        (
          at: try row.decode("at", as: String.self), name: try row.decode("name", as: String.self),
          role: AccountRole(rawValue: try row.decode("role", as: String.self)), what: try row.decode("what", as: String.self)
        )
      }
      let corrections = try await transaction.query(
        "select to_char(asked_at, 'YYYY-MM-DD') as asked_at, text, answer from corrections order by id desc limit 100"
      ).map { row in
        (
          askedAt: try row.decode("asked_at", as: String.self), text: try row.decode("text", as: String.self),
          answer: try row.decode("answer", as: String?.self)
        )
      }
      return OwnRecord(
        training: try await rows(
          """
          select to_char(t.completed_on, 'YYYY-MM-DD'), c.title, coalesce(to_char(t.completed_on + make_interval(months => c.valid_months) - interval '1 day', 'YYYY-MM-DD'), '')
          from training_records t join courses c on c.id = t.course_id order by t.completed_on desc, c.code limit 200
          """),
        adoptions: try await rows(
          """
          select a.code, u.title, to_char(a.started_on, 'YYYY-MM-DD'), coalesce(to_char(a.ended_on, 'YYYY-MM-DD'), '')
          from adoptions a join use_cases u on u.id = a.use_case_id order by a.started_on desc, a.code limit 200
          """),
        time: try await rows(
          """
          select to_char(t.month, 'YYYY-MM'), u.title, t.gross::text, t.overhead::text, t.net::text, 'E' || t.evidence,
            coalesce((select sum(d.minutes) from redirections d where d.adoption_id = t.adoption_id and d.month = t.month), 0)::text
          from account t join use_cases u on u.id = t.use_case_id order by t.month desc, u.code limit 240
          """), looks: looks, corrections: corrections,
        retentionYears: try await transaction.query("select retention_years from settings").first?.decode("retention_years", as: Int.self) ?? 0)
    }
  }

  /// Asks for a correction of the viewer's own record.
  ///
  /// - Throws: `ServerError` with 42501 where the account belongs to nobody of the record.
  public func askForCorrection(_ text: String, as viewer: Viewer) async throws {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    try await write(as: viewer) { transaction in
      _ = try await transaction.query("insert into corrections (person_id, asked_by_id, text) values (viewer_person(), \(account), \(text))")
    }
  }
}
