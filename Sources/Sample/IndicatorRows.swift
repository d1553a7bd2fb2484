/// An indicator (指標) of sections by month; values in tenths.
struct Indicator: Sendable {
  let code: String
  let title: String
  let unit: String
  let better: String
  let range: ClosedRange<Int>

  static let all = [
    Indicator(code: "overtime_hours", title: "一人当たり超過勤務時間", unit: "時間", better: "down", range: 60...320),
    Indicator(code: "service_quality", title: "窓口・応対の満足度", unit: "点", better: "up", range: 620...880),
    Indicator(code: "processing_days", title: "平均処理日数", unit: "日", better: "down", range: 30...210),
    Indicator(code: "incidents", title: "情報事故・誤送付", unit: "件", better: "down", range: 0...3),
  ]
}

extension SampleFile {
  static let indicatorDefinitions = SampleFile("indicator-definitions", columns: "code title unit better", pieces: Indicator.all.count) { place, rows in
    let indicator = Indicator.all[place]
    rows.text(indicator.code)
    rows.text(indicator.title)
    rows.text(indicator.unit)
    rows.text(indicator.better)
    rows.endRow()
  }
}

extension World {
  /// Values for each section in force: a level of its own, the season (March and April are busy), chance, and a slow gain in eager bureaus.
  func indicatorFile(months period: Range<Int>) -> SampleFile {
    let units = tree.units.count
    return SampleFile(
      "indicators", name: fileName("indicators", period), columns: "indicator unit_code month value", pieces: units * period.count
    ) { piece, rows in
      let unit = piece % units
      let place = period.lowerBound + piece / units
      let month = timeline.months[place]
      let year = timeline.year(of: month)
      guard tree.units[unit].kind == .section, tree.isInForce(unit, year: year), let bureau = tree.bureau(of: unit, year: year),
        let profile = profiles[bureau]
      else { return }
      for (turn, indicator) in Indicator.all.enumerated() {
        var level = Dice(seed, .indicator, unit, turn)
        var dice = Dice(seed, .indicator, unit, (place + 1) * 10 + turn)
        let base = level.within(indicator.range)
        let spread = max(1, base / 12)
        let gain = base * profile.ceiling * place / timeline.months.count / 12_000
        let season = indicator.code == "overtime_hours" && (month.month == 3 || month.month == 4) ? base / 4 : 0
        var tenths = base + (indicator.better == "up" ? gain : -gain) + season + dice.within(-spread...spread)
        if indicator.code == "incidents" { tenths = dice.chance(40 + base * 10) ? dice.within(1...2) * 10 : 0 }
        rows.text(indicator.code)
        rows.text(tree.units[unit].code)
        rows.month(month)
        rows.hundredths(max(0, tenths) * 10)
        rows.endRow()
      }
    }
  }
}
