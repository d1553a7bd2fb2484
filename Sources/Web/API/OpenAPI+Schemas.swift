import Domain
import Reports

/// The shapes of what is sent and answered, from the kinds' columns.
extension OpenAPI {
  static func schemas(_ routes: [Route]) -> [(String, JSON)] {
    var schemas: [(String, JSON)] = [("problem", problemSchema), ("import", importSchema), ("report", reportSchema)]
    for route in routes {
      switch route.success {
      case .rows(let kind):
        schemas.append((kind.name, row(kind)))
        schemas.append(("page-of-\(kind.name)", page(kind)))
      default: break
      }
      if case .row(let kind, let isWhole) = route.body { schemas.append(((isWhole ? "new-" : "changed-") + kind.name, written(kind, isWhole: isWhole))) }
    }
    return schemas
  }

  private static func object(_ properties: [(String, JSON)], required: [String], closed: Bool = true) -> JSON {
    .object(
      [("type", .string("object")), ("properties", .object(properties)), ("required", .array(required.map(JSON.string)))]
        + (closed ? [("additionalProperties", .boolean(false))] : []))
  }

  private static func row(_ kind: Kind) -> JSON {
    object(kind.columns.map { ($0.english, RowJSON.schema(of: $0)) }, required: kind.columns.map(\.english))
  }

  private static func written(_ kind: Kind, isWhole: Bool) -> JSON {
    object(
      kind.columns.map { ($0.english, RowJSON.schema(of: $0)) } + [("reason", type("string", "Why, for the audit trail."))],
      required: isWhole ? kind.columns.filter(\.isRequired).map(\.english) : [])
  }

  private static func page(_ kind: Kind) -> JSON {
    object(
      [
        ("rows", .object([("type", .string("array")), ("items", .object([("$ref", .string("#/components/schemas/\(kind.name)"))]))])),
        (
          "next",
          .object([
            ("type", .array([.string("string"), .string("null")])), ("description", .string("To be sent as `after` for the next page; null: there is none.")),
          ])
        ),
      ], required: ["rows", "next"])
  }

  private static func type(_ name: String, _ description: String? = nil) -> JSON {
    .object([("type", .string(name))] + (description.map { [("description", .string($0))] } ?? []))
  }

  /// A figure, null where it is withheld.
  private static func figure(_ name: String) -> JSON { .object([("type", .array([.string(name), .string("null")]))]) }

  private static let problemSchema = object(
    [
      ("type", type("string")), ("title", type("string")), ("status", type("integer")), ("detail", type("string", "What is wrong, in the reader's language.")),
      ("request", type("string", "How the request is called in the log.")),
      ("problems", .object([("type", .string("array")), ("items", type("object")), ("description", .string("The fields or rows at fault."))])),
    ], required: ["type", "title", "status"], closed: false)

  private static let importSchema = object(
    [
      ("written", type("boolean")), ("created", type("integer")), ("updated", type("integer")), ("unchanged", type("integer")), ("refused", type("integer")),
      ("notes", .object([("type", .string("array")), ("items", type("string"))])), ("problem_count", type("integer")),
      ("problems", .object([("type", .string("array")), ("items", type("object"))])),
    ], required: ["written", "created", "updated", "unchanged", "refused", "notes", "problem_count", "problems"])

  private static let reportSchema = object(
    [
      ("month", type("string")), ("as", type("string")), ("unit", type("object")), ("headcount", figure("integer")), ("on_leave", figure("integer")),
      ("fte", figure("number")), ("adopters", figure("integer")), ("active_users", figure("integer")), ("adoptions", type("object")),
      ("minutes", type("object")),
      ("by_evidence", type("object")), ("by_category", .object([("type", .string("array")), ("items", type("object"))])),
      ("units", .object([("type", .string("array")), ("items", type("object"))])),
      ("withheld", .object([("type", .string("array")), ("items", type("string"))])),
    ],
    required: [
      "month", "as", "unit", "headcount", "on_leave", "fte", "adopters", "active_users", "adoptions", "minutes", "by_evidence", "by_category", "units",
      "withheld",
    ], closed: false)
}
