import Postgres

/// A correction that a staff member has asked for, as HR reads it.
public struct Correction: Sendable {
  public let id: Int
  public let staffNumber: String
  public let name: String
  public let askedAt: String
  public let text: String
  public let answer: String?
}

extension Database {
  /// What was asked for, open ones first; each is a look at whoever asked.
  public func corrections(as viewer: Viewer) async throws -> [Correction] {
    try await write(as: viewer) { transaction in
      let rows = try await transaction.query(
        """
        select c.id, s.staff_no, s.name, to_char(c.asked_at, 'YYYY-MM-DD') as asked_at, c.text, c.answer
        from corrections c
        join lateral (select s.staff_no, s.name from staff s where s.person_id = c.person_id order by s.joined_on desc nulls last, s.id desc limit 1) s on true
        order by c.answer is not null, c.id desc limit 200
        """
      ).map { row in
        Correction(
          id: try row.decode("id", as: Int.self), staffNumber: try row.decode("staff_no", as: String.self), name: try row.decode("name", as: String.self),
          askedAt: try row.decode("asked_at", as: String.self), text: try row.decode("text", as: String.self),
          answer: try row.decode("answer", as: String?.self))
      }
      _ = try await transaction.query(
        "select look_at(person_id, 'correction') from (select distinct person_id from corrections where id = any (\(rows.map(\.id)))) p")
      return rows
    }
  }

  /// Answers one that is open; whether there was such a one.
  public func answer(correction id: Int, with text: String, as viewer: Viewer) async throws -> Bool {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      try await !transaction.query(
        "update corrections set answer = \(text), answered_by_id = \(account), answered_at = now() where id = \(id) and answer is null returning id"
      ).isEmpty
    }
  }
}
