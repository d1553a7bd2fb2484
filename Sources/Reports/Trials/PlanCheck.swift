import Domain
import Statistics
import Store

/// What is wrong with a plan, as far as it can be seen before the figures are read.
struct PlanCheck {
  /// A unit that the plan names and that there is.
  struct Found: Sendable {
    let id: Int
    let code: String
    let name: String
    let bureau: String
    let since: Day
    /// The first day on which it isn't in force any more, as far as is known; nil: open.
    let until: Day?
    /// Another unit of the plan that it stands under.
    let under: String?
  }

  let plan: TrialPlan
  let today: Day
  private(set) var problems: [PlanProblem] = []

  /// - Parameters:
  ///   - scheme: nil: there is no such scheme.
  ///   - indicators: those that are defined.
  init(_ plan: TrialPlan, today: Day, scheme: TrialScheme?, isTaken: Bool, units: [Found], indicators: Set<String>) {
    (self.plan, self.today) = (plan, today)
    checkWords(isTaken: isTaken)
    checkMeasures(indicators)
    checkStarts()
    checkWindow(scheme)
    checkUnits(units)
  }

  private mutating func refuse(_ key: String, _ japanese: (String, String), _ english: (String, String)) {
    problems.append(PlanProblem(key, japanese, english))
  }

  private mutating func checkWords(isTaken: Bool) {
    if plan.code.isEmpty || plan.code.count > 50 || !plan.code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }) {
      refuse("code", ("コードに使えません", "英数字と . _ - で 50 文字までにしてください"), ("it can't be a code", "give up to 50 letters, digits and . _ -"))
    } else if isTaken {
      refuse(
        "code", ("このコードの効果検証は登録済みです", "別のコードにしてください。登録の変更は tedori trial amend で残します"),
        ("a trial with this code is registered", "give another code; changes to it are amendments"))
    }
    for (key, text, japanese, english) in [
      ("title", plan.title, "効果検証名", "a title"), ("hypothesis", plan.hypothesis, "何がどうなると見込むか", "what is expected to change, and how"),
      ("stopping_rule", plan.stoppingRule, "どうなったら途中でやめるか", "when it is stopped early"),
    ] where text.allSatisfy(\.isWhitespace) {
      refuse(key, ("空欄です", "\(japanese)を入れてください"), ("it is empty", "give \(english)"))
    }
    if plan.estimator != "imputation" {
      refuse(
        "estimator", ("\(plan.estimator) という推定方法は主な結果に使えません", "imputation にしてください。他の推定方法は横に示されます"),
        ("\(plan.estimator) can't be the headline's estimator", "give imputation; others stand beside it"))
    }
    for factor in plan.strata ?? [] where !["bureau", "size", "baseline"].contains(factor) {
      refuse(
        "strata", ("\(factor) では層に分けられません", "bureau、size、baseline から選んでください"), ("\(factor) can't be stratified by", "choose among bureau, size and baseline"))
    }
  }

  private mutating func checkMeasures(_ indicators: Set<String>) {
    let list = (TrialMeasure.named.map(\.code) + ["indicator:CODE"])
    for (key, code) in [("primary.measure", plan.primary.measure)] + plan.guardrails.enumerated().map({ ("guardrails[\($0)]", $1) }) {
      switch TrialMeasure(code: code) {
      case nil:
        refuse(
          key, ("\(code) という指標はありません", "\(list.joined(separator: "、")) から選んでください"),
          ("there is no measure \(code)", "choose among \(list.joined(separator: ", "))"))
      case .indicator(let name)? where !indicators.contains(name):
        refuse(key, ("指標 \(name) は定義されていません", "指標定義にあるコードにしてください"), ("the indicator \(name) isn't defined", "give the code of a defined indicator"))
      default: break
      }
    }
    let primary = TrialMeasure(code: plan.primary.measure)
    if primary == .redirectionRate {
      refuse(
        "primary.measure", ("振向け率は主要指標にできません。創出時間を少なく報告すると上がるからです", "confirmed_per_fte（振向け時間）にしてください"),
        ("the redirection rate can't be primary: reporting less freed time raises it", "give confirmed_per_fte, the redirected time"))
    }
    if primary == .reportingRate {
      refuse("primary.measure", ("報告率は安全指標で、主要指標にできません", "別の指標にしてください"), ("the reporting rate is a guardrail and can't be primary", "give another measure"))
    }
    let levels = plan.primary.evidence ?? []
    for level in levels where !["E0", "E1", "E2", "E3", "E4", "E5"].contains(level) {
      refuse("primary.evidence", ("\(level) という根拠水準はありません", "E2〜E5 から選んでください"), ("there is no evidence level \(level)", "choose among E2 to E5"))
    }
    if primary?.isTime == true, !levels.allSatisfy({ !["E0", "E1"].contains($0) }) || plan.primary.evidence?.isEmpty == true {
      refuse(
        "primary.evidence",
        ("自己申告の時間（E0・E1）は、群と時期ごとの監査標本で補正しない限り主要指標にできません", "計測された水準 E2〜E5 にしてください"),
        ("self-reported minutes (E0, E1) can't be primary unless an audited sample corrects them by arm and period", "give measured levels, E2 to E5"))
    }
    if let primary, !primary.isTime, plan.primary.evidence != nil {
      refuse("primary.evidence", ("時間の指標だけに根拠水準があります", "取り除いてください"), ("only minutes have evidence levels", "leave it out"))
    }
  }

  /// The months in which units start, as far as they are known before the draw.
  private var starts: [Month] { (plan.assignment == .random ? plan.starts ?? [] : plan.units.compactMap(\.start)).map(\.month) }

  private mutating func checkStarts() {
    let current = Month(containing: today)
    if plan.assignment == .random {
      if plan.units.contains(where: { $0.start != nil }) {
        refuse(
          "units", ("順番を無作為に決めるので、所属ごとの開始月は入れられません", "starts に開始月を並べるか、assignment を chosen にしてください"),
          ("the order is drawn, so units have no starts yet", "list the months in starts, or give assignment as chosen"))
      }
      if starts.isEmpty { refuse("starts", ("開始月がありません", "開始月を並べてください"), ("there is no month of start", "list the months")) }
      if starts != Array(Set(starts)).sorted() {
        refuse("starts", ("早い順でないか、同じ月があります", "早い順に一度ずつ並べてください"), ("they aren't ascending, or one comes twice", "list each once, the earliest first"))
      }
      if let seed = plan.seed, !(0..<(1 << 53)).contains(seed) {
        refuse("seed", ("使えない種です", "0 から 9007199254740991 の整数にしてください"), ("it can't be a seed", "give a whole number from 0 to 9007199254740991"))
      }
      if let never = plan.never, !(0...plan.units.count).contains(never) {
        refuse("never", ("所属の数を超えています", "\(plan.units.count) 以下にしてください"), ("it is more than there are units", "give at most \(plan.units.count)"))
      }
    } else {
      for (key, isGiven) in [("starts", plan.starts != nil), ("never", plan.never != nil), ("seed", plan.seed != nil), ("strata", plan.strata != nil)]
      where isGiven {
        refuse(key, ("開始を選ぶ計画には入れられません", "取り除くか、assignment を random にしてください"), ("it belongs to a random order", "leave it out, or give assignment as random"))
      }
      if starts.isEmpty { refuse("units", ("始める所属がありません", "units の各行に start を入れてください"), ("no unit ever starts", "give units their start")) }
    }
    if let early = starts.min(), early <= current {
      refuse(
        plan.assignment == .random ? "starts" : "units", ("\(early) にはもう始まっています。効果検証は始まる前に登録します", "\(current.next) 以後の月にしてください"),
        ("it has begun by \(early), and a trial is registered before it starts", "give \(current.next) or later"))
    }
  }

  private mutating func checkWindow(_ scheme: TrialScheme?) {
    let (from, until) = (plan.window.from.month, plan.window.until.month)
    if scheme == nil {
      refuse(
        "scheme_code", ("施策 \(plan.schemeCode) はありません", "登録済みの施策のコードにしてください"),
        ("there is no scheme \(plan.schemeCode)", "give the code of a scheme that is there"))
    }
    guard let first = starts.min(), let last = starts.max() else { return }
    if from.months(until: first) < Requirements.trial.prePeriods {
      refuse(
        "window.from", ("最初の開始月 \(first) より前が \(Requirements.trial.prePeriods) か月に足りません", "\(first.adding(months: -Requirements.trial.prePeriods)) 以前にしてください"),
        (
          "fewer than \(Requirements.trial.prePeriods) months lie before the first start, \(first)",
          "give \(first.adding(months: -Requirements.trial.prePeriods)) or earlier"
        ))
    }
    if until < last { refuse("window.until", ("最後の開始月 \(last) より前です", "\(last) 以後にしてください"), ("it is before the last start, \(last)", "give \(last) or later")) }
    let looks = plan.looks.map(\.month)
    if looks.isEmpty || looks != Array(Set(looks)).sorted() || looks.last != until || looks.contains(where: { $0 < first }) {
      refuse(
        "looks", ("途中で見る月の並びが正しくありません", "\(first) から \(until) までの月を早い順に一度ずつ、最後は \(until) にしてください"),
        ("these can't be the looks", "list months from \(first) to \(until) once each, the earliest first and \(until) last"))
    }
    let followUp = plan.window.followUpUntil?.month
    if let ends = scheme?.endsOn.map(Month.init(containing:)) {
      if until > ends {
        refuse(
          "window.until", ("施策は \(ends) で終わります", "\(ends) 以前にし、その後は follow_up_until で見てください"),
          ("the scheme ends in \(ends)", "give \(ends) or earlier, and watch what follows by follow_up_until"))
      }
      if followUp.map({ ends.months(until: $0) < 3 }) != false {
        refuse(
          "window.follow_up_until", ("施策が \(ends) に終わるので、その後を少なくとも3か月見る必要があります", "\(ends.adding(months: 3)) 以後にしてください"),
          ("the scheme ends in \(ends), and what stays has to be watched for three months at least", "give \(ends.adding(months: 3)) or later"))
      }
    } else if followUp != nil {
      refuse("window.follow_up_until", ("施策に終了日がないので、その後はありません", "取り除いてください"), ("the scheme has no end, so nothing follows it", "leave it out"))
    }
  }

  private mutating func checkUnits(_ found: [Found]) {
    var seen: Set<String> = []
    for (place, member) in plan.units.enumerated() {
      let key = "units[\(place)]"
      if !seen.insert(member.unitCode).inserted {
        refuse(key, ("\(member.unitCode) が二度あります", "一度だけにしてください"), ("\(member.unitCode) comes twice", "keep it once"))
      }
      guard let unit = found.first(where: { $0.code == member.unitCode }) else {
        refuse(
          key, ("所属 \(member.unitCode) は \(Month(containing: today)) に存在しません", "存在する所属のコードにしてください"),
          ("there is no unit \(member.unitCode) in force in \(Month(containing: today))", "give the code of one that is"))
        continue
      }
      if let above = unit.under {
        refuse(key, ("\(unit.code) は \(above) の下にあります", "どちらか一方だけにしてください"), ("\(unit.code) stands under \(above)", "keep one of them"))
      }
      // What is known of reorganisations: a unit that is not the same throughout can't be followed.
      if unit.since > plan.window.from.month.firstDay {
        refuse(
          key, ("\(unit.code) は \(unit.since) からで、それより前を比べられません", "window.from を \(unit.since) の後にするか、この所属を外してください"),
          ("\(unit.code) is there since \(unit.since) only, so that earlier months can't be compared", "begin the window later, or leave the unit out"))
      }
      if let until = unit.until, until <= plan.lastMonth.lastDay {
        refuse(
          key, ("\(unit.code) は \(until) の組織改正でなくなり、期間を通して比べられません", "期間をその前までにするか、この所属を外してください"),
          (
            "\(unit.code) ends by the reorganisation of \(until), so that it can't be followed through the window",
            "end the window before it, or leave the unit out"
          ))
      }
    }
    checkCounts()
  }

  /// How many units there have to be; the untreated ones are counted in the last month of the effect, where they are fewest.
  private mutating func checkCounts() {
    let need = Requirements.trial
    let count = plan.units.count
    if count < need.units {
      refuse("units", ("所属が \(count) では少なすぎ、何も言えません", "\(need.units) 以上にしてください"), ("\(count) units are too few to say anything", "give \(need.units) at least"))
      return
    }
    let untreated = plan.assignment == .random ? TrialRegister.never(in: plan) : plan.units.count { $0.start == nil }
    if untreated < need.untreated {
      refuse(
        plan.assignment == .random ? "never" : "units", ("期間の終わりまで始めない所属が \(untreated) では比べられません", "\(need.untreated) 以上残してください"),
        ("\(untreated) units without the scheme to the end are too few to compare with", "leave \(need.untreated) at least"))
    }
    if count - untreated < need.treated {
      refuse(
        "units", ("始める所属が \(count - untreated) では少なすぎます", "\(need.treated) 以上にしてください"),
        ("\(count - untreated) units under the scheme are too few", "give \(need.treated) at least"))
    }
  }
}
