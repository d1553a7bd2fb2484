import Domain
import Postgres
import Statistics
import Store

/// The figures of a trial's units by month, from the live account.
struct TrialFigures: Sendable {
  /// One unit in one month; minutes by evidence level.
  struct Cell: Sendable {
    let headcount: Int
    let contractShares: Int
    let covered: Int
    let adopters: Int
    let inForce: Int
    let reported: Int
    let net: [Int]
    let freed: [Int]
    let claimed: [Int]
    let confirmed: [Int]
    let indicators: [String: Double]

    var fte: Double { Double(contractShares) / 930_000 }

    /// The measure; nil where nothing is known: no record is not zero.
    func value(of measure: TrialMeasure, evidence: Set<Int>) -> Double? {
      func share(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
      func sum(_ levels: [Int]) -> Int { levels.indices.reduce(0) { $0 + (evidence.contains($1) ? levels[$1] : 0) } }
      func perFTE(_ levels: [Int]) -> Double? { contractShares > 0 && (inForce == 0 || reported > 0) ? Double(sum(levels)) / fte : nil }
      return switch measure {
      case .adoptionRate: share(adopters, headcount)
      case .trainingCoverage: share(covered, headcount)
      case .reportingRate: share(reported, inForce)
      case .redirectionRate: share(sum(confirmed), sum(freed))
      case .netPerFTE: perFTE(net)
      case .freedPerFTE: perFTE(freed)
      case .claimedPerFTE: perFTE(claimed)
      case .confirmedPerFTE: perFTE(confirmed)
      case .indicator(let code): indicators[code]
      }
    }
  }

  /// In the order of the trial.
  let units: [String]
  private let cells: [String: [Month: Cell]]

  /// - Parameter units: by code, with their ids.
  static func read(_ units: [(code: String, id: Int)], from: Month, to: Month, in transaction: Transaction) async throws -> TrialFigures {
    var cells: [String: [Month: Cell]] = [:]
    let codes = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.code) })
    var indicators: [String: [Month: [String: Double]]] = [:]
    for row in try await transaction.query(try TrialRegister.query("indicators", [units.map(\.id), from, to])) {
      let (unit, month) = (try row.decode("unit_code", as: String.self), try row.decode("month", as: Month.self))
      indicators[unit, default: [:]][month, default: [:]][try row.decode("code", as: String.self)] = try row.decode("value", as: Double.self)
    }
    for row in try await transaction.query(try TrialRegister.query("figures", [units.map(\.id), from, to])) {
      guard let code = codes[try row.decode("unit_id", as: Int.self)] else { continue }
      let month = try row.decode("month", as: Month.self)
      func levels(_ name: String) throws -> [Int] { try row.decode(name, as: [Int].self) }
      cells[code, default: [:]][month] = Cell(
        headcount: try row.decode("headcount", as: Int.self), contractShares: try row.decode("contract_shares", as: Int.self),
        covered: try row.decode("covered", as: Int.self), adopters: try row.decode("adopters", as: Int.self), inForce: try row.decode("in_force", as: Int.self),
        reported: try row.decode("reported", as: Int.self), net: try levels("net"), freed: try levels("freed"), claimed: try levels("claimed"),
        confirmed: try levels("confirmed"), indicators: indicators[code]?[month] ?? [:])
    }
    return TrialFigures(units: units.map(\.code), cells: cells)
  }

  func cell(_ unit: String, _ month: Month) -> Cell? { cells[unit]?[month] }

  /// - Parameter starts: by unit; none: never.
  func panel(of measure: TrialMeasure, evidence: Set<Int>, from: Month, to: Month, starts: [String: Month]) -> Panel {
    let months = (0...max(0, from.months(until: to))).map { from.adding(months: $0) }
    return Panel(
      units: units, periods: months.map(\.place), firstTreated: units.map { starts[$0]?.place },
      outcomes: units.flatMap { unit in months.map { cell(unit, $0)?.value(of: measure, evidence: evidence) ?? .nan } })
  }
}

extension Month {
  /// Its place among all months, for statistics.
  var place: Int { year * 12 + month - 1 }

  /// A place among all months, for people.
  static func written(_ place: Int) -> String { Month(year: place / 12, month: place % 12 + 1)?.description ?? "\(place)" }
}
