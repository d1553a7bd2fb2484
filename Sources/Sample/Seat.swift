/// The grades (職層) of the default list, lowest first.
enum Grade: Int, Sendable, CaseIterable {
  case clerk, senior, deputy, chiefDeputy, sectionHead, divisionHead, bureauHead

  var title: String { ["主事", "主任", "課長代理", "統括課長代理", "課長", "部長", "局長"][rawValue] }
  var isHead: Bool { rawValue >= Grade.sectionHead.rawValue }
}

/// The employment types (任用区分).
enum Employment: String, Sendable {
  case permanent, reappointed, fixedTerm = "fixed_term", yearly
}

/// A place in a unit that one person at a time fills: people move between seats, so units keep their size.
struct Seat: Sendable {
  var unit: Int
  /// None for yearly staff, who have no grade.
  var grade: Grade?
  let employment: Employment
  /// Contracted minutes per 4 weeks.
  let minutes: Int
  var person: Int?
}
