import Domain
import Foundation
import Postgres
import Sheets

/// A row of a monthly sheet: an adoption, what is recorded of it in the month or filled in beforehand, and last month beside.
public struct SheetLine: Sendable {
  public let adoption: String
  public let title: String
  /// The unit or the person.
  public let adopter: String
  public let adopterEnglish: String?
  public let isUnit: Bool
  /// Whether the month has a record of it.
  public let isRecorded: Bool
  /// What is recorded, in short: it changes with the record.
  public let state: String
  /// In minutes, by category's code.
  public let redirected: [String: Int]
  /// Of these, those that somebody has confirmed.
  public let confirmed: [String: Int]
  public let lastUsers: Int?
  public let lastCases: Int?
  public let lastFreed: Int?
  /// For how many months cases and users have been the same; nil: they aren't.
  public let monthsInARow: Int?
  /// The measurement that the row goes by, or could.
  public let measurement: Measurement?
  /// All that hold for it in the month.
  let measurementCodes: [String]
  /// What came of the record.
  public let account: Account?

  /// By the columns' English names, as they stand on the sheet.
  private let entered: [String: SheetCell]

  /// Minutes per case, as decimal numbers.
  public struct Measurement: Sendable {
    public let code: String
    /// 2 to 5.
    public let evidence: Int
    public let baseline: String
    public let withAI: String
    public let verify: String
    public let rework: String
    public let learn: String
    public let operate: String
  }

  /// In minutes of the month.
  public struct Account: Sendable {
    public let gross: Int
    public let net: Int
    public let freed: Int
    public let redirected: Int

    public var left: Int { freed - redirected }
  }

  init(_ row: Row) throws {
    func number(_ column: String) throws -> Int? { try row.decode(column, as: Int?.self) }
    func text(_ column: String) throws -> String? { try row.decode(column, as: String?.self) }
    func minutes(_ column: String) throws -> [String: Int] {
      try text(column).map { try JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) } ?? [:]
    }
    adoption = try row.decode("adoption_code", as: String.self)
    title = try row.decode("title", as: String.self)
    adopter = try row.decode("adopter", as: String.self)
    adopterEnglish = try text("adopter_en")
    isUnit = try row.decode("is_unit", as: Bool.self)
    isRecorded = try row.decode("is_recorded", as: Bool.self)
    state = try row.decode("state", as: String.self)
    redirected = try minutes("redirected")
    confirmed = try minutes("confirmed")
    lastUsers = try number("last_users")
    lastCases = try number("last_cases")
    lastFreed = try number("last_freed")
    monthsInARow = try number("months_in_a_row")
    measurementCodes = try row.decode("measurement_codes", as: [String].self)
    measurement = try text("proposed_code").map {
      Measurement(
        code: $0, evidence: try row.decode("proposed_evidence", as: Int.self), baseline: try row.decode("proposed_baseline", as: String.self),
        withAI: try row.decode("proposed_ai", as: String.self), verify: try row.decode("proposed_verify", as: String.self),
        rework: try row.decode("proposed_rework", as: String.self), learn: try row.decode("proposed_learn", as: String.self),
        operate: try row.decode("proposed_operate", as: String.self))
    }
    let redirectedInAll = redirected.values.reduce(0, +)
    account = try number("gross").map {
      Account(gross: $0, net: try row.decode("net", as: Int.self), freed: try row.decode("freed", as: Int.self), redirected: redirectedInAll)
    }
    var cells: [String: SheetCell] = [:]
    // Who used it changes slowly and is filled in beforehand; what was done is not, for such a number would be taken for this month's.
    cells["users"] = try isUnit ? (isRecorded ? number("users") : lastUsers).map { .number($0) } : nil
    for column in ["cases", "gross_minutes", "verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes"] {
      cells[column] = try number(column).map { .number($0) }
    }
    for column in ["baseline_minutes", "ai_minutes"] { cells[column] = try text(column).map { .decimal($0) } }
    for column in ["measurement_code", "output", "comment", "evidence"] { cells[column] = try text(column).map { .text($0) } }
    if try row.decode("new_task", as: Bool?.self) == true { cells["new_task"] = .text("yes") }
    for (code, minutes) in redirected { cells[code] = .number(minutes) }
    entered = cells
  }

  /// What stands in a column that people fill in.
  func cell(_ column: String) -> SheetCell { entered[column] ?? .empty }

  /// The same as text.
  public func text(_ column: String) -> String {
    switch cell(column) {
    case .empty: ""
    case .text(let text), .decimal(let text): text
    }
  }

  /// Whether what somebody typed says the same, however it was written.
  func says(_ typed: String, in column: Column) -> Bool {
    let stands = text(column.english)
    switch column.value {
    case .whole:
      let empty = typed.allSatisfy(\.isWhitespace)
      if empty || stands.isEmpty { return empty == stands.isEmpty }
      do { return try WholeNumber.parse(typed) == WholeNumber.parse(stands) } catch { return false }
    default: return typed == stands
    }
  }
}
