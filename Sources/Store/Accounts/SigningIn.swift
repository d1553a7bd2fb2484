public import Domain
import Postgres
public import Secrets

/// What came of an attempt to sign in.
public enum SignInOutcome: Sendable {
  /// The session's cookie.
  case admitted(Secret)
  /// The name or the password is wrong, or the account has no role today: which of these isn't said.
  case refused
  /// Too many failures for this name or address.
  case wait(seconds: Int)
}

/// Passwords and sessions, asked with the gate's rights only.
extension Database {
  /// Signs in with a password. An attempt counts as failed until it has succeeded.
  ///
  /// - Parameter origin: the network address that asks.
  public func signIn(login: String, password: String, origin: String) async throws -> SignInOutcome {
    let attempt = try await write(as: .gate) { transaction in
      let rows = try await transaction.query("select attempt_id, account_id, password_hash, wait_seconds from begin_sign_in(\(login), \(origin))")
      guard let row = rows.first else { throw NoAnswer(query: "begin_sign_in") }
      return Attempt(
        id: try row.decode("attempt_id", as: Int?.self), account: try row.decode("account_id", as: Int?.self),
        hash: try row.decode("password_hash", as: String?.self), wait: try row.decode("wait_seconds", as: Int.self))
    }
    guard let id = attempt.id else { return .wait(seconds: attempt.wait) }
    guard try await PasswordQueue.shared.matches(password, hash: attempt.hash), let account = attempt.account else { return .refused }
    return try await begin(account: account, attempt: id).map(SignInOutcome.admitted) ?? .refused
  }

  private struct Attempt: Sendable {
    let id: Int?
    let account: Int?
    let hash: String?
    let wait: Int
  }

  private func begin(account: Int, attempt: Int) async throws -> Secret? {
    let secret = try Secret()
    let formKey = try Secret()
    return try await write(as: .gate) { transaction in
      let rows = try await transaction.query(
        "select begin_session(\(attempt), \(account), \(secret.hash), \(formKey.hash)) as role")
      return try rows.first?.decode("role", as: String?.self) == nil ? nil : secret
    }
  }

  /// Whose session it is; nil where it has ended, is idle or too old, or the role is held no more.
  public func session(_ secret: Secret) async throws -> SignedIn? {
    try await write(as: .gate) { transaction in
      try await transaction.query(
        "select account_id, login, name, role, form_key, roles from resume_session(\(secret.hash))"
      ).first.map(SignedIn.init)
    }
  }

  /// Whose API token it is; nil where it is revoked or too old, or the role is held no more.
  public func token(_ secret: Secret) async throws -> SignedIn? {
    try await write(as: .gate) { transaction in
      try await transaction.query(
        "select account_id, login, name, role, '\\x'::bytea as form_key, array[role] as roles from resume_token(\(secret.hash))"
      ).first.map(SignedIn.init)
    }
  }

  public func signOut(_ secret: Secret) async throws {
    try await write(as: .gate) { transaction in
      _ = try await transaction.query("select end_session(\(secret.hash))")
    }
  }

  /// Ends every session of the viewer's account; answers how many.
  @discardableResult
  public func signOutEverywhere(as viewer: Viewer) async throws -> Int {
    guard case .account(let id, _, _) = viewer else { return 0 }
    return try await write(as: viewer) { transaction in
      try await transaction.execute("update sessions set ended_at = now() where account_id = \(id) and ended_at is null")
    }
  }

  /// Goes on in another of the account's roles; answers whether it has that one today.
  public func act(as role: AccountRole, in secret: Secret) async throws -> Bool {
    try await write(as: .gate) { transaction in
      let rows = try await transaction.query("select change_role(\(secret.hash), \(role.rawValue)) as changed")
      return try rows.first?.decode("changed", as: Bool.self) ?? false
    }
  }

  /// Whom a link invites; nil where it was used or is too old.
  public func invited(by secret: Secret) async throws -> (login: String, name: String)? {
    try await write(as: .gate) { transaction in
      try await transaction.query("select login, name from invited(\(secret.hash))").first
        .map { (login: try $0.decode("login", as: String.self), name: try $0.decode("name", as: String.self)) }
    }
  }

  /// Sets the password of the account that a link invites, once; answers whether the link still held.
  public func accept(invitation secret: Secret, password: String) async throws -> Bool {
    guard Password.length.contains(password.unicodeScalars.count) else { throw UnfitPassword() }
    let hash = try await PasswordQueue.shared.hash(password)
    return try await write(as: .gate) { transaction in
      let rows = try await transaction.query("select accept_invitation(\(secret.hash), \(hash)) as accepted")
      return try rows.first?.decode("accepted", as: Bool.self) ?? false
    }
  }
}

/// A password is shorter or longer than `Password.length`.
public struct UnfitPassword: Error, Sendable {
  public init() {}
}
