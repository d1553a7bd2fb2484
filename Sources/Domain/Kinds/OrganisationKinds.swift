/// The kinds of file about the organisation: units, staff, posts, leaves and training.
extension Kind {
  static let units = Kind(
    "units", "所属",
    [
      .key("code", "所属コード", .reference(.units)),
      .key("valid_from", "適用開始日", .day),
      Column("valid_to", "適用終了日", .day),
      .required("name", "所属名", .text),
      Column("name_en", "英語名", .text),
      .required(
        "kind", "区分", .choice([Choice("authority", "任命権者"), Choice("bureau", "局"), Choice("division", "部"), Choice("section", "課"), Choice("team", "係")])),
      Column("parent_code", "上位所属コード", .reference(.units)),
      Column("succeeds", "前身コード", .references(.units)),
    ])

  static let staff = Kind(
    "staff", "職員",
    [
      .key("staff_no", "職員番号", .code),
      .required("name", "氏名", .text),
      Column("kana", "フリガナ", .text),
      Column("former_name", "旧姓", .text),
      Column("email", "メール", .text),
      Column("joined_on", "採用日", .day),
      Column("left_on", "退職日", .day),
      Column("previous_no", "旧職員番号", .reference(.staff)),
    ])

  public static let posts = Kind(
    "posts", "発令",
    [
      .key("staff_no", "職員番号", .reference(.staff)),
      .key("unit_code", "所属コード", .reference(.units)),
      .key("valid_from", "発令日", .day),
      Column("valid_to", "終了日", .day),
      .required("kind", "本務兼務", .choice([Choice("primary", "本務"), Choice("concurrent", "兼務")])),
      Column("share_percent", "従事割合", .whole(0...100)),
      Column(
        "employment", "任用区分", .choice([Choice("permanent", "常勤"), Choice("reappointed", "再任用"), Choice("fixed_term", "任期付"), Choice("yearly", "会計年度任用")])),
      Column("grade", "職層", .reference(.grades)),
      Column("contracted_minutes", "4週勤務時間(分)", .whole(0...40_320)),
    ])

  static let leaves = Kind(
    "leaves", "休職等",
    [
      .key("staff_no", "職員番号", .reference(.staff)),
      .key("valid_from", "開始日", .day),
      Column("valid_to", "終了日", .day),
      .required("kind", "種別", .choice([Choice("leave", "休職"), Choice("parental", "育児休業"), Choice("secondment", "派遣"), Choice("training", "長期研修")])),
    ])

  static let grades = Kind(
    "grades", "職層",
    [
      .key("code", "職層コード", .code), .required("title", "職層名", .text), Column("rank", "順位", .whole(0...10_000)),
    ])

  static let courses = Kind(
    "courses", "研修",
    [
      .key("code", "研修コード", .code),
      .required("title", "研修名", .text),
      .required("axis", "区分", .choice([Choice("why", "なぜ"), Choice("what", "何を"), Choice("how", "どう"), Choice("mindset", "マインドセット")])),
      Column("level", "水準", .whole(0...3)),
      Column("minutes", "研修時間(分)", .count),
      Column("valid_months", "有効月数", .whole(1...1_200)),
      Column("required", "必修", .grades),
      Column("required_from", "必修適用日", .day),
      Column("version", "版", .text),
    ])

  static let training = Kind(
    "training", "受講記録",
    [
      .key("staff_no", "職員番号", .reference(.staff)),
      .key("course_code", "研修コード", .reference(.courses)),
      .key("completed_on", "修了日", .day),
      .required("outcome", "結果", .choice([Choice("attended", "受講"), Choice("confirmed", "理解確認"), Choice("applied", "業務適用")])),
      Column("score", "点数", .hundredths(max: 10_000)),
    ])
}
