public import Domain
import Postgres
import Sheets
public import Store
import sql

/// The cases that were timed of a use case at a unit, with AI and without, and the measurement that they make.
public struct Timing: Sendable {
  public let useCase: String
  public let title: String
  /// Code and name; nil: no unit in particular.
  public let unit: SheetSection?
  public let withAI: Arm
  public let withoutAI: Arm
  /// Newest first.
  public let cases: [Case]

  /// Means are decimal numbers of minutes per case; nil where there is nothing to take them of.
  public struct Arm: Sendable {
    public let cases: Int
    /// With verifying and rework.
    public let mean: String?
    public let spread: String?
    /// How many cases make the mean exact to 20 % in 95 of 100 samples, by the spread so far; at least `least`.
    public let needed: Int
    let minutes: String?
    let verify: String?
    let rework: String?
    let lastDay: Day?

    public var isEnough: Bool { cases >= needed }
  }

  public struct Case: Sendable {
    public let number: Int
    public let day: Day
    public let withAI: Bool
    public let isTimed: Bool
    public let minutes: String
    public let verify: String
    public let rework: String
    public let isOwn: Bool
  }

  public static let least = 8

  public var isEnough: Bool { withAI.isEnough && withoutAI.isEnough }

  /// nil: there is no such use case.
  public static func load(useCase: String, unit: String?, in database: Database, as viewer: Viewer) async throws -> Timing? {
    try await database.read(as: viewer) { try await load(useCase: useCase, unit: unit, in: $0) }
  }

  private static func load(useCase: String, unit: String?, in transaction: Transaction) async throws -> Timing? {
    guard let named = try await transaction.useCase(useCase) else { return nil }
    let section = try await transaction.namedUnit(unit)
    if unit != nil, section == nil { return nil }
    let arms = try await transaction.query(Statement(text: try SQLFiles.text("queries/measuring/arms.sql"), parameters: [named.code, section?.code])).map {
      row in
      (
        withAI: try row.decode("with_ai", as: Bool.self),
        arm: Arm(
          cases: try row.decode("cases", as: Int.self), mean: try row.decode("mean", as: String?.self), spread: try row.decode("spread", as: String?.self),
          needed: try row.decode("needed", as: Int.self), minutes: try row.decode("minutes", as: String?.self),
          verify: try row.decode("verify_minutes", as: String?.self), rework: try row.decode("rework_minutes", as: String?.self),
          lastDay: try row.decode("last_day", as: Day?.self))
      )
    }
    guard let withAI = arms.first(where: \.withAI)?.arm, let without = arms.first(where: { !$0.withAI })?.arm else { return nil }
    let cases = try await transaction.query(Statement(text: try SQLFiles.text("queries/measuring/cases.sql"), parameters: [named.code, section?.code])).map {
      row in
      Case(
        number: try row.decode("number", as: Int.self), day: try row.decode("timed_on", as: Day.self), withAI: try row.decode("with_ai", as: Bool.self),
        isTimed: try row.decode("is_timed", as: Bool.self), minutes: try row.decode("minutes", as: String.self),
        verify: try row.decode("verify_minutes", as: String.self), rework: try row.decode("rework_minutes", as: String.self),
        isOwn: try row.decode("is_own", as: Bool.self))
    }
    return Timing(useCase: named.code, title: named.title, unit: section, withAI: withAI, withoutAI: without, cases: cases)
  }

  /// What came of making the measurement.
  public enum Outcome: Sendable {
    /// Its code.
    case made(String)
    /// There are too few cases yet, or somebody else has just made it.
    case tooFew
    case refused([Problem])
  }

  /// Makes a measurement of the cases as they are now, by the path of a file's row: their means, by the smaller of the two samples.
  public static func measure(useCase: String, unit: String?, language: Language, in database: Database, as viewer: Viewer) async throws -> Outcome {
    do {
      return try await database.write(as: viewer) { transaction in
        try await transaction.lockTimedCases()
        guard let timing = try await load(useCase: useCase, unit: unit, in: transaction), timing.isEnough, let cells = timing.cells else { return .tooFew }
        let code = try await transaction.freeMeasurementCode(timing.stem)
        let outcome = try await Import(kind: .measurement, bytes: try csv(cells.merging(["code": code]) { $1 }), language: language).read(in: transaction) {
          _ in
        }
        guard outcome.problems.isEmpty else { throw Undone(outcome: .refused(outcome.problems)) }
        try await transaction.assignTimedCases(to: code, useCase: timing.useCase, unit: timing.unit?.code)
        return .made(code)
      }
    } catch let undone as Undone {
      return undone.outcome
    }
  }

  private struct Undone: Error {
    let outcome: Outcome
  }

  private var stem: String { (["T", useCase] + (unit.map { [$0.code] } ?? []) + [withAI.lastDay?.description ?? ""]).joined(separator: "-") }

  /// The row, without its code; nil: an arm has no case.
  private var cells: [String: String]? {
    guard let ai = withAI.minutes, let verify = withAI.verify, let rework = withAI.rework, let baseline = withoutAI.minutes,
      let last = [withAI.lastDay, withoutAI.lastDay].compactMap({ $0 }).max()
    else { return nil }
    return [
      "use_case_code": useCase, "unit_code": unit?.code ?? "", "measured_on": last.description, "method": "sample",
      "sample_size": String(min(withAI.cases, withoutAI.cases)), "baseline_minutes": baseline, "ai_minutes": ai, "verify_minutes": verify,
      "rework_minutes": rework,
    ]
  }

  private static func csv(_ cells: [String: String]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = CSVWriter(encoding: .utf8BOM) { bytes += $0 }
    let columns = Kind.measurement.columns.map(\.english).filter { cells[$0] != nil }
    try writer.write(columns.map { SheetCell.text($0) })
    try writer.write(columns.map { column in cells[column].map { $0.isEmpty ? .empty : .text($0) } ?? .empty })
    try writer.finish()
    return bytes
  }
}

extension Kind {
  fileprivate static let measurement: Kind = {
    guard let kind = named("measurements") else { preconditionFailure("there is no kind measurements") }
    return kind
  }()
}

extension Transaction {
  fileprivate func useCase(_ code: String) async throws -> (code: String, title: String)? {
    try await useCases().first { $0.code == code }
  }

  fileprivate func namedUnit(_ code: String?) async throws -> SheetSection? {
    guard let code else { return nil }
    return try await unitToday(code).map { SheetSection(code: $0.code, name: $0.name, nameEnglish: $0.nameEnglish) }
  }
}
