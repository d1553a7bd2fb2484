package import Domain
import Postgres

/// The statement that reads a kind's rows in the shape of its file.
extension Kind {
  /// The kind's rows in the shape of its file, ordered by key: one text column a column of the kind, null for an empty cell.
  package var exportStatement: String { "select x.* from (\(exportRows(hiding: []))) x order by \(exportOrder)" }

  /// By bytes: the same order whatever the database's collation.
  var exportOrder: String { exportKey.joined(separator: ", ") }

  /// What orders the rows, and what a page goes on after.
  var exportKey: [String] { keys.map { "x.\"\($0.english)\" collate \"C\"" } }

  /// The kind's rows in no order.
  ///
  /// - Parameters:
  ///   - hidden: references that the viewer may not follow; their cells are empty.
  ///   - condition: on the table `t`, as SQL.
  func exportRows(hiding hidden: Set<Reference>, where condition: String = "true") -> String {
    var joins: [String] = []
    let cells = columns.enumerated().map { place, column -> String in
      switch column.value {
      case .reference(let reference) where hidden.contains(reference): return "null::text"
      case .reference(let reference):
        joins.append("left join \(reference.table) r\(place) on r\(place).id = t.\(column.field)")
        return "r\(place).\(reference.code)"
      case .references(let reference):
        return
          "(select string_agg(r.code, ';' order by w.place) from unnest(t.\(column.field)) with ordinality w (id, place) join \(reference.table) r on r.id = w.id)"
      case .grades: return "coalesce(nullif(array_to_string(t.\(column.field), ';'), ''), 'none')"
      case .month: return "to_char(t.\(column.field), 'YYYY-MM')"
      case .day: return "to_char(t.\(column.field), 'YYYY-MM-DD')"
      case .yesNo: return "case when t.\(column.field) then 'yes' when not t.\(column.field) then 'no' end"
      case .hundredths, .decimal: return "trim_scale(t.\(column.field))::text"
      case .text, .code, .whole, .choice: return "t.\(column.field)::text"
      }
    }
    let list = zip(cells, columns).map { "\($0) as \"\($1.english)\"" }.joined(separator: ", ")
    return "select \(list) from \(table) t \(joins.joined(separator: " ")) where \(condition)"
  }
}
