public import Domain

/// What a result comes to, in sentences that say no more than its numbers do.
extension TrialResult {
  /// What may be said of the primary measure.
  public enum Verdict: Sendable {
    /// 判定不能.
    case cannotBeSaid(Reason)
    /// A difference beyond chance.
    case found(Quantity)
    /// None beyond chance, which is not none.
    case notFound(Quantity)
  }

  public var verdict: Verdict {
    guard let value = primary.value else { return .cannotBeSaid(primary.notEstimable ?? Reason("推定できません", "it can't be estimated")) }
    // Who reports more looks better: no estimate holds where the arms report differently.
    if let reporting = guardrails.first(where: { $0.measure == TrialMeasure.reportingRate.code })?.value, reporting.excludesZero {
      return .cannotBeSaid(
        Reason(
          "報告率が群の間で \(TrialMeasure.reportingRate.amount(reporting.estimate, .japanese)) 違い、報告されなかった分が分かりません",
          "the reporting rate differs between the groups by \(TrialMeasure.reportingRate.amount(reporting.estimate, .english)), and what was not reported isn't known"
        ))
    }
    let isFound = isRandom ? spending.last.map(\.rejects) ?? (value.p <= 0.05) : value.excludesZero && (wildBootstrap ?? 0) <= 0.05
    return isFound ? .found(value) : .notFound(value)
  }

  /// The measure by which it is judged.
  var measure: TrialMeasure? { TrialMeasure(code: primary.measure) }

  /// The result in words, the verdict first.
  public func sentences(_ language: Language) -> [String] {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    guard let measure else { return [] }
    let title = measure.title(language)
    func range(_ quantity: Quantity) -> String {
      func end(_ number: Double?) -> String { number.map { measure.amount($0, language) } ?? say("限りなし", "open") }
      return say("\(end(quantity.lower)) から \(end(quantity.upper))", "\(end(quantity.lower)) to \(end(quantity.upper))")
    }
    func moved(_ quantity: Quantity) -> String {
      let amount = measure.amount(abs(quantity.estimate), language)
      return quantity.estimate < 0 ? say("\(amount)低い", "lower by \(amount)") : say("\(amount)高い", "higher by \(amount)")
    }
    var sentences: [String] = []
    switch verdict {
    case .cannotBeSaid(let reason):
      sentences.append(say("判定不能です。\(reason.ja)。", "It can't be said: \(reason.en)."))
    case .found(let value) where isRandom:
      let amount = measure.amount(abs(value.estimate), language)
      sentences.append(
        value.estimate < 0
          ? say("施策により、\(title)は\(amount)下がりました（95 % 区間は \(range(value))）。", "The scheme lowered the \(title) by \(amount) (95 % interval: \(range(value))).")
          : say("施策により、\(title)は\(amount)上がりました（95 % 区間は \(range(value))）。", "The scheme raised the \(title) by \(amount) (95 % interval: \(range(value)))."))
    case .found(let value):
      sentences.append(
        say(
          "施策のある所属の\(title)は、ない所属に比べた変化が\(moved(value))値でした（95 % 区間は \(range(value))）。",
          "In units with the scheme the \(title) has changed differently from units without it: \(moved(value)) (95 % interval: \(range(value)))."))
    case .notFound(let value):
      sentences.append(
        say(
          "\(title)に、偶然を超える差は見つかりませんでした（推定は \(measure.amount(value.estimate, language))、95 % 区間は \(range(value))）。差がないことを示すものではありません。",
          "No difference in the \(title) beyond chance was found (estimate \(measure.amount(value.estimate, language)), 95 % interval: \(range(value))). That is not to say that there is none."
        ))
    }
    sentences.append(
      isRandom
        ? say("どの所属から始めるかは、登録された種 \(seed ?? 0) から無作為に決めました。", "The order in which units started was drawn from the registered seed \(seed ?? 0).")
        : say(
          "どの所属から始めるかは人が選んだため、差がどこから来たかはこの数字からは言えません。", "Somebody chose which units started first, so these numbers don't say where a difference comes from."))
    sentences.append(
      isFollowUp
        ? say("施策が終わった後の月まで見ています。", "The months after the end of the scheme are looked at too.")
        : say("登録された \(looks) 回のうち \(look) 回目の確認です（\(month) まで）。", "This is look \(look) of \(looks) that were registered (up to \(month))."))
    sentences.append(
      say(
        "この計画で見つけられるのは、\(measure.amount(detectable, language)) 以上の差です。", "The plan finds differences from \(measure.amount(detectable, language)) on."))
    if let p = preTrend.p {
      sentences.append(
        p < 0.05
          ? say("開始前から、対象の所属と他の所属の動きが違っていました。推定は慎重に読んでください。", "The groups moved differently before the start already: read the estimates with care.")
          : say("開始前の動きの違いは見つかりませんでした。見つからないことは、ないことではありません。", "No different movement before the start was detected, and none detected is not none."))
      if p >= 0.05, let slope = preTrend.detectableSlope.map({ measure.amount($0, language) }) {
        sentences.append(say("毎月 \(slope)ずつの違いなら、見つかったはずです。", "A drift of \(slope) each month would have been found."))
      }
    }
    if let cost {
      if let lower = cost.lower, let upper = cost.upper {
        sentences.append(
          say(
            "振り向けられた1時間あたりの費用は \(Self.yen(lower)) 円から \(Self.yen(upper)) 円の間です。",
            "Each redirected hour costs between \(Self.yen(lower)) and \(Self.yen(upper)) yen."))
      } else {
        sentences.append(
          say("1時間あたりの費用の幅は示せません。\(cost.notEstimable?.ja ?? "")。", "The cost per hour can't be bounded: \(cost.notEstimable?.en ?? "")."))
      }
    }
    return sentences + amendments.map { say("登録後の変更：\($0)", "Amended since: \($0)") }
  }

  /// With thousands commas, as yen are written.
  private static func yen(_ number: Double) -> String {
    var digits = String(Int(number.rounded()))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}

extension TrialResult.Quantity {
  var excludesZero: Bool { lower.map { $0 > 0 } == true || upper.map { $0 < 0 } == true }
}
