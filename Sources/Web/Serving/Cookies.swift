import HTTPTypes
import Hummingbird

/// The three cookies: who is signed in, who is on the way to the provider of single sign-on, and in which language.
enum Cookies {
  /// `__Host-` makes browsers take it over https only, from this very host and for all of it.
  static func sessionName(isSecure: Bool) -> String { isSecure ? "__Host-tedori" : "tedori" }

  static func value(of name: String, in request: Request) -> String? {
    for header in request.headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        if parts.count == 2, parts[0].drop(while: { $0 == " " }) == name { return String(parts[1]) }
      }
    }
    return nil
  }

  /// Lax: a link in a mail finds who clicks it signed in; forms of other sites don't, and are refused besides.
  static func session(_ value: String, isSecure: Bool, ends: Bool = false) -> String {
    "\(sessionName(isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "") + (ends ? "; Max-Age=0" : "")
  }

  static func attemptName(isSecure: Bool) -> String { isSecure ? "__Host-tedori-attempt" : "tedori-attempt" }

  static func attempt(_ value: String, isSecure: Bool, ends: Bool = false) -> String {
    "\(attemptName(isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(ends ? 0 : 600)" + (isSecure ? "; Secure" : "")
  }

  static func language(_ value: String, isSecure: Bool) -> String {
    "\(VisitorLanguage.cookie)=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000" + (isSecure ? "; Secure" : "")
  }
}
