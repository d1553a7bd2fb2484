import Postgres

/// Sealing: what was committed is linked into the audit chain.
extension Database {
  /// Links what was committed since the last time into the audit chain.
  ///
  /// - Returns: how many changes.
  @discardableResult
  public func seal(as viewer: Viewer) async throws -> Int {
    try await write(as: viewer) { transaction in
      try await transaction.query("select seal_changes()::int as changes").first?.decode("changes", as: Int.self) ?? 0
    }
  }
}
