import Domain
import Sheets

/// How a monthly sheet is laid out: in a workbook what is read stands beside what is filled in for it, grey and kept from being typed over.
struct SheetLayout {
  private let columns: [Column]
  private let places: [Int]
  private let language: Language

  /// - Parameter isOrdered: for people; else in the order of the kind.
  init(_ kind: Kind, language: Language, isOrdered: Bool) {
    self.language = language
    let order = ["adoption_code", "title", "adopter", "month", "last_users", "users", "last_cases", "cases", "measurement_code", "gross_minutes", "last_freed"]
    let first = isOrdered ? order.compactMap { name in kind.columns.firstIndex { $0.english == name } } : []
    places = first + kind.columns.indices.filter { !first.contains($0) }
    columns = places.map { kind.columns[$0] }
  }

  func layout(title: String) -> WorkbookLayout {
    let shaded = Set(Kind.shaded.map(\.english) + ["adoption_code", "month"])
    return WorkbookLayout(
      title: title,
      columns: columns.map {
        WorkbookLayout.Column($0.name(in: language), $0.holds, isShaded: shaded.contains($0.english), choices: $0.choices(in: language))
      }, frozenColumns: 2)
  }

  /// The cells of a row, in the order of the kind, in the order of the sheet.
  func ordered(_ cells: [SheetCell]) -> [SheetCell] { places.map { cells[$0] } }

  /// The measurements that a row's own column offers.
  func offer(_ measurements: [String]) -> [Int: [String]] {
    guard let place = columns.firstIndex(where: { $0.english == "measurement_code" }), !measurements.isEmpty else { return [:] }
    return [place: measurements]
  }
}
