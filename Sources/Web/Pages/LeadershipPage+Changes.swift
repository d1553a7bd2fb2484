import Reports

/// What changed since the month before, which bureaus stand out beyond noise, and which schemes are in force.
extension LeadershipPage {
  var changes: HTML {
    let title = say("前月からの変化（創出時間）", "Changed since last month, freed")
    guard briefing.before != nil else { return "<h2>\(title)</h2><p>\(say("前月の数値がないため比べられません。", "There are no figures of the month before."))</p>" }
    let moves = briefing.movements
    guard !moves.isEmpty else { return "<h2>\(title)</h2><p>\(say("比べられる局に変化はありません。", "No bureau that can be compared has changed."))</p>" }
    let (rises, falls) = (moves.prefix { $0.change > 0 }.prefix(3), Array(moves.reversed().prefix { $0.change < 0 }.prefix(3)))
    func list(_ moves: some Sequence<Movement>) -> [HTML] {
      moves.map { move in
        let sign = move.change > 0 ? "+" : ""
        return """
          <li><a href="\(link(to: move.unit))">\(self.title(of: move.unit))</a> <strong>\(sign)\(MonthlyReport.hours(move.change))</strong> \
          <span class="note">\(MonthlyReport.hours(move.before)) → \(MonthlyReport.hours(move.freed)) \(say("時間", "h"))</span></li>
          """
      }
    }
    return "<h2>\(title)</h2><ul>\(list(rises))\(list(falls))</ul>"
  }

  var standing: HTML {
    let standing = briefing.standing
    let lines: [HTML] = standing.outside.prefix(4).map { found in
      let (low, high) = (MonthlyReport.percent(max(found.usual.lowerBound, 0)), MonthlyReport.percent(min(found.usual.upperBound, 1)))
      let chip: HTML = "<span class=\"chip \(found.isAbove ? "blue" : "yellow")\">\(found.isAbove ? say("高い", "high") : say("低い", "low"))</span>"
      return """
        <li>\(chip) <a href="\(link(to: found.unit))">\(title(of: found.unit))</a> \(name(found.measure)) <strong>\(MonthlyReport.percent(found.rate))</strong> \
        <span class="note">\(say("（通常 \(low)〜\(high)）", "(\(low)–\(high))"))</span></li>
        """
    }
    let unknown = standing.unknown.map(name).joined(separator: say("、", ", "))
    let cannot: HTML = HTML.when(
      !standing.unknown.isEmpty,
      "<p class=\"note\">\(say("比べられる局が \(Outliers.fewest) に満たないか、差がないため、判定できません：\(unknown)。", "It can't be said of \(unknown): fewer than \(Outliers.fewest) bureaus can be compared, or they don't differ."))</p>"
    )
    let none: HTML = HTML.when(
      lines.isEmpty && standing.unknown.count < Standing.Measure.allCases.count, "<p>\(say("偶然の範囲を超える局はありません。", "No bureau stands out beyond chance."))</p>")
    let more = standing.outside.count - lines.count
    return """
      <h2>\(say("偶然の範囲を超える局", "Bureaus beyond chance"))</h2>
      <ul>\(lines)</ul>\(none)\(cannot)
      \(HTML.when(more > 0, "<p class=\"note\">\(say("ほか \(more) 件", "\(more) more"))</p>"))
      <details><summary>\(say("判定のしかた", "How this is judged"))</summary><p class="note">\(rule)</p></details>
      """
  }

  private var rule: String {
    let wider =
      briefing.standing.funnel.flatMap { $0.dispersion > 1 ? MonthlyReport.decimal($0.dispersion.squareRoot()) : nil }.map {
        say("導入率は局の間の差が偶然より大きいため、範囲を \($0) 倍に広げています。", " Adoption rates differ by more than chance throughout, so their range is \($0) times as wide.")
      } ?? ""
    return say(
      "導入率・受講率・報告率は人数や件数の割合なので、全体の割合から二項分布の標準誤差の 3 倍を超えて離れた局を挙げます（人数の少ない局ほど範囲は広くなります）。振向け率と使途未把握は時間の割合なので、局の中央値から離れた度合い（修正 z 値）が 3.5 を超えた局を挙げます。局が \(Outliers.fewest) に満たなければ判定しません。良し悪しの順位ではありません。",
      "Adoption, training and reporting are shares of persons or adoptions: a bureau is named where it lies more than three binomial standard errors off the share of all, so the range is wider for small bureaus. Redirection and unaccounted time are shares of hours: a bureau is named where its modified z-score from the bureaus' median is above 3.5. Of fewer than \(Outliers.fewest) bureaus nothing is said. It is no ranking of good and bad."
    ) + wider
  }

  private func name(_ measure: Standing.Measure) -> String {
    switch measure {
    case .adoption: say("導入率", "adoption")
    case .training: say("受講率", "training")
    case .reporting: say("報告率", "reporting")
    case .redirection: say("振向け率", "redirection")
    case .unaccounted: say("使途未把握", "unaccounted")
    }
  }

  var schemes: HTML {
    let title = say("実施中の施策", "Schemes in force")
    guard !briefing.schemes.isEmpty else { return "<h2>\(title)</h2><p>\(say("ありません。", "None."))</p>" }
    let lines: [HTML] = briefing.schemes.prefix(5).map { scheme in
      let cost = scheme.cost.map { say("・費用 \(MonthlyReport.grouped($0)) 円", ", \(MonthlyReport.grouped($0)) yen") } ?? ""
      let until = scheme.endsOn.map { say("・\($0) まで", ", until \($0)") } ?? ""
      return
        "<li>\(scheme.title) <span class=\"note\">\(say("\(scheme.units) 所属", scheme.units == 1 ? "1 unit" : "\(scheme.units) units"))\(cost)\(until)</span></li>"
    }
    let more = briefing.schemes.count - lines.count
    return """
      <h2>\(title)</h2><ul>\(lines)</ul>
      \(HTML.when(more > 0, "<p class=\"note\">\(say("ほか \(more) 件", "\(more) more"))</p>"))
      """
  }
}
