public import Domain

/// What whoever registers a trial is told: what it can find above all.
extension TrialRegistration {
  public func text(_ language: Language) -> String {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let measure = TrialMeasure(code: plan.primary.measure)
    func amount(_ number: Double) -> String { measure?.amount(number, language) ?? "\(number)" }
    var lines = [
      say("\(plan.code) を登録しました。", "\(plan.code) is registered."),
      say(
        "この計画で見つけられるのは、\(amount(detectable.effect)) 以上の差です（これまで \(detectable.months) か月の平均は \(amount(detectable.mean))）。それより小さい効果は、あっても見逃すでしょう。",
        "The plan finds differences from \(amount(detectable.effect)) on (the mean of the last \(detectable.months) months is \(amount(detectable.mean))). A smaller effect would probably be missed."
      ),
      say(
        "その大きさの効果は、この計画を模した \(detectable.simulations) 回のうち \(TrialMeasure.decimal(detectable.simulatedPower * 100)) % で見つかりました。",
        "An effect of that size was found in \(TrialMeasure.decimal(detectable.simulatedPower * 100)) % of \(detectable.simulations) simulations of this plan."),
    ]
    lines += notes.map { note in
      switch note {
      case .reportingRateAdded:
        say(
          "報告率を安全指標に加えました。群によって違えば、結果は判定不能になります。", "The reporting rate was added to the guardrails: where it differs between groups, the result can't be said.")
      case .fewUnits: say("所属が \(units.count) では、ごく大きな効果しか見つかりません。", "With \(units.count) units only very large effects are found.")
      case .april:
        say(
          "期間に4月1日の異動と組織改正が入ります。職員が入れ替わるため、開始時の所属で比べます。",
          "A 1 April lies in the window, when staff move and units are reorganised: units are compared as they were when the trial began.")
      case .chosen: say("開始を人が選ぶため、差が見つかっても、どこから来たかは言えません。", "As starts are chosen, a difference can be found but not where it comes from.")
      }
    }
    lines.append(plan.assignment == .random ? say("種 \(plan.seed ?? 0) から決めた順番", "The order drawn from the seed \(plan.seed ?? 0)") : say("開始の月", "The starts"))
    lines += units.map { unit in
      "  " + TextTable.left(unit.code, 12) + TextTable.left(unit.start?.month.description ?? say("始めない", "never"), 10) + TextTable.left(unit.stratum, 24)
        + unit.name
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
