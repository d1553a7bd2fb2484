import Domain
import HTTPTypes
import Reports
import Store

/// Redirections that wait for confirmation, by unit and category: one button a group, and one for all of them.
struct ConfirmationsPage {
  let visit: Visit
  let month: Month
  let claims: ClaimsOfMonth
  let persons: [PersonClaims]
  /// What was typed and couldn't be taken, by group, and why.
  var unfit: [ClaimGroup.Key: Typed] = [:]
  /// Groups that a decision didn't reach, and why.
  var problems: [String] = []

  /// What somebody wrote beside a group's buttons.
  struct Typed {
    var minutes = ""
    var reason = ""
    var minutesProblem: String?
    var reasonProblem: String?
  }

  static func page(_ call: Call<Confirmer>) async throws -> Answer {
    try await shown(call.arguments["month"].flatMap(Month.init), call).answer.keepingLanguage(call)
  }

  /// Without a month it is the newest that waits.
  static func shown(_ month: Month?, _ call: Call<Confirmer>) async throws -> ConfirmationsPage {
    let (database, viewer) = (call.services.database, call.context.viewer)
    let month = month ?? MonthPage.lastMonth()
    let claims = try await database.claims(of: month, as: viewer)
    let persons = try await database.personClaims(of: month, as: viewer)
    if call.arguments["month"] == nil, call.fields["month"] == nil, claims.groups.isEmpty, persons.isEmpty, let waiting = claims.months.first?.month,
      waiting != month
    {
      return ConfirmationsPage(
        visit: call.visit, month: waiting, claims: try await database.claims(of: waiting, as: viewer),
        persons: try await database.personClaims(of: waiting, as: viewer))
    }
    return ConfirmationsPage(visit: call.visit, month: month, claims: claims, persons: persons)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var answer: Answer {
    let title = say("振向けの確認", "Confirming redirected time")
    let waiting = claims.groups.filter(\.waits)
    return Layout(
      visit: visit, title: "\(month.title(visit.language)) \(title)", path: "/confirmations", query: [("month", month.description)],
      content: """
        <h1>\(title) <span>\(month.title(visit.language))</span></h1>
        \(HTML.when(!problems.isEmpty, "<div class=\"problem\" role=\"alert\" id=\"problems\"><p>\(say("確認していないものがあります。", "Some were not done."))</p><ul>\(problems.map { "<li>\($0)</li>" as HTML })</ul></div>"))
        \(ErrorSummary(visit: visit, faults: faults).html)
        \(MonthTurning(visit: visit, path: "/confirmations", month: month) { $0 <= MonthPage.lastMonth() }.html)
        \(months)
        \(HTML.when(!claims.isSomebody, "<p class=\"banner\">\(say("この利用者は職員の記録に結び付いていないため、確認者になれません。管理者に相談してください。", "This account belongs to nobody of the record and so can't confirm: ask an administrator."))</p>"))
        <p class="note">\(deadline)</p>
        \(all(waiting))
        \(claims.groups.isEmpty && persons.isEmpty ? "<p>\(say("この月に、あなたが確認する振向けはありません。", "There is nothing for you to confirm in this month."))</p>" : list)
        \(PersonClaimList(visit: visit, month: month, groups: persons, canDecide: claims.isSomebody).html)
        <p class="note">\(say("確認した時間は、次に月が固定された後の報告に反映されます。減らした分は使途未把握になります。差し戻した文は、担当が月次票で読みます。", "What you confirm shows in the report once the month is frozen again. What you take off becomes unaccounted. The clerk reads on the monthly sheet why something was sent back."))</p>
        """
    ).answer
  }

  private var faults: [(field: String, label: String, sentence: String)] {
    claims.groups.enumerated().flatMap { place, group in
      let typed = unfit[group.key]
      let all = [
        ("minutes.\(place)", say("確認する時間", "Minutes to confirm"), typed?.minutesProblem), ("reason.\(place)", say("理由", "Reason"), typed?.reasonProblem),
      ]
      return all.compactMap { field, label, problem in problem.map { (field, label, $0) } }
    }
  }

  private var deadline: String {
    claims.isLate
      ? say(
        "その月の所属長の期限 \(claims.deadline) は過ぎました。現在の所属長が確認します。",
        "The time of that month's own head ended on \(claims.deadline); the present head confirms.")
      : say("確認の期限は \(claims.deadline) です。過ぎると、その時の所属長の仕事になります。", "To be confirmed until \(claims.deadline); afterwards it falls to whoever is head then.")
  }

  /// Other months that wait.
  private var months: HTML {
    let others = claims.months.filter { $0.month != month }
    guard !others.isEmpty else { return "" }
    let links: [HTML] = others.map { other in
      "<li><a href=\"/confirmations?month=\(other.month.description)\">\(say("\(other.month.title(.japanese))：\(other.groups) 件", "\(other.month): \(other.groups) groups"))</a></li>"
    }
    return
      "<nav aria-label=\"\(say("ほかに確認を待つ月", "Other months that wait"))\"><p class=\"note\">\(say("ほかに確認を待つ月", "Other months that wait"))</p><ul class=\"pages\">\(links)</ul></nav>"
  }

  private func all(_ waiting: [ClaimGroup]) -> HTML {
    guard claims.isSomebody, waiting.count > 1 else { return "" }
    // Of a few no minutes are told, in no sum either.
    let hours = MonthlyReport.hours(waiting.reduce(0) { $0 + ($1.isHeld ? 0 : $1.open) })
    let held = waiting.contains(where: \.isHeld)
    let count = held ? say("\(waiting.count) 件", "\(waiting.count) groups") : say("\(waiting.count) 件（\(hours) 時間）", "\(waiting.count) groups (\(hours) h)")
    let fields: [HTML] = waiting.enumerated().map { ClaimCard.hidden($0.offset, $0.element) }
    return Form(
      visit: visit, path: "/confirmations",
      content: """
        <input type="hidden" name="month" value="\(month.description)">\(fields)
        <button class="main" name="decision" value="confirm">\(say("下の \(count)をすべて確認する", "Confirm all \(count) below"))</button>
        """
    ).html
  }

  /// What waits comes first; what is done is there to be seen and taken back.
  private var list: HTML {
    let numbered = claims.groups.enumerated().map { (place: $0.offset, group: $0.element) }
    let firstFault = claims.groups.first { unfit[$0.key] != nil }?.key
    func cards(_ which: (ClaimGroup) -> Bool) -> [HTML] {
      numbered.filter { which($0.group) }.map { place, group in
        ClaimCard(
          visit: visit, month: month, group: group, place: place, canDecide: claims.isSomebody, typed: unfit[group.key], isFirstFault: group.key == firstFault
        ).html
      }
    }
    let (waiting, sentBack, done) = (cards(\.waits), cards(\.isSentBack), cards { !$0.waits && !$0.isSentBack })
    return """
      \(HTML.when(!waiting.isEmpty, "<h2>\(say("確認待ち \(waiting.count) 件", "Waiting: \(waiting.count)"))</h2><ul class=\"cards claims\">\(waiting)</ul>"))
      \(HTML.when(!sentBack.isEmpty, "<h2>\(say("差戻し中 \(sentBack.count) 件", "Sent back: \(sentBack.count)"))</h2><ul class=\"cards claims\">\(sentBack)</ul>"))
      \(HTML.when(!done.isEmpty, "<h2>\(say("済んだもの \(done.count) 件", "Done: \(done.count)"))</h2><ul class=\"cards claims\">\(done)</ul>"))
      """
  }
}
