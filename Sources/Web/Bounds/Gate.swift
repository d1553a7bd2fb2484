import HTTPTypes
import Hummingbird

/// What is refused before anybody looks who asks: too many requests from one address, other hosts' names, other sites' forms, texts that are none.
struct Gate: RouterMiddleware {
  typealias Context = Visit
  let services: Services

  func handle(_ request: Request, context: Visit, next: (Request, Visit) async throws -> Response) async throws -> Response {
    let settings = services.settings
    var visit = context
    visit.origin = Self.origin(of: request, from: context.origin, settings)
    try services.addresses.take(for: visit.origin)
    guard let host = request.head.authority, settings.isOwn(host: host) else {
      throw Fault(HTTPResponse.Status(code: 421), "このホスト名では応じません", "this isn't the name of this service")
    }
    if ![.get, .head].contains(request.method) {
      if let origin = request.headers[.origin], !settings.isOwn(origin: origin) { throw Fault.foreign }
      if let name = HTTPField.Name("sec-fetch-site"), let site = request.headers[name], !["same-origin", "none"].contains(site) { throw Fault.foreign }
    }
    let path = request.uri.path
    guard (request.head.path ?? "").utf8.count <= 4_096 else { throw Fault(.uriTooLong, "URL が長すぎます", "the URL is too long") }
    _ = try Percent.decode(path, plusIsSpace: false, place: "path")
    if let length = request.headers[.contentLength].flatMap(Int.init), let limit = Routes.route(request)?.body?.limit, length > limit {
      throw Fault(.contentTooLarge, "本文は \(limit) バイトまでです", "the body may have \(limit) bytes")
    }
    return try await next(request, visit)
  }

  /// Each proxy adds the address from which it was asked; only the last one was added by ours.
  static func origin(of request: Request, from peer: String, _ settings: WebSettings) -> String {
    guard settings.proxies.contains(peer), let name = HTTPField.Name("x-forwarded-for"),
      let last = request.headers[values: name].last?.split(separator: ",").last?.filter({ $0 != " " }), WebSettings.isAddress(last)
    else { return peer }
    return last
  }
}
