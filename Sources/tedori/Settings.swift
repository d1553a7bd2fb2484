public import ArgumentParser
public import Domain
import Foundation

/// What every command can be told: by flags, then by `TEDORI_…` in the environment, then by a file.
struct Settings: ParsableArguments {
  @Option(help: ArgumentHelp(say("組込みデータベースのフォルダー（TEDORI_DATA）。", "The folder of the embedded database (TEDORI_DATA)."), valueName: "dir")) var data: String?
  @Option(
    help: ArgumentHelp(
      say(
        "代わりに使う PostgreSQL（TEDORI_DATABASE_URL、またはそれを書いたファイル TEDORI_DATABASE_URL_FILE）。",
        "A PostgreSQL to use instead (TEDORI_DATABASE_URL, or TEDORI_DATABASE_URL_FILE for a file that holds it)."), valueName: "url"))
  var databaseUrl: String?
  @Option(help: ArgumentHelp(say("ja か en（TEDORI_LANGUAGE、なければロケール）。", "ja or en (TEDORI_LANGUAGE, else the locale)."), valueName: "language")) var language:
    Language?
  @Option(
    help: ArgumentHelp(
      say(
        "`名前 = 値` の行のファイル。名前は小文字で TEDORI_ を付けません（TEDORI_CONFIG）。",
        "A file of lines `name = value`, with the names in lower case and without TEDORI_ (TEDORI_CONFIG)."), valueName: "file"))
  var config: String?

  /// The settings in force.
  func resolve() throws -> Resolved {
    let environment = ProcessInfo.processInfo.environment
    for name in environment.keys.sorted() where name.hasPrefix("TEDORI_") && !Self.known.contains(name) {
      throw Failure.configuration(
        say(
          "\(name) という設定はありません。設定は \(Self.known.sorted().joined(separator: "、")) です",
          "\(name) isn't a setting; the settings are \(Self.known.sorted().joined(separator: ", "))"))
    }
    let file = try (config ?? environment["TEDORI_CONFIG"]).map(Self.read) ?? [:]
    func setting(_ name: String) throws -> String? {
      let upper = "TEDORI_" + name.uppercased()
      if let value = environment[upper] { return value }
      if Self.known.contains(upper + "_FILE"), let path = environment[upper + "_FILE"] { return try Self.secret(path, for: upper + "_FILE") }
      return file[name]
    }
    // In it the program has been speaking all along, see `Speech`.
    if language == nil, let text = try setting("language"), Language(rawValue: text) == nil {
      throw Failure.configuration(say("TEDORI_LANGUAGE は \(text) です。ja か en にしてください", "TEDORI_LANGUAGE is \(text); it can be ja or en"))
    }
    // Whoever names the folder means the embedded database, so a folder goes before an address from further away.
    let isNearer =
      data != nil || environment["TEDORI_DATA"] != nil && environment["TEDORI_DATABASE_URL"] == nil && environment["TEDORI_DATABASE_URL_FILE"] == nil
    let address = try databaseUrl ?? (isNearer ? nil : setting("database_url"))
    return Resolved(
      address: address, serviceAddress: try setting("service_url"), directory: try data ?? setting("data") ?? "data", listen: try setting("listen"),
      origin: try setting("origin"),
      rate: try setting("rate"), proxies: try setting("proxies"), ssoIssuer: try setting("sso_issuer"), ssoClientID: try setting("sso_client_id"),
      ssoClientSecret: try setting("sso_client_secret"), ssoRolesClaim: try setting("sso_roles_claim"), ssoStaffClaim: try setting("sso_staff_claim"))
  }

  struct Resolved: Sendable {
    /// Of a PostgreSQL that is there; nil: the embedded one.
    let address: String?
    /// Of the same for `tedori_service`, as whom the web service works for accounts; nil: as the owner.
    let serviceAddress: String?
    let directory: String
    /// Of the web service, as they were written.
    let listen: String?
    let origin: String?
    let rate: String?
    let proxies: String?
    /// Of the provider of single sign-on.
    let ssoIssuer: String?
    let ssoClientID: String?
    let ssoClientSecret: String?
    let ssoRolesClaim: String?
    let ssoStaffClaim: String?
  }

  private static let known: Set<String> = [
    "TEDORI_DATA", "TEDORI_DATABASE_URL", "TEDORI_DATABASE_URL_FILE", "TEDORI_SERVICE_URL", "TEDORI_SERVICE_URL_FILE", "TEDORI_LANGUAGE", "TEDORI_CONFIG",
    "TEDORI_LISTEN", "TEDORI_ORIGIN",
    "TEDORI_RATE", "TEDORI_PROXIES", "TEDORI_SSO_ISSUER", "TEDORI_SSO_CLIENT_ID", "TEDORI_SSO_CLIENT_SECRET", "TEDORI_SSO_CLIENT_SECRET_FILE",
    "TEDORI_SSO_ROLES_CLAIM",
    "TEDORI_SSO_STAFF_CLAIM",
  ]

  /// What a line of the file can set.
  private static let inFile = [
    "data", "database_url", "service_url", "language", "listen", "origin", "rate", "proxies", "sso_issuer", "sso_client_id", "sso_client_secret",
    "sso_roles_claim",
    "sso_staff_claim",
  ]

  private static func read(_ path: String) throws -> [String: String] {
    guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }) else {
      throw Failure.configuration(say("設定ファイル \(path) を読めません", "the settings file \(path) can't be read"))
    }
    var settings: [String: String] = [:]
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, inFile.contains(parts[0]) else {
        throw Failure.configuration(
          say(
            "\(path) の \(place + 1) 行目: \(inFile.joined(separator: "、")) のどれかに = と値を続けてください",
            "line \(place + 1) of \(path): a line is one of \(inFile.joined(separator: ", ")), then = and a value"))
      }
      settings[parts[0]] = parts[1]
    }
    return settings
  }

  private static func secret(_ path: String, for name: String) throws -> String {
    guard let contents = FileManager.default.contents(atPath: path) else {
      throw Failure.configuration(say("\(name): \(path) を読めません", "\(name): \(path) can't be read"))
    }
    return String(decoding: contents, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension Language: ExpressibleByArgument {}
extension AccountRole: ExpressibleByArgument {}
extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
extension Month: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
