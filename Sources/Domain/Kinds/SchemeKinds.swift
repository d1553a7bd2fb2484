/// The kinds of file about schemes, awards and indicators, and the lists of codes.
extension Kind {
  static let schemes = Kind(
    "schemes", "施策",
    [
      .key("code", "施策コード", .code),
      .required("title", "施策名", .text),
      .required(
        "kind", "種別",
        .choice([
          Choice("recognition", "表彰"), Choice("points", "ポイント"), Choice("protected_time", "時間確保"), Choice("training_credit", "研修単位"), Choice("grant", "小規模助成"),
          Choice("evaluation_credit", "評価加点"), Choice("guidance", "伴走支援"),
        ])),
      .required("rewards", "対象", .text),
      Column("cost_yen", "費用(円)", .whole(0...1_000_000_000_000)),
      Column("starts_on", "開始日", .day),
      Column("ends_on", "終了日", .day),
      Column("override_reason", "例外理由", .text),
    ])

  static let schemeUnits = Kind(
    "scheme-units", "施策対象",
    [
      .key("scheme_code", "施策コード", .reference(.schemes)),
      .key("unit_code", "所属コード", .reference(.units)),
      .key("starts_on", "開始日", .day),
      Column("ends_on", "終了日", .day),
      Column("arm", "群", .text),
    ])

  static let awards = Kind(
    "awards", "授与",
    [
      .key("code", "授与コード", .code),
      .required("scheme_code", "施策コード", .reference(.schemes)),
      Column("staff_no", "職員番号", .reference(.staff)),
      Column("unit_code", "所属コード", .reference(.units)),
      .required("awarded_on", "授与日", .day),
      Column("points", "点", .count),
      Column("yen", "金額(円)", .whole(0...1_000_000_000_000)),
      Column("reason", "理由", .text),
    ])

  static let indicators = Kind(
    "indicators", "指標",
    [
      .key("indicator", "指標コード", .reference(.indicators)),
      .key("unit_code", "所属コード", .reference(.units)),
      .key("month", "対象月", .month),
      .required("value", "値", .decimal),
    ])

  static let indicatorDefinitions = Kind(
    "indicator-definitions", "指標定義",
    [
      .key("code", "指標コード", .code),
      .required("title", "指標名", .text),
      .required("unit", "単位", .text),
      .required("better", "望ましい向き", .choice([Choice("up", "増"), Choice("down", "減")])),
    ])

  /// Every kind that has a table of its own, in an order that respects references.
  public static let all: [Kind] = [
    grades, areas, categories, indicatorDefinitions, units, staff, posts, leaves, courses, training, tools, tasks, useCases, measurements, adoptions, time,
    redirections, usage,
    schemes, schemeUnits, awards, indicators,
  ]
}
