import Domain
import HTTPTypes
import Hummingbird
import Secrets

/// A route, declared once: the router and the description of the API are both made from it.
struct Route: Sendable {
  let method: HTTPRequest.Method
  /// With parameters in braces, as in `/reports/{month}`.
  let path: String
  let audience: any Audience.Type
  /// What it does, in English, for the description.
  let summary: String
  let parameters: [Parameter]
  let body: Body?
  /// What it answers when all is well.
  let success: Success
  private let add: @Sendable (Route, Router<Visit>, Services) -> Void

  init<Context: Audience>(
    _ method: HTTPRequest.Method, _ path: String, _ audience: Context.Type, _ summary: String, _ parameters: [Parameter] = [], body: Body? = nil,
    gives success: Success, use handler: @escaping @Sendable (Call<Context>) async throws -> Answer
  ) {
    self.method = method
    self.path = path
    self.audience = audience
    self.summary = summary
    self.parameters = path.matches(of: /\{(\w+)\}/).map { Parameter.inPath(String($0.1)) } + parameters
    self.body = body
    self.success = success
    add = { route, router, services in
      router.group(context: Context.self).on(RouterPath(path), method: method) { request, context in
        try await handler(try await Call(request, context, route: route, services: services)).response(to: request)
      }
    }
  }

  /// For programs, with a token; all others are for people, with a session.
  var isForPrograms: Bool { Self.isForPrograms(path) }
  var isUnsafe: Bool { ![.get, .head].contains(method) }

  /// As the router reads a path, for which `//api` is `/api`.
  static func isForPrograms(_ path: String) -> Bool { path.split(separator: "/").first == "api" }

  func join(_ router: Router<Visit>, _ services: Services) { add(self, router, services) }

  /// Whether a path is one of this route's.
  func matches(_ given: String) -> Bool {
    let own = path.split(separator: "/")
    let other = given.split(separator: "/")
    return own.count == other.count && zip(own, other).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
  }
}

/// What a request of a route may carry.
enum Body: Sendable {
  /// The fields of a form on a page, beside the one that signs it; with a text that people write at length it may be larger. A form with a table has some for each row, as `cases.3`.
  case form([String], rows: [String] = [], hasText: Bool = false)
  /// A form with a file beside its fields, as browsers send it.
  case upload([String])
  /// A row of a kind, as a JSON object: all its columns, or those to change.
  case row(Kind, isWhole: Bool)
  /// A file.
  case file

  /// Whether a form has such a field.
  func takes(_ field: some StringProtocol) -> Bool {
    if case .upload(let names) = self { return names.contains { $0 == field } }
    guard case .form(let names, let rows, _) = self else { return false }
    if names.contains(where: { $0 == field }) { return true }
    let parts = field.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && rows.contains { $0 == parts[0] } && (1...6).contains(parts[1].utf8.count)
      && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The field of a form that holds its file.
  static let fileField = "file"

  /// In bytes.
  var limit: Int {
    switch self {
    // So that a text of many times the length that is taken is still answered on its page, with nothing lost.
    case .form(_, let rows, let hasText): hasText || !rows.isEmpty ? 1 << 20 : 16 << 10
    case .row: 256 << 10
    case .upload: 200 << 20
    case .file: 256 << 20
    }
  }
}

/// What a route answers when all is well.
enum Success: Sendable {
  case text(String), file(String), page, redirect, report, description
  /// A page of rows of a kind.
  case rows(Kind)
  /// One row of a kind.
  case row(Kind, isNew: Bool)
  case imported
}
