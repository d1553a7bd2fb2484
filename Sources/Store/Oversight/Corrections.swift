import Postgres

/// What a staff member asks to have corrected in the own record, and the answer.
public struct Correction: Sendable {
  /// The longest text or answer, in characters as the database counts them.
  public static let longest = 4_000

  public let number: Int
  /// By the clock of Japan, as `2026-11-24 09:30`; so all times here.
  public let askedAt: String
  public let text: String
  /// nil: it is open.
  public let answer: Answer?

  public struct Answer: Sendable {
    public let text: String
    /// As others see the account.
    public let by: String
    public let at: String
  }
}

/// Whose record a correction is about.
public struct AskingPerson: Sendable {
  public let name: String
  public let numbers: [String]
}

/// Corrections without what they say and whom they are about: to list them is to look at nobody.
public struct ListedCorrection: Sendable {
  public let number: Int
  public let askedAt: String
  /// nil: it is open.
  public let answeredAt: String?
  public let answeredBy: String?
}

/// What came of a correction that was asked for.
public enum Asking: Sendable {
  case asked
  /// The account is nobody's of the record.
  case nobody
}

/// What came of an answer.
public enum Answering: Sendable {
  case answered
  /// Somebody has answered before.
  case tooLate
  case noSuchCorrection
}

extension Database {
  /// Asks for a correction of the viewer's own record; the same text is not asked twice while it waits for its answer.
  public func ask(correction text: String, as viewer: Viewer) async throws -> Asking {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      guard try await transaction.query("select viewer_person() is not null as is_somebody").first?.decode("is_somebody", as: Bool.self) == true else {
        return .nobody
      }
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.correction'), hashtext(\(account)::text))")
      try await transaction.execute(
        """
        insert into corrections (person_id, asked_by_id, text)
        select viewer_person(), \(account), \(text) where not exists (select from corrections c where c.text = \(text) and c.answer is null)
        """)
      return .asked
    }
  }

  /// Open ones, oldest first, and the newest that were answered.
  public func corrections(as viewer: Viewer) async throws -> (open: [ListedCorrection], openCount: Int, answered: [ListedCorrection]) {
    try await read(as: viewer) { transaction in
      let open = try await transaction.query(
        "select id, minute_text(asked_at) as asked_at, null::text as answered_at, null::text as by from corrections where answer is null order by id limit 200"
      ).map(ListedCorrection.init)
      let answered = try await transaction.query(
        """
        select id, minute_text(asked_at) as asked_at, minute_text(c.answered_at) as answered_at, account_name(answered_by_id) as by
        from corrections c where answer is not null order by c.answered_at desc, id desc limit 50
        """
      ).map(ListedCorrection.init)
      let count = try await transaction.query("select count(*) as open from corrections where answer is null").first?.decode("open", as: Int.self)
      return (open, count ?? 0, answered)
    }
  }

  /// A correction with whom it is about, who can see that somebody has looked; nil: there is none with this number.
  public func correction(_ number: Int, as viewer: Viewer) async throws -> (correction: Correction, person: AskingPerson)? {
    try await write(as: viewer) { transaction in
      _ = try await transaction.query("select look_at(array[c.person_id], 'corrections') from corrections c where c.id = \(number)")
      let rows = try await transaction.query(
        """
        select c.id, minute_text(c.asked_at) as asked_at, c.text, c.answer, account_name(c.answered_by_id) as by, minute_text(c.answered_at) as answered_at,
          coalesce(p.names, '{}') as names, coalesce(p.numbers, '{}') as numbers
        from corrections c cross join lateral (
          select array_agg(s.name order by s.joined_on desc nulls last, s.id desc) as names, array_agg(s.staff_no order by s.joined_on nulls first, s.id) as numbers
          from staff s where s.person_id = c.person_id) p
        where c.id = \(number)
        """)
      guard let row = rows.first else { return nil }
      let person = AskingPerson(name: try row.decode("names", as: [String].self).first ?? "", numbers: try row.decode("numbers", as: [String].self))
      return (try Correction(row), person)
    }
  }

  /// Answers a correction, once.
  public func answer(correction number: Int, with text: String, as viewer: Viewer) async throws -> Answering {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      let answered = try await transaction.execute(
        "update corrections set answer = \(text), answered_by_id = \(account), answered_at = now() where id = \(number) and answer is null")
      if answered == 1 { return .answered }
      return try await transaction.query("select from corrections where id = \(number)").isEmpty ? .noSuchCorrection : .tooLate
    }
  }
}

extension Transaction {
  /// Those of the viewer's own record, newest first.
  func ownCorrections() async throws -> [Correction] {
    try await query(
      """
      select id, minute_text(asked_at) as asked_at, text, answer, account_name(answered_by_id) as by, minute_text(answered_at) as answered_at
      from corrections order by id desc
      """
    ).map(Correction.init)
  }
}

extension Correction {
  fileprivate init(_ row: Row) throws {
    number = try row.decode("id", as: Int.self)
    askedAt = try row.decode("asked_at", as: String.self)
    text = try row.decode("text", as: String.self)
    answer = try row.decode("answer", as: String?.self).map {
      Answer(text: $0, by: try row.decode("by", as: String.self), at: try row.decode("answered_at", as: String.self))
    }
  }
}

extension ListedCorrection {
  fileprivate init(_ row: Row) throws {
    number = try row.decode("id", as: Int.self)
    askedAt = try row.decode("asked_at", as: String.self)
    answeredAt = try row.decode("answered_at", as: String?.self)
    answeredBy = try row.decode("by", as: String?.self)
  }
}

extension Transaction {
  /// How many corrections wait for an answer.
  package func openCorrections() async throws -> Int {
    try await query("select count(*)::int as open from corrections where answer is null").first?.decode("open", as: Int.self) ?? 0
  }

  /// How many exports of named time somebody else has asked for and nobody has approved.
  package func approvableExports() async throws -> Int {
    try await query("select count(*)::int as waiting from named_exports where approved_at is null and asked_by_id <> viewer()").first?
      .decode("waiting", as: Int.self) ?? 0
  }
}
