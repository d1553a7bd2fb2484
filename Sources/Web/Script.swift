import Foundation

/// The scripts that pages may take: files of this module, and no others. A page says all it has to say without any.
enum Script: String, CaseIterable {
  /// Apache ECharts, which `scripts/prepare-charts` puts among this module's files; without it pages show their tables.
  case library = "echarts.min.js"
  /// Draws a figure's table as a chart.
  case charts = "charts.js"
  /// Adds up an adoption's account while it is typed.
  case account = "account.js"
  /// Moves about a monthly sheet with the keyboard, and keeps what was typed in the tab.
  case sheet = "sheet.js"
  /// Starts and stops the time of a case.
  case timer = "timer.js"
  /// Lets files be dropped, and shows how far the work on one is.
  case imports = "imports.js"

  var path: String { "/scripts/\(rawValue)" }
}
