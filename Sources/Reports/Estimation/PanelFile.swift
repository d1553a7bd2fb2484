public import Domain
import Foundation
import Sheets
public import Statistics

/// A panel in a file: which columns hold what, and its rows, or everything that is wrong with them.
public struct PanelFile: Sendable {
  /// The columns by their headings.
  public struct Columns: Sendable {
    public let unit: String
    public let time: String
    public let firstTreated: String
    public let outcome: String
    public let covariates: [String]
    /// In which the order of starts was drawn.
    public let stratum: String?

    public init(unit: String, time: String, firstTreated: String, outcome: String, covariates: [String] = [], stratum: String? = nil) {
      (self.unit, self.time, self.firstTreated, self.outcome) = (unit, time, firstTreated, outcome)
      (self.covariates, self.stratum) = (covariates, stratum)
    }

    var names: [String] { ([unit, time, firstTreated, outcome] + covariates + [stratum].compactMap { $0 }).map(HeaderName.folded) }
  }

  public let panel: Panel
  /// By unit; empty where no column says them.
  public let strata: [String: String]
  /// Whether periods are months and not just numbers.
  public let hasMonths: Bool

  /// Why there is no panel.
  public struct Refusal: Error { public let problems: [Problem] }

  /// Reads a file, CSV or a workbook.
  public static func read(_ path: String, _ columns: Columns, language: Language) throws(Refusal) -> PanelFile {
    var reading = Reading(columns, language)
    do throws(SheetError) {
      if var table = try SheetTable(SheetFile(path: path).reader(), isKnown: { columns.names.contains($0) }) {
        reading.find(table)
        if reading.problems.isEmpty { while let row = try table.next() { reading.take(row) } }
      } else {
        reading.refuse(reading.noHeader)
      }
    } catch {
      throw Refusal(problems: [error.problem(in: language)])
    }
    return try reading.finish()
  }

  /// A period as the file writes it.
  public func written(_ period: Int) -> String { hasMonths ? Self.month(period) : "\(period)" }

  static func month(_ number: Int) -> String { Month(year: number / 12, month: number % 12 + 1).map { "\($0)" } ?? "\(number)" }
}
