/// A figure with one message: its title says it, a table holds the numbers, and where the browser can, the same table is drawn as a chart.
struct Chart {
  enum Kind: String {
    /// A line for each column, along the rows.
    case line
    /// A bar for each row and column.
    case bar
    /// A bar for each row, of the columns one after another.
    case stack
    /// A point for each row: its rate over how many it is of, between two limits. Columns: of how many, rate, lower and upper limit.
    case funnel
  }

  /// A number as it is drawn and as it is read. One without value is a gap, never zero: it is withheld, or there is none.
  struct Point {
    let value: Double?
    let shown: String
  }

  struct Series {
    let name: String
    let points: [Point]
    var style = Style.plain
  }

  enum Style: String {
    case plain
    /// What isn't in question stands back in grey.
    case quiet
    /// Stands in the table only.
    case text
  }

  let visit: Visit
  let kind: Kind
  /// What is to be seen, in a sentence.
  let message: String
  /// What the rows are.
  let head: String
  let rows: [(title: String, path: String?)]
  let series: [Series]
  /// Of the values, for the axis.
  let unit: String
  /// The value that a funnel lies around.
  var centre: Double?
  /// Whether the table is folded where the chart is drawn.
  var folds = false

  var html: HTML {
    let heads: [HTML] = series.map { "<th scope=\"col\" class=\"n\" data-series=\"\($0.style.rawValue)\">\($0.name)</th>" }
    let lines: [HTML] = rows.enumerated().map { place, row in
      let title: HTML = row.path.map { "<a href=\"\($0)\">\(row.title)</a>" } ?? "\(row.title)"
      return "<tr><th scope=\"row\">\(title)</th>\(series.map { cell($0.points[place]) })</tr>"
    }
    let centre: HTML = centre.map { " data-centre=\"\($0.description)\"" } ?? ""
    return """
      <figure class="chart"\(HTML.when(hasValues, " data-kind=\"\(kind.rawValue)\"")) data-unit="\(unit)"\(centre)\(HTML.when(folds, " data-folds")) data-label="\(visit.say("\(message)。数値は表にあります", "\(message). The numbers are in the table"))">
      <figcaption>\(message)</figcaption>
      <details open><summary>\(visit.say("数値の表", "The numbers"))</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="\(message)"><table>
      <thead><tr><th scope="col">\(head)</th>\(heads)</tr></thead><tbody>\(lines)</tbody></table></div></details>
      </figure>
      """
  }

  /// Whether there is anything to draw.
  private var hasValues: Bool { series.contains { $0.style != .text && $0.points.contains { $0.value != nil } } }

  private func cell(_ point: Point) -> HTML {
    let value: HTML = point.value.map { " data-value=\"\($0.description)\"" } ?? ""
    return "<td class=\"n\"\(value)>\(point.shown)</td>"
  }
}

extension Layout {
  /// What a page with charts takes.
  static let chartScripts: [Script] = [.library, .charts]
}
