import Domain
import Postgres
import Store

/// The names that stand beside the codes of some rows.
struct RecordTitles {
  private let titles: [Reference: [String: String]]

  init(of rows: [[String?]], _ kind: Kind, in language: Language, _ transaction: Transaction) async throws {
    var titles: [Reference: [String: String]] = [:]
    for reference in Set(kind.columns.compactMap(\.reference)) {
      let places = kind.columns.indices.filter { kind.columns[$0].reference == reference }
      let codes = Set(rows.flatMap { row in places.compactMap { row[$0] } })
      titles[reference] = try await transaction.titles(of: reference, codes: codes, in: language)
    }
    self.titles = titles
  }

  func title(_ code: String, of column: Column) -> String? { column.reference.flatMap { titles[$0]?[code] } }

  /// A cell as people read it.
  func words(_ cell: String?, of column: Column, _ visit: Visit) -> String {
    guard let cell, !cell.isEmpty else { return "" }
    switch column.value {
    case .choice(let choices): return choices.first { $0.english == cell }.map { visit.say($0.japanese, $0.english.replacing("_", with: " ")) } ?? cell
    case .yesNo: return cell == "yes" ? visit.say("はい", "yes") : visit.say("いいえ", "no")
    case .reference: return title(cell, of: column).map { $0 == cell ? cell : "\(cell) \($0)" } ?? cell
    case .grades where cell == "all": return visit.say("全員", "all")
    case .grades where cell == "none": return visit.say("なし", "none")
    default: return cell
    }
  }
}
