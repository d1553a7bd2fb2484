import Domain
import HTTPTypes
import Reports
import Store

/// The month on one screen for leadership: what was freed, where it went, how sure that is, what changed, who stands out, what is in force.
struct LeadershipPage {
  let visit: Visit
  let briefing: Briefing
  /// The newest month that there is.
  let newest: Month

  static func page(_ call: Call<BriefingReader>) async throws -> Answer {
    let (database, reader, asked) = (call.services.database, call.context, call.arguments["month"].flatMap(Month.init))
    if reader.isLive {
      let newest = MonthPage.lastMonth()
      let briefing = try await Briefing.live(asked ?? newest, in: database, as: reader.viewer)
      return LeadershipPage(visit: call.visit, briefing: briefing, newest: newest).answer.keepingLanguage(call)
    }
    guard let newest = try await database.newestFrozenMonth(as: reader.viewer) else { return nothingYet(call.visit).keepingLanguage(call) }
    let briefing = try await Briefing.published(asked ?? newest, in: database, as: reader.viewer)
    return LeadershipPage(visit: call.visit, briefing: briefing, newest: newest).answer.keepingLanguage(call)
  }

  private static func nothingYet(_ visit: Visit) -> Answer {
    let title = visit.say("今月のまとめ", "The month")
    return Layout(
      visit: visit, title: title, path: "/leadership",
      content: """
        <h1>\(title)</h1>
        <p class="notice">\(visit.say("固定された月がまだありません。人事が月を固定すると、ここに表示されます。", "No month has been frozen yet. As soon as HR has one frozen, it stands here."))</p>
        """
    ).answer
  }

  var report: MonthlyReport { briefing.report }
  var language: Language { visit.language }
  func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private func name(_ month: Month) -> String { say("\(month.year)年\(month.month)月", month.description) }
  func title(of unit: UnitName) -> String { language == .english ? unit.nameEnglish ?? unit.name : unit.name }
  func link(to unit: UnitName) -> String { "/month?month=\(report.month)&unit=\(Percent.encode(unit.code))" }

  var answer: Answer {
    let title = say("\(name(report.month))のまとめ", "\(report.month) at a glance")
    return Layout(
      visit: visit, title: title, path: "/leadership", query: [("month", report.month.description)], scripts: Layout.chartScripts, isBoard: true,
      content: """
        <div class="top"><h1>\(title)</h1>\(turning)</div>
        <p class="lead">\(briefing.sentence(language))</p>
        \(heads)
        <div class="trio">
        <div>\(whereItWent)<section>\(schemes)</section></div>
        <div><section>\(evidence)</section><section>\(basis)</section></div>
        <div><section>\(changes)</section><section>\(standing)</section></div>
        </div>
        \(trend)
        <div class="onscreen">\(funnel)\(bureaus)</div>
        """
    ).answer
  }

  private var turning: HTML { MonthTurning(visit: visit, path: "/leadership", month: report.month) { $0 <= newest }.html }

  /// A figure of this month with those of the month and the year before.
  private func head(_ name: String, _ note: String, _ shown: (MonthlyReport) -> String) -> HTML {
    let earlier = [(say("前月", "month before"), briefing.before), (say("前年", "year before"), briefing.yearBefore)]
      .map { "<span>\($0) \($1.map(shown) ?? "–")</span> " as HTML }
    return "<div><dt>\(name)</dt><dd><strong>\(shown(report))</strong>\(HTML.when(!note.isEmpty, " \(note)"))<small>\(earlier)</small></dd></div>"
  }

  private func share(_ key: String, _ minutes: @escaping (Figures) -> Int) -> (MonthlyReport) -> String {
    { $0.total.shown(key, "freed", as: MonthlyReport.share(minutes($0.total), $0.total.account.freed)) }
  }

  private var heads: HTML {
    """
    <dl class="heads">
    \(head(say("創出時間", "Freed time"), say("時間", "h")) { $0.total.shown("freed", as: MonthlyReport.hours($0.total.account.freed)) })
    \(head(say("創出時間（純）", "Net time"), say("時間", "h")) { $0.total.shown("net", as: MonthlyReport.hours($0.total.account.net)) })
    \(head(say("振向け率（確認済み）", "Redirected, confirmed"), "", share("higher_value.confirmed") { $0.account.higherValue.confirmed }))
    \(head(say("使途未把握", "Unaccounted"), "", share("unaccounted.claimed") { $0.account.unaccounted }))
    \(head(say("導入率", "Adoption rate"), "") { $0.total.shown("adopters", "headcount", as: MonthlyReport.percent($0.total.adoptionRate)) })
    \(head(say("受講率", "Training"), "") { $0.total.shown("covered", "headcount", as: MonthlyReport.percent($0.total.trainingCoverage)) })
    </dl>
    """
  }

  private var whereItWent: HTML {
    let (total, account) = (report.total, report.total.account)
    let parts: [(String, String, Int)] = [
      (say("高付加価値（申告）", "Higher value, claimed"), "higher_value.claimed", account.higherValue.claimed),
      (say("うち確認済み", "of this confirmed"), "higher_value.confirmed", account.higherValue.confirmed),
      (say("同一業務", "Same work"), "same_work.claimed", total.sameWork.claimed),
      (say("超過勤務縮減", "Less overtime"), "overtime_cut.claimed", total.overtimeCut.claimed),
      (say("使途未把握", "Unaccounted"), "unaccounted.claimed", account.unaccounted),
    ]
    return Chart(
      visit: visit, kind: .stack, message: say("創出時間の行き先（時間）", "Where freed time went, in hours"), head: say("行き先", "Where to"),
      rows: parts.map { ($0.0, nil) },
      series: [
        Chart.Series(name: say("時間", "h"), points: parts.map { point($0.1, $0.2) }),
        Chart.Series(
          name: say("創出に占める割合", "of freed"),
          points: parts.map { Chart.Point(value: nil, shown: total.shown($0.1, "freed", as: MonthlyReport.share($0.2, account.freed))) }, style: .text),
      ],
      unit: say("時間", "h"), folds: true
    ).html
  }

  private func point(_ key: String, _ minutes: Int) -> Chart.Point {
    let isWithheld = report.total.withheld.contains(key)
    return Chart.Point(value: isWithheld ? nil : MonthlyReport.hourCount(minutes), shown: report.total.shown(key, as: MonthlyReport.hours(minutes)))
  }

  private var evidence: HTML {
    let total = report.total
    let rows: [HTML] = (1...5).map { level in
      let minutes = total.evidence[level]
      let key = "E\(level).freed"
      return """
        <tr><th scope="row">E\(level) \(MonthlyReport.evidence(level, language))</th><td class="n">\(total.shown(key, as: MonthlyReport.hours(minutes.freed)))</td>\
        <td class="n">\(total.shown(key, "freed", as: MonthlyReport.share(minutes.freed, total.account.freed)))</td></tr>
        """
    }
    let (title, reported) = (say("どれだけ確かか", "How sure that is"), total.shown("reported", as: MonthlyReport.grouped(total.reported)))
    let inForce = total.shown("in_force", as: MonthlyReport.grouped(total.inForce))
    return """
      <h2>\(title)</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table>
      <thead><tr><th scope="col">\(say("根拠水準", "Evidence"))</th><th scope="col" class="n">\(say("創出（時間）", "Freed, h"))</th><th scope="col" class="n">\(say("割合", "Share"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      <p class="note">\(say("導入 \(inForce) 件のうち報告 \(reported) 件（未報告は 0 ではない）", "\(reported) of \(inForce) adoptions reported; no record is not zero"))</p>
      """
  }

  private var basis: HTML {
    let withheld = MonthlyReport.withheldMark
    let basis =
      report.takenAt.map {
        say(
          "当時の組織・未公表。\($0) に固定。\(withheld) は小規模な集団を守るための秘匿です。",
          "The organisation as then, unpublished: frozen at \($0). \(withheld) is withheld to protect small groups.")
      }
      ?? say("当時の組織・未公表。原簿のままで秘匿していません。", "The organisation as then, unpublished: the live account with nothing withheld.")
    return """
      <h2>\(say("この数値について", "About these figures"))</h2>
      <p class="note">\(basis)</p>
      <p class="note">\(say("創出は純の正の分。振向けは申告、確認済みは第二者が確認した分。", "Freed is the positive part of net; confirmed is what a second person confirmed."))</p>
      <p><a href="/month?month=\(report.month.description)">\(say("月次報告をすべて見る", "The whole monthly report"))</a></p>
      """
  }
}
