import Domain
import Foundation
import Postgres

/// The trials in the monthly report: those that were registered by then, with their newest results up to the month.
extension MonthlyReport {
  /// Without any single unit's figures, whoever reads: those stand with the trial itself.
  static func trials(on unit: String?, of month: Month, in transaction: Transaction) async throws -> [JSON] {
    guard unit == nil else { return [] }
    return try await transaction.query(query("trials", [month])).map { row in
      var result: TrialResult? = try row.decode("public_document", as: String?.self).map(TrialDocument.read)
      result?.amendments = try row.decode("amendments", as: [String].self)
      return .object([
        ("code", .string(try row.decode("code", as: String.self))), ("title", .string(try row.decode("title", as: String.self))),
        ("scheme_code", .string(try row.decode("scheme_code", as: String.self))),
        ("first_start", .string(try row.decode("first_start", as: Month.self).description)),
        ("assignment", .string(try row.decode("is_random", as: Bool.self) ? TrialPlan.Assignment.random.rawValue : TrialPlan.Assignment.chosen.rawValue)),
        ("result", result.map(\.json) ?? .null),
      ])
    }
  }
}

extension TrialResult {
  /// What a report says of it.
  var json: JSON {
    func outcome(_ outcome: Outcome) -> JSON {
      .object([
        ("measure", .string(outcome.measure)), ("estimate", .optional(outcome.value?.estimate)), ("lower", .optional(outcome.value?.lower)),
        ("upper", .optional(outcome.value?.upper)), ("p", .optional(outcome.value?.p)), ("method", .optional(outcome.value?.method)),
        ("not_estimable", .optional(outcome.notEstimable?.en)),
      ])
    }
    let verdict =
      switch verdict {
      case .cannotBeSaid: "not_estimable"
      case .found: "found"
      case .notFound: "not_found"
      }
    return .object([
      ("look", .integer(look)), ("looks", .integer(looks)), ("month", .string(month)), ("verdict", .string(verdict)), ("primary", outcome(primary)),
      ("guardrails", .array(guardrails.map(outcome))), ("minimum_detectable_effect", .number(detectable)),
      (
        "cost_per_hour",
        cost.map { .object([("lower", .optional($0.lower)), ("upper", .optional($0.upper)), ("not_estimable", .optional($0.notEstimable?.en))]) } ?? .null
      ),
      ("amendments", .array(amendments.map(JSON.string))),
      (
        "sentences",
        .object(Language.allCases.map { language in (language.rawValue, .array(sentences(language).map(JSON.string))) })
      ),
    ])
  }
}
