import Domain
import Reports
import Store

/// The own adoptions, and what each did in each month, newest first; all but a year is folded away.
struct OwnTime {
  let visit: Visit
  let record: OwnRecord

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var html: HTML {
    if record.adoptions.isEmpty {
      return "<p class=\"note\">\(say("個人としての導入はありません。所属としての導入は、ここには出ません。", "You have no adoptions of your own; those of your unit aren't listed here."))</p>"
    }
    let adoptions: [HTML] = record.adoptions.map { adoption in
      """
      <tr><th scope="row">\(adoption.useCase)</th><td>\(adoption.tool)</td><td>\(adoption.startedOn.description)</td>\
      <td>\(adoption.endedOn?.description ?? say("現在", "now"))</td><td>\(adoption.code)</td></tr>
      """
    }
    let table = ListTable(
      title: say("AI の導入", "My adoptions"),
      heads: [
        (say("事例", "Use case"), false), (say("AIツール", "Tool"), false), (say("開始日", "From"), false), (say("終了日", "Until"), false), (say("導入コード", "Code"), false),
      ], rows: adoptions)
    return "\(table.html)\(months)"
  }

  private var months: HTML {
    guard let newest = record.months.first?.month else { return "<p class=\"note\">\(say("創出時間の記録はまだありません。", "There is no time on record yet."))</p>" }
    let recent = record.months.filter { $0.month > newest.adding(months: -12) }
    let older = record.months.dropFirst(recent.count)
    let rest: HTML =
      older.isEmpty
      ? ""
      : "<details><summary>\(say("これより前の \(older.count) 件", "\(older.count) earlier records"))</summary>\(table(Array(older), say("以前の創出時間", "Earlier time")))</details>"
    return """
      <h3>\(say("月ごとの創出時間（時間）", "Time by month, in hours"))</h3>
      <p class="note">\(say("純＝総削減−付随時間（確認・手直し・習得・操作）。負にもなります。振向けは申告した分で、確認済みは第二者が確認した分です。", "Net = gross less overheads (verifying, rework, learning, operating), and may be negative. Redirected time is as claimed; confirmed is what a second person confirmed."))</p>
      \(table(recent, say("月ごとの創出時間", "Time by month")))
      \(rest)
      """
  }

  private func table(_ months: [OwnRecord.TimeOfMonth], _ title: String) -> HTML {
    let rows: [HTML] = months.map { month in
      """
      <tr><th scope="row">\(month.month.description)</th><td class="text">\(month.useCase)</td><td class="n">\(month.cases.map(String.init) ?? "–")</td>\
      <td class="n">\(hours(month.gross))</td><td class="n">\(hours(month.overhead))</td><td class="n">\(hours(month.net))</td>\
      <td>E\(month.evidence) \(MonthlyReport.evidence(month.evidence, visit.language))</td><td class="text">\(redirections(month))</td></tr>
      """
    }
    return ListTable(
      title: title,
      heads: [
        (say("月", "Month"), false), (say("事例", "Use case"), false), (say("件数", "Cases"), true), (say("総削減", "Gross"), true), (say("付随", "Overheads"), true),
        (say("純", "Net"), true), (say("根拠水準", "Evidence"), false), (say("振向け", "Redirected"), false),
      ], rows: rows
    ).html
  }

  private func redirections(_ month: OwnRecord.TimeOfMonth) -> HTML {
    if month.redirections.isEmpty { return "–" }
    let parts: [HTML] = month.redirections.map { part in
      let name = visit.language == .english ? part.categoryEnglish ?? part.category : part.category
      return "<li>\(name) \(hours(part.minutes))\(part.isConfirmed ? say("（確認済み）", " (confirmed)") : "")</li>"
    }
    return "<ul class=\"plain\">\(parts)</ul>"
  }

  private func hours(_ minutes: Int) -> String { MonthlyReport.hours(minutes) }
}
