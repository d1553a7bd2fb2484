import Postgres

/// Figures as a snapshot publishes them, by key; one that isn't there is withheld.
struct PublishedFigures {
  private(set) var published: [String: Int] = [:]
  private var withheld: Set<String> = []

  mutating func add(_ row: Row) throws {
    guard let key = try row.decode("key", as: String?.self) else { return }
    published[key] = try row.decode("value", as: Int.self)
  }

  /// The figures with these categories, tools and areas.
  func figures(categories: [Category], tools: [(code: String, title: String)], areas: [(code: String, title: String)]) -> Figures {
    var reader = self
    var figures = Figures()
    figures.headcount = reader.take("headcount")
    figures.onLeave = reader.take("on_leave")
    figures.contractShares = reader.take("fte")
    figures.covered = reader.take("covered")
    figures.adopters = reader.take("adopters")
    figures.activeUsers = reader.take("active_users")
    figures.inForce = reader.take("in_force")
    figures.reported = reader.take("reported")
    figures.account = reader.minutes("")
    figures.account.loss = reader.take("loss")
    figures.account.higherValue = reader.redirected("higher_value")
    figures.account.unaccounted = reader.take("unaccounted.claimed")
    figures.sameWork.claimed = reader.take("same_work.claimed")
    figures.overtimeCut.claimed = reader.take("overtime_cut.claimed")
    for level in figures.evidence.indices {
      figures.evidence[level] = reader.minutes("E\(level).")
      // Reference values take no redirections.
      if level > 0 { figures.evidence[level].higherValue = reader.redirected("E\(level).higher_value") }
    }
    for category in categories { figures.categories[category.code] = reader.redirected("category.\(category.code)") }
    for tool in tools { figures.tools[tool.code] = reader.titled("tool.\(tool.code).", tool.title) }
    for area in areas { figures.areas[area.code] = reader.titled("area.\(area.code).", area.title) }
    figures.withheld = reader.withheld
    return figures
  }

  private mutating func take(_ key: String) -> Int {
    if let value = published[key] { return value }
    withheld.insert(key)
    return 0
  }

  /// Net and freed are published together, so the loss between them is known.
  private mutating func minutes(_ prefix: String) -> EvidenceFigures {
    var minutes = EvidenceFigures()
    minutes.gross = take("\(prefix)gross")
    minutes.freed = take("\(prefix)freed")
    minutes.loss = minutes.freed - take("\(prefix)net")
    return minutes
  }

  private mutating func titled(_ prefix: String, _ title: String) -> TitledMinutes {
    let minutes = minutes(prefix)
    return TitledMinutes(title: title, gross: minutes.gross, loss: minutes.loss, freed: minutes.freed)
  }

  private mutating func redirected(_ key: String) -> RedirectedMinutes {
    RedirectedMinutes(claimed: take("\(key).claimed"), confirmed: take("\(key).confirmed"))
  }
}
