import Sheets

/// A cell of a table that is read on a page and downloaded: both are drawn from it, so they can't differ.
package enum Figure: Sendable, Equatable {
  case words(String)
  case count(Int)
  /// In minutes, shown in hours.
  case hours(Int)
  /// From 0 to 1.
  case rate(Double)
  /// Hours of one person.
  case hoursEach(Double)
  /// How much more or less it is, in minutes, persons or things, or parts of 1.
  case moreHours(Int)
  case more(Int)
  case morePoints(Double)
  case withheld
  /// There is nothing to say: a rate over nothing, a year in which the unit wasn't.
  case none

  /// As people read it.
  package var shown: String {
    switch self {
    case .words(let text): text
    case .count(let number): MonthlyReport.grouped(number)
    case .hours(let minutes): MonthlyReport.hours(minutes)
    case .rate(let rate): MonthlyReport.percent(rate)
    case .hoursEach(let hours): MonthlyReport.decimal(hours)
    case .moreHours, .more: signed
    case .morePoints: signed + "pt"
    case .withheld: MonthlyReport.withheldMark
    case .none: "–"
    }
  }

  package var isNumber: Bool {
    if case .words = self { false } else { true }
  }

  /// The hours as a chart draws them; nil: it is no time, or withheld.
  package var hourCount: Double? {
    if case .hours(let minutes) = self { MonthlyReport.hourCount(minutes) } else { nil }
  }

  /// The same for a spreadsheet: numbers without commas and signs of growth, rates as percentages, nothing where there is nothing.
  var cell: SheetCell {
    switch self {
    case .words, .withheld, .rate: .text(shown)
    case .count, .hours, .hoursEach, .moreHours, .more, .morePoints: .decimal(plain)
    case .none: .empty
    }
  }

  private var signed: String {
    grouped.hasPrefix("-") ? "−\(grouped.dropFirst())" : grouped.contains { ("1"..."9").contains($0) } ? "+\(grouped)" : "±\(grouped)"
  }

  private var grouped: String {
    switch self {
    case .moreHours(let minutes): MonthlyReport.hours(minutes)
    case .more(let number): number < 0 ? "-" + MonthlyReport.grouped(-number) : MonthlyReport.grouped(number)
    case .morePoints(let part): Self.tenths(Int((part * 1_000).rounded()))
    default: shown
    }
  }

  private var plain: String { grouped.replacing(",", with: "") }

  private static func tenths(_ number: Int) -> String { (number < 0 ? "-" : "") + "\(abs(number) / 10).\(abs(number) % 10)" }

  /// How much more it is than it was; where one of them isn't known, nothing can be said.
  func more(than before: Figure) -> Figure {
    switch (self, before) {
    case (.count(let now), .count(let then)): .more(now - then)
    case (.hours(let now), .hours(let then)): .moreHours(now - then)
    case (.rate(let now), .rate(let then)): .morePoints(now - then)
    case (.hoursEach(let now), .hoursEach(let then)): .moreHours(Int((now * 60).rounded()) - Int((then * 60).rounded()))
    default: .none
    }
  }
}

/// The figures of a part of a report as cells, with its withheld ones withheld.
extension Figures {
  func hours(_ key: String, _ minutes: Int) -> Figure { withheld.contains(key) ? .withheld : .hours(minutes) }
  func count(_ key: String, _ number: Int) -> Figure { withheld.contains(key) ? .withheld : .count(number) }
  func share(_ key: String, _ minutes: Int) -> Figure { rate([key, "freed"], account.freed == 0 ? nil : Double(minutes) / Double(account.freed)) }

  func rate(_ keys: [String], _ rate: Double?) -> Figure {
    guard withheld.isDisjoint(with: keys) else { return .withheld }
    return rate.map(Figure.rate) ?? .none
  }

  package var freedTime: Figure { hours("freed", account.freed) }
  package var claimed: Figure { hours("higher_value.claimed", account.higherValue.claimed) }
  package var confirmed: Figure { hours("higher_value.confirmed", account.higherValue.confirmed) }
  package var unaccounted: Figure { hours("unaccounted.claimed", account.unaccounted) }
  var adoption: Figure { rate(["adopters", "headcount"], adoptionRate) }
  var training: Figure { rate(["covered", "headcount"], trainingCoverage) }
  var inForceCount: Figure { count("in_force", inForce) }
  var reportedCount: Figure { count("reported", reported) }
  var unreportedCount: Figure { withheld.isDisjoint(with: ["in_force", "reported"]) ? .count(inForce - reported) : .withheld }
  var reporting: Figure { rate(["in_force", "reported"], inForce == 0 ? nil : Double(reported) / Double(inForce)) }

  var freedEach: Figure {
    guard withheld.isDisjoint(with: ["freed", "headcount"]) else { return .withheld }
    return headcount == 0 ? .none : .hoursEach(Double(account.freed) / 60 / Double(headcount))
  }
}
