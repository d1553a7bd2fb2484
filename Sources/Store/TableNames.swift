import Domain

/// The table that keeps a kind's rows.
extension Kind {
  /// The table that keeps its rows.
  var table: String {
    switch name {
    case "units": "unit_versions"
    case "training": "training_records"
    case "time": "time_records"
    case "usage": "usage_days"
    case "indicators": "indicator_values"
    case "indicator-definitions": "indicators"
    default: name.replacing("-", with: "_")
    }
  }

  /// The kind whose rows a table keeps.
  static func kept(in table: String) -> Kind? { all.first { $0.table == table } }

  /// Whether the rows of its table have an id of their own beside their key.
  var hasID: Bool { !["time", "redirections", "usage"].contains(name) }

  var keys: [Column] { columns.filter(\.isKey) }

  /// What refers to rows of its table by an id in the table.
  func refersToItself(_ column: Column) -> Bool {
    guard case .reference(let reference) = column.value, !column.isKey else { return false }
    return reference.table == table
  }
}

extension Column {
  /// The column of the table: references are kept as ids.
  var field: String {
    switch value {
    case .reference(.units) where english == "code": "unit_id"
    case .reference:
      (english.hasSuffix("_code") ? String(english.dropLast(5)) : english.hasSuffix("_no") ? String(english.dropLast(3)) : english) + "_id"
    default: english
    }
  }

  /// The type in which a cell waits to be merged; references wait as they were written.
  var stagedType: String {
    switch value {
    case .text, .code, .choice, .reference: "text"
    case .references, .grades: "text[]"
    case .day, .month: "date"
    case .whole: "bigint"
    case .hundredths, .decimal: "numeric"
    case .yesNo: "boolean"
    }
  }
}

extension Reference {
  var table: String {
    switch self {
    case .useCases: "use_cases"
    default: rawValue
    }
  }

  var code: String { self == .staff ? "staff_no" : "code" }

  /// Rows (title, id); nil: nothing but the code names a row.
  var titles: String? {
    switch self {
    case .staff, .measurements, .adoptions: nil
    case .units: "select name as title, unit_id as id from unit_versions"
    case .tools: "select name as title, id from tools"
    default: "select title, id from \(table)"
    }
  }

  /// Codes and, where nobody else has them, titles: rows (value, id).
  var lookup: String {
    let codes = "select \(code) as value, id from \(table)"
    guard let titles else { return codes }
    return codes
      + " union all select folded(t.title), min(t.id) from (\(titles)) t where not exists (select from \(table) c where c.code = folded(t.title)) group by folded(t.title) having count(distinct t.id) = 1"
  }
}
