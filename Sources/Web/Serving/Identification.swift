import HTTPTypes
import Hummingbird
import Secrets
import SingleSignOn
import Store

/// A request of somebody that came to nothing: the page that says so has the rooms of who asked around it.
struct Unanswered: Error {
  let error: any Error
  let visit: Visit
}

/// Finds out who sends a request: programs show a token, pages' visitors have a session. What is shown and isn't good is as nothing shown.
struct Identification: RouterMiddleware {
  typealias Context = Visit
  let services: Services

  func handle(_ request: Request, context: Visit, next: (Request, Visit) async throws -> Response) async throws -> Response {
    var visit = context
    visit.attempt = Cookies.value(of: Cookies.attemptName(isSecure: services.settings.isSecure), in: request).flatMap(SignInAttempt.init(cookie:))
    // Who looks whether the service is up must not wait for the database.
    if let route = Routes.route(request), route.audience.roles == nil { return try await next(request, visit) }
    if Route.isForPrograms(request.uri.path) {
      if let token = Self.token(in: request) { visit.person = try await services.database.token(token) }
    } else if let secret = Self.session(in: request, isSecure: services.settings.isSecure) {
      visit.person = try await services.database.session(secret)
      visit.session = visit.person == nil ? nil : secret
    }
    do {
      if let person = visit.person { try services.accounts.take(for: "\(person.account)") }
      return try await next(request, visit)
    } catch {
      throw Unanswered(error: error, visit: visit)
    }
  }

  private static func token(in request: Request) -> Secret? {
    guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
    return Secret(text: String(header.dropFirst(7)))
  }

  private static func session(in request: Request, isSecure: Bool) -> Secret? {
    Cookies.value(of: Cookies.sessionName(isSecure: isSecure), in: request).flatMap { Secret(text: $0) }
  }
}
