import Domain
import Reports
import Store

/// The claims of a unit and category with their outputs, the drawn ones closer, and what can be decided on them.
struct ClaimCard {
  let visit: Visit
  let month: Month
  let group: ClaimGroup
  /// Numbers the card's fields.
  let place: Int
  let canDecide: Bool
  let typed: ConfirmationsPage.Typed?
  let isFirstFault: Bool

  /// By what a form names a group, and as what it was seen.
  static func hidden(_ place: Int, _ group: ClaimGroup) -> HTML {
    """
    <input type="hidden" name="unit.\(place)" value="\(group.key.unit)"><input type="hidden" name="category.\(place)" value="\(group.key.category)">\
    <input type="hidden" name="seen.\(place)" value="\(group.state)">
    """
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private func hours(_ minutes: Int) -> String { MonthlyReport.hours(minutes) }

  static func title(_ group: ClaimGroup, _ language: Language) -> String {
    language.choose("\(group.unit)：\(group.category)", "\(group.unitEnglish ?? group.unit): \(group.categoryEnglish ?? group.category)")
  }

  var html: HTML {
    """
    <li class="card"><div><h3>\(Self.title(group, visit.language)) <span class="state">\(state)</span></h3>
    \(group.isHeld ? held : claimed)
    \(decision)
    \(actions)</div>
    \(HTML.when(!group.isHeld, "<div>\(outputs)\(drawn)</div>"))</li>
    """
  }

  private var claimed: HTML {
    "<p><strong>\(hours(group.claimed))</strong> \(say("時間の申告・記録 \(group.claims.count) 件", "h claimed in \(group.claims.count) records"))\(counted)</p>"
  }

  private var held: HTML {
    """
    <p>\(say("記録 \(group.claims.count) 件。利用者が 5 人未満で個人の時間が分かるため、時間と成果を示しません。", "\(group.claims.count) records. Fewer than five persons share them: minutes and outputs are not shown, as they would tell of these persons."))</p>
    \(own.map { "<p>\($0)\(say("。", "."))</p>" as HTML } ?? "")
    """
  }

  private var state: String {
    if group.isSentBack { return say("差戻し中", "sent back") }
    if group.open > 0 { return say("確認待ち", "waiting") }
    return group.confirmed > 0 || group.isConfirmedHere ? say("確認済み", "confirmed") : say("自分の申告", "your own claim")
  }

  private var counted: String {
    let parts = [
      // What is confirmed and what waits would tell a few apart from the rest.
      group.confirmed > 0 && !group.hidesFew ? say("確認済み \(hours(group.confirmed)) 時間", "\(hours(group.confirmed)) h confirmed") : nil, own,
    ].compactMap { $0 }
    return parts.map { say("。\($0)", "; \($0)") }.joined()
  }

  private var own: String? {
    group.own > 0
      ? say("自分が申告した \(hours(group.own)) 時間は、自分では確認できません", "\(hours(group.own)) h are your own claim, which you can't confirm") : nil
  }

  /// Each output once, with how often it was given.
  private var outputs: HTML {
    var counts: [(output: String, times: Int)] = []
    for output in told.compactMap(\.output) {
      if let place = counts.firstIndex(where: { $0.output == output }) { counts[place].times += 1 } else { counts.append((output, 1)) }
    }
    let missing = told.filter { $0.output == nil }.count
    let items: [HTML] =
      counts.map { "<li class=\"words\">\($0.output)\($0.times > 1 ? say("（\($0.times) 件）", " (\($0.times))") : "")</li>" }
      + (missing > 0 ? ["<li class=\"note\">\(say("成果の書かれていない記録 \(missing) 件", "\(missing) without an output"))</li>"] : [])
    let shown = 8
    let rest: HTML =
      items.count > shown
      ? "<details><summary>\(say("ほかの成果 \(items.count - shown) 件", "\(items.count - shown) more"))</summary><ul>\(Array(items.dropFirst(shown)))</ul></details>"
      : ""
    return "<h4>\(say("成果", "Outputs"))</h4><ul>\(Array(items.prefix(shown)))</ul>\(rest)"
  }

  /// Those whose outputs may be told.
  private var told: [ClaimGroup.Claim] { group.claims.filter { !($0.isFew && $0.isSmall) } }

  private var drawn: HTML {
    let claims = group.claims.filter(\.isDrawn)
    let title = say("無作為に選んだ \(claims.count) 件", "Drawn at random: \(claims.count)")
    let rows: [[HTML]] = claims.filter { !$0.isSmall }.map { claim in
      ["\(claim.useCase ?? "–")", "\(claim.cases.map(String.init) ?? "–")", group.hidesFew ? "–" : "\(hours(claim.minutes))", "\(claim.output ?? "–")"]
    }
    let small = claims.filter(\.isSmall).count
    let table: HTML =
      rows.isEmpty
      ? ""
      : ListTable(
        title: say(
          "\(Self.title(group, visit.language)) \(group.key.unit)：\(title)", "\(Self.title(group, visit.language)) \(group.key.unit): \(title)"),
        heads: [(say("事例", "Use case"), .prose), (say("件数", "Cases"), .number), (say("申告（h）", "Claimed, h"), .number), (say("成果", "Output"), .prose)],
        rows: rows
      ).html
    return """
      <h4>\(title)</h4>
      \(table)
      \(HTML.when(small > 0, "<p class=\"note\">\(say("\(small) 件は利用者が 5 人未満で個人が分かるため、内訳を示しません。", "\(small) are shared by fewer than five persons: what they are is not shown, as it would tell whose they are."))</p>"))
      """
  }

  private var decision: HTML {
    guard let decision = group.decision else { return "" }
    let (claimed, kept) = (hours(decision.claimedMinutes), decision.minutes.map(hours) ?? "")
    let what =
      decision.isReduction && group.isHeld
      ? say("\(decision.at) に減らして確認", "confirmed for fewer minutes on \(decision.at)")
      : decision.isReduction
        ? say("\(decision.at) に \(claimed) 時間を \(kept) 時間に減らして確認", "\(claimed) h confirmed as \(kept) h on \(decision.at)")
        : group.isSentBack
          ? say("\(decision.at) に差し戻し。その後変わっていません", "sent back on \(decision.at); nothing has changed since")
          : say("\(decision.at) に差し戻し、その後直されました", "sent back on \(decision.at), and changed since")
    return "<p class=\"note\">\(what)</p><p class=\"words\">\(decision.reason)</p>"
  }

  private var actions: HTML {
    guard canDecide else { return "" }
    let undo: HTML = HTML.when(
      group.isConfirmedHere,
      form("<button class=\"quiet\" name=\"decision\" value=\"undo\">\(say("確認を取り消す", "Take the confirmation back"))</button>"))
    guard group.open > 0 else { return undo }
    let typed = typed ?? ConfirmationsPage.Typed()
    let minutes = Field(
      visit: visit, name: "minutes.\(place)", label: say("確認する時間", "Minutes to confirm"),
      help: say("減らすときだけ。待っているのは \(group.open) 分です。", "Only to reduce it; \(group.open) minutes wait."), isRequired: false, value: typed.minutes,
      problem: typed.minutesProblem, isFirstFault: isFirstFault, control: .number(unit: say("分", "minutes")))
    let reason = Field(
      visit: visit, name: "reason.\(place)", label: say("理由", "Reason"), help: say("担当が月次票で読みます。", "The clerk reads it on the monthly sheet."),
      value: typed.reason,
      problem: typed.reasonProblem, isFirstFault: isFirstFault && typed.minutesProblem == nil, control: .text(rows: 2))
    let confirm = group.isHeld ? say("確認する", "Confirm") : say("\(hours(group.open)) 時間を確認する", "Confirm \(hours(group.open)) h")
    let reduce: HTML = HTML.when(
      !group.isHeld, "<button name=\"decision\" value=\"reduce\">\(say("減らして確認する", "Confirm fewer minutes"))</button> ")
    return """
      \(form("<button class=\"main\" name=\"decision\" value=\"confirm\">\(confirm)</button>"))
      <details\(HTML.when(self.typed != nil, " open"))><summary>\(group.isHeld ? say("差し戻す", "Send back") : say("減らす・差し戻す", "Reduce or send back"))</summary>
      \(form("\(HTML.when(!group.isHeld, minutes.html))\(reason.html)<p class=\"buttons\">\(reduce)<button name=\"decision\" value=\"send_back\">\(say("差し戻す", "Send back"))</button></p>"))</details>
      \(undo)
      """
  }

  private func form(_ content: HTML) -> HTML {
    Form(
      visit: visit, path: "/confirmations",
      content: "<input type=\"hidden\" name=\"month\" value=\"\(month.description)\">\(Self.hidden(place, group))\(content)"
    ).html
  }
}
