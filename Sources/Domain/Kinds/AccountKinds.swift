/// The kinds of file that fill the account: time, redirections and usage.
extension Kind {
  static let adoptions = Kind(
    "adoptions", "導入",
    [
      .key("code", "導入コード", .code),
      Column("unit_code", "所属コード", .reference(.units)),
      Column("staff_no", "職員番号", .reference(.staff)),
      .required("use_case_code", "事例コード", .reference(.useCases)),
      .required("started_on", "開始日", .day),
      Column("regular_on", "定着日", .day),
      Column("ended_on", "終了日", .day),
      Column(
        "end_reason", "終了理由",
        .choice([
          Choice("no_task", "業務なし"), Choice("no_seat", "席なし"), Choice("quality", "品質"), Choice("risk", "リスク"), Choice("transfer", "異動"), Choice("other", "その他"),
        ])),
      Column("copied_from", "横展開元", .reference(.adoptions)),
    ])

  public static let time = Kind(
    "time", "創出時間",
    [
      .key("adoption_code", "導入コード", .reference(.adoptions)),
      .key("month", "対象月", .month),
      Column("users", "利用者数", .whole(0...1_000_000)),
      Column("cases", "件数", .whole(0...100_000_000)),
      Column("measurement_code", "計測コード", .reference(.measurements)),
      Column("baseline_minutes", "基準時間(分/件)", .minutesPerCase),
      Column("ai_minutes", "AI利用時間(分/件)", .minutesPerCase),
      Column("gross_minutes", "総削減時間(分)", .whole(-1_000_000_000...1_000_000_000)),
      Column("verify_minutes", "確認", .count),
      Column("rework_minutes", "手直し", .count),
      Column("learn_minutes", "習得", .count),
      Column("operate_minutes", "操作", .count),
      Column("new_task", "新規作業", .yesNo),
      Column("evidence", "根拠水準", .choice([Choice("E0", "E0"), Choice("E1", "E1")])),
    ])

  public static let redirections = Kind(
    "redirections", "振向け",
    [
      .key("adoption_code", "導入コード", .reference(.adoptions)),
      .key("month", "対象月", .month),
      .key("category", "振向け先コード", .reference(.categories)),
      .required("minutes", "時間(分)", .count),
      Column("output", "成果", .text),
      Column("claimed_by", "申告者", .reference(.staff)),
      Column("confirmed_by", "確認者", .reference(.staff)),
      Column("confirmed_on", "確認日", .day),
    ])

  static let usage = Kind(
    "usage", "利用記録",
    [
      .key("staff_no", "職員番号", .reference(.staff)),
      .key("tool_code", "ツールコード", .reference(.tools)),
      .key("month", "対象月", .month),
      .required("days_used", "利用日数", .whole(0...31)),
    ])

  static let categories = Kind(
    "categories", "振向け先",
    [
      .key("code", "振向け先コード", .code),
      .required("title", "振向け先名", .text),
      Column("title_en", "英語名", .text),
      .required("tier", "区分", .choice([Choice("higher_value", "高付加価値業務"), Choice("same_work", "同一業務"), Choice("overtime_cut", "超過勤務縮減")])),
    ])
}
