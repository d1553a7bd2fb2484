import Domain
import Postgres
public import Store

/// The accounts of `fixture/accounts.sql` as viewers.
extension TestDatabase {
  /// Somebody of the cast, in the role that the account has.
  public func viewer(_ login: String) async throws -> Viewer {
    let rows = try await pool.query("select a.id, m.role::text as role from accounts a join mandates m on m.account_id = a.id where a.login = \(login)")
    guard let row = rows.first, let role = AccountRole(rawValue: try row.decode("role", as: String.self)) else { throw UnknownLogin(login: login) }
    return .account(id: try row.decode("id", as: Int.self), login: login, role: role)
  }
}

/// A test named an account that there is none of.
public struct UnknownLogin: Error {
  public let login: String
}
