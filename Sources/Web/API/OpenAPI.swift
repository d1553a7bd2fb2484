import Domain
import HTTPTypes
import Reports

/// The description of the API (OpenAPI 3.1), made from the same declarations as the router: a route can't be missing in it.
enum OpenAPI {
  static func answer(_ call: Call<Anonymous>) async throws -> Answer { Answer(json: document) }

  static let document: JSON = {
    let routes = Routes.all.filter(\.isForPrograms)
    var paths: [(String, [(String, JSON)])] = []
    for route in routes {
      let operation = (route.method.rawValue.lowercased(), Self.operation(route))
      if let place = paths.firstIndex(where: { $0.0 == route.path }) { paths[place].1.append(operation) } else { paths.append((route.path, [operation])) }
    }
    return .object([
      ("openapi", .string("3.1.0")),
      (
        "info",
        .object([
          ("title", .string("Tedori 手取り時間")), ("version", .string("1")),
          (
            "description",
            .string("Freed working time and where it goes. What a token may do depends on its role; rows that its account may not see are not there.")
          ),
        ])
      ),
      ("servers", .array([.object([("url", .string("/"))])])),
      ("paths", .object(paths.map { ($0.0, .object($0.1)) })),
      (
        "components",
        .object([
          ("securitySchemes", .object([("token", .object([("type", .string("http")), ("scheme", .string("bearer"))]))])),
          ("schemas", .object(schemas(routes))),
        ])
      ),
    ])
  }()

  private static func operation(_ route: Route) -> JSON {
    var members: [(String, JSON)] = [("operationId", .string(identifier(route))), ("summary", .string(route.summary))]
    if let roles = route.audience.roles {
      members.append(("description", .string("For the roles " + roles.map(\.rawValue).sorted().joined(separator: ", ") + ".")))
    }
    if !route.parameters.isEmpty { members.append(("parameters", .array(route.parameters.map(parameter)))) }
    if let body = route.body { members.append(("requestBody", Self.body(body))) }
    members.append(("responses", .object(answers(route))))
    members.append(("security", .array(route.audience.roles == nil ? [] : [.object([("token", .array([]))])])))
    return .object(members)
  }

  private static func identifier(_ route: Route) -> String {
    ([route.method.rawValue.lowercased()]
      + route.path.dropFirst("/api/v1/".count).split(whereSeparator: { "/-.".contains($0) }).map { $0.filter { !"{}".contains($0) } }).joined(separator: "_")
  }

  private static func parameter(_ parameter: Parameter) -> JSON {
    let schema: [(String, JSON)] =
      switch parameter.value {
      case .month: [("type", .string("string")), ("pattern", .string("^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$"))]
      case .code: [("type", .string("string")), ("minLength", .integer(1)), ("maxLength", .integer(100))]
      case .whole(let range): [("type", .string("integer")), ("minimum", .integer(range.lowerBound)), ("maximum", .integer(range.upperBound))]
      case .word(let words): [("type", .string("string")), ("enum", .array(words.map(JSON.string)))]
      case .text(let limit): [("type", .string("string")), ("maxLength", .integer(limit))]
      case .token(let limit): [("type", .string("string")), ("pattern", .string("^[!-~]{1,\(limit)}$"))]
      }
    return .object([
      ("name", .string(parameter.name)), ("in", .string(parameter.place.rawValue)), ("required", .boolean(parameter.isRequired)),
      ("description", .string(parameter.summary)), ("schema", .object(schema)),
    ])
  }

  private static func body(_ body: Body) -> JSON {
    let types: [(String, JSON)] =
      switch body {
      case .form: [("application/x-www-form-urlencoded", .object([("type", .string("object"))]))]
      case .upload: [("multipart/form-data", .object([("type", .string("object"))]))]
      case .row(let kind, let isWhole): [("application/json", reference(isWhole ? "new-\(kind.name)" : "changed-\(kind.name)"))]
      // Of a file the type is all there is to say.
      case .file:
        [
          ("text/csv", .object([("type", .string("string")), ("contentMediaType", .string("text/csv"))])),
          (FileFormat.workbook.mediaType, .object([("type", .string("string")), ("format", .string("binary"))])),
        ]
      }
    return .object([("required", .boolean(true)), ("content", .object(types.map { ($0.0, .object([("schema", $0.1)])) }))])
  }

  private static func answers(_ route: Route) -> [(String, JSON)] {
    let (status, schema, headers): (HTTPResponse.Status, JSON, [String]) =
      switch route.success {
      case .rows(let kind): (.ok, reference("page-of-\(kind.name)"), [])
      case .row(let kind, let isNew): (isNew ? .created : .ok, reference(kind.name), ["ETag"] + (isNew ? ["Location"] : []))
      case .imported: (.ok, reference("import"), [])
      case .report: (.ok, reference("report"), [])
      case .description, .text, .file, .page, .redirect: (.ok, .object([("type", .string("object"))]), [])
      }
    let text = JSON.object([("schema", .object([("type", .string("string"))]))])
    var success: [(String, JSON)] = [
      ("description", .string("Done.")), ("content", .object([("application/json", .object([("schema", schema)]))])),
    ]
    if !headers.isEmpty { success.append(("headers", .object(headers.map { ($0, text) }))) }
    return [("\(status.code)", .object(success))] + refusals(route).map { ("\($0.code)", problem($0)) }
  }

  /// Which refusals a route can answer, by what it takes.
  private static func refusals(_ route: Route) -> [HTTPResponse.Status] {
    var statuses: Set<HTTPResponse.Status> = [
      .badRequest, .contentTooLarge, .uriTooLong, .tooManyRequests, .serviceUnavailable, HTTPResponse.Status(code: 421),
    ]
    if route.audience.roles != nil { statuses.formUnion([.unauthorized, .forbidden]) }
    if route.isUnsafe { statuses.formUnion([.forbidden, .conflict, .unprocessableContent, .notFound]) }
    if route.parameters.contains(where: { $0.place == .path }) { statuses.insert(.notFound) }
    if route.parameters.contains(where: { $0.name == "If-Match" }) { statuses.formUnion([.preconditionFailed, .preconditionRequired]) }
    return statuses.sorted { $0.code < $1.code }
  }

  private static func problem(_ status: HTTPResponse.Status) -> JSON {
    .object([
      ("description", .string(status.reasonPhrase.isEmpty ? "Misdirected Request" : status.reasonPhrase)),
      ("content", .object([("application/problem+json", .object([("schema", reference("problem"))]))])),
    ])
  }

  private static func reference(_ name: String) -> JSON { .object([("$ref", .string("#/components/schemas/\(name)"))]) }
}
