import Domain

/// The monthly report as JSON, the contract that every other form is drawn from.
extension MonthlyReport {
  /// The document of the contract, from which every other form is drawn too.
  public var json: JSON {
    .object(
      [
        ("month", .string(month.description)), ("as", .string("then")), ("edition", .null), ("published_at", .null), ("reason", .null), ("sha256", .null),
        ("unit", Self.json(unit)),
      ] + json(total) + [
        ("training", .array([])), ("trials", .array([])),
        (
          "indicators",
          .array(
            indicators.map {
              .object([
                ("code", .string($0.code)), ("title", .string($0.title)), ("unit", .string($0.unit)), ("better", .string($0.better)),
                ("value", .number($0.value)),
              ])
            })
        ),
        ("units", .array(parts.map { .object([("unit", Self.json($0.unit)), ("own", .boolean($0.isOwn))] + json($0.figures)) })),
        ("withheld", .array([])),
      ])
  }

  private static func json(_ unit: UnitName?) -> JSON {
    .object([("code", .optional(unit?.code)), ("name", .optional(unit?.name)), ("name_en", .optional(unit?.nameEnglish)), ("kind", .optional(unit?.kind))])
  }

  private func json(_ figures: Figures) -> [(String, JSON)] {
    let account = figures.account
    return [
      ("headcount", .integer(figures.headcount)), ("on_leave", .integer(figures.onLeave)), ("fte", .number(figures.fte)),
      ("adopters", .integer(figures.adopters)), ("active_users", .integer(figures.activeUsers)),
      ("adoption_rate", .optional(figures.adoptionRate)), ("training_coverage", .optional(figures.trainingCoverage)),
      ("adoptions", .object([("in_force", .integer(figures.inForce)), ("reported", .integer(figures.reported))])),
      (
        "minutes",
        .object([
          ("gross", .integer(account.gross)), ("net", .integer(account.net)), ("loss", .integer(account.loss)), ("freed", .integer(account.freed)),
          ("higher_value", Self.json(account.higherValue)), ("same_work", .integer(figures.redirected(.sameWork, categories).claimed)),
          ("overtime_cut", .integer(figures.redirected(.overtimeCut, categories).claimed)), ("unaccounted", .integer(account.unaccounted)),
        ])
      ),
      (
        "by_evidence",
        .object(
          figures.evidence.enumerated().map { level, minutes in
            (
              "E\(level)",
              .object([
                ("gross", .integer(minutes.gross)), ("net", .integer(minutes.net)), ("freed", .integer(minutes.freed)),
                ("higher_value", Self.json(minutes.higherValue)),
              ])
            )
          })
      ),
      (
        "by_category",
        .array(
          categories.map { category in
            let minutes = figures.categories[category.code] ?? RedirectedMinutes()
            return .object([
              ("code", .string(category.code)), ("title", .string(category.title)), ("tier", .string(category.tier.rawValue)),
              ("claimed", .integer(minutes.claimed)),
              ("confirmed", .integer(minutes.confirmed)),
            ])
          })
      ),
      ("by_tool", Self.json(figures.tools)), ("by_area", Self.json(figures.areas)),
    ]
  }

  private static func json(_ minutes: RedirectedMinutes) -> JSON {
    .object([("claimed", .integer(minutes.claimed)), ("confirmed", .integer(minutes.confirmed))])
  }

  private static func json(_ titled: [String: TitledMinutes]) -> JSON {
    .array(
      titled.sorted { $0.key < $1.key }.map { code, minutes in
        .object([
          ("code", .string(code)), ("title", .string(minutes.title)), ("gross", .integer(minutes.gross)), ("net", .integer(minutes.net)),
          ("freed", .integer(minutes.freed)),
        ])
      })
  }
}
