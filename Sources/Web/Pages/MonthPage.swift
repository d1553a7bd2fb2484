import Domain
import Foundation
import HTTPTypes
import Reports
import Store

/// The month's report as a page: the account from gross to where the time went, and the same by unit.
struct MonthPage {
  let visit: Visit
  let report: MonthlyReport
  let freezes: Bool

  static func page(_ call: Call<ReportReader>) async throws -> Answer {
    guard let asked = try await MonthAsked(call) else {
      return MonthAsked.nothingYet(call.visit.say("月次報告", "Monthly report"), path: "/month", call.visit).keepingLanguage(call)
    }
    let report = try await Reporting.report(asked.month, call)
    return MonthPage(visit: call.visit, report: report, freezes: Freezer.admitted.contains(call.context.person.role)).answer.keepingLanguage(call)
  }

  static func freeze(_ call: Call<Freezer>) async throws -> Answer {
    guard let month = call.fields["month"].flatMap(Month.init) else {
      throw Fault.field("month", .unprocessableContent, "2026-10 のように入れてください", "give it like 2026-10")
    }
    try await call.services.database.takeSnapshot(of: month, as: call.context.viewer)
    return .seeOther("/month?month=\(month)")
  }

  /// The newest whole month, by the calendar of Japan.
  static func lastMonth() -> Month {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3_600) ?? .gmt
    let today = calendar.dateComponents([.year, .month], from: .now)
    guard let month = Month(year: today.year ?? 0, month: today.month ?? 0) else { preconditionFailure("today has no month") }
    return month.previous
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private var language: Language { visit.language }
  private var code: String? { report.unit?.code }
  private var monthName: String { report.month.title(language) }

  var answer: Answer {
    Layout(
      visit: visit, title: "\(monthName) \(title(of: report.unit))", path: "/month",
      query: [("month", report.month.description)] + (code.map { [("unit", $0)] } ?? []),
      trail: code == nil ? [] : [(say("全組織の月次報告", "Monthly report on the whole organisation"), link(report.month, unit: nil))],
      content: """
        <h1>\(title(of: report.unit)) <span>\(monthName)</span></h1>
        <p class="banner">\(basis)</p>
        \(freezing)
        \(turning)
        \(heads)
        \(comment)
        \(group)
        \(whereItWent)
        \(evidence)
        \(units)
        <p class="note">\(say("純＝総削減−確認・手直し・習得・操作。創出＝純の正の分。振向けは申告、確認済みは第二者が確認した分。報告のないものは 0 ではありません。", "Net = gross less verifying, rework, learning and operating; freed is its positive part. Redirected time is claimed; confirmed is what a second person confirmed. No record is not zero."))</p>
        """
    ).answer
  }

  private var basis: String {
    guard let time = report.takenAt else {
      return say(
        "当時の組織・未公表。原簿のままで秘匿していません。人事と監査だけの表示です。",
        "The organisation as then, unpublished: the live account with nothing withheld, for HR and auditors only.")
    }
    let mark = MonthlyReport.withheldMark
    return say(
      "当時の組織・未公表。\(time) に固定した数値です。\(mark) は小規模な集団を守るための秘匿です。",
      "The organisation as then, unpublished: frozen at \(time). \(mark) is withheld to protect small groups.")
  }

  private var freezing: HTML {
    guard freezes else { return "" }
    return Form(
      visit: visit, path: "/month/freeze",
      content: """
        <input type="hidden" name="month" value="\(report.month.description)">
        <button class="quiet">\(say("\(monthName)を今の内容で固定し、経営層と部署に見せる", "Freeze \(monthName) as it is now for leadership and departments"))</button>
        """
    ).html
  }

  private func title(of unit: UnitName?) -> String { MonthlyReport.name(of: unit, language) }

  private func link(_ month: Month, unit: String?) -> String {
    "/month?month=\(month)" + (unit.map { "&unit=\(Percent.encode($0))" } ?? "")
  }

  private var turning: HTML { MonthTurning(visit: visit, path: "/month", month: report.month, query: code.map { [("unit", $0)] } ?? []).html }

  private func hours(_ key: String, _ minutes: Int) -> String { report.total.shown(key, as: MonthlyReport.hours(minutes)) }
  private func count(_ key: String, _ number: Int) -> String { report.total.shown(key, as: MonthlyReport.grouped(number)) }
  private func share(_ key: String, _ minutes: Int) -> String {
    report.total.shown(key, "freed", as: MonthlyReport.share(minutes, report.total.account.freed))
  }

  private var heads: HTML {
    let total = report.total
    let account = total.account
    func head(_ name: String, _ value: String, _ unit: String, _ note: String) -> HTML {
      "<div><dt>\(name)</dt><dd><strong>\(value)</strong> \(unit)<small>\(note)</small></dd></div>"
    }
    let (net, loss, freed) = (hours("net", account.net), hours("loss", account.loss), hours("freed", account.freed))
    let confirmed = hours("higher_value.confirmed", account.higherValue.confirmed)
    let (heads, adopters) = (count("headcount", total.headcount), count("adopters", total.adopters))
    return """
      <dl class="heads">
      \(head(say("創出時間（純）", "Net time"), net, say("時間", "h"), say("損失 \(loss) 時間を差引後", "after a loss of \(loss) h")))
      \(head(say("振向け率", "Redirection rate"), share("higher_value.confirmed", account.higherValue.confirmed), "", say("確認済み \(confirmed) ／創出 \(freed) 時間", "\(confirmed) h confirmed of \(freed) h freed")))
      \(head(say("導入率", "Adoption rate"), total.shown("adopters", "headcount", as: MonthlyReport.percent(total.adoptionRate)), "", say("導入者 \(adopters) ／現員 \(heads) 人（下限）", "\(adopters) adopters of \(heads) persons, at least")))
      \(head(say("受講率", "Training"), total.shown("covered", "headcount", as: MonthlyReport.percent(total.trainingCoverage)), "", say("現員 \(heads) 人", "of \(heads) persons")))
      \(head(say("報告", "Reported"), count("reported", total.reported), "／\(count("in_force", total.inForce))", say("導入の件数", "adoptions in force")))
      </dl>
      """
  }

  private var comment: HTML {
    guard let comment = report.comment else { return "" }
    return "<section><h2>\(say("所属長コメント", "The head's comment"))</h2><p class=\"words\">\(comment.text)</p><p class=\"note\">\(comment.writtenAt)</p></section>"
  }

  private var group: HTML {
    guard let group = report.group else { return "" }
    let (figures, account) = (group.figures, group.figures.account)
    func row(_ name: String, _ key: String, _ minutes: Int) -> HTML {
      "<tr><th scope=\"row\">\(name)</th><td class=\"n\">\(figures.shown(key, as: MonthlyReport.hours(minutes)))</td></tr>"
    }
    let name = say("この所属を含むまとまり：\(title(of: group.unit))", "A group with this unit in it: \(title(of: group.unit))")
    return """
      <h2>\(name)</h2>
      <p class="note">\(say("この所属の時間は少人数のため示せません。数値のある最も近いまとまりを示します。", "This unit's time is that of too few persons to be shown. This is the nearest group that has figures."))</p>
      <div class="scroll" tabindex="0" role="region" aria-label="\(name)"><table>
      <thead><tr><th scope="col">\(say("項目", "Figure"))</th><th scope="col" class="n">\(say("時間", "h"))</th></tr></thead><tbody>
      \(row(say("創出時間（純）", "Net time"), "net", account.net))\(row(say("創出時間", "Freed time"), "freed", account.freed))
      \(row(say("高付加価値業務（申告）", "To higher-value work, claimed"), "higher_value.claimed", account.higherValue.claimed))
      \(row(say("使途未把握", "Unaccounted"), "unaccounted.claimed", account.unaccounted))
      </tbody></table></div>
      """
  }

  private var whereItWent: HTML {
    let account = report.total.account
    let rows: [HTML] =
      report.categories.map { category in
        let minutes = report.total.categories[category.code] ?? RedirectedMinutes()
        let key = "category.\(category.code)"
        return row(
          language == .english ? category.titleEnglish ?? category.title : category.title, category.tier.title(language), "\(key).claimed", minutes.claimed,
          hours("\(key).confirmed", minutes.confirmed))
      } + [row(say("使途未把握", "Unaccounted"), "–", "unaccounted.claimed", account.unaccounted, "–")]
    return """
      <h2>\(say("創出時間の行き先", "Where freed time went"))</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="\(say("創出時間の行き先", "Where freed time went"))"><table>
      <thead><tr><th scope="col">\(say("振向け先", "Category"))</th><th scope="col">\(say("区分", "Tier"))</th><th scope="col" class="n">\(say("申告（時間）", "Claimed, h"))</th><th scope="col" class="n">\(say("確認済み（時間）", "Confirmed, h"))</th><th scope="col" class="n">\(say("創出に占める割合", "Of freed"))</th></tr></thead>
      <tbody>\(rows)</tbody>
      <tfoot><tr><th scope="row">\(say("創出時間", "Freed"))</th><td></td><td class="n">\(hours("freed", account.freed))</td><td class="n"></td><td class="n">\(share("freed", account.freed))</td></tr></tfoot>
      </table></div>
      """
  }

  private func row(_ name: String, _ tier: String, _ key: String, _ minutes: Int, _ confirmed: String) -> HTML {
    "<tr><th scope=\"row\">\(name)</th><td>\(tier)</td><td class=\"n\">\(hours(key, minutes))</td><td class=\"n\">\(confirmed)</td><td class=\"n\">\(share(key, minutes))</td></tr>"
  }

  private var evidence: HTML {
    let rows: [HTML] = report.total.evidence.enumerated().map { level, minutes in
      "<tr><th scope=\"row\">E\(level) \(MonthlyReport.evidence(level, language))</th><td class=\"n\">\(hours("E\(level).gross", minutes.gross))</td><td class=\"n\">\(hours("E\(level).net", minutes.net))</td><td class=\"n\">\(hours("E\(level).freed", minutes.freed))</td></tr>"
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
      let figures = part.figures
      let minutes = figures.account
      func hours(_ key: String, _ minutes: Int) -> String { figures.shown(key, as: MonthlyReport.hours(minutes)) }
      let name: HTML =
        part.isOwn
        ? "\(title(of: part.unit))\(say("（直属）", " (itself)"))" : "<a href=\"\(link(report.month, unit: part.unit.code))\">\(title(of: part.unit))</a>"
      return """
        <tr><th scope="row">\(name)</th><td class="n">\(figures.shown("headcount", as: MonthlyReport.grouped(figures.headcount)))</td><td class="n">\(figures.shown("adopters", "headcount", as: MonthlyReport.percent(figures.adoptionRate)))</td>\
        <td class="n">\(hours("net", minutes.net))</td><td class="n">\(hours("freed", minutes.freed))</td><td class="n">\(hours("higher_value.claimed", minutes.higherValue.claimed))</td>\
        <td class="n">\(hours("higher_value.confirmed", minutes.higherValue.confirmed))</td><td class="n">\(hours("unaccounted.claimed", minutes.unaccounted))</td></tr>
        """
    }
    guard !rows.isEmpty else { return "<p>\(say("この下に見られる所属はありません。", "There are no units to be shown under this one."))</p>" }
    return """
      <h2>\(say("所属ごと", "By unit"))</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="\(say("所属ごと", "By unit"))"><table>
      <thead><tr><th scope="col">\(say("所属", "Unit"))</th><th scope="col" class="n">\(say("現員", "Persons"))</th><th scope="col" class="n">\(say("導入率", "Adoption"))</th><th scope="col" class="n">\(say("純（時間）", "Net, h"))</th><th scope="col" class="n">\(say("創出（時間）", "Freed, h"))</th><th scope="col" class="n">\(say("振向け申告（時間）", "Redirected, h"))</th><th scope="col" class="n">\(say("確認済み（時間）", "Confirmed, h"))</th><th scope="col" class="n">\(say("使途未把握（時間）", "Unaccounted, h"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
