import Foundation

/// How the service is reached and how much of it one caller gets; checked before anything starts.
public struct WebSettings: Sendable {
  /// Where it listens. Port 0: one that is free.
  public let host: String
  public let port: Int
  /// As browsers see it, `https://tedori.example`; nil: by the address at which it listens, on this machine only.
  public let origin: String?
  /// Requests a second that one address, and one account, may make for long; a burst may be twice as many.
  public let rate: Int
  /// Addresses of proxies: of a request from there, the last address that it names is the visitor's.
  public let proxies: Set<String>
  /// Of single sign-on; nil: there is none.
  public let provider: ProviderSettings?

  /// - Throws: `InvalidWebSetting`.
  public init(listen: String, origin: String?, rate: String, proxies: String = "", provider: ProviderSettings? = nil) throws {
    guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port), colon != listen.startIndex
    else {
      throw InvalidWebSetting(name: "TEDORI_LISTEN", value: listen, japanese: "127.0.0.1:8080 のように書いてください", english: "write it like 127.0.0.1:8080")
    }
    host = String(listen[..<colon]).trimmingBrackets
    self.port = port
    if let origin {
      guard origin.wholeMatch(of: /https?:\/\/([a-z0-9.\-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/) != nil else {
        throw InvalidWebSetting(
          name: "TEDORI_ORIGIN", value: origin, japanese: "https://tedori.example のように、パスなしの小文字で書いてください",
          english: "write it like https://tedori.example, in lower case and without a path")
      }
    } else if !Self.loopback.contains(host) {
      throw InvalidWebSetting(
        name: "TEDORI_ORIGIN", value: "", japanese: "この機械の外から使うときは、ブラウザーに見える https://tedori.example のような名前が要ります",
        english: "to be reached from other machines, the name that browsers see is needed, like https://tedori.example")
    }
    guard provider == nil || origin != nil else {
      throw InvalidWebSetting(
        name: "TEDORI_ORIGIN", value: "", japanese: "シングルサインオンから戻るために、ブラウザーに見える名前が要ります",
        english: "to come back from single sign-on, the name that browsers see is needed")
    }
    self.origin = origin
    self.provider = provider
    guard let rate = Int(rate), (1...1_000_000).contains(rate) else {
      throw InvalidWebSetting(name: "TEDORI_RATE", value: rate, japanese: "1 から 1000000 までの整数にしてください", english: "make it a whole number from 1 to 1000000")
    }
    self.rate = rate
    let addresses = proxies.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard addresses.allSatisfy({ Self.isAddress($0) }) else {
      throw InvalidWebSetting(
        name: "TEDORI_PROXIES", value: proxies, japanese: "IP アドレスをコンマで区切って並べてください", english: "write IP addresses with commas between")
    }
    self.proxies = Set(addresses)
  }

  static func isAddress(_ text: String) -> Bool {
    var room = in6_addr()
    return inet_pton(AF_INET, text, &room) == 1 || inet_pton(AF_INET6, text, &room) == 1
  }

  static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]

  /// Whether browsers come over https: cookies are then for nothing else.
  var isSecure: Bool { origin?.hasPrefix("https://") ?? false }

  /// Whether a request means this service; a name that somebody else made point here doesn't.
  func isOwn(host: String) -> Bool {
    let host = host.lowercased()
    if let origin, host == origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) { return true }
    guard let match = host.wholeMatch(of: /\[([0-9a-f:.]+)\](:[0-9]{1,5})?|([^:\[\]]+)(:[0-9]{1,5})?/) else { return false }
    let name = match.1 ?? match.3 ?? ""
    return Self.loopback.contains(String(name))
  }

  /// Whether a page of this service sent the request.
  func isOwn(origin given: String) -> Bool {
    if let origin, given == origin { return true }
    guard let scheme = given.range(of: "http://"), scheme.lowerBound == given.startIndex else { return false }
    return origin == nil && isOwn(host: String(given[scheme.upperBound...]))
  }
}

extension String {
  /// `[::1]` as `::1`.
  fileprivate var trimmingBrackets: String { hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self }
}

/// A setting with a value that can't be used.
public struct InvalidWebSetting: Error, Sendable {
  public let name: String
  public let value: String
  /// What would be right.
  public let japanese: String
  public let english: String
}
