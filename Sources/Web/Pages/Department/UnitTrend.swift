import Domain
import Reports

/// A unit's months as a chart with its numbers beside it: freed time and where it went, and the rates to be read only.
struct UnitTrend {
  /// Of the table that it is drawn from.
  static let name = "trend"

  let visit: Visit
  /// Newest first.
  let months: [UnitMonth]
  let title: String

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var html: HTML {
    let months = Array(months.reversed())
    func series(_ name: String, _ place: KeyPath<UnitMonth, Figure>, _ style: Chart.Style = .plain) -> Chart.Series {
      Chart.Series(name: name, points: months.map { Chart.Point(value: $0[keyPath: place].hourCount, shown: $0[keyPath: place].shown) }, style: style)
    }
    let chart = Chart(
      visit: visit, kind: .line, message: message(months), head: say("月", "Month"), rows: months.map { ($0.month.description, nil) },
      series: [
        series(say("創出（h）", "Freed (h)"), \.freed), series(say("振向け申告（h）", "Claimed (h)"), \.claimed), series(say("確認済み（h）", "Confirmed (h)"), \.confirmed),
        series(say("使途未把握（h）", "Unaccounted (h)"), \.unaccounted), series(say("導入率", "Adoption"), \.adoption, .text),
        series(say("受講率", "Training"), \.training, .text),
      ], unit: say("時間", "h"), folds: true)
    return "<section><h2 id=\"\(Self.name)\">\(title)</h2>\(chart.html)</section>"
  }

  private func message(_ months: [UnitMonth]) -> String {
    // What there was before anything was freed is no part of it.
    let known = months.filter { $0.freed.hourCount.map { $0 > 0 } ?? false }
    guard let first = known.first, let last = known.last, first.month < last.month else { return say("創出時間の推移", "Freed time by month") }
    return say(
      "創出時間は \(first.month) の \(first.freed.shown) 時間から \(last.month) の \(last.freed.shown) 時間へ",
      "Freed time: from \(first.freed.shown) h in \(first.month) to \(last.freed.shown) h in \(last.month)")
  }
}
