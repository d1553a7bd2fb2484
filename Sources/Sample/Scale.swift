/// How large the invented organisation is.
public enum Scale: String, CaseIterable, Sendable {
  /// 300 staff and 18 months: to look at, and for tests.
  case small
  /// 5,000 staff and 24 months: a large bureau.
  case bureau
  /// 170,000 permanent staff with some more on yearly appointments, 25 bureaus, five appointing authorities, 1,500 sections, 36 months: the reference for speed.
  case metropolis
}

/// What a scale means in numbers.
struct Size: Sendable {
  let months: Int
  let permanent: Int
  let yearly: Int
  let bureaus: [BureauName]
  let sections: Int
  /// How many sections in a thousand have teams.
  let teamed: Int
  let teamSize: Int
  let useCases: Int
  /// For how many use cases a unit could have an adoption, and a person (in thousandths).
  let unitSlots: Int
  let personSlots: Int
  /// How many tools a user of any uses at most.
  let tools: Int
  let monthsPerFile: Int

  init(_ scale: Scale) {
    let all = BureauName.all
    switch scale {
    case .small:
      self.init(
        months: 18, permanent: 268, yearly: 32, bureaus: [all[8], all[15]], sections: 13, teamed: 500, teamSize: 9, useCases: 36, unitSlots: 12,
        personSlots: 400, tools: 3, monthsPerFile: 18)
    case .bureau:
      self.init(
        months: 24, permanent: 4500, yearly: 500, bureaus: [all[8], all[15], all[11]], sections: 75, teamed: 700, teamSize: 11, useCases: 80, unitSlots: 18,
        personSlots: 500, tools: 3, monthsPerFile: 6)
    case .metropolis:
      self.init(
        months: 36, permanent: 170_000, yearly: 24_000, bureaus: all, sections: 1500, teamed: 920, teamSize: 12, useCases: 200, unitSlots: 34,
        personSlots: 2300, tools: 4, monthsPerFile: 1)
    }
  }

  private init(
    months: Int, permanent: Int, yearly: Int, bureaus: [BureauName], sections: Int, teamed: Int, teamSize: Int, useCases: Int, unitSlots: Int,
    personSlots: Int, tools: Int, monthsPerFile: Int
  ) {
    self.months = months
    self.permanent = permanent
    self.yearly = yearly
    self.bureaus = bureaus
    self.sections = sections
    self.teamed = teamed
    self.teamSize = teamSize
    self.useCases = useCases
    self.unitSlots = unitSlots
    self.personSlots = personSlots
    self.tools = tools
    self.monthsPerFile = monthsPerFile
  }
}
