/// Sentences for the rules that a row breaks by itself.
extension Rule {
  /// Rules of any file.
  static let rowRules: [Rule] = [
    Rule(
      "sheet_without_cases", "cases", ("件数も総削減時間も空欄なのに、振向けの時間があります", "件数（または総削減時間）を入れてください"),
      ("minutes went to a category, but neither cases nor gross_minutes say where they come from", "give cases (or gross_minutes)")),
    Rule(
      "units_code_usable", "code", ("所属コードに ; や 、は使えません", "別のコードにしてください"), ("a unit's code can't have ; or 、 in it", "choose another code")),
    Rule(
      "unknown_reference", nil, ("登録されていません", "登録済みのコード（一意なら名称でも可）を入れてください"),
      ("nothing has this code or title", "give the code of a row that is there")),
    Rule(
      "unknown_but_near", nil, ("登録されていません", "{near} ではありませんか。登録済みのコード（一意なら名称でも可）を入れてください"),
      ("nothing has this code or title", "is {near} meant? give the code of a row that is there")),
    Rule("several_names", nil, ("同じ名称のものが複数あります（{codes}）", "コードで入れてください"), ("several have this title ({codes})", "give the code of one of them")),
    Rule(
      "zeros_lost", nil, ("{padded} が登録されています。先頭の 0 が落ちていませんか", "0 を補ってください。別のものなら、{padded} の行も同じファイルに入れてください"),
      ("{padded} is recorded: has this code lost its leading zeros?", "give the zeros; if it is another one, put the row of {padded} into the file too")),
    Rule(
      "month_far_ahead", "month", ("2年より先の月です", "{last} までの月にしてください"), ("the month is more than two years ahead", "give a month up to {last}")),
    Rule(
      "unknown_grade", nil, ("職層の一覧にありません", "all、none、または一覧にある職層を ; で区切って入れてください"),
      ("not a grade of the list", "give all, none, or grades of the list with ; between them")),
    Rule("empty", nil, ("空欄です", "この列は必ず入れてください"), ("it is empty", "this column may not be empty")),
    Rule("key_twice", nil, ("同じキーの行が {lines} 行目にあります", "1行だけにしてください"), ("the same key is on lines {lines}", "keep one of them")),
    Rule("referred_to", nil, ("他の記録（{by}）から参照されているため取り消せません", "参照している記録を先に取り消してください"), ("it can't be taken back: {by} refer to it", "take those back first")),
    Rule("refers_to_refused", nil, ("取り込めない行を参照しています", "参照先の行を直してください"), ("it refers to a row of this file that is refused", "mend that row")),
  ]

  private static func dates(_ name: String, _ last: String, _ first: String, _ japanese: String) -> Rule {
    Rule(name, last, ("終わりの日が\(japanese)より前です", "\(japanese)以後の日にしてください"), ("it is before \(first)", "give a day on or after \(first)"))
  }

  /// What a scheme may not reward, for it was gamed where it was rewarded.
  private static func refusedReward(_ name: String, _ code: String, _ japanese: String, _ english: String) -> Rule {
    Rule(
      "schemes_rewards_\(name)", "rewards", ("\(japanese)（\(code)）は対象にできません", "質・共有・確認済みの振向けなど、別の対象にしてください。例外は管理者が例外理由を入れて認めます"),
      (
        "\(english) (\(code)) may not be rewarded",
        "reward something else, such as quality, sharing or confirmed redirection; an administrator may make an exception by override_reason"
      ))
  }

  /// Rules of single rows in lists and records around the account.
  static let listRules: [Rule] = [
    dates("unit_versions_dates", "valid_to", "valid_from", "適用開始日"), dates("staff_dates", "left_on", "joined_on", "採用日"),
    dates("posts_dates", "valid_to", "valid_from", "発令日"),
    dates("leaves_dates", "valid_to", "valid_from", "開始日"), dates("measurements_dates", "valid_until", "measured_on", "計測日"),
    dates("adoptions_dates", "ended_on", "started_on", "開始日"),
    dates("schemes_dates", "ends_on", "starts_on", "開始日"), dates("scheme_units_dates", "ends_on", "starts_on", "開始日"),
    Rule("grades_code_usable", "code", ("all、none、; や 、は職層コードに使えません", "別のコードにしてください"), ("all, none and ; can't be in codes of grades", "choose another code")),
    Rule(
      "measurements_trial", "trial_code", ("効果検証は方法が無作為化のときだけ、必ず入れます", "方法と効果検証を合わせてください"),
      ("a trial belongs to the method randomised, and to it alone", "give both or neither")),
    Rule("measurements_sample", "sample_size", ("標本数は1以上です", "計測した件数を入れてください"), ("the sample has at least 1 case", "give the number of cases measured")),
    refusedReward("usage", "usage_count", "利用の回数や量", "usage counts"),
    refusedReward("self_report", "self_reported_hours", "自己申告の時間（E0・E1）", "self-reported hours (E0, E1)"),
    refusedReward("rank", "individual_rank", "個人の順位", "individual rank"),
    refusedReward("adoption_count", "adoption_count", "導入の登録件数", "registering adoptions"),
    Rule(
      "schemes_override", "override_reason", ("例外を認めること、例外のある施策の種別や対象を変えることは、管理者だけができます", "管理者に依頼するか、例外理由を元のままにしてください"),
      (
        "only an administrator makes an exception, or changes the kind and rewards of a scheme that has one",
        "ask an administrator, or leave override_reason as it is"
      )),
    Rule("usage_days_days", "days_used", ("その月の日数を超えています", "利用した日数を入れてください"), ("the month has fewer days", "give the number of days on which it was used")),
    Rule(
      "awards_winner", "staff_no", ("職員番号と所属コードのどちらか一方だけを入れます", "一方だけにしてください"),
      ("either a staff member or a unit gets it", "give exactly one of staff_no and unit_code")),
  ]
}
