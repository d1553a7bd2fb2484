import Domain
import HTTPTypes
import Reports

/// Why a request isn't done: a status and a sentence in both languages, and where rows or fields are at fault which.
struct Fault: Error {
  /// One field or row at fault, as members of the answer.
  typealias Place = [(String, JSON)]

  let status: HTTPResponse.Status
  let japanese: String
  let english: String
  var places: [Place] = []
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ japanese: String, _ english: String, places: [Place] = [], headers: HTTPFields = [:]) {
    self.status = status
    self.japanese = japanese
    self.english = english
    self.places = places
    self.headers = headers
  }

  /// A field or parameter that can't be used.
  static func field(_ name: String, _ japanese: String, _ english: String) -> Fault { field(name, .badRequest, japanese, english) }

  static func field(_ name: String, _ status: HTTPResponse.Status, _ japanese: String, _ english: String) -> Fault {
    Fault(status, "\(name): \(japanese)", "\(name): \(english)", places: [[("field", .string(name))]])
  }

  static let notSignedIn = Fault(
    .unauthorized, "サインインしてください", "sign in first", headers: [.wwwAuthenticate: "Bearer realm=\"tedori\""])

  static let wrongRole = Fault(.forbidden, "この権限では使えません", "your role may not do this")

  static let notFound = Fault(.notFound, "ありません", "there is no such thing")
  static let forged = Fault(.forbidden, "このフォームはこのサインインのものではありません。ページを開き直してください", "this form isn't of this session: open the page again")
  static let foreign = Fault(.forbidden, "ほかのサイトから送られました", "it was sent from another site")
}
