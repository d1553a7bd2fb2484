import Domain
import Store

/// Persons by what is known of them; who is the only one found is shown at once.
enum PeoplePage {
  static func page(_ call: Call<PeopleReader>) async throws -> Answer {
    let visit = call.visit
    let query = call.arguments["query"] ?? ""
    let isSearch = query.contains { !$0.isWhitespace }
    let found = isSearch ? try await call.services.database.people(sought: query, as: call.context.viewer) : ([], false)
    if found.0.count == 1, let number = found.0[0].numbers.last { return .seeOther("/people/\(Percent.encode(number))").keepingLanguage(call) }
    let title = visit.say("職員を探す", "Find a person")
    let help = visit.say(
      "職員番号（先頭の 0 はなくても）、氏名、名、フリガナ、旧姓、メールの初めの文字。全角・半角、ひらがな・カタカナ、髙と高は区別しません。空白で区切ると、すべてに合う人を探します。",
      "The beginning of a staff number (with or without leading zeros), a name, a given name, kana, a former name or an address. With a space between words, persons with all of them."
    )
    return Layout(
      visit: visit, title: title, path: "/people", query: query.isEmpty ? [] : [("query", query)],
      content: """
        <h1>\(title)</h1>
        <form class="turning" action="/people" role="search">
        <label for="query">\(visit.say("探す言葉", "Words"))</label>
        <input type="search" id="query" name="query" value="\(query)" autofocus aria-describedby="query-help">
        <button class="main">\(visit.say("探す", "Find"))</button>
        <p class="help" id="query-help">\(help)</p>
        </form>
        \(HTML.when(isSearch, result(found.0, areMore: found.1, visit)))
        <p class="note">\(visit.say("見つかった職員には、あなたが見たことが表示されます。", "Whoever is found is shown that you have looked."))</p>
        """
    ).answer.keepingLanguage(call)
  }

  private static func result(_ people: [FoundPerson], areMore: Bool, _ visit: Visit) -> HTML {
    if people.isEmpty { return "<p role=\"status\">\(visit.say("見つかりません。", "Nobody was found."))</p>" }
    let title = visit.say("見つかった職員", "Persons found")
    let heads = [
      (visit.say("氏名", "Name"), ListTable.Holds.words), (visit.say("フリガナ", "Kana"), .words), (visit.say("旧姓", "Former name"), .words),
      (visit.say("職員番号", "Staff numbers"), .prose), (visit.say("今日の本務", "Primary post today"), .prose),
    ]
    let rows: [[HTML]] = people.map { person in
      let unit = visit.language == .english ? person.unitEnglish ?? person.unit : person.unit
      return [
        "<a href=\"/people/\(Percent.encode(person.numbers.last ?? ""))\">\(person.name)</a>", "\(person.kana ?? "")", "\(person.formerName ?? "")",
        "\(person.numbers.joined(separator: visit.say("、", ", ")))", "\(unit ?? visit.say("なし", "none"))",
      ]
    }
    let more: HTML = "<p class=\"note\">\(visit.say("ほかにもいます。言葉を足して絞ってください。", "There are more: add a word."))</p>"
    return
      "<p role=\"status\">\(visit.say("\(people.count) 人", "\(people.count) found"))</p>\(HTML.when(areMore, more))\(ListTable(title: title, heads: heads, rows: rows).html)"
  }
}
