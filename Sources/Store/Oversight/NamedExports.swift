public import Domain
public import Postgres

/// An export of named time: asked for with a reason, approved by a second person, taken once by who has asked.
public struct NamedExport: Sendable {
  /// The longest reason, in characters as the database counts them.
  public static let longestReason = 4_000

  /// Kinds of file that are only exported so, as the database takes them.
  public static let kinds = Kind.all.filter { ["time", "redirections", "adoptions", "usage"].contains($0.name) }

  public let number: Int
  /// The name of a kind of file.
  public let kind: String
  public let reason: String
  /// The account.
  public let askerAccount: Int
  public let asked: Step
  public let approved: Step?
  /// By the clock of Japan.
  public let takenAt: String?

  /// Who did something, as others see the account, and when by the clock of Japan.
  public struct Step: Sendable {
    public let by: String
    public let at: String
  }
}

extension Database {
  /// Exports that were asked for, newest first; or the one with a number.
  public func namedExports(number: Int? = nil, limit: Int = 200, as viewer: Viewer) async throws -> [NamedExport] {
    try await read(as: viewer) { transaction in
      try await transaction.query(
        """
        select id, kind, reason, asked_by_id, account_name(asked_by_id) as asked_by, minute_text(asked_at) as asked_at, account_name(approved_by_id) as approved_by,
          minute_text(approved_at) as approved_at, minute_text(taken_at) as taken_at
        from named_exports where \(number)::bigint is null or id = \(number) order by id desc limit \(limit)
        """
      ).map(NamedExport.init)
    }
  }

  /// Asks for the export of a kind of file; answers its number. The same that still waits to be approved is not asked for twice.
  @discardableResult
  public func askForExport(of kind: String, reason: String, as viewer: Viewer) async throws -> Int {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.export'), hashtext(\(account)::text))")
      let waiting = try await transaction.query(
        "select id from named_exports where kind = \(kind) and asked_by_id = \(account) and reason = \(reason) and approved_by_id is null order by id")
      if let row = waiting.first { return try row.decode("id", as: Int.self) }
      let rows = try await transaction.query("insert into named_exports (kind, asked_by_id, reason) values (\(kind), \(account), \(reason)) returning id")
      guard let row = rows.first else { throw NoAnswer(query: "named_exports") }
      return try row.decode("id", as: Int.self)
    }
  }

  /// Approves what somebody else has asked for; answers whether there was such a thing.
  public func approve(export: Int, as viewer: Viewer) async throws -> Bool {
    try await write(as: viewer) { transaction in
      try await transaction.query("select approve_named_export(\(export)) as done").first?.decode("done", as: Bool.self) ?? false
    }
  }

  /// Takes an approved export; nil where it may not be taken. Everybody whom its rows name can see that.
  ///
  /// - Parameter body: reads the kind's rows, in the snapshot in which those whom they name were noted; it is run again when the transaction met another one,
  ///   and where it throws, the export isn't taken.
  public func take<Result: Sendable>(
    export: Int, as viewer: Viewer, _ body: @escaping @Sendable (Transaction, Kind) async throws -> Result
  ) async throws -> Result? {
    try await write(as: viewer, isolation: .repeatableRead) { transaction in
      let name = try await transaction.query("select take_named_export(\(export)) as kind").first?.decode("kind", as: String?.self)
      guard let kind = name.flatMap({ name in NamedExport.kinds.first { $0.name == name } }) else { return nil }
      try await transaction.noteLooksAtAll(of: kind)
      return try await body(transaction, kind)
    }
  }
}

extension Transaction {
  /// Notes a look at everybody whom any row of a kind names: by a staff number, or by an adoption that is a person's own.
  fileprivate func noteLooksAtAll(of kind: Kind) async throws {
    let persons = kind.columns.compactMap { column -> String? in
      switch column.value {
      case .reference(.staff): "select s.person_id from \(kind.table) t join staff s on s.id = t.\(column.field)"
      case .reference(.adoptions) where column.isKey:
        "select s.person_id from \(kind.table) t join adoptions a on a.id = t.\(column.field) join staff s on s.id = a.staff_id"
      default: nil
      }
    }
    _ = try await query("select look_at(array(\(unsafe: persons.joined(separator: " union "))), \("\(kind.name) export"))")
  }
}

extension NamedExport {
  fileprivate init(_ row: Row) throws {
    number = try row.decode("id", as: Int.self)
    kind = try row.decode("kind", as: String.self)
    reason = try row.decode("reason", as: String.self)
    askerAccount = try row.decode("asked_by_id", as: Int.self)
    asked = Step(by: try row.decode("asked_by", as: String.self), at: try row.decode("asked_at", as: String.self))
    approved = try row.decode("approved_by", as: String?.self).map { Step(by: $0, at: try row.decode("approved_at", as: String.self)) }
    takenAt = try row.decode("taken_at", as: String?.self)
  }
}

/// Something that only an account can do, not the owner on the command line.
public struct OnlyForAccounts: Error, Sendable {
  public init() {}
}
