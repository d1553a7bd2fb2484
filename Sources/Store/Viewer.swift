public import Domain

/// Who asks: what row-level security goes by, and under whose name changes stand in the audit trail.
public enum Viewer: Sendable, Hashable {
  /// Whoever works on the command line, with the rights of the record's owner.
  case owner(name: String)
  /// An account in one of its roles.
  case account(id: Int, login: String, role: AccountRole)
  /// The service itself, while it finds out who somebody is.
  case gate

  /// As it stands in the audit trail.
  public var name: String {
    switch self {
    case .owner(let name): name
    case .account(_, let login, _): login
    case .gate: "tedori"
    }
  }

  /// The account's role; nil: it is none.
  package var role: AccountRole? {
    if case .account(_, _, let role) = self { role } else { nil }
  }

  /// The role that its transactions take on.
  var databaseRole: String {
    switch self {
    case .owner: "none"
    case .account(_, _, let role): role.databaseRole
    case .gate: "tedori_gate"
    }
  }

  /// How long a question may take: somebody waits for the answer of one that an account asks, and others for the connection. What an account writes may take long.
  func patience(isReading: Bool) -> String {
    switch self {
    case .owner: "0"
    case .account: isReading ? "30s" : "0"
    case .gate: "10s"
    }
  }

  /// How long a statement waits for others' locks: whoever has a login of the database can hold some, and mustn't hold the service's connections with them.
  var lockPatience: String {
    switch self {
    case .owner: "0"
    case .account: "60s"
    case .gate: "3s"
    }
  }

  /// The account for which row-level security decides; empty where there is none.
  var accountID: String {
    if case .account(let id, _, _) = self { "\(id)" } else { "" }
  }
}

extension AccountRole {
  /// Heads and AI leads have the same rights.
  var databaseRole: String { self == .head || self == .aiLead ? "tedori_department" : "tedori_\(rawValue)" }
}
