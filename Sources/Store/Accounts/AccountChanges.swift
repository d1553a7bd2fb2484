public import Domain
import Postgres
public import Secrets

/// Accounts as the owner of the record makes and ends them: the first ones, and those that have locked themselves out.
extension Database {
  /// Makes an account, or gives one that is there another role.
  ///
  /// - Throws: `AccountRefusal`.
  public func grant(_ mandate: NewMandate, as viewer: Viewer) async throws {
    try await write(as: viewer) { transaction in
      let login = mandate.login.lowercased()
      let today = try await transaction.query("select current_date as day").first?.decode("day", as: Day.self)
      guard let from = mandate.from ?? today else { throw NoAnswer(query: "current_date") }
      var staff: Int?
      if let number = mandate.staffNumber {
        staff = try await transaction.query("select id from staff where staff_no = folded(\(number))").first?.decode("id", as: Int.self)
        guard staff != nil else { throw AccountRefusal.unknownStaff(number) }
      }
      var unit: Int?
      if let name = mandate.unit {
        guard mandate.role.isForUnit else { throw AccountRefusal.needsNoUnit(mandate.role) }
        let code = try await transaction.unitCode(named: name, in: Month(containing: from))
        unit = try await transaction.query("select id from units where code = \(code)").first?.decode("id", as: Int.self)
      } else if mandate.role.isForUnit {
        throw AccountRefusal.needsUnit(mandate.role)
      }
      do {
        let made = try await transaction.query(
          """
          insert into accounts as a (login, name, staff_id) values (\(login), \(mandate.name ?? login), \(staff))
          on conflict (login) do update set name = coalesce(\(mandate.name), a.name), staff_id = coalesce(\(staff), a.staff_id) where a.revoked_at is null
          returning id
          """)
        guard let account = try made.first?.decode("id", as: Int.self) else { throw AccountRefusal.revoked(login) }
        try await transaction.execute(
          """
          insert into mandates (account_id, role, unit_id, deputy, valid_from, valid_to)
          values (\(account), \(mandate.role.rawValue), \(unit), \(mandate.isDeputy), \(from), \(mandate.until))
          """)
      } catch let error as ServerError {
        throw AccountRefusal(error, mandate) ?? error
      }
    }
  }

  /// A link's secret that sets the account's password, once, within three days.
  ///
  /// - Throws: `AccountRefusal.unknown`.
  public func invite(_ login: String, as viewer: Viewer) async throws -> Secret {
    let secret = try Secret()
    return try await write(as: viewer) { transaction in
      let made = try await transaction.execute(
        """
        insert into invitations (hash, account_id, expires_at)
        select \(secret.hash), id, now() + interval '3 days' from accounts where login = \(login.lowercased()) and revoked_at is null
        """)
      guard made == 1 else { throw AccountRefusal.unknown(login) }
      return secret
    }
  }

  /// Makes an API token for a role that the account has; it is seen once, here.
  ///
  /// - Throws: `AccountRefusal`.
  public func makeToken(for login: String, role: AccountRole, title: String, days: Int, as viewer: Viewer) async throws -> Secret {
    let secret = try Secret()
    return try await write(as: viewer) { transaction in
      let made = try await transaction.execute(
        """
        insert into tokens (hash, account_id, role, title, expires_at)
        select \(secret.hash), a.id, \(role.rawValue), \(title), now() + make_interval(days => \(days)::integer) from accounts a
        where a.login = \(login.lowercased()) and exists (select from current_mandates(a.id) m where m.role = \(role.rawValue))
        """)
      guard made == 1 else { throw AccountRefusal.hasNotTheRole(login, role) }
      return secret
    }
  }

  /// Ends a token, a role as of yesterday, or the whole account with all its sessions.
  ///
  /// - Throws: `AccountRefusal`.
  public func revoke(_ what: Revocation, of login: String, as viewer: Viewer) async throws {
    try await write(as: viewer) { transaction in
      let rows = try await transaction.query("select id from accounts where login = \(login.lowercased()) and revoked_at is null")
      guard let account = try rows.first?.decode("id", as: Int.self) else { throw AccountRefusal.unknown(login) }
      switch what {
      case .token(let id):
        let ended = try await transaction.execute("update tokens set revoked_at = now() where id = \(id) and account_id = \(account) and revoked_at is null")
        guard ended == 1 else { throw AccountRefusal.unknownToken(id) }
      case .role(let role):
        // A role of today began today at the earliest: it is taken back whole.
        let taken = try await transaction.execute(
          "delete from mandates where account_id = \(account) and role = \(role.rawValue) and valid_from >= current_date")
        let ended = try await transaction.execute(
          """
          update mandates set valid_to = current_date - 1
          where account_id = \(account) and role = \(role.rawValue) and valid_from < current_date and (valid_to is null or valid_to >= current_date)
          """)
        guard taken + ended > 0 else { throw AccountRefusal.hasNotTheRole(login, role) }
      case .account:
        try await transaction.execute("update accounts set revoked_at = now() where id = \(account)")
        try await transaction.execute("update sessions set ended_at = now() where account_id = \(account) and ended_at is null")
        try await transaction.execute("update tokens set revoked_at = now() where account_id = \(account) and revoked_at is null")
      }
    }
  }
}

/// A role for an account, from a day to a day.
public struct NewMandate: Sendable {
  public let login: String
  public let role: AccountRole
  /// As others see the account; nil: as it is, or the login.
  public var name: String?
  /// Code or unique name, for heads, AI leads and clerks.
  public var unit: String?
  public var staffNumber: String?
  public var isDeputy = false
  /// Its first day; nil: today.
  public var from: Day?
  /// Its last day, inclusive; nil: open.
  public var until: Day?

  public init(login: String, role: AccountRole) {
    self.login = login
    self.role = role
  }
}

/// What of an account is to end.
public enum Revocation: Sendable {
  case account
  case role(AccountRole)
  /// By the token's number.
  case token(Int)
}
