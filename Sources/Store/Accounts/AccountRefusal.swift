public import Domain
import Postgres

/// Why an account isn't made or changed.
public enum AccountRefusal: Error, Sendable, Equatable {
  /// There is no such account, or it was revoked.
  case unknown(String)
  /// A revoked account isn't used again: its name stays with what it did.
  case revoked(String)
  case unusableLogin(String)
  case unknownStaff(String)
  /// The staff member has another account.
  case staffHasAccount(String)
  case needsUnit(AccountRole)
  case needsNoUnit(AccountRole)
  /// It has the role already on some of these days.
  case hasTheRole(String, AccountRole)
  case hasNotTheRole(String, AccountRole)
  /// The last day is before the first.
  case daysInWrongOrder
  /// Only heads and AI leads have deputies.
  case noDeputy(AccountRole)
  case unknownToken(Int)

  /// The rule of the database that a new mandate breaks.
  init?(_ error: ServerError, _ mandate: NewMandate) {
    switch error.constraint {
    case "accounts_login_usable": self = .unusableLogin(mandate.login)
    case "accounts_staff_key": self = .staffHasAccount(mandate.staffNumber ?? "")
    case "mandates_no_overlap": self = .hasTheRole(mandate.login, mandate.role)
    case "mandates_dates": self = .daysInWrongOrder
    case "mandates_deputy": self = .noDeputy(mandate.role)
    default: return nil
    }
  }
}
