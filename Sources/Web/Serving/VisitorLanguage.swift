import Domain
import HTTPTypes
import Hummingbird

/// In which language a request is answered: as its query says, then its cookie, then its browser; Japanese first.
enum VisitorLanguage {
  static let cookie = "language"

  static func of(_ request: Request) -> Language {
    if let asked = asked(in: request) { return asked }
    if let kept = Cookies.value(of: cookie, in: request).flatMap(Language.init(rawValue:)) { return kept }
    let first = request.headers[.acceptLanguage]?.split(separator: ",").first?.lowercased() ?? ""
    return first.hasPrefix("en") ? .english : .japanese
  }

  /// As `?language=` says.
  static func asked(in request: Request) -> Language? {
    request.uri.query?.split(separator: "&").first { $0.hasPrefix("language=") }.flatMap { Language(rawValue: String($0.dropFirst(9))) }
  }
}
