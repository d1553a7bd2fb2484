import Domain

/// The monthly report as JSON, the contract that every other form is drawn from.
extension MonthlyReport {
  /// The document of the contract, from which every other form is drawn too.
  public var json: JSON {
    let members: [(String, JSON)] =
      [
        ("month", .string(month.description)), ("as", .string("then")), ("edition", .null), ("published_at", .null), ("reason", .null), ("sha256", .null),
        ("unit", Self.json(unit)),
      ] + json(total) + [
        ("training", .array([])), ("trials", .array(trials)),
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
      ]
    // Beside the document of the contract, where there is something to say.
    let group: [(String, JSON)] = group.map { [("group", .object([("unit", Self.json($0.unit))] + json($0.figures)))] } ?? []
    let comment: [(String, JSON)] = comment.map { [("comment", .object([("text", .string($0.text)), ("written_at", .string($0.writtenAt))]))] } ?? []
    return .object(members + group + comment + [("withheld", .array(JSON.object(members + group).withheldPaths().map(JSON.string)))])
  }

  private static func json(_ unit: UnitName?) -> JSON {
    .object([("code", .optional(unit?.code)), ("name", .optional(unit?.name)), ("name_en", .optional(unit?.nameEnglish)), ("kind", .optional(unit?.kind))])
  }

  private func json(_ figures: Figures) -> [(String, JSON)] {
    let account = figures.account
    /// A figure by its key, unless it is withheld.
    func show(_ key: String, _ number: Int) -> JSON { figures.withheld.contains(key) ? .withheld : .integer(number) }
    func rate(_ rate: Double?, of keys: String...) -> JSON { figures.withheld.isDisjoint(with: keys) ? .optional(rate) : .withheld }
    func redirected(_ key: String, _ minutes: RedirectedMinutes) -> [(String, JSON)] {
      [("claimed", show("\(key).claimed", minutes.claimed)), ("confirmed", show("\(key).confirmed", minutes.confirmed))]
    }
    func titled(_ family: String, _ titled: [String: TitledMinutes]) -> JSON {
      .array(
        titled.sorted { $0.key < $1.key }.map { code, minutes in
          .object([
            ("code", .string(code)), ("title", .string(minutes.title)), ("gross", show("\(family).\(code).gross", minutes.gross)),
            ("net", show("\(family).\(code).net", minutes.net)), ("freed", show("\(family).\(code).freed", minutes.freed)),
          ])
        })
    }
    return [
      ("headcount", show("headcount", figures.headcount)), ("on_leave", show("on_leave", figures.onLeave)), ("fte", rate(figures.fte, of: "fte")),
      ("adopters", show("adopters", figures.adopters)), ("active_users", show("active_users", figures.activeUsers)),
      ("adoption_rate", rate(figures.adoptionRate, of: "adopters", "headcount")),
      ("training_coverage", rate(figures.trainingCoverage, of: "covered", "headcount")),
      ("adoptions", .object([("in_force", show("in_force", figures.inForce)), ("reported", show("reported", figures.reported))])),
      (
        "minutes",
        .object([
          ("gross", show("gross", account.gross)), ("net", show("net", account.net)), ("loss", show("loss", account.loss)),
          ("freed", show("freed", account.freed)), ("higher_value", .object(redirected("higher_value", account.higherValue))),
          ("same_work", show("same_work.claimed", figures.sameWork.claimed)), ("overtime_cut", show("overtime_cut.claimed", figures.overtimeCut.claimed)),
          ("unaccounted", show("unaccounted.claimed", account.unaccounted)),
        ])
      ),
      (
        "by_evidence",
        .object(
          figures.evidence.enumerated().map { level, minutes in
            (
              "E\(level)",
              .object([
                ("gross", show("E\(level).gross", minutes.gross)), ("net", show("E\(level).net", minutes.net)),
                ("freed", show("E\(level).freed", minutes.freed)), ("higher_value", .object(redirected("E\(level).higher_value", minutes.higherValue))),
              ])
            )
          })
      ),
      (
        "by_category",
        .array(
          categories.map { category in
            .object(
              [("code", .string(category.code)), ("title", .string(category.title)), ("tier", .string(category.tier.rawValue))]
                + redirected("category.\(category.code)", figures.categories[category.code] ?? RedirectedMinutes()))
          })
      ),
      ("by_tool", titled("tool", figures.tools)), ("by_area", titled("area", figures.areas)),
    ]
  }
}
