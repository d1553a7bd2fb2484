public import Domain

/// A trial for a terminal: the sentences first, then what they rest on.
extension TrialReport {
  public func text(_ language: Language) -> String {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let plan = registration.plan
    var lines = [
      "\(plan.code) \(plan.title)",
      say(
        "施策 \(registration.scheme.code) \(registration.scheme.title)（第 \(registration.scheme.version) 版）",
        "scheme \(registration.scheme.code) \(registration.scheme.title), version \(registration.scheme.version)"),
      say("\(registration.registeredOn) 登録、sha256 \(sha256)", "registered on \(registration.registeredOn), sha256 \(sha256)"), "",
    ]
    if let result {
      lines += result.sentences(language) + [""] + result.table(language)
    } else {
      lines += [say("登録された確認の月がまだ来ていないため、結果は示しません。", "No registered look has come yet, so no result is shown.")]
    }
    if let nextLook { lines += [say("次の確認は \(nextLook) です。", "The next look is at \(nextLook).")] }
    if let quality { lines += [""] + quality.lines(language) }
    if result == nil { lines += amendments.map { say("登録後の変更：\($0)", "Amended since: \($0)") } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The result's document, to be read by programs; without one, what may be seen now.
  public func json() throws -> String {
    struct Answer: Encodable {
      let registration: TrialRegistration
      let sha256: String
      let amendments: [String]
      let result: TrialResult?
      let quality: TrialQuality?
      let next_look: String?
      let sentences: [String: [String]]
    }
    let sentences = Language.allCases.map { ($0.rawValue, result?.sentences($0) ?? []) }
    return try TrialDocument.text(
      Answer(
        registration: registration, sha256: sha256, amendments: amendments, result: result, quality: quality, next_look: nextLook?.description,
        sentences: Dictionary(uniqueKeysWithValues: sentences)), isPretty: true) + "\n"
  }

  /// One line an estimate.
  public func csv() -> String {
    var rows = ["what,measure,month_or_event,estimate,lower,upper,p,method,not_estimable"]
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    func add(_ what: String, _ measure: String, _ at: String, _ value: TrialResult.Quantity?, _ reason: TrialResult.Reason?) {
      rows.append(
        [
          what, measure, at, number(value?.estimate), number(value?.lower), number(value?.upper), number(value?.p), value?.method ?? "",
          reason.map { "\"\($0.en)\"" } ?? "",
        ].joined(separator: ","))
    }
    if let result {
      add("primary", result.primary.measure, result.month, result.primary.value, result.primary.notEstimable)
      add("callaway_santanna", result.primary.measure, result.month, result.callawaySantAnna.value, result.callawaySantAnna.notEstimable)
      for guardrail in result.guardrails { add("guardrail", guardrail.measure, result.month, guardrail.value, guardrail.notEstimable) }
      for event in result.events {
        rows.append("event,\(result.primary.measure),\(event.event),\(event.estimate),\(number(event.bandLower)),\(number(event.bandUpper)),,band,")
      }
      for department in result.departments ?? [] { add("department", result.primary.measure, department.code, department.value, department.notEstimable) }
      for month in result.followUp { add("follow_up", result.primary.measure, month.month, month.value, month.notEstimable) }
    }
    return rows.map { $0 + "\r\n" }.joined()
  }
}

extension TrialQuality {
  func lines(_ language: Language) -> [String] {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    func percent(_ share: Double?) -> String { share.map { "\(TrialMeasure.decimal($0 * 100)) %" } ?? "–" }
    return [
      say("データの状態（\(month)）", "The data (\(month))"),
      say("  欠けている所属・月 \(percent(missingShare))", "  unit-months missing \(percent(missingShare))"),
      say(
        "  報告率 対象の所属 \(percent(reportedUnderScheme))、他の所属 \(percent(reportedElsewhere))",
        "  reporting rate \(percent(reportedUnderScheme)) in units under the scheme, \(percent(reportedElsewhere)) in the others"),
      say(
        "  開始時の職員 \(members) 人のうち、同じ所属に \(stayed) 人、開始月の違う所属に \(crossed) 人",
        "  of \(members) staff at the beginning \(stayed) are in the same unit, \(crossed) in one of another start"),
    ]
  }
}

extension TrialResult {
  /// The numbers under the sentences.
  func table(_ language: Language) -> [String] {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    func row(_ title: String, _ value: Quantity?, _ reason: Reason?) -> String {
      guard let value else { return "  " + TextTable.left(title, 36) + say("判定不能：", "can't be said: ") + (reason?.sentence(language) ?? "") }
      func number(_ number: Double?) -> String { TextTable.right(number.map(Self.number) ?? "∞", 11) }
      return "  " + TextTable.left(title, 36) + number(value.estimate) + number(value.lower) + number(value.upper)
        + TextTable.right("p=\(Self.number(value.p))", 11) + "  " + value.method
    }
    var lines = [TextTable.left("", 38) + [say("推定", "estimate"), say("下端", "lower"), say("上端", "upper")].map { TextTable.right($0, 11) }.joined()]
    lines.append(row(say("主要指標（代入法）", "primary, imputation"), primary.value, primary.notEstimable))
    if jackknife != nil { lines.append(row(say("同、1所属ずつ除いて", "the same, leaving out each unit"), jackknife, nil)) }
    lines.append(row(say("同、Callaway–Sant'Anna", "the same, Callaway-Sant'Anna"), callawaySantAnna.value, callawaySantAnna.notEstimable))
    for guardrail in guardrails {
      let title = TrialMeasure(code: guardrail.measure)?.title(language) ?? guardrail.measure
      lines.append(row(say("安全指標 \(title)", "guardrail \(title)"), guardrail.value, guardrail.notEstimable))
    }
    if !events.isEmpty {
      lines += [
        "",
        say(
          "開始からの月ごと（\(hasBand ? "すべての月に同時に成り立つ帯" : "帯は所属が10以上のときだけ")）",
          "By months since the start (\(hasBand ? "the band holds for all months together" : "a band needs 10 units"))"),
      ]
      lines += drawn(events)
    }
    if let chance {
      lines += ["", say("順番の決め方が違っていたら見えたはずの値（\(chance.orders) 通り）", "What other orders would have shown (\(chance.orders) of them)")]
      let most = chance.counts.max() ?? 1
      for (place, count) in chance.counts.enumerated() {
        let isOwn =
          primary.value.map { chance.edges[place] <= $0.estimate && ($0.estimate < chance.edges[place + 1] || place == chance.counts.count - 1) } == true
        lines.append(
          "  " + TextTable.right(Self.number((chance.edges[place] + chance.edges[place + 1]) / 2), 11) + " "
            + String(repeating: "█", count: count * 40 / most) + (isOwn ? say(" ← この結果", " ← this result") : ""))
      }
    }
    if let departments, !departments.isEmpty {
      lines += ["", say("所属ごと（\(month)、区間が重なる所属に順位はありません）", "By department (\(month); those whose intervals overlap aren't ranked)")]
      lines += departments.map { row("\($0.code) \($0.name)", $0.value, $0.notEstimable) }
    }
    if !followUp.isEmpty {
      lines += ["", say("施策が終わった後", "After the scheme's end")]
      lines += followUp.map { row($0.month, $0.value, $0.notEstimable) }
    }
    return lines + ["", say("計算していないもの", "Not worked out")] + missing.map { "  " + $0.sentence(language) }
  }

  /// The event study in letters: the estimate and its band on one scale.
  private func drawn(_ events: [Event]) -> [String] {
    let lower = events.map { $0.bandLower ?? $0.lower ?? $0.estimate }
    let upper = events.map { $0.bandUpper ?? $0.upper ?? $0.estimate }
    let ends: [Double] = lower + upper + [0]
    let (least, most) = (ends.min() ?? 0, ends.max() ?? 1)
    let width = 40
    func place(_ number: Double) -> Int { most > least ? min(width, max(0, Int(((number - least) / (most - least) * Double(width)).rounded()))) : 0 }
    return events.map { event in
      var cells = [Character](repeating: " ", count: width + 1)
      let (low, high) = (place(event.bandLower ?? event.lower ?? event.estimate), place(event.bandUpper ?? event.upper ?? event.estimate))
      for cell in low...high { cells[cell] = "-" }
      cells[place(0)] = "|"
      cells[place(event.estimate)] = "*"
      return "  " + TextTable.right("\(event.event)", 4) + TextTable.right(Self.number(event.estimate), 11) + "  " + String(cells)
    }
  }

  /// Three digits that say something.
  private static func number(_ number: Double) -> String {
    let scale: Double = abs(number) < 1 ? 1_000 : abs(number) < 100 ? 100 : 10
    let rounded = (number * scale).rounded() / scale
    return "\(rounded == 0 ? 0 : rounded)"
  }
}
