import Domain

/// The way from a month's page to that of another month.
struct MonthTurning {
  let visit: Visit
  let path: String
  let month: Month
  /// What else of the query stays.
  var query: [(String, String)] = []
  /// Of the months before and after, those that have a page.
  var leads: (Month) -> Bool = { _ in true }

  var html: HTML {
    let hidden: [HTML] = query.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" }
    return """
      <form class="turning" action="\(path)">
      \(HTML.when(leads(month.previous), "<a href=\"\(link(month.previous))\" rel=\"prev\">← \(visit.say("前月", "Earlier"))</a>"))
      <label for="month">\(visit.say("月", "Month"))</label>
      <input id="month" name="month" type="month" value="\(month.description)" required>\(hidden)
      <button>\(visit.say("表示", "Show"))</button>
      \(HTML.when(leads(month.next), "<a href=\"\(link(month.next))\" rel=\"next\">\(visit.say("翌月", "Later")) →</a>"))
      </form>
      """
  }

  func link(_ month: Month) -> String { path + "?" + ([("month", month.description)] + query).map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&") }
}

extension Month {
  /// As people of either language write it.
  func title(_ language: Language) -> String { language.choose("\(year)年\(month)月", description) }
}
