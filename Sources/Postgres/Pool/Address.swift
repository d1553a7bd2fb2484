internal import CLibPQ
import Glibc

/// Where the server is and who asks, as libpq's keywords; several hosts and `target_session_attrs` are libpq's own affair.
struct Address: Sendable {
  /// Keywords and values for `PQconnectdbParams`.
  let keywords: [(name: String, value: String)]

  /// Reads a URI or `keyword=value` text and adds what the settings say. Nothing of it is ever quoted: it may hold a password.
  init(_ text: String, settings: PoolSettings) throws(InvalidSettings) {
    guard !text.utf8.contains(0), let options = PQconninfoParse(text, nil) else {
      throw InvalidSettings(description: "the address is neither a postgresql:// URI nor libpq's keyword=value text")
    }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    values["client_encoding"] = "UTF8"
    func settle(_ name: String, _ value: String?) { if values[name] == nil, let value { values[name] = value } }
    settle("application_name", settings.applicationName)
    settle("connect_timeout", String(max(2, settings.connectTimeout.components.seconds)))
    // A peer that vanished without a word is noticed in a minute, not in two hours.
    settle("keepalives_idle", "30")
    settle("keepalives_interval", "10")
    settle("keepalives_count", "3")
    settle("tcp_user_timeout", "60000")
    // As options of the session they survive `reset all` and `discard all`.
    let own = [settings.statementTimeout.map { "-c statement_timeout=\($0.milliseconds)" }, settings.role.map { "-c role=\($0)" }].compactMap(\.self)
    if !own.isEmpty {
      settle("options", getenv("PGOPTIONS").map { String(cString: $0) })
      values["options"] = ([values["options"]].compactMap(\.self) + own).joined(separator: " ")
    }
    keywords = values.map { ($0.key, $0.value) }
  }
}
