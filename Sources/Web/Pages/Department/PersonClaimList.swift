import Domain
import Store

/// What persons have claimed of their own adoptions, to be confirmed as one by unit and category: nobody's time is told.
struct PersonClaimList {
  let visit: Visit
  let month: Month
  let groups: [PersonClaims]
  let canDecide: Bool

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var html: HTML {
    guard !groups.isEmpty else { return "" }
    let shown = groups.filter { $0.hours != nil }
    let few = groups.filter { $0.hours == nil && $0.isOpen }.count
    return """
      <h2>\(say("職員個人の導入の振向け", "Of persons' own adoptions"))</h2>
      <p class="note">\(say("所属・振向け先ごとに、10 人以上がまとまるものだけを、10 時間単位で示します。だれの時間かは示しません。自分の申告と自分の導入は含みません。", "By unit and category, only where ten persons or more are together, to ten hours; whose time it is isn't told. Your own claims and adoptions are no part of it."))</p>
      <ul class="cards claims">\(shown.map(card))</ul>
      \(HTML.when(few > 0, "<p class=\"note\">\(say("ほか \(few) 件は人数が少なく個人の時間が分かるため、人事が確認します。", "HR confirms \(few) more, in which so few persons are that it would tell their time."))</p>"))
      """
  }

  private func card(_ group: PersonClaims) -> HTML {
    let title = visit.language.choose("\(group.unit)：\(group.category)", "\(group.unitEnglish ?? group.unit): \(group.categoryEnglish ?? group.category)")
    let hours = group.hours ?? 0
    let outputs: [HTML] = group.outputs.map { "<li class=\"words\">\($0)</li>" }
    let (word, label) =
      group.isOpen ? ("confirm", say("約 \(hours) 時間を確認する", "Confirm about \(hours) h")) : ("undo", say("確認を取り消す", "Take the confirmation back"))
    let button = Form(
      visit: visit, path: "/confirmations/persons",
      content: """
        <input type="hidden" name="month" value="\(month.description)"><input type="hidden" name="unit" value="\(group.key.unit)">\
        <input type="hidden" name="category" value="\(group.key.category)"><input type="hidden" name="seen" value="\(group.state ?? "")">\
        <button class="\(group.isOpen ? "main" : "quiet")" name="decision" value="\(word)">\(label)</button>
        """)
    return """
      <li class="card"><div><h3>\(title) <span class="state">\(group.isOpen ? say("確認待ち", "waiting") : say("確認済み", "confirmed"))</span></h3>
      <p>\(say("約 ", "About "))<strong>\(hours)</strong> \(say("時間", "h"))</p>
      \(HTML.when(canDecide, button.html))</div>
      <div><h4>\(say("成果", "Outputs"))</h4>\(outputs.isEmpty ? "<p class=\"note\">\(say("書かれていません。", "None is written."))</p>" : "<ul>\(outputs)</ul>")</div></li>
      """
  }
}
