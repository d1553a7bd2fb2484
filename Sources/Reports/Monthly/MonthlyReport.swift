public import Domain
import Postgres
public import Store
import sql

/// The monthly report on a unit, or on the whole organisation: every format is drawn from it.
public struct MonthlyReport: Sendable {
  public let month: Month
  /// nil: the whole organisation.
  public let unit: UnitName?
  public let total: Figures
  /// The unit itself first, where it has anything of its own, then its children by code; they sum to the total.
  public let parts: [Part]
  public let categories: [Category]
  public let indicators: [Indicator]
  /// When the snapshot was taken that the report is from; nil: it is the live account, with nothing withheld.
  public let takenAt: String?

  /// Registered trials with what all readers may know of their newest results; of the whole organisation only.
  public var trials: [JSON] = []

  /// What the unit's head says to the month; nil: nothing.
  public var comment: HeadComment?

  /// Of a unit whose time is withheld, the nearest group above that has figures; nil: there is no need, or none.
  public var group: Group?

  public struct Group: Sendable {
    /// nil: the whole organisation.
    public let unit: UnitName?
    public let figures: Figures
  }

  public struct Part: Sendable {
    public let unit: UnitName
    public let isOwn: Bool
    public var figures: Figures
  }

  /// An indicator of the unit with its value in the month.
  public struct Indicator: Sendable {
    public let code: String
    public let title: String
    public let unit: String
    public let better: String
    public let value: Double
  }

  /// Reads the live account, with nothing withheld.
  ///
  /// - Parameter name: the unit's code, or its name where that is unique; nil: the whole organisation.
  /// - Throws: `UnitNotInForce`, `SeveralUnits`.
  public static func live(_ month: Month, unit name: String?, in database: Database, as viewer: Viewer) async throws -> MonthlyReport {
    try await database.read(as: viewer) { transaction in
      var unit: UnitName?
      var id: Int?
      if let name {
        let code = try await transaction.unitCode(named: name, in: month)
        guard let row = try await transaction.query(query("unit", [month, code])).first else { throw UnitNotInForce(code: code, month: month) }
        unit = try UnitName(row)
        id = try row.decode("id", as: Int.self)
      }
      let categories = try await Category.all(in: transaction)
      let tiers = Dictionary(uniqueKeysWithValues: categories.map { ($0.code, $0.tier) })
      var parts: [Int: Part] = [:]
      for row in try await transaction.query(query("parts", [month, id])) {
        parts[try row.decode("part", as: Int.self)] = try Part(row)
      }
      for row in try await transaction.query(query("minutes", [month, id])) {
        try parts[try row.decode("part", as: Int.self)]?.figures.addMinutes(row)
      }
      for row in try await transaction.query(query("categories", [month, id])) {
        try parts[try row.decode("part", as: Int.self)]?.figures.addCategory(row, tiers: tiers)
      }
      let shown = parts.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isOwn || !$0.figures.isEmpty }
      let indicators = try await transaction.query(query("indicators", [month, id])).map(Indicator.init)
      return MonthlyReport(
        month: month, unit: unit, total: shown.reduce(into: Figures()) { $0 += $1.figures }, parts: shown, categories: categories, indicators: indicators,
        takenAt: nil, trials: try await trials(on: unit?.code, of: month, in: transaction),
        comment: try await comment(on: unit?.code, of: month, in: transaction))
    }
  }

  static func query(_ name: String, _ parameters: [any Bindable]) throws -> Statement {
    Statement(text: try SQLFiles.text("queries/report/\(name).sql"), parameters: parameters)
  }
}

extension MonthlyReport.Indicator {
  init(_ row: Row) throws {
    code = try row.decode("code", as: String.self)
    title = try row.decode("title", as: String.self)
    unit = try row.decode("unit", as: String.self)
    better = try row.decode("better", as: String.self)
    value = try row.decode("value", as: Double.self)
  }
}

extension MonthlyReport.Part {
  init(_ row: Row) throws {
    unit = try UnitName(row)
    isOwn = try row.decode("own", as: Bool.self)
    figures = Figures()
    figures.headcount = try row.decode("headcount", as: Int.self)
    figures.onLeave = try row.decode("on_leave", as: Int.self)
    figures.contractShares = try row.decode("contract_shares", as: Int.self)
    figures.covered = try row.decode("covered", as: Int.self)
    figures.adopters = try row.decode("adopters", as: Int.self)
    figures.activeUsers = try row.decode("active", as: Int.self)
    figures.inForce = try row.decode("in_force", as: Int.self)
    figures.reported = try row.decode("reported", as: Int.self)
  }
}

extension Figures {
  /// What is read of wholes at once: people, adoptions, and of the minutes those that stand beside others.
  init(whole row: Row) throws {
    self.init()
    headcount = try row.decode("headcount", as: Int.self)
    covered = try row.decode("covered", as: Int.self)
    adopters = try row.decode("adopters", as: Int.self)
    activeUsers = try row.decode("active", as: Int.self)
    inForce = try row.decode("in_force", as: Int.self)
    reported = try row.decode("reported", as: Int.self)
    account.freed = try row.decode("freed", as: Int.self)
    account.unaccounted = try row.decode("unaccounted", as: Int.self)
    account.higherValue = RedirectedMinutes(claimed: try row.decode("claimed", as: Int.self), confirmed: try row.decode("confirmed", as: Int.self))
  }

  mutating func addMinutes(_ row: Row) throws {
    let level = try row.decode("evidence", as: Int.self)
    let part = EvidenceFigures(
      gross: try row.decode("gross", as: Int.self), loss: try row.decode("loss", as: Int.self), freed: try row.decode("freed", as: Int.self),
      unaccounted: try row.decode("unaccounted", as: Int.self))
    evidence[level] += part
    // Reference values (E0) stand nowhere but in their own line.
    guard level > 0 else { return }
    account += part
    let tool = TitledMinutes(title: try row.decode("tool_title", as: String.self), gross: part.gross, loss: part.loss, freed: part.freed)
    tools.merge([try row.decode("tool_code", as: String.self): tool]) { $0 + $1 }
    let area = TitledMinutes(title: try row.decode("area_title", as: String.self), gross: part.gross, loss: part.loss, freed: part.freed)
    areas.merge([try row.decode("area_code", as: String.self): area]) { $0 + $1 }
  }

  mutating func addCategory(_ row: Row, tiers: [String: Tier]) throws {
    let code = try row.decode("code", as: String.self)
    let minutes = RedirectedMinutes(claimed: try row.decode("claimed", as: Int.self), confirmed: try row.decode("confirmed", as: Int.self))
    categories.merge([code: minutes]) { $0 + $1 }
    switch tiers[code] {
    case .higherValue:
      evidence[try row.decode("evidence", as: Int.self)].higherValue += minutes
      account.higherValue += minutes
    case .sameWork: sameWork += minutes
    case .overtimeCut: overtimeCut += minutes
    case nil: break
    }
  }
}
