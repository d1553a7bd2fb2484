import Domain
import Sheets

/// A table of figures as it stands on a page and in a file.
package struct FigureTable: Sendable {
  package struct Row: Sendable {
    /// Of the unit that the row is about, where one can go on to it.
    package var unit: String?
    package let cells: [Figure]
  }

  /// For links to it on the page.
  package let name: String
  package let title: String
  package let heads: [String]
  package let rows: [Row]

  /// Whether it has figures and none of them is told.
  package var isWithheld: Bool {
    let figures = rows.flatMap { $0.cells.filter(\.isNumber) }
    return !figures.isEmpty && figures.allSatisfy { $0 == .withheld || $0 == .none }
  }

  /// The tables one below the other, each under its title, for a spreadsheet; above them what they are about.
  package static func csv(_ tables: [FigureTable], about lines: [[String]]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = CSVWriter(encoding: .utf8BOM) { bytes += $0 }
    for line in lines { try writer.write(line.map(SheetCell.text)) }
    for table in tables {
      try writer.write([.empty])
      try writer.write([.text(table.title)])
      try writer.write(table.heads.map(SheetCell.text))
      for row in table.rows { try writer.write(row.cells.map(\.cell)) }
    }
    try writer.finish()
    return bytes
  }
}
