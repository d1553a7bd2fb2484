/// Sentences for the rules of the account.
extension Rule {
  /// Rules of the account.
  static let accountRules: [Rule] = [
    Rule(
      "adoptions_adopter", "staff_no", ("所属コードと職員番号のどちらか一方だけを入れます", "一方だけにしてください"),
      ("either a unit or a staff member adopts", "give exactly one of unit_code and staff_no")),
    Rule("adoptions_regular", "regular_on", ("定着日が開始日より前です", "開始日以後の日にしてください"), ("it is before started_on", "give a day on or after started_on")),
    Rule("adoptions_reason_without_end", "end_reason", ("終了日がないのに終了理由があります", "終了日も入れてください"), ("there is a reason without an end", "give ended_on too")),
    Rule("adoptions_own_copy", "copied_from", ("自分自身が横展開元です", "別の導入にしてください"), ("the adoption is copied from itself", "give another adoption")),
    Rule(
      "time_records_one_way", "measurement_code", ("計測コードと件数、基準時間とAI利用時間と件数、総削減時間、新規作業ならAI利用時間と件数、のどれか一通りだけで入れます", "一通りだけを残してください"),
      (
        "time is given in one way: measurement_code with cases; or baseline_minutes, ai_minutes and cases; or gross_minutes; or, for a new task, ai_minutes and cases",
        "keep one of these"
      )),
    Rule(
      "time_records_measured", "measurement_code", ("計測コードがある行では、時間・根拠水準・新規作業は計測から決まります", "それらを空欄にしてください"),
      ("with a measurement all minutes, the evidence and new_task follow from it", "leave them empty")),
    Rule(
      "redirections_without_time", "month", ("導入 {adoption} の {month} に創出時間の記録がありません", "先に創出時間を記録するか、振向けを取り消してください"),
      ("adoption {adoption} has no time record for {month}", "record its time first, or take the redirection back")),
    Rule(
      "redirections_of_reference", "minutes", ("導入 {adoption} の {month} は根拠水準 E0（参考値）で、振向けできません", "振向けを取り消すか、E1 以上の記録にしてください"),
      (
        "adoption {adoption} has only a reference value (E0) for {month}, which takes no redirection",
        "take the redirection back, or record time at E1 or better"
      )),
    Rule(
      "redirections_above_freed", "minutes", ("導入 {adoption} の {month} の振向け {redirected} 分が創出時間 {freed} 分を超えます", "合計 {freed} 分以下にしてください"),
      ("{redirected} minutes are redirected of the {freed} that adoption {adoption} freed in {month}", "keep the sum at {freed} minutes or less")),
    Rule(
      "redirections_second_person", "confirmed_by", ("確認者が申告者か導入した本人です（{adoption}、{month}）", "別の人が確認してください"),
      ("the confirmer is the claimant or the adopter ({adoption}, {month})", "have another person confirm")),
    Rule("redirections_confirmer", "confirmed_by", ("確認者と申告者が同じです", "別の人が確認してください"), ("the confirmer is the claimant", "have another person confirm")),
    Rule(
      "redirections_confirmed_on", "confirmed_on", ("確認者がないのに確認日があります", "確認者も入れるか、確認日を空欄にしてください"),
      ("there is a day of confirmation without a confirmer", "give both or neither")),
    Rule(
      "redirections_rewarded_unit", "confirmed_by", ("振向けを対象とする施策 {scheme} の対象所属 {unit} の職員は確認できません", "対象所属の外の人が確認してください"),
      ("scheme {scheme} rewards redirection in {unit}, so nobody of that unit may confirm", "have somebody outside it confirm")),
    Rule(
      "time_outside_adoption", "month", ("導入 {adoption} は {month} に行われていません", "導入の開始日から終了日までの月にしてください"),
      ("adoption {adoption} isn't in force in {month}", "give a month between its first and last day")),
    Rule(
      "time_without_post", "month", ("導入 {adoption} の職員 {staff} は {month} に本務がないか、その所属が存在しません", "本務のある月にしてください"),
      ("{staff} of adoption {adoption} has no primary post in {month}, or its unit isn't in force", "give a month with a primary post")),
    Rule(
      "time_without_unit", "month", ("導入 {adoption} の所属 {unit} は {month} に存在しません", "所属の存在する月にしてください"),
      ("unit {unit} of adoption {adoption} isn't in force in {month}", "give a month in which it is")),
    Rule(
      "time_users_needed", "users", ("所属の導入 {adoption} には利用者数が要ります（{month}）", "利用者数を入れてください"),
      ("a unit's adoption needs the number of users ({adoption}, {month})", "give it")),
    Rule(
      "time_users_refused", "users", ("個人の導入 {adoption} に利用者数は入れません（{month}）", "空欄にしてください"),
      ("a person's adoption has no number of users ({adoption}, {month})", "leave it empty")),
    Rule(
      "time_measurement_use_case", "measurement_code", ("計測が導入 {adoption} とは別の利活用事例のものです（{month}）", "同じ事例の計測にしてください"),
      ("the measurement is of another use case than adoption {adoption} ({month})", "give one of the same use case")),
    Rule(
      "time_measurement_unit", "measurement_code", ("計測が導入 {adoption} の所属を含まない所属のものです（{month}）", "その所属か上位所属の計測にしてください"),
      ("the measurement is for a unit that doesn't include adoption {adoption}'s ({month})", "give one for its unit or one above")),
    Rule(
      "time_use_case_twice", "adoption_code", ("同じ利活用事例が {month} に所属（{unit_adoption}）と所属内の職員（{person_adoption}）の両方で記録されています", "どちらか一方だけにしてください"),
      ("the same use case is recorded in {month} for a unit ({unit_adoption}) and for a person in it or under it ({person_adoption})", "record it once")),
    Rule(
      "cap_person", "adoption_code", ("職員 {staff} の {month} の創出時間（純）の合計 {net} 分が正規の勤務時間 {contracted} 分を超えます", "合計 {contracted} 分以下にしてください"),
      ("{staff}'s net time in {month} is {net} minutes, above the contracted {contracted}", "keep the sum at {contracted} minutes or less")),
    Rule(
      "unseen_time", nil, ("この行は、この権限では見られない職員の創出時間の記録と合いません", "記名の時間を扱う人事に依頼してください"),
      ("the row doesn't fit a person's time records, which aren't for your role", "ask HR with named minutes")),
    Rule(
      "cap_unit", "adoption_code", ("所属 {unit} の {month} の創出時間（純）の合計 {net} 分が、所属する職員の正規の勤務時間 {contracted} 分を超えます", "合計 {contracted} 分以下にしてください"),
      (
        "unit {unit}'s own net time in {month} is {net} minutes, above the contracted {contracted} of its people",
        "keep the sum at {contracted} minutes or less"
      )),
  ]
}
