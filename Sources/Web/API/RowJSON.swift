import Domain
import Reports
import Secrets

/// A row of a kind as a JSON object: its columns by their English names, values by their types.
enum RowJSON {
  static func object(_ cells: [String?], of kind: Kind) -> JSON {
    .object(zip(kind.columns, cells).map { column, cell in (column.english, value(cell, of: column)) })
  }

  private static func value(_ cell: String?, of column: Column) -> JSON {
    switch column.value {
    case .references, .grades: return .array((cell ?? "").split(separator: ";").map { .string(String($0)) })
    case .whole: return cell.flatMap { Int($0) }.map(JSON.integer) ?? .null
    case .hundredths, .decimal: return cell.flatMap { Double($0) }.map(JSON.number) ?? .null
    case .yesNo: return cell.map { .boolean($0 == "yes") } ?? .null
    case .text, .code, .day, .month, .choice, .reference: return cell.map(JSON.string) ?? .null
    }
  }

  /// The schema of a column's values, for the description.
  static func schema(of column: Column) -> JSON {
    func orNull(_ type: String, _ more: [(String, JSON)] = []) -> JSON {
      .object([("type", column.isRequired ? .string(type) : .array([.string(type), .string("null")]))] + more)
    }
    let title = [("description", JSON.string(column.japanese))]
    switch column.value {
    case .references, .grades: return .object([("type", .string("array")), ("items", .object([("type", .string("string"))]))] + title)
    case .whole: return orNull("integer", title)
    case .hundredths, .decimal: return orNull("number", title)
    case .yesNo: return orNull("boolean", title)
    case .day: return orNull("string", [("format", .string("date"))] + title)
    case .choice(let choices):
      return orNull("string", [("enum", .array(choices.map { .string($0.english) } + (column.isRequired ? [] : [.null])))] + title)
    case .text, .code, .month, .reference: return orNull("string", title)
    }
  }

  /// By which a program says which state of the row it has seen.
  static func tag(of cells: [String?]) -> String {
    let text = JSON.array(cells.map { $0.map(JSON.string) ?? .null }).line
    return "\"" + Digest.sha256(Array(text.utf8)).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
  }
}
