/// The settings with which the server is started, as arguments.
///
/// They are given at every start rather than written to `postgresql.conf`, so that a cluster made by an older Tedori gets today's.
struct ServerSettings: Sendable, Equatable {
  /// What a caller may change.
  private static let usual = [
    "cluster_name": "tedori",
    "recovery_init_sync_method": "syncfs",
    "log_checkpoints": "off",
    // Values are about people: the log has the error, never the statement or the row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
  ]

  private let chosen: [String: String]

  /// Refuses a name that can't be a setting's; PostgreSQL itself refuses the others when it starts.
  init(_ chosen: [String: String]) throws {
    for (name, value) in chosen {
      let isName =
        name.first?.isLetter == true
        && name.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || "0123456789_.".unicodeScalars.contains($0)) }
      guard isName, !value.utf8.contains(0) else { throw EmbeddedServerError.settingInvalid(name: name) }
    }
    self.chosen = chosen
  }

  /// Only tests give up safety for speed.
  var isDurable: Bool { chosen["fsync"] != "off" }

  /// The arguments of `postgres`; the last ones win, so nothing chosen opens the server to a network or to other users.
  func arguments(socketFolder: String) -> [String] {
    let fixed = ["listen_addresses": "", "port": String(Cluster.port), "unix_socket_directories": socketFolder, "unix_socket_permissions": "0700"]
    let sections = [Self.usual, chosen, fixed].map { $0.sorted { $0.key < $1.key } }
    return sections.joined().flatMap { ["-c", "\($0.key)=\($0.value)"] }
  }
}
