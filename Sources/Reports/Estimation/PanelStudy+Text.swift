import Domain
import Foundation
import Statistics

/// The study as a page for the terminal, 100 cells wide.
extension PanelStudy {
  public var text: String {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let rule = String(repeating: "─", count: 100)
    var lines = [rule, "  " + say("施策の効果の推定", "What the scheme did, estimated"), rule]
    let treated = panel.firstTreated.count { $0 != nil }
    let span = [panel.periods.first, panel.periods.last].compactMap { $0.map(file.written) }.joined(separator: "–")
    lines.append(
      "  "
        + say(
          "所属 \(panel.units.count)（対象 \(treated)、対象外 \(panel.units.count - treated)）  時期 \(panel.periods.count)（\(span)）",
          "\(panel.units.count) units, \(treated) under the scheme and \(panel.units.count - treated) never; \(panel.periods.count) periods (\(span))"))
    for cohort in panel.cohorts {
      let count = panel.firstTreated.count { $0 == cohort }
      let before = panel.periods.count { $0 < cohort }
      lines.append(
        "    "
          + say(
            "開始 \(file.written(cohort)): \(count) 所属、前 \(before)・後 \(panel.periods.count - before) 時期",
            "start \(file.written(cohort)): \(count) units, \(before) periods before and \(panel.periods.count - before) after"))
    }
    lines.append(
      "  "
        + (options.isRandomised
          ? say("開始の順序は無作為に決められた（乱数の種 \(options.seed)）", "the order of starts was drawn at random (seed \(options.seed))")
          : say("開始の順序は無作為ではない: 区間は所属を一つずつ除く方法による", "the order of starts wasn't drawn at random: intervals leave out one unit at a time")))
    for (estimator, units) in leftOut.sorted(by: { $0.key < $1.key }) {
      lines.append("  " + say("使えない所属（\(estimator)）: ", "units that \(estimator) can't use: ") + units.joined(separator: ", "))
    }
    if let imputation { lines += section(say("代入法（Borusyak・Jaravel・Spiess 2024）", "Imputation (Borusyak, Jaravel and Spiess 2024)"), imputation) }
    if let callawaySantAnna {
      let how = "\(options.control), \(options.base)" + (options.anticipation > 0 ? ", anticipation \(options.anticipation)" : "")
      lines += section("Callaway & Sant'Anna 2021 (\(how))", callawaySantAnna)
      lines += cellTable
    }
    lines += checks
    lines += departmentTable
    lines += missingLines
    return (lines + [rule]).joined(separator: "\n") + "\n"
  }

  /// Averages, then the event study drawn.
  private func section(_ title: String, _ figures: [Figure]) -> [String] {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    var lines = ["", "  " + title]
    lines.append(
      "    " + TextTable.left("", 26) + TextTable.right(say("効果", "effect"), 11) + TextTable.right(say("95 % 区間", "95 % interval"), 26)
        + TextTable.right("p", 9) + TextTable.right(say("標準誤差", "se"), 10) + TextTable.right(say("解析SE", "analytic"), 10))
    for figure in figures {
      let name: String
      switch figure.target {
      case .simple: name = say("平均（対象の全時期）", "average of treated cells")
      case .dynamic: name = say("開始からの時期の平均", "mean of event times")
      case .groups: name = say("開始群の平均", "mean of cohorts")
      case .calendars: name = say("暦の時期の平均", "mean of periods")
      case .group(let cohort): name = "  " + say("開始 \(file.written(cohort))", "start \(file.written(cohort))")
      default: continue
      }
      lines.append(
        "    " + TextTable.left(name, 26) + TextTable.right(Self.number(figure.effect), 11) + TextTable.right(Self.interval(figure.estimate?.interval), 26)
          + TextTable.right(figure.estimate.map { Self.p($0.p) } ?? "–", 9)
          + TextTable.right(Self.number(figure.jackknife), 10) + TextTable.right(Self.number(figure.analytic), 10)
          + (figure.estimate.map { $0.method == .jackknife ? "" : "  " + $0.method.rawValue } ?? ""))
    }
    return lines + [""] + EventPlot(figures: figures, language: language).lines
  }

  private var cellTable: [String] {
    var lines = [
      "",
      "    "
        + language.choose("組ごとの効果（開始、時期、効果、解析SE、対象数、比較数）", "Cells: cohort, period, effect, analytic se, units treated, units compared"),
    ]
    for cell in cells {
      lines.append(
        "    " + TextTable.right(file.written(cell.group), 10) + TextTable.right(file.written(cell.period), 10) + TextTable.right(Self.number(cell.effect), 12)
          + TextTable.right(Self.number(cell.analyticStandardError), 12) + TextTable.right("\(cell.treatedCount)", 7)
          + TextTable.right("\(cell.controlCount)", 7) + (cell.event < 0 ? "  " + language.choose("前", "before") : ""))
    }
    return lines
  }

  private var checks: [String] {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    var lines: [String] = []
    if let preTrend {
      let test =
        switch preTrend.kind {
        case .wald(let statistic, let degrees): "Wald \(Self.number(statistic)), df \(degrees)"
        case .randomisation(let largest, let count):
          say("最大 |t| \(Self.number(largest))（\(count) 時期）", "largest |t| \(Self.number(largest)) of \(count) event times")
        }
      lines += [
        "", "  " + say("開始前の動き: ", "Before the start: ") + "\(test), p \(Self.p(preTrend.p)). \(noneDetected)",
        "    "
          + say(
            "1 時期あたり \(Self.number(preTrend.detectableSlope)) の傾きの差なら 80 % の確率で見つかった",
            "a slope of \(Self.number(preTrend.detectableSlope)) a period apart would have been found with 80 % power"),
      ]
    }
    for one in sensitivity {
      let what = one.target == "first" ? say("最初の時期の効果", "the first effect") : say("開始後の平均", "the mean after the start")
      let holds = one.breakdown.map { Self.number($0) } ?? say("4 を超える", "above 4")
      lines.append(
        "  "
          + say(
            "平行でない場合の\(what)（Rambachan & Roth 2023）: 崩れる Mbar \(holds)",
            "\(what) without parallel trends (Rambachan and Roth 2023): breaks down at Mbar \(holds)"))
      lines += one.relative.map { "    Mbar " + TextTable.right(Self.number($0.most), 8) + TextTable.right(Self.interval($0.interval), 26) }
      lines += one.smooth.map { "    M    " + TextTable.right(Self.number($0.most), 8) + TextTable.right(Self.interval($0.interval), 26) }
    }
    if let wildBootstrap {
      lines.append(
        "  "
          + say("効果が全くないという仮説（ワイルド・クラスター・ブートストラップ）: ", "No effect at all (wild cluster bootstrap): ")
          + "p \(Self.p(wildBootstrap.p))" + (wildBootstrap.isExact ? say("（全符号）", " (all signs)") : ""))
    }
    return lines
  }

  /// The newest period; all are in the JSON. In the units' own order: those whose intervals overlap aren't ranked.
  private var departmentTable: [String] {
    let newest = departments.filter { $0.effect.value != nil }.map(\.period).max()
    let shown = departments.filter { $0.period == newest && $0.effect.value != nil }
    guard let newest, !shown.isEmpty else { return [] }
    var lines = [
      "",
      "  "
        + language.choose(
          "所属ごとの \(file.written(newest))（効果、95 % 区間、平均へ寄せた値、比較数）。順位は付けません",
          "Units in \(file.written(newest)): effect, 95 % interval, drawn to the mean, units compared; they aren't ranked"),
    ]
    for one in shown.prefix(40) {
      guard let estimate = one.effect.value else { continue }
      lines.append(
        "    " + TextTable.left(one.unit, 26) + TextTable.right(Self.number(estimate.value), 11) + TextTable.right(Self.interval(estimate.interval), 26)
          + TextTable.right(Self.number(one.shrunken), 11) + TextTable.right("\(one.controlCount)", 7)
          + (one.hasFewControls ? "  " + language.choose("比較が少ない", "few to compare with") : ""))
    }
    if shown.count > 40 { lines.append("    " + language.choose("ほか \(shown.count - 40) 所属（JSON にすべて）", "and \(shown.count - 40) more (all are in the JSON)")) }
    return lines
  }

  /// Each reason once, with how often.
  private var missingLines: [String] {
    guard !missing.isEmpty else { return [] }
    var lines = ["", "  " + language.choose("判定不能", "Can't be said")]
    var counts: [String: Int] = [:]
    var order: [String] = []
    for one in missing {
      let sentence = "\(one.estimator) \(one.what): " + one.reason.sentence(in: language, period: file.written)
      if counts[sentence] == nil { order.append(sentence) }
      counts[sentence, default: 0] += 1
    }
    for sentence in order.prefix(30) { lines.append("    " + sentence + (counts[sentence].map { $0 > 1 ? " (×\($0))" : "" } ?? "")) }
    if order.count > 30 { lines.append("    " + language.choose("ほか \(order.count - 30) 件", "and \(order.count - 30) more")) }
    return lines
  }

  /// Five digits that matter, as statisticians print them.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return value == nil ? "–" : value == .infinity ? "∞" : "-∞" }
    if value == 0 { return "0" }
    let whole = max(0, Int(Foundation.log10(abs(value)).rounded(.down)) + 1)
    return String(format: "%.\(max(0, min(6, 5 - whole)))f", value)
  }

  static func interval(_ interval: Interval?) -> String { interval.map { "[\(number($0.lower)), \(number($0.upper))]" } ?? "–" }

  static func p(_ value: Double) -> String { value < 0.00005 ? "<0.0001" : String(format: "%.4f", value) }
}
