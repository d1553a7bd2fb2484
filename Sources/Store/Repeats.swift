package import Domain
package import Postgres

/// Requests that carry a key and so are done once, however often they arrive.
extension Transaction {
  /// What was answered to the viewer's earlier request with this key; nil: it is the first. Others with the same key wait until the transaction ends.
  package func earlierAnswer(to key: String, of account: Int, as role: AccountRole) async throws -> (bodyHash: [UInt8], answer: String)? {
    _ = try await query("select pg_advisory_xact_lock(hashtext('tedori.request'), hashtext(\(account)::text || ' ' || \(role.rawValue) || ' ' || \(key)))")
    return try await query("select body_hash, answer from answered_requests where account_id = \(account) and role = \(role.rawValue) and key = \(key)").first
      .map {
        (bodyHash: try $0.decode("body_hash", as: [UInt8].self), answer: try $0.decode("answer", as: String.self))
      }
  }

  package func remember(_ answer: String, to key: String, of account: Int, as role: AccountRole, bodyHash: [UInt8]) async throws {
    try await execute(
      "insert into answered_requests (account_id, role, key, body_hash, answer) values (\(account), \(role.rawValue), \(key), \(bodyHash), \(answer))")
  }
}

extension Database {
  /// Forgets answers that nobody will ask for again.
  public func forgetAnswers(as viewer: Viewer) async throws {
    _ = try await write(as: viewer) { try await $0.execute("delete from answered_requests where answered_at < now() - interval '7 days'") }
  }
}
