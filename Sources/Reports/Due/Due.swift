public import Domain
import Postgres
public import Store
import sql

/// What comes up for HR in the next 60 days, by topic.
public enum DueTopic: String, Sendable, CaseIterable {
  /// Training that ends, by course and bureau.
  case training
  /// Posts that start, by day and bureau.
  case posts
  /// Measurements that end.
  case measurements
  /// Use cases whose risk is to be reviewed.
  case reviews
  /// Adoptions whose unit ends.
  case units

  public static let days = 60

  /// How many columns a row has beside its count.
  var width: Int {
    switch self {
    case .posts: 2
    case .training: 3
    case .measurements, .reviews, .units: 4
    }
  }

  public func rows(language: Language, in database: Database, as viewer: Viewer) async throws -> [DueRow] {
    try await database.read(as: viewer) { try await rows(language: language, in: $0) }
  }

  func rows(language: Language, in transaction: Transaction) async throws -> [DueRow] {
    let text = try SQLFiles.text("queries/due/\(rawValue).sql")
    let parameters: [any Bindable] = text.contains("$1") ? [language == .english] : []
    return try await transaction.query(Statement(text: text, parameters: parameters)).map { row in
      DueRow(cells: try (0..<width).map { try row.decode($0, as: String?.self) }, count: try row.decode("count", as: Int.self))
    }
  }
}

/// A line of a topic: its cells in the order of the query, and for how many persons, posts or records it stands.
public struct DueRow: Sendable {
  public let cells: [String?]
  public let count: Int
}

/// The counts of HR's first page.
public struct Due: Sendable {
  /// Months that are to be frozen.
  public let months: [Month]
  /// The newest whole month's adoptions.
  public let inForce: Int
  public let reported: Int
  public let corrections: Int
  /// Exports of named time that this viewer can approve; nil: none of this viewer's business.
  public let exports: Int?
  public let topics: [(topic: DueTopic, count: Int)]

  public static func load(_ month: Month, language: Language, in database: Database, as viewer: Viewer) async throws -> Due {
    let months = try await database.dueMonths(as: viewer)
    return try await database.read(as: viewer) { transaction in
      let isNamed = viewer.role == .hr
      let reports = try await reports(month, isNamed: isNamed, in: transaction)
      var topics: [(topic: DueTopic, count: Int)] = []
      for topic in DueTopic.allCases { topics.append((topic, try await topic.rows(language: language, in: transaction).reduce(0) { $0 + $1.count })) }
      return Due(
        months: months, inForce: reports.inForce, reported: reports.reported, corrections: try await transaction.openCorrections(),
        exports: isNamed ? try await transaction.approvableExports() : nil, topics: topics)
    }
  }

  /// From the rollups; who doesn't see persons' minutes counts the units' adoptions.
  private static func reports(_ month: Month, isNamed: Bool, in transaction: Transaction) async throws -> (inForce: Int, reported: Int) {
    if isNamed {
      let row = try await transaction.query(Statement(text: try SQLFiles.text("queries/due/reports.sql"), parameters: [month])).first
      return (try row?.decode("in_force", as: Int.self) ?? 0, try row?.decode("reported", as: Int.self) ?? 0)
    }
    return try await ReportedSection.all(of: month, unit: nil, in: transaction).reduce((0, 0)) { ($0.0 + $1.inForce, $0.1 + $1.reported) }
  }
}

/// Whom to remind of what: the sections that haven't reported all of a month.
public struct Reminders: Sendable {
  public let month: Month
  public let sections: [ReportedSection]
  private let clerksByUnit: [String: (names: [String], logins: [String])]

  /// Who fills in a section's sheet today; nobody: no clerk is appointed for it or above it.
  public func clerks(of section: ReportedSection) -> (names: [String], logins: [String]) { clerksByUnit[section.section.code] ?? ([], []) }

  public var missing: [ReportedSection] { sections.filter { $0.missing > 0 } }

  public static func load(_ month: Month, in database: Database, as viewer: Viewer) async throws -> Reminders {
    try await database.read(as: viewer) { transaction in
      let sections = try await ReportedSection.all(of: month, unit: nil, in: transaction)
      let clerks = try await transaction.query(Statement(text: try SQLFiles.text("queries/sheets/clerks.sql"), parameters: [month])).map { row in
        (try row.decode("code", as: String.self), (names: try row.decode("names", as: [String].self), logins: try row.decode("logins", as: [String].self)))
      }
      return Reminders(month: month, sections: sections, clerksByUnit: Dictionary(clerks) { first, _ in first })
    }
  }
}
