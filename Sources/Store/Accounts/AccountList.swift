public import Domain
import Postgres

/// An account as it is listed.
public struct ListedAccount: Sendable {
  /// One of its roles with its days.
  public struct Mandate: Sendable {
    public let role: AccountRole
    /// The unit's code.
    public let unit: String?
    public let isDeputy: Bool
    public let from: Day
    public let until: Day?
  }

  /// A token that still works.
  public struct Token: Sendable {
    public let id: Int
    public let title: String
    public let role: AccountRole
    public let expiresOn: Day
  }

  public let login: String
  public let name: String
  public let isRevoked: Bool
  public let hasPassword: Bool
  public fileprivate(set) var mandates: [Mandate] = []
  public fileprivate(set) var tokens: [Token] = []
}

extension Database {
  /// All accounts by login, with their roles by first day and their tokens.
  public func accounts(as viewer: Viewer) async throws -> [ListedAccount] {
    try await read(as: viewer) { transaction in
      var accounts: [Int: ListedAccount] = [:]
      for row in try await transaction.query(
        "select id, login, name, revoked_at is not null as is_revoked, password_hash is not null as has_password from accounts")
      {
        accounts[try row.decode("id", as: Int.self)] = ListedAccount(
          login: try row.decode("login", as: String.self), name: try row.decode("name", as: String.self),
          isRevoked: try row.decode("is_revoked", as: Bool.self), hasPassword: try row.decode("has_password", as: Bool.self))
      }
      for row in try await transaction.query(
        """
        select m.account_id, m.role, u.code, m.deputy, m.valid_from, m.valid_to from mandates m left join units u on u.id = m.unit_id
        order by m.valid_from, m.role, u.code
        """)
      {
        accounts[try row.decode("account_id", as: Int.self)]?.mandates.append(
          ListedAccount.Mandate(
            role: try row.decode("role", as: AccountRole.self), unit: try row.decode("code", as: String?.self),
            isDeputy: try row.decode("deputy", as: Bool.self),
            from: try row.decode("valid_from", as: Day.self), until: try row.decode("valid_to", as: Day?.self)))
      }
      for row in try await transaction.query(
        "select account_id, id, title, role, expires_at::date as expires_on from tokens where revoked_at is null and expires_at > now() order by id")
      {
        accounts[try row.decode("account_id", as: Int.self)]?.tokens.append(
          ListedAccount.Token(
            id: try row.decode("id", as: Int.self), title: try row.decode("title", as: String.self), role: try row.decode("role", as: AccountRole.self),
            expiresOn: try row.decode("expires_on", as: Day.self)))
      }
      return accounts.values.sorted { $0.login < $1.login }
    }
  }
}
