/// The kinds of file about tools, tasks, use cases, their measurements and adoptions.
extension Kind {
  static let areas = Kind("areas", "業務領域", [.key("code", "業務領域コード", .code), .required("title", "業務領域名", .text)])

  static let tools = Kind(
    "tools", "AIツール",
    [
      .key("code", "ツールコード", .code),
      .required("name", "ツール名", .text),
      Column("vendor", "提供者", .text),
      Column("kind", "種別", .text),
      Column("status", "状態", .choice([Choice("trial", "試行"), Choice("approved", "承認"), Choice("retired", "廃止")])),
      Column("cost_per_seat_month", "月額単価(円)", .count),
    ])

  static let tasks = Kind(
    "tasks", "業務",
    [
      .key("code", "業務コード", .code),
      .required("title", "業務名", .text),
      .required("area", "業務領域", .reference(.areas)),
      Column("baseline_minutes", "基準時間(分/件)", .minutesPerCase),
      Column("cases_year", "年間件数", .count),
      Column("core", "コア業務", .yesNo),
    ])

  static let useCases = Kind(
    "use-cases", "利活用事例",
    [
      .key("code", "事例コード", .code),
      .required("title", "事例名", .text),
      .required("tool_code", "ツールコード", .reference(.tools)),
      .required("task_code", "業務コード", .reference(.tasks)),
      Column("risk", "リスク区分", .choice([Choice("blue", "青"), Choice("yellow", "黄"), Choice("red", "赤")])),
      Column("review_on", "点検期日", .day),
      Column("origin_unit_code", "発案所属", .reference(.units)),
    ])

  static let measurements = Kind(
    "measurements", "計測",
    [
      .key("code", "計測コード", .code),
      .required("use_case_code", "事例コード", .reference(.useCases)),
      Column("unit_code", "所属コード", .reference(.units)),
      .required("measured_on", "計測日", .day),
      Column("valid_until", "有効期限", .day),
      .required(
        "method", "方法",
        .choice([
          Choice("diary", "日誌"), Choice("sample", "抜取計測"), Choice("before_after", "前後比較"), Choice("log", "システム記録"), Choice("comparison", "比較群"),
          Choice("randomised", "無作為化"),
        ])),
      Column("trial_code", "効果検証", .code),
      .required("sample_size", "標本数", .whole(1...1_000_000_000)),
      .required("baseline_minutes", "基準時間(分/件)", .minutesPerCase),
      .required("ai_minutes", "AI利用時間(分/件)", .minutesPerCase),
      Column("verify_minutes", "確認(分/件)", .minutesPerCase),
      Column("rework_minutes", "手直し(分/件)", .minutesPerCase),
      Column("learn_minutes", "習得(分/件)", .minutesPerCase),
      Column("operate_minutes", "操作(分/件)", .minutesPerCase),
      Column("measured_by", "計測者", .text),
    ])
}

extension CellValue {
  /// Minutes per case, with up to two decimals.
  static let minutesPerCase = CellValue.hundredths(max: 1_000_000)
}
