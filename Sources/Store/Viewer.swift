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

  /// The role that its transactions take on.
  var databaseRole: String {
    switch self {
    case .owner: "none"
    case .account(_, _, let role): role.databaseRole
    case .gate: "tedori_gate"
    }
  }

  /// How long a question may take: somebody waits for the answer of one that an account asks, and others for the connection.
  var patience: String {
    if case .account = self { "30s" } else { "0" }
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
