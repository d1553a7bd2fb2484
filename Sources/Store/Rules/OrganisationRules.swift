/// Sentences for the rules of units, staff and posts.
extension Rule {
  /// Rules of units, staff and posts.
  static let organisationRules: [Rule] = [
    Rule(
      "unit_versions_parent", "parent_code", ("上位所属は任命権者には入れず、他の所属には必ず入れます", "区分と上位所属コードを合わせてください"),
      ("an authority has no unit above it; every other unit has one", "make kind and parent_code agree")),
    Rule("unit_versions_own_parent", "parent_code", ("自分自身が上位所属になっています", "別の所属にしてください"), ("the unit is its own parent", "give another unit")),
    Rule(
      "unit_versions_overlap", "valid_to", ("{unit} の適用終了日 {until} が次の行の適用開始日 {day} 以後です", "次の行の前日までにしてください"),
      ("{unit} ends on {until}, not before its next row begins on {day}", "end it before the next row begins")),
    Rule(
      "unit_parent_not_in_force", "parent_code", ("{unit} の上位所属 {parent} は、{day} からの期間のすべての日には存在しません", "上位所属の期間に収めるか、別の上位所属にしてください"),
      ("the parent {parent} of {unit} isn't in force on every day of the period from {day}", "keep the period within the parent's, or give another parent")),
    Rule(
      "unit_under_itself", "parent_code", ("{unit} が {day} に自分自身の下に入ります", "上位所属をたどって輪にならないようにしてください"),
      ("{unit} would stand under itself on {day}", "break the circle of parents")),
    Rule(
      "unit_predecessor_unknown", "succeeds", ("{unit} の前身に自分自身か、ない所属があります", "前身コードを確認してください"),
      ("a predecessor of {unit} is itself or doesn't exist", "check the codes")),
    Rule("staff_own_previous", "previous_no", ("旧職員番号が自分自身です", "以前の職員番号にしてください"), ("the earlier number is the row's own", "give the earlier number")),
    Rule("staff_chain", "previous_no", ("旧職員番号をたどると {staff} に戻ります", "以前の職員番号を確認してください"), ("the earlier numbers lead back to {staff}", "break the circle")),
    Rule("posts_concurrent_share", "share_percent", ("兼務の従事割合が空欄です", "0〜100 の割合を入れてください"), ("a concurrent post must say its share", "give a percentage")),
    Rule("posts_concurrent_employment", "employment", ("任用区分は本務だけに入れます", "空欄にしてください"), ("only a primary post has an employment", "leave it empty")),
    Rule("posts_concurrent_grade", "grade", ("職層は本務だけに入れます", "空欄にしてください"), ("only a primary post has a grade", "leave it empty")),
    Rule(
      "posts_concurrent_contract", "contracted_minutes", ("4週勤務時間は本務だけに入れます", "空欄にしてください"), ("only a primary post has contracted minutes", "leave it empty")),
    Rule(
      "posts_one_primary", "valid_from", ("{staff} の本務が {day} に重なります", "前の本務を前日までにしてください"),
      ("{staff} has two primary posts on {day}", "end the earlier one the day before")),
    Rule(
      "posts_concurrent_cover", "valid_to", ("{staff} の {day} からの兼務に、本務のない日があります", "本務のある期間に収めてください"),
      ("{staff}'s concurrent post from {day} has days without a primary post", "keep it within primary posts")),
    Rule(
      "posts_shares", "share_percent", ("{staff} の従事割合が {day} に合計 {percent}% です", "合計 100% 以下にしてください"),
      ("{staff}'s shares add up to {percent} % on {day}", "keep them at 100 % or less")),
    Rule(
      "posts_unit_in_force", "unit_code", ("{staff} の発令日 {day} に所属 {unit} は存在しません", "その日に存在する所属にしてください"),
      ("unit {unit} isn't in force on {day}, when {staff}'s post begins", "give a unit that is in force on that day")),
  ]
}
