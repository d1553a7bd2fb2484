public import Domain
import Foundation
import Postgres
public import Secrets

/// What a provider of single sign-on says of somebody.
public struct Claims: Sendable {
  /// A role, with the unit's code where the role is for one.
  public struct Mandate: Sendable, Encodable {
    public let role: String
    public let unit: String?

    public init(role: AccountRole, unit: String?) {
      self.role = role.rawValue
      self.unit = unit
    }
  }

  /// Who says it, and whom it means: together they are the same person for good.
  public let issuer: String
  public let subject: String
  public let login: String
  public let name: String
  public var staffNumber: String?
  public var mandates: [Mandate] = []

  public init(issuer: String, subject: String, login: String, name: String) {
    self.issuer = issuer
    self.subject = subject
    self.login = login
    self.name = name
  }
}

extension Database {
  /// Signs in by what the provider claims, with the roles that it claims today; nil where there is none, or the name is another account's.
  public func signIn(by claims: Claims) async throws -> Secret? {
    let secret = try Secret()
    let formKey = try Secret()
    let mandates = String(decoding: try JSONEncoder().encode(claims.mandates), as: UTF8.self)
    return try await write(as: .gate) { transaction in
      let rows = try await transaction.query(
        """
        select begin_claimed_session(\(claims.issuer), \(claims.subject), \(claims.login), \(claims.name), \(claims.staffNumber), \(mandates)::jsonb,
          \(secret.hash), \(formKey.hash)) as role
        """)
      return try rows.first?.decode("role", as: String?.self) == nil ? nil : secret
    }
  }
}
