public import Domain
import Postgres

/// A file that somebody has uploaded to be imported, and what became of it.
public struct Upload: Sendable {
  public enum State: String, Sendable, CaseIterable {
    /// Which kind of file it is nobody has said yet, and its headings don't tell.
    case unknown
    /// To be looked through in the background.
    case checking
    /// To be decided on.
    case checked
    /// To be written in the background.
    case importing
    case imported, failed, discarded

    /// Whether something is still done with it in the background.
    public var isWorkedOn: Bool { self == .checking || self == .importing }
  }

  /// Why it failed.
  public enum Failure: String, Sendable, CaseIterable {
    /// Its role is held no more, or may not write what is in it.
    case notAllowed = "not_allowed"
    /// The work on it was cut off again and again.
    case cutOff = "cut_off"
    case fault
  }

  public let number: Int
  public let account: Int
  /// As others see the account.
  public let by: String
  /// Of the account, for the audit trail.
  public let login: String
  public let role: AccountRole
  /// By the clock of Japan, as `2026-11-24 09:30`; so all times here.
  public let at: String
  public let fileName: String
  public let byteCount: Int
  /// The name of a kind of file.
  public let kind: String?
  /// As it was said; nil: it is found out.
  public let encoding: String?
  public let state: State
  public let failure: Failure?
  /// How it was read, as JSON; nil: it isn't, or not any more.
  public let understood: String?
  public let notes: [Sentence]
  public let months: [Month]
  public let counts: MergeCounts
  public let problems: Int
  /// Whether none of its rows can be kept.
  public let refusesAll: Bool
  /// Of the change in the audit trail.
  public let change: Int?
  public let finishedAt: String?
  public let undoneBy: String?
  public let undoneAt: String?
  /// Whether its bytes are still there.
  public let hasFile: Bool
  /// The share that is read, from 0 to 1, while something is done with it.
  public let progress: Double

  public static let longestName = 200

  init(_ row: Row) throws {
    number = try row.decode("id", as: Int.self)
    account = try row.decode("account_id", as: Int.self)
    by = try row.decode("by", as: String.self)
    login = try row.decode("login", as: String.self)
    role = try row.decode("role", as: AccountRole.self)
    at = try row.decode("uploaded_at", as: String.self)
    fileName = try row.decode("file_name", as: String.self)
    byteCount = try row.decode("byte_count", as: Int.self)
    kind = try row.decode("kind", as: String?.self)
    encoding = try row.decode("encoding", as: String?.self)
    let name = try row.decode("state", as: String.self)
    guard let state = State(rawValue: name) else { throw UnknownState(name: name) }
    self.state = state
    failure = try row.decode("failure", as: String?.self).flatMap(Failure.init)
    understood = try row.decode("understood", as: String?.self)
    notes = zip(try row.decode("notes", as: [String].self), try row.decode("notes_en", as: [String].self)).map { Sentence($0, $1) }
    months = try row.decode("months", as: [String].self).compactMap { Month($0) }
    counts = MergeCounts(
      created: try row.decode("created", as: Int.self), updated: try row.decode("updated", as: Int.self), unchanged: try row.decode("unchanged", as: Int.self),
      refused: try row.decode("refused", as: Int.self))
    problems = try row.decode("problems", as: Int.self)
    refusesAll = try row.decode("refuses_all", as: Bool.self)
    change = try row.decode("change_id", as: Int?.self)
    finishedAt = try row.decode("finished_at", as: String?.self)
    undoneBy = try row.decode("undone_by", as: String?.self)
    undoneAt = try row.decode("undone_at", as: String?.self)
    hasFile = try row.decode("has_file", as: Bool.self)
    progress = try row.decode("progress", as: Double.self)
  }
}

/// The database knows a state that this program doesn't.
struct UnknownState: Error {
  let name: String
}

/// A problem of an uploaded file as it is kept.
public struct UploadProblem: Sendable {
  /// The row as the spreadsheet numbers it; 0: the file as a whole.
  public let line: Int
  public let column: String
  public let value: String
  /// The rule that is broken; empty: the cell is at fault by itself.
  public let rule: String
  public let wrong: Sentence
  public let right: Sentence

  public init(line: Int, column: String, value: String, rule: String, wrong: Sentence, right: Sentence) {
    self.line = line
    self.column = column
    self.value = value
    self.rule = rule
    self.wrong = wrong
    self.right = right
  }
}

/// Problems of one sort: the same column, and the same fault or broken rule.
public struct UploadProblemGroup: Sendable {
  public let column: String
  /// How many.
  public let count: Int
  /// Their lines, the first two hundred.
  public let lines: [Int]
  /// The first of them.
  public let problems: [UploadProblem]
}

extension Database {
  /// The newest uploads that the viewer sees.
  public func uploads(limit: Int, as viewer: Viewer) async throws -> [Upload] {
    try await read(as: viewer) { transaction in
      try await transaction.query("\(unsafe: Upload.fields) order by u.id desc limit \(limit)").map(Upload.init)
    }
  }

  /// An upload; nil where there is none that the viewer sees.
  public func upload(_ number: Int, as viewer: Viewer) async throws -> Upload? {
    try await read(as: viewer) { try await $0.upload(number) }
  }

  /// Its problems by sorts, those with the most first.
  ///
  /// - Parameters:
  ///   - limit: of sorts.
  ///   - each: of problems of a sort.
  public func problemGroups(of upload: Int, limit: Int, each: Int, as viewer: Viewer) async throws -> [UploadProblemGroup] {
    try await read(as: viewer) { transaction in
      let groups = try await transaction.query(
        """
        select p.column_name, coalesce(nullif(p.rule, ''), p.wrong) as fault, count(*)::int as count, (array_agg(p.line order by p.place))[1:200] as lines
        from upload_problems p where p.upload_id = \(upload) group by 1, 2 order by count(*) desc, min(p.place) limit \(limit)
        """)
      var read: [UploadProblemGroup] = []
      for group in groups {
        let column = try group.decode("column_name", as: String.self)
        let fault = try group.decode("fault", as: String.self)
        let problems = try await transaction.query(
          """
          select line, column_name, value, rule, wrong, wrong_en, "right", right_en from upload_problems
          where upload_id = \(upload) and column_name = \(column) and coalesce(nullif(rule, ''), wrong) = \(fault) order by place limit \(each)
          """
        ).map(UploadProblem.init)
        read.append(
          UploadProblemGroup(
            column: column, count: try group.decode("count", as: Int.self), lines: try group.decode("lines", as: [Int].self), problems: problems))
      }
      return read
    }
  }

  /// All its problems in the order of the file.
  public func problems(of upload: Int, as viewer: Viewer) async throws -> [UploadProblem] {
    try await read(as: viewer) { transaction in
      try await transaction.query(
        "select line, column_name, value, rule, wrong, wrong_en, \"right\", right_en from upload_problems where upload_id = \(upload) order by place"
      )
      .map(UploadProblem.init)
    }
  }

  /// Its bytes, piece by piece.
  public func bytes(of upload: Int, as viewer: Viewer, _ piece: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
    try await read(as: viewer) { transaction in
      var place = 0
      while let row = try await transaction.query("select bytes from upload_pieces where upload_id = \(upload) and place = \(place)").first {
        try piece(try row.decode("bytes", as: [UInt8].self))
        place += 1
      }
    }
  }

  /// Notes a look at the persons whom these staff numbers name.
  public func noteLooks(atStaff numbers: [String], of kind: String, as viewer: Viewer) async throws {
    guard !numbers.isEmpty else { return }
    try await write(as: viewer) { transaction in
      _ = try await transaction.query("select look_at(array(select s.person_id from staff s where s.staff_no = any (\(numbers)::text[])), \(kind))")
    }
  }
}

extension Transaction {
  func upload(_ number: Int) async throws -> Upload? { try await query("\(unsafe: Upload.fields) where u.id = \(number)").first.map(Upload.init) }
}

extension Upload {
  static let fields = """
    select u.id, u.account_id, coalesce(account_name(u.account_id), '') as by, account_login(u.account_id) as login, u.role, minute_text(u.at) as uploaded_at, u.file_name, u.byte_count, u.kind, u.encoding,
      u.state, u.failure, u.understood::text as understood, u.notes, u.notes_en, u.months::text[] as months, u.created, u.updated, u.unchanged, u.refused, u.problems,
      u.refuses_all, u.change_id, minute_text(u.finished_at) as finished_at, account_name(u.undone_by_id) as undone_by, minute_text(u.undone_at) as undone_at,
      exists (select from upload_pieces p where p.upload_id = u.id) as has_file,
      coalesce((select w.progress from upload_work w where w.upload_id = u.id), 0) as progress
    from uploads u
    """
}

extension UploadProblem {
  fileprivate init(_ row: Row) throws {
    line = try row.decode("line", as: Int.self)
    column = try row.decode("column_name", as: String.self)
    value = try row.decode("value", as: String.self)
    rule = try row.decode("rule", as: String.self)
    wrong = Sentence(try row.decode("wrong", as: String.self), try row.decode("wrong_en", as: String.self))
    right = Sentence(try row.decode("right", as: String.self), try row.decode("right_en", as: String.self))
  }
}
