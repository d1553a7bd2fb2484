import Domain
import Reports

/// How it has come to this, and the bureaus side by side.
extension LeadershipPage {
  var trend: HTML {
    let months = briefing.trend
    let known = months.filter { $0.freed != nil }
    guard let first = known.first, let last = known.last, first.month < last.month, let from = first.freed, let to = last.freed else { return "" }
    let hours = (MonthlyReport.hours(from), MonthlyReport.hours(to))
    func series(_ name: String, _ minutes: (TrendMonth) -> Int?) -> Chart.Series {
      Chart.Series(
        name: name,
        points: months.map { month in
          minutes(month).map { Chart.Point(value: MonthlyReport.hourCount($0), shown: MonthlyReport.hours($0)) }
            ?? Chart.Point(value: nil, shown: month.isThere ? MonthlyReport.withheldMark : "–")
        })
    }
    return Chart(
      visit: visit, kind: .line,
      message: say(
        "創出時間は \(first.month) の \(hours.0) 時間から \(last.month) の \(hours.1) 時間へ",
        "Freed time: from \(hours.0) h in \(first.month) to \(hours.1) h in \(last.month)"),
      head: say("月", "Month"), rows: months.map { ($0.month.description, "/leadership?month=\($0.month)") },
      series: [
        series(say("創出", "Freed"), \.freed), series(say("高付加価値（申告）", "Higher value, claimed"), \.claimed),
        series(say("うち確認済み", "Confirmed"), \.confirmed),
      ],
      unit: say("時間", "h"), folds: true
    ).html
  }

  var funnel: HTML {
    guard let funnel = briefing.standing.funnel else { return "" }
    let bureaus = briefing.bureaus.filter { $0.figures.withheld.isDisjoint(with: ["adopters", "headcount"]) && $0.figures.headcount > 0 }
    let rates = bureaus.map { ($0.figures.adoptionRate ?? 0, funnel.limits(of: $0.figures.headcount)) }
    func percent(_ rate: Double) -> Chart.Point { Chart.Point(value: rate * 100, shown: MonthlyReport.percent(rate)) }
    let outside = rates.filter { !$1.contains($0) }.count
    return Chart(
      visit: visit, kind: .funnel,
      message: outside == 0
        ? say("導入率の差は、どの局も偶然の範囲です", "No bureau's adoption rate is beyond chance")
        : say("導入率が偶然の範囲を超える局は \(outside) です", "\(outside) bureaus' adoption rates are beyond chance"),
      head: say("局", "Bureau"), rows: bureaus.map { (title(of: $0.unit), link(to: $0.unit)) },
      series: [
        Chart.Series(
          name: say("現員（人）", "Persons"),
          points: bureaus.map { Chart.Point(value: Double($0.figures.headcount), shown: MonthlyReport.grouped($0.figures.headcount)) }),
        Chart.Series(name: say("導入率", "Adoption rate"), points: rates.map { percent($0.0) }),
        Chart.Series(name: say("範囲の下限", "Lower limit"), points: rates.map { percent($0.1.lowerBound) }),
        Chart.Series(name: say("範囲の上限", "Upper limit"), points: rates.map { percent($0.1.upperBound) }),
      ],
      unit: "%", centre: funnel.centre * 100, folds: true
    ).html
  }

  var bureaus: HTML {
    let title = say("局ごと", "By bureau")
    let rows: [[HTML]] = briefing.bureaus.map { bureau in
      let (figures, account) = (bureau.figures, bureau.figures.account)
      func hours(_ key: String, _ minutes: Int) -> HTML { "\(figures.shown(key, as: MonthlyReport.hours(minutes)))" }
      return [
        "<a href=\"\(link(to: bureau.unit))\">\(self.title(of: bureau.unit))</a>",
        "\(figures.shown("headcount", as: MonthlyReport.grouped(figures.headcount)))",
        "\(figures.shown("adopters", "headcount", as: MonthlyReport.percent(figures.adoptionRate)))",
        "\(figures.shown("covered", "headcount", as: MonthlyReport.percent(figures.trainingCoverage)))", hours("freed", account.freed),
        hours("higher_value.claimed", account.higherValue.claimed), hours("higher_value.confirmed", account.higherValue.confirmed),
        hours("unaccounted.claimed", account.unaccounted),
      ]
    }
    guard !rows.isEmpty else { return "" }
    return """
      <h2>\(title)</h2>
      \(ListTable(title: title, heads: [
        (say("局", "Bureau"), .words), (say("現員", "Persons"), .number), (say("導入率", "Adoption"), .number), (say("受講率", "Training"), .number),
        (say("創出（時間）", "Freed, h"), .number), (say("振向け申告（時間）", "Redirected, h"), .number), (say("確認済み（時間）", "Confirmed, h"), .number),
        (say("使途未把握（時間）", "Unaccounted, h"), .number),
      ], rows: rows).html)
      """
  }
}
