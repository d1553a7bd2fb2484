import Postgres

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

  /// Approves what somebody else has asked for; answers whether there was such a thing.
  public func approve(export: Int, as viewer: Viewer) async throws -> Bool {
    try await write(as: viewer) { transaction in
      try await transaction.query("select approve_named_export(\(export)) as done").first?.decode("done", as: Bool.self) ?? false
    }
  }

  /// Takes an approved export; answers its kind of file, nil where it may not be taken.
  public func take(export: Int, as viewer: Viewer) async throws -> String? {
    try await write(as: viewer) { transaction in
      try await transaction.query("select take_named_export(\(export)) as kind").first?.decode("kind", as: String?.self)
    }
  }
}

/// Something that only an account can do, not the owner on the command line.
public struct OnlyForAccounts: Error, Sendable {
  public init() {}
}
