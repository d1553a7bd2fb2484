import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Secrets
import Store

/// A request that has come to its route's handler: everything in it is one of the things that the route declares, or it was refused.
struct Call<Context: Audience>: Sendable {
  let context: Context
  let services: Services
  /// By name, of path, query and headers.
  let arguments: [String: String]
  /// Of a form.
  let fields: [String: String]
  /// The file of a form that has one; nil: none was chosen.
  let upload: UploadedFile?
  /// Of a row or a file; of a file it still has to be read.
  let body: RequestBody
  let method: HTTPRequest.Method
  let path: String

  var visit: Visit { context.visit }

  init(_ request: Request, _ context: Context, route: Route, services: Services) async throws {
    self.context = context
    self.services = services
    method = request.method
    path = request.uri.path
    arguments = try Self.arguments(of: request, context, route: route)
    if let body = route.body, case .upload = body, !Self.isForm(request) {
      (fields, upload) = try await UploadedFile.read(request, body, context)
    } else {
      (fields, upload) = (try await Self.fields(of: request, context, route: route), nil)
    }
    body = request.body
    if route.body == nil, request.headers[.contentLength].map({ $0 != "0" }) ?? (request.headers[.transferEncoding] != nil) {
      throw Fault(.contentTooLarge, "この要求に本文は要りません", "this request takes no body")
    }
  }

  private static func arguments(of request: Request, _ context: Context, route: Route) throws -> [String: String] {
    var arguments: [String: String] = [:]
    for parameter in route.parameters {
      switch parameter.place {
      case .path:
        let raw = context.visit.coreContext.parameters.get(parameter.name) ?? ""
        arguments[parameter.name] = try Percent.decode(raw, plusIsSpace: false, place: parameter.name)
      case .header: arguments[parameter.name] = HTTPField.Name(parameter.name).flatMap { request.headers[$0] }
      case .query: break
      }
    }
    for (name, value) in try Percent.fields(request.uri.query ?? "", place: "query") {
      guard route.parameters.contains(where: { $0.name == name && $0.place == .query }) else {
        throw Fault.field(name, "このパラメーターはありません", "there is no such parameter")
      }
      guard arguments.updateValue(value, forKey: name) == nil else { throw Fault.field(name, "2 回あります", "it is there twice") }
    }
    for parameter in route.parameters {
      if let text = arguments[parameter.name] {
        try parameter.check(text)
      } else if parameter.isRequired {
        throw Fault.field(parameter.name, parameter.place == .header ? .preconditionRequired : .badRequest, "必要です", "it is needed")
      }
    }
    return arguments
  }

  private static func isForm(_ request: Request) -> Bool {
    request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() == "application/x-www-form-urlencoded"
  }

  private static func fields(of request: Request, _ context: Context, route: Route) async throws -> [String: String] {
    switch route.body {
    case .form, .upload: break
    default: return [:]
    }
    guard let body = route.body, isForm(request) else {
      throw Fault(.unsupportedMediaType, "フォームとして送ってください", "send it as application/x-www-form-urlencoded")
    }
    var bytes: [UInt8] = []
    let limit = min(body.limit, 1 << 20)
    for try await chunk in request.body {
      bytes += chunk.readableBytesView
      guard bytes.count <= limit else { throw Fault(.contentTooLarge, "本文は \(limit) バイトまでです", "the body may have \(limit) bytes") }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(.badRequest, "UTF-8 ではありません", "it isn't UTF-8") }
    var fields: [String: String] = [:]
    for (name, value) in try Percent.fields(text, place: "form") {
      guard body.takes(name) || name == FormSignature.field else { throw Fault.field(name, "この欄はありません", "there is no such field") }
      guard fields.updateValue(value, forKey: name) == nil else { throw Fault.field(name, "2 回あります", "it is there twice") }
    }
    if let member = context as? any RoleAudience {
      try FormSignature.check(fields.removeValue(forKey: FormSignature.field), path: request.uri.path, of: member.person)
    }
    return fields
  }
}

/// What only a page of a session can put into its forms: an HMAC of the form's path under the session's key.
enum FormSignature {
  static let field = "form"

  static func make(path: String, key: [UInt8]) -> String { Digest.signature(of: "form \(path)", key: key) }

  static func check(_ given: String?, path: String, of person: SignedIn) throws {
    guard person.formKey.count == 32, let given, Digest.isSignature(given, of: "form \(path)", key: person.formKey) else { throw Fault.forged }
  }
}
