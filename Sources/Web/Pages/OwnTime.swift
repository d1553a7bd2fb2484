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
    let table = ListTable(
      title: say("AI の導入", "My adoptions"),
      heads: [
        (say("事例", "Use case"), .prose), (say("AIツール", "Tool"), .prose), (say("開始日", "From"), .words), (say("終了日", "Until"), .words),
        (say("導入コード", "Code"), .words),
      ],
      rows: record.adoptions.map {
        ["\($0.useCase)", "\($0.tool)", "\($0.startedOn.description)", "\($0.endedOn?.description ?? say("現在", "now"))", "\($0.code)"]
      })
    return "\(table.html)\(months)"
  }

  private var months: HTML {
    guard let newest = record.months.first?.month else { return "<p class=\"note\">\(say("創出時間の記録はまだありません。", "There is no time on record yet."))</p>" }
    let recent = record.months.filter { $0.month > newest.adding(months: -12) }
    let older = record.months.dropFirst(recent.count)
    let rest: HTML =
      older.isEmpty
      ? ""
      : "<details><summary>\(say("これより前の \(older.count) 件", "Earlier: \(older.count)"))</summary>\(table(Array(older), say("以前の創出時間", "Earlier time")))</details>"
    return """
      <h3>\(say("月ごとの創出時間（時間）", "Time by month, in hours"))</h3>
      <p class="note">\(say("純＝総削減−付随時間（確認・手直し・習得・操作）。負にもなります。振向けは申告した分で、確認済みは第二者が確認した分です。", "Net = gross less overheads (verifying, rework, learning, operating), and may be negative. Redirected time is as claimed; confirmed is what a second person confirmed."))</p>
      \(table(recent, say("月ごとの創出時間", "Time by month")))
      \(rest)
      """
  }

  private func table(_ months: [OwnRecord.TimeOfMonth], _ title: String) -> HTML {
    ListTable(
      title: title,
      heads: [
        (say("月", "Month"), .words), (say("事例", "Use case"), .prose), (say("件数", "Cases"), .number), (say("総削減", "Gross"), .number),
        (say("付随", "Overheads"), .number), (say("純", "Net"), .number), (say("根拠水準", "Evidence"), .prose), (say("振向け", "Redirected"), .prose),
      ],
      rows: months.map { month in
        [
          "\(month.month.description)", "\(month.useCase)", "\(month.cases.map(String.init) ?? "–")", "\(hours(month.gross))", "\(hours(month.overhead))",
          "\(hours(month.net))", "E\(month.evidence) \(MonthlyReport.evidence(month.evidence, visit.language))", redirections(month),
        ]
      }
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
