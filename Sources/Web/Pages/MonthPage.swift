import Domain
import Foundation
import Reports
import Store

/// The month's report as a page: the account from gross to where the time went, and the same by unit.
struct MonthPage {
  let visit: Visit
  let report: MonthlyReport

  static func page(_ call: Call<LiveReader>) async throws -> Answer {
    let month = call.arguments["month"].flatMap(Month.init) ?? lastMonth()
    let report = try await MonthlyReport.live(month, unit: call.arguments["unit"], in: call.services.database, as: call.context.viewer)
    return MonthPage(visit: call.visit, report: report).answer.keepingLanguage(call)
  }

  /// The newest whole month, by the calendar of Japan.
  private static func lastMonth() -> Month {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3_600) ?? .gmt
    let today = calendar.dateComponents([.year, .month], from: .now)
    guard let month = Month(year: today.year ?? 0, month: today.month ?? 0) else { preconditionFailure("today has no month") }
    return month.previous
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private var language: Language { visit.language }
  private var code: String? { report.unit?.code }
  private var monthName: String { say("\(report.month.year)年\(report.month.month)月", report.month.description) }

  var answer: Answer {
    Layout(
      visit: visit, title: "\(monthName) \(title(of: report.unit))", path: "/month",
      query: [("month", report.month.description)] + (code.map { [("unit", $0)] } ?? []),
      content: """
        <p class="trail">\(trail)</p>
        <h1>\(title(of: report.unit)) <span>\(monthName)</span></h1>
        <p class="banner">\(say("当時の組織・未公表。原簿のままで秘匿していません。人事と監査だけの表示です。", "The organisation as then, unpublished: the live account with nothing withheld, for HR and auditors only."))</p>
        \(turning)
        \(heads)
        \(whereItWent)
        \(evidence)
        \(units)
        <p class="note">\(say("純＝総削減−確認・手直し・習得・操作。創出＝純の正の分。振向けは申告、確認済みは第二者が確認した分。報告のないものは 0 ではありません。", "Net = gross less verifying, rework, learning and operating; freed is its positive part. Redirected time is claimed; confirmed is what a second person confirmed. No record is not zero."))</p>
        """
    ).answer
  }

  private func title(of unit: UnitName?) -> String {
    guard let unit else { return say("全組織", "Whole organisation") }
    return language == .english ? unit.nameEnglish ?? unit.name : unit.name
  }

  private func link(_ month: Month, unit: String?) -> String {
    "/month?month=\(month)" + (unit.map { "&unit=\(Percent.encode($0))" } ?? "")
  }

  private var trail: HTML {
    code == nil ? "\(say("月次報告", "Monthly report"))" : "<a href=\"\(link(report.month, unit: nil))\">\(say("全組織", "Whole organisation"))</a>"
  }

  private var turning: HTML {
    let unit: HTML = code.map { "<input type=\"hidden\" name=\"unit\" value=\"\($0)\">" } ?? ""
    return """
      <form class="turning" action="/month">
      <a href="\(link(report.month.previous, unit: code))" rel="prev">← \(say("前月", "Earlier"))</a>
      <label for="month">\(say("月", "Month"))</label>
      <input id="month" name="month" type="month" value="\(report.month.description)" required>\(unit)
      <button>\(say("表示", "Show"))</button>
      <a href="\(link(report.month.next, unit: code))" rel="next">\(say("翌月", "Later")) →</a>
      </form>
      """
  }

  private func hours(_ minutes: Int) -> String { MonthlyReport.hours(minutes) }

  private var heads: HTML {
    let total = report.total
    let account = total.account
    func head(_ name: String, _ value: String, _ unit: String, _ note: String) -> HTML {
      "<div><dt>\(name)</dt><dd><strong>\(value)</strong> \(unit)<small>\(note)</small></dd></div>"
    }
    return """
      <dl class="heads">
      \(head(say("創出時間（純）", "Net time"), hours(account.net), say("時間", "h"), say("損失 \(hours(account.loss)) 時間を差引後", "after a loss of \(hours(account.loss)) h")))
      \(head(say("振向け率", "Redirection rate"), MonthlyReport.share(account.higherValue.confirmed, account.freed), "", say("確認済み \(hours(account.higherValue.confirmed)) ／創出 \(hours(account.freed)) 時間", "\(hours(account.higherValue.confirmed)) h confirmed of \(hours(account.freed)) h freed")))
      \(head(say("導入率", "Adoption rate"), MonthlyReport.percent(total.adoptionRate), "", say("導入者 \(total.adopters) ／現員 \(total.headcount) 人（下限）", "\(total.adopters) adopters of \(total.headcount) persons, at least")))
      \(head(say("受講率", "Training"), MonthlyReport.percent(total.trainingCoverage), "", say("現員 \(total.headcount) 人", "of \(total.headcount) persons")))
      \(head(say("報告", "Reported"), "\(total.reported)", "／\(total.inForce)", say("導入の件数", "adoptions in force")))
      </dl>
      """
  }

  private var whereItWent: HTML {
    let account = report.total.account
    let rows: [HTML] =
      report.categories.map { category in
        let minutes = report.total.categories[category.code] ?? RedirectedMinutes()
        return row(
          language == .english ? category.titleEnglish ?? category.title : category.title, tier(category.tier), minutes.claimed, hours(minutes.confirmed),
          of: account.freed)
      } + [row(say("使途未把握", "Unaccounted"), "–", account.unaccounted, "–", of: account.freed)]
    return """
      <h2>\(say("創出時間の行き先", "Where freed time went"))</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="\(say("創出時間の行き先", "Where freed time went"))"><table>
      <thead><tr><th scope="col">\(say("振向け先", "Category"))</th><th scope="col">\(say("区分", "Tier"))</th><th scope="col" class="n">\(say("申告（時間）", "Claimed, h"))</th><th scope="col" class="n">\(say("確認済み（時間）", "Confirmed, h"))</th><th scope="col" class="n">\(say("創出に占める割合", "Of freed"))</th></tr></thead>
      <tbody>\(rows)</tbody>
      <tfoot><tr><th scope="row">\(say("創出時間", "Freed"))</th><td></td><td class="n">\(hours(account.freed))</td><td class="n"></td><td class="n">\(MonthlyReport.share(account.freed, account.freed))</td></tr></tfoot>
      </table></div>
      """
  }

  private func row(_ name: String, _ tier: String, _ minutes: Int, _ confirmed: String, of freed: Int) -> HTML {
    "<tr><th scope=\"row\">\(name)</th><td>\(tier)</td><td class=\"n\">\(hours(minutes))</td><td class=\"n\">\(confirmed)</td><td class=\"n\">\(MonthlyReport.share(minutes, freed))</td></tr>"
  }

  private func tier(_ tier: Tier) -> String {
    switch tier {
    case .higherValue: say("高付加価値業務", "Higher value")
    case .sameWork: say("同一業務", "Same work")
    case .overtimeCut: say("超過勤務縮減", "Less overtime")
    }
  }

  private var evidence: HTML {
    let rows: [HTML] = report.total.evidence.enumerated().map { level, minutes in
      "<tr><th scope=\"row\">E\(level) \(MonthlyReport.evidence(level, language))</th><td class=\"n\">\(hours(minutes.gross))</td><td class=\"n\">\(hours(minutes.net))</td><td class=\"n\">\(hours(minutes.freed))</td></tr>"
    }
    return """
      <h2>\(say("根拠水準ごと", "By evidence level"))</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="\(say("根拠水準ごと", "By evidence level"))"><table>
      <thead><tr><th scope="col">\(say("根拠水準", "Level"))</th><th scope="col" class="n">\(say("総削減（時間）", "Gross, h"))</th><th scope="col" class="n">\(say("純（時間）", "Net, h"))</th><th scope="col" class="n">\(say("創出（時間）", "Freed, h"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private var units: HTML {
    let rows: [HTML] = report.parts.map { part in
      let minutes = part.figures.account
      let name: HTML =
        part.isOwn
        ? "\(title(of: part.unit))\(say("（直属）", " (itself)"))" : "<a href=\"\(link(report.month, unit: part.unit.code))\">\(title(of: part.unit))</a>"
      return """
        <tr><th scope="row">\(name)</th><td class="n">\(part.figures.headcount)</td><td class="n">\(MonthlyReport.percent(part.figures.adoptionRate))</td>\
        <td class="n">\(hours(minutes.net))</td><td class="n">\(hours(minutes.freed))</td><td class="n">\(hours(minutes.higherValue.claimed))</td>\
        <td class="n">\(hours(minutes.higherValue.confirmed))</td><td class="n">\(hours(minutes.unaccounted))</td></tr>
        """
    }
    guard !rows.isEmpty else { return "<p>\(say("この月に所属はありません。", "There are no units in this month."))</p>" }
    return """
      <h2>\(say("所属ごと", "By unit"))</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="\(say("所属ごと", "By unit"))"><table>
      <thead><tr><th scope="col">\(say("所属", "Unit"))</th><th scope="col" class="n">\(say("現員", "Persons"))</th><th scope="col" class="n">\(say("導入率", "Adoption"))</th><th scope="col" class="n">\(say("純（時間）", "Net, h"))</th><th scope="col" class="n">\(say("創出（時間）", "Freed, h"))</th><th scope="col" class="n">\(say("振向け申告（時間）", "Redirected, h"))</th><th scope="col" class="n">\(say("確認済み（時間）", "Confirmed, h"))</th><th scope="col" class="n">\(say("使途未把握（時間）", "Unaccounted, h"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
