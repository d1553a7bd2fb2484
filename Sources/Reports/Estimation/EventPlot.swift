import Domain
import Foundation
import Statistics

/// An event study drawn in characters: a row for each event time, its interval as a line, the band that holds for all as dots beyond it.
struct EventPlot {
  let figures: [PanelStudy.Figure]
  let language: Language
  private let width = 44

  var lines: [String] {
    let events = figures.compactMap { figure in if case .event(let event) = figure.target { (event: event, figure: figure) } else { nil } }
    let ends = events.flatMap { event in
      [event.figure.effect].compactMap { $0 } + [event.figure.estimate?.interval, event.figure.band].compactMap { $0 }.flatMap { [$0.lower, $0.upper] }
    }.filter(\.isFinite)
    guard !events.isEmpty, let least = ends.min(), let most = ends.max(), most > least || least != 0 else { return [] }
    let (lower, upper) = (min(least, 0), max(most, 0))
    func place(_ value: Double) -> Int { Int(((min(max(value, lower), upper) - lower) / (upper - lower) * Double(width - 1)).rounded()) }
    let zero = place(0)
    var lines = [
      "    " + TextTable.right(language.choose("開始から", "event"), 8) + TextTable.right(language.choose("効果", "effect"), 11)
        + TextTable.right(language.choose("95 % 区間", "95 % interval"), 25) + "  " + PanelStudy.number(lower) + " … " + PanelStudy.number(upper)
        + language.choose("  ● 効果 ─ 区間 · 全時期の帯 │ 0", "  ● effect ─ interval · band of all │ 0")
    ]
    for (event, figure) in events {
      var cells = [Character](repeating: " ", count: width)
      func fill(_ interval: Interval?, _ mark: Character) {
        guard let interval else { return }
        for cell in place(interval.lower)...place(interval.upper) { cells[cell] = mark }
      }
      fill(figure.band, "·")
      fill(figure.estimate?.interval, "─")
      if cells[zero] == " " || cells[zero] == "·" { cells[zero] = "│" } else { cells[zero] = "┼" }
      if let effect = figure.effect { cells[place(effect)] = "●" }
      lines.append(
        "    " + TextTable.right("\(event)", 8) + TextTable.right(PanelStudy.number(figure.effect), 11)
          + TextTable.right(PanelStudy.interval(figure.estimate?.interval), 25) + "  " + String(cells))
    }
    return lines
  }
}
