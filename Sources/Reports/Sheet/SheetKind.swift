import Domain

/// The kind of file that a monthly sheet is.
extension Kind {
  /// 月次票: what the clerk of a section fills in, a row an adoption; it becomes time records and redirections.
  ///
  /// Its columns depend on the list of categories: each has one, headed by its title.
  static func sheet(_ categories: [Category]) -> Kind {
    let fixed: [Column] = [
      .key("adoption_code", "導入コード", .reference(.adoptions)), .key("month", "対象月", .month), Column("users", "利用者数", .whole(0...1_000_000)),
      Column("cases", "件数", .whole(0...100_000_000)), Column("measurement_code", "計測コード", .reference(.measurements)),
      Column("gross_minutes", "総削減時間(分)", .whole(-1_000_000_000...1_000_000_000)),
    ]
    let free = [Column("output", "成果", .text), Column("comment", "コメント", .text)] + typed
    // A category whose title is another column's, or another category's, is told apart by its code.
    let taken = Dictionary(grouping: (fixed + free + shaded).map(\.japanese) + categories.map(\.title)) { $0 }
    let columns = categories.enumerated().map { place, category in
      Column(
        category.code, taken[category.title, default: []].count > 1 ? "\(category.title) (\(category.code))" : category.title, .whole(0...1_000_000_000),
        staged: "category_\(place)")
    }
    return Kind("sheets", "月次票", fixed + columns + free + shaded)
  }

  /// How a record without a measurement was typed; what stays the same from month to month is prefilled, so that nothing of it is lost.
  static let typed: [Column] = time.columns.filter {
    ["baseline_minutes", "ai_minutes", "verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes", "new_task", "evidence"].contains($0.english)
  }

  /// Columns for the reader, which an import ignores.
  static let shaded: [Column] = [
    Column("title", "事例名", .text), Column("adopter", "導入先", .text), Column("last_users", "前月利用者数", .text), Column("last_cases", "前月件数", .text),
    Column("last_freed", "前月創出時間(分)", .text), Column("carried", "繰越", .text),
  ]

  /// The time records that a sheet holds: also the comment, which no other file has.
  static let sheetTime = Kind("time", "創出時間", time.columns + [Column("comment", "コメント", .text)])
}
