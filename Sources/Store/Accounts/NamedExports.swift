public import Postgres

/// Exports of named time: asked for with a reason, approved by a second person, taken once.
extension Database {
  /// Asks for the export of a kind of file; answers its number.
  public func askForExport(of kind: String, reason: String, as viewer: Viewer) async throws -> Int {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      let rows = try await transaction.query("insert into named_exports (kind, asked_by_id, reason) values (\(kind), \(account), \(reason)) returning id")
      guard let row = rows.first else { throw NoAnswer(query: "named_exports") }
      return try row.decode("id", as: Int.self)
    }
  }

  /// What was asked for, the latest first.
  public func namedExports(as viewer: Viewer) async throws -> [NamedExport] {
    try await read(as: viewer) { transaction in
      try await transaction.query(
        """
        select id, kind, asked_by, is_own, to_char(asked_at, 'YYYY-MM-DD HH24:MI') as asked_at, reason, approved_by, to_char(taken_at, 'YYYY-MM-DD HH24:MI') as taken_at
        from exports_asked()
        """
      ).map { row in
        NamedExport(
          id: try row.decode("id", as: Int.self), kind: try row.decode("kind", as: String.self), askedBy: try row.decode("asked_by", as: String.self),
          isOwn: try row.decode("is_own", as: Bool.self), askedAt: try row.decode("asked_at", as: String.self),
          reason: try row.decode("reason", as: String.self),
          approvedBy: try row.decode("approved_by", as: String?.self), takenAt: try row.decode("taken_at", as: String?.self))
      }
    }
  }

  /// Approves what somebody else has asked for; answers whether there was such a thing.
  public func approve(export: Int, as viewer: Viewer) async throws -> Bool {
    try await write(as: viewer) { transaction in
      try await transaction.query("select approve_named_export(\(export)) as done").first?.decode("done", as: Bool.self) ?? false
    }
  }

  /// Takes an approved export and notes the look at everybody in it; the body writes it in the same transaction, so that one that fails can be taken again.
  ///
  /// - Returns: nil where it may not be taken.
  public func take<Result: Sendable>(
    export: Int, as viewer: Viewer, _ body: @escaping @Sendable (_ kind: String, Transaction) async throws -> Result
  ) async throws -> Result? {
    try await write(as: viewer, isolation: .repeatableRead) { transaction in
      guard let kind = try await transaction.query("select take_named_export(\(export)) as kind").first?.decode("kind", as: String?.self) else { return nil }
      _ = try await transaction.query("select look_at_exported(\(kind))")
      return try await body(kind, transaction)
    }
  }
}

/// An export of named time that was asked for.
public struct NamedExport: Sendable {
  public static let kinds = ["time", "redirections", "adoptions", "usage"]

  public let id: Int
  public let kind: String
  public let askedBy: String
  /// Whether the viewer has asked.
  public let isOwn: Bool
  public let askedAt: String
  public let reason: String
  public let approvedBy: String?
  public let takenAt: String?
}

/// Something that only an account can do, not the owner on the command line.
public struct OnlyForAccounts: Error, Sendable {
  public init() {}
}
