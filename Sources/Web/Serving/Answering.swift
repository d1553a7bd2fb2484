import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// The outermost of what every request goes through: an error becomes an answer, the answer gets the headers that all have, and both are counted and logged.
struct Answering: RouterMiddleware {
  typealias Context = Visit
  let services: Services

  func handle(_ request: Request, context: Visit, next: (Request, Visit) async throws -> Response) async throws -> Response {
    let began = ContinuousClock.now
    var visit = context
    visit.language = VisitorLanguage.of(request)
    let path = request.uri.path
    var response: Response
    do {
      response = try await next(request, visit)
    } catch {
      let unanswered = error as? Unanswered
      let cause = unanswered?.error ?? error
      // The connection is out of step; the channel answers 400 and closes it.
      if cause is HTTPParserError { throw cause }
      response = answer(to: cause, path: path, unanswered?.visit ?? visit).response(to: request)
    }
    for header in headers(for: path) where response.headers[header.name] == nil { response.headers[header.name] = header.value }
    let duration = began.duration(to: .now)
    let route = template(path, context)
    services.metrics.count(route: route, method: request.method.rawValue, status: response.status.code, duration: duration)
    services.log.info(
      "request",
      metadata: [
        "id": "\(context.name)", "method": "\(request.method.isUsual ? request.method.rawValue : "other")", "route": "\(route)",
        "status": "\(response.status.code)", "microseconds": "\(duration.microseconds)", "bytes": "\(response.body.contentLength ?? 0)",
      ])
    return response
  }

  private func answer(to error: any Error, path: String, _ visit: Visit) -> Answer {
    var fault = Errors.fault(of: error)
    if fault.status == .notFound, error is any HTTPResponseError {
      // Another method of the same path is not the same as nothing there.
      let methods = Routes.all.filter { $0.matches(path) }.map(\.method.rawValue)
      if !methods.isEmpty, template(path, visit) == Self.nowhere {
        fault = Fault(.methodNotAllowed, "このメソッドは使えません", "this method can't be used here", headers: [.allow: methods.joined(separator: ", ")])
      } else {
        fault = .notFound
      }
    }
    // What is thrown names statements and conditions, never values.
    if fault.status.code >= 500 {
      services.log.error(
        "fault", metadata: ["id": "\(visit.name)", "error": "\(fault.status == .internalServerError ? Self.describe(error) : "\(type(of: error))")"])
    }
    return fault.answer(for: visit, isPage: !Route.isForPrograms(path))
  }

  /// Errors of the database say what they are without values; of others only the type is known to be safe.
  private static func describe(_ error: any Error) -> String { LoggedError(error).description }

  private static let nowhere = "nowhere"

  /// The route as it is declared: never what somebody typed.
  private func template(_ path: String, _ context: Visit) -> String {
    guard let route = context.endpointPath, route != "NotFound" else { return Self.nowhere }
    return route
  }

  private func headers(for path: String) -> HTTPFields {
    var headers: HTTPFields = [
      .contentSecurityPolicy:
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      .xContentTypeOptions: "nosniff", .cacheControl: "no-store",
    ]
    // Not `no-referrer`: with it browsers send `Origin: null` with forms, which then look like somebody else's.
    for (name, value) in [("referrer-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"), ("cross-origin-opener-policy", "same-origin")] {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    if services.settings.isSecure { headers[.strictTransportSecurity] = "max-age=31536000" }
    return headers
  }
}

extension HTTPRequest.Method {
  /// Whether it is a method that has a name of its own; others could be anything.
  var isUsual: Bool { [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect].contains(self) }
}

extension Duration {
  var microseconds: Int { Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000) }
}
