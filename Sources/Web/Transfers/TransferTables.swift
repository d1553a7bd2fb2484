import Domain
import Store

/// What posts change on a day, as tables: who moves, how many are where, what ends and what is left behind.
struct TransferTables {
  let visit: Visit
  let day: Day?
  let transfers: Transfers?
  /// With what was typed and isn't written yet.
  let isChecked: Bool
  let notes: [Sentence]

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var html: HTML {
    guard let transfers, let day else { return "" }
    let title = say("\(day) に変わること", "What changes on \(day)")
    let kind =
      isChecked ? say("登録済みの発令に、今回の異動を加えた場合です。", "With these moves added to what is entered.") : say("登録済みの発令によるものです。", "By the posts that are entered.")
    let said: [HTML] = notes.map { "<p>\($0.text(in: visit.language))</p>" }
    return """
      <h2>\(title)</h2>
      <p class="note">\(kind)</p>
      \(HTML.when(!notes.isEmpty, "<div class=\"banner\">\(said)</div>"))
      \(closing(transfers))
      \(movers(transfers))
      \(units(transfers))
      \(concurrents(transfers))
      """
  }

  private func movers(_ transfers: Transfers) -> HTML {
    let title = say("異動する職員 \(transfers.moverCount) 人", "\(transfers.moverCount) persons move")
    if transfers.movers.isEmpty { return "<p>\(say("異動する職員はいません。", "Nobody moves."))</p>" }
    let rows: [[HTML]] = transfers.movers.map { mover in
      [
        "<a href=\"/people/\(Percent.encode(mover.number))\">\(mover.number)</a>", "\(mover.name)", "\(mover.from ?? say("（なし）", "(none)"))",
        "\(mover.to ?? say("（なし）", "(none)"))",
      ]
    }
    let heads: [(text: String, holds: ListTable.Holds)] = [
      (say("職員番号", "Number"), .words), (say("氏名", "Name"), .words), (say("前日の所属", "Unit the day before"), .prose), (say("当日の所属", "Unit on the day"), .prose),
    ]
    let more = say("はじめの \(transfers.movers.count) 人を示しています。", "The first \(transfers.movers.count) are listed.")
    let adoptions = say(
      "このうちの人の個人の導入 \(transfers.personalAdoptions) 件は、本人とともに移ります。所属の導入は、元の所属に残ります。",
      "Their own adoptions, \(transfers.personalAdoptions), move with them; those of units stay where they are.")
    return """
      <h3>\(title)</h3>
      \(HTML.when(transfers.moverCount > transfers.movers.count, "<p class=\"note\">\(more)</p>"))
      \(ListTable(title: title, heads: heads, rows: rows).html)
      <p>\(adoptions)</p>
      """
  }

  private func units(_ transfers: Transfers) -> HTML {
    guard !transfers.units.isEmpty else { return "" }
    let title = say("所属の現員", "Headcount of units")
    let heads: [(text: String, holds: ListTable.Holds)] = [
      (say("所属", "Unit"), .prose), (say("前日", "Day before"), .number), (say("当日", "On the day"), .number), (say("所属の導入", "Own adoptions"), .number),
      (say("注意", "Note"), .prose),
    ]
    let rows: [[HTML]] = transfers.units.map { unit in
      let left = unit.after == 0 && unit.adoptions > 0
      return [
        "\(unit.name)", "\(unit.before)", "\(unit.after)", "\(unit.adoptions)",
        HTML.when(left, "⚑ \(say("だれもいない所属に導入が残ります", "adoptions are left where nobody is"))"),
      ]
    }
    return """
      <h3>\(title)</h3><p class="note">\(say("本務で、休職等でない人。その所属だけで、下の所属を含みません。", "Primary posts, not on leave; of the unit itself, without those under it."))</p>
      \(ListTable(title: title, heads: heads, rows: rows).html)
      """
  }

  private func concurrents(_ transfers: Transfers) -> HTML {
    guard !transfers.endingConcurrents.isEmpty else { return "" }
    let title = say("終わる兼務 \(transfers.endingConcurrents.count) 件", "\(transfers.endingConcurrents.count) concurrent posts end")
    let heads: [(text: String, holds: ListTable.Holds)] = [
      (say("職員番号", "Number"), .words), (say("氏名", "Name"), .words), (say("兼務の所属", "Unit"), .prose),
    ]
    let rows: [[HTML]] = transfers.endingConcurrents.map { ["\($0.number)", "\($0.name)", "\($0.from ?? "")"] }
    return "<h3>\(title)</h3>\(ListTable(title: title, heads: heads, rows: rows).html)"
  }

  private func closing(_ transfers: Transfers) -> HTML {
    guard !transfers.closing.isEmpty else { return "" }
    let lines: [HTML] = transfers.closing.map { unit in
      "<li>\(unit.name): \(say("\(unit.after) 人の発令が残っています", "posts of \(unit.after) persons go on"))</li>"
    }
    return """
      <div class="problem"><p>\(say("前日で終わる所属に、発令の残る職員がいます。移り先を入れるまで、どの所属にも数えられません。", "Units end the day before in which persons still have posts: until they are moved they count nowhere."))</p><ul>\(lines)</ul></div>
      """
  }
}
