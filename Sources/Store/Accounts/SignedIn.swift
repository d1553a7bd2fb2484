public import Domain
import Postgres

/// Somebody who has shown who they are, in the role in which they act now.
public struct SignedIn: Sendable {
  public let account: Int
  public let login: String
  /// As others see it.
  public let name: String
  public let role: AccountRole
  /// All roles that the account has today; with a token only the token's.
  public let roles: [AccountRole]
  /// With which the forms of a session are signed; empty for a token, which needs none.
  public let formKey: [UInt8]

  /// For whom the record is read and changed.
  public var viewer: Viewer { .account(id: account, login: login, role: role) }

  init(_ row: Row) throws {
    account = try row.decode("account_id", as: Int.self)
    login = try row.decode("login", as: String.self)
    name = try row.decode("name", as: String.self)
    role = try row.decode("role", as: AccountRole.self)
    roles = try row.decode("roles", as: [String].self).compactMap(AccountRole.init)
    formKey = try row.decode("form_key", as: [UInt8].self)
  }
}

extension Row {
  func decode(_ column: String, as: AccountRole.Type) throws -> AccountRole {
    let text = try decode(column, as: String.self)
    guard let role = AccountRole(rawValue: text) else { throw UnknownRole(name: text) }
    return role
  }
}

/// The database knows a role that this program doesn't.
struct UnknownRole: Error {
  let name: String
}
