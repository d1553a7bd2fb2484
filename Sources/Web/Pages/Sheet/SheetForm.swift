import Domain
import HTTPTypes
import Reports
import Secrets

/// A monthly sheet's form: which fields a row has, and what came back in them.
struct SheetForm {
  let rows: [Row]

  struct Row: Sendable {
    let adoption: String
    /// The state of the record that was seen.
    let seen: String
    /// By the columns' English names.
    let typed: [String: String]
    let isWithdrawn: Bool
    /// Whether anything isn't as it was shown.
    let isTouched: Bool
  }

  /// Columns with a field of their own in each row, beside one for each category.
  static let columns = [
    "users", "cases", "measurement_code", "gross_minutes", "output", "comment", "baseline_minutes", "ai_minutes", "verify_minutes", "rework_minutes",
    "learn_minutes", "operate_minutes", "new_task", "evidence",
  ]

  /// The fields that a row's number follows. A category's has the row's number, then two digits for the category's.
  static let fields = columns + ["adoption", "seen", "shown", "withdrawn", "category", "minutes"]

  init(_ fields: [String: String]) {
    let categories = (0..<100).compactMap { place in fields["category.\(place)"].map { (place: place, code: $0) } }
    rows = fields.compactMap { name, adoption -> (Int, String)? in
      let parts = name.split(separator: ".")
      guard parts.count == 2, parts[0] == "adoption", let place = Int(parts[1]) else { return nil }
      return (place, adoption)
    }
    .sorted { $0.0 < $1.0 }
    .map { place, adoption in
      func text(_ name: String) -> String { (fields[name] ?? "").replacing("\r\n", with: "\n") }
      var typed: [String: String] = [:]
      for column in Self.columns { typed[column] = text("\(column).\(place)") }
      for category in categories { typed[category.code] = text("minutes.\(Self.number(place, category.place))") }
      let isWithdrawn = fields["withdrawn.\(place)"] == "yes"
      let shown = Self.digest(Self.columns.map { typed[$0] ?? "" } + categories.map { typed[$0.code] ?? "" })
      return Row(
        adoption: adoption, seen: fields["seen.\(place)"] ?? "", typed: typed, isWithdrawn: isWithdrawn,
        isTouched: isWithdrawn || fields["shown.\(place)"] != shown)
    }
  }

  private static func number(_ row: Int, _ category: Int) -> String { "\(row)\(category < 10 ? "0" : "")\(category)" }

  static func name(_ column: String, _ row: Int, _ categories: [Category]) -> String {
    categories.firstIndex { $0.code == column }.map { "minutes.\(number(row, $0))" } ?? "\(column).\(row)"
  }

  static func id(_ column: String, _ row: Int, _ categories: [Category]) -> String { name(column, row, categories).replacing(".", with: "-") }

  /// What a row is shown with, in short.
  static func shown(_ line: SheetLine, _ categories: [Category]) -> String {
    digest((columns + categories.map(\.code)).map { line.text($0).replacing("\r\n", with: "\n") })
  }

  private static func digest(_ values: [String]) -> String {
    Digest.sha256(Array(values.joined(separator: "\u{1F}").utf8)).prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
