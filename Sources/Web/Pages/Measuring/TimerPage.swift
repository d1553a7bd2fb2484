import Domain
import HTTPTypes
import Reports
import Secrets
import Store

/// Times cases one after the other, with AI and without, on a phone beside the work; each is kept as it comes.
struct TimerPage {
  let visit: Visit
  let role: AccountRole
  let useCases: [(code: String, title: String)]
  let place: TimedPlace
  let timing: Timing?
  /// Of the form's case: the same one sent twice is one.
  let key: String
  var values: [String: String] = [:]
  var problems: [String: String] = [:]
  /// The measurement that was made just now.
  var made: String?

  static func page(_ call: Call<CaseTimer>) async throws -> Answer {
    var page = try await shown(call, TimedPlace(call.arguments), key: try Secret().text)
    page.values["arm"] = call.arguments["arm"]
    page.made = call.arguments["made"]
    return page.answer.keepingLanguage(call)
  }

  /// A clerk times at the own unit where no other is named.
  private static func shown(_ call: Call<CaseTimer>, _ place: TimedPlace, key: String) async throws -> TimerPage {
    let (database, viewer) = (call.services.database, call.context.viewer)
    var place = place
    if place.unit == nil, call.context.person.role == .clerk {
      place = TimedPlace(useCase: place.useCase, unit: try await database.mandateUnits(as: viewer).first)
    }
    var timing: Timing?
    if let useCase = place.useCase {
      timing = try await Timing.load(useCase: useCase, unit: place.unit, in: database, as: viewer)
      if timing == nil { throw Fault(.notFound, "その事例か所属はありません", "there is no such use case or unit") }
      // By its code from here on, whatever it was called by.
      place = TimedPlace(useCase: useCase, unit: timing?.unit?.code)
    }
    return TimerPage(
      visit: call.visit, role: call.context.person.role, useCases: try await database.useCases(as: viewer), place: place, timing: timing, key: key)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var answer: Answer {
    let title = say("計時", "Timing cases")
    return Layout(
      visit: visit, title: title, path: "/measurements/timer",
      query: (place.useCase.map { [("use_case", $0)] } ?? []) + (place.unit.map { [("unit", $0)] } ?? []), scripts: [.timer],
      content: """
        <h1>\(timing?.title ?? title) <span>\(timing == nil ? "" : say("計時・\(unitName)", "timing, \(unitName)"))</span></h1>
        \(made.map { "<p class=\"banner\" role=\"status\">\(say("計測 \($0) を登録しました。次の月次票から使われます。", "Measurement \($0) was made; sheets propose it from now on."))</p>" as HTML } ?? "")
        \(timing.map(work) ?? choice)
        """
    ).answer
  }

  private var unitName: String { timing?.unit?.name(in: visit.language) ?? say("全組織", "everywhere") }

  private var choice: HTML {
    let options: [HTML] = useCases.map { "<option value=\"\($0.code)\">\(say("\($0.title)（\($0.code)）", "\($0.title) (\($0.code))"))</option>" }
    return """
      <form action="/measurements/timer">
      <div class="field"><label for="use_case">\(say("事例", "Use case"))</label><select id="use_case" name="use_case" required>\(options)</select></div>
      <div class="field"><label for="unit">\(say("所属コード", "Unit's code"))</label>
      <p class="help" id="unit-help">\(say("この所属とその下で使う計測になります。空欄なら全組織で使います。", "The measurement is for this unit and those under it; empty: for all."))</p>
      <input id="unit" name="unit" aria-describedby="unit-help" value="\(place.unit ?? "")"></div>
      <button class="main">\(say("計時を始める", "Begin"))</button>
      </form>
      """
  }

  private func work(_ timing: Timing) -> HTML {
    """
    <dl class="heads">\(arm(say("AIあり", "With AI"), timing.withAI))\(arm(say("AIなし", "Without AI"), timing.withoutAI))</dl>
    \(form)
    \(measuring(timing))
    \(cases(timing))
    \(Timing.explanation(visit))
    <p><a href="/measurements/timer">\(say("ほかの事例を計る", "Time another use case"))</a></p>
    """
  }

  private func arm(_ name: String, _ arm: Timing.Arm) -> HTML {
    let mean = arm.mean.map { say("平均 \($0) 分", "mean \($0) min") } ?? say("まだありません", "none yet")
    let spread = arm.spread.map { say("・標準偏差 \($0)", ", standard deviation \($0)") } ?? ""
    let rest = arm.isEnough ? say("足りています", "enough") : say("あと \(arm.needed - arm.cases) 件", "\(arm.needed - arm.cases) more")
    return
      "<div><dt>\(name)</dt><dd><strong>\(arm.cases)</strong> ／ \(arm.needed) \(say("件", "cases"))<small>\(mean)\(spread)</small><small>\(rest)</small></dd></div>"
  }

  private var form: HTML {
    let isWithout = values["arm"] == "without"
    func radio(_ value: String, _ label: String, _ isChosen: Bool) -> HTML {
      "<label><input type=\"radio\" name=\"arm\" value=\"\(value)\"\(HTML.when(isChosen, " checked"))> \(label)</label>"
    }
    func number(_ name: String, _ label: String, help: String?, isRequired: Bool) -> HTML {
      Field(
        visit: visit, name: name, label: label, help: help, isRequired: isRequired, value: values[name] ?? "", problem: problems[name],
        isFirstFault: problems.keys.sorted().first == name, control: .number(unit: say("分", "min"))
      ).html
    }
    return Form(
      visit: visit, path: "/measurements/timer", name: "timer",
      content: """
        \(place.hidden)<input type="hidden" name="key" value="\(key)"><input type="hidden" name="timed" value="">
        <fieldset class="arms"><legend>\(say("この1件は", "This case is"))</legend>\(radio("with", say("AIあり", "with AI"), !isWithout))\(radio("without", say("AIなし", "without AI"), isWithout))</fieldset>
        <div data-words data-start="\(say("開始", "Start"))" data-stop="\(say("停止", "Stop"))" data-on="\(say("続き", "Go on"))"></div>
        \(number("minutes", say("作業時間", "Work"), help: say("1件を始めてから終えるまで。2.5 のように小数でも入れられます。", "From the beginning of the case to its end; decimals such as 2.5 are taken."), isRequired: true))
        \(number("verify", say("うち確認", "Verifying"), help: say("AIありのとき、作業時間のほかに、結果を確かめた時間。", "With AI, beside the work: the time for checking what came of it."), isRequired: false))
        \(number("rework", say("うち手直し", "Rework"), help: say("AIありのとき、作業時間のほかに、結果を直した時間。", "With AI, beside the work: the time for mending it."), isRequired: false))
        <button class="main">\(say("この1件を記録する", "Keep this case"))</button>
        <p class="note">\(say("だれの仕事かは記録しません。", "Whose work it was isn't kept."))</p>
        """
    ).html
  }

  private func measuring(_ timing: Timing) -> HTML {
    guard MeasurementPlanner.admitted.contains(role) else {
      return HTML.when(timing.isEnough, "<p class=\"banner\">\(say("件数がそろいました。人事が計測として登録します。", "There are enough cases; HR makes the measurement."))</p>")
    }
    guard timing.isEnough else { return "" }
    return """
      <div class="banner"><p>\(say("件数がそろいました。平均を計測（抜取計測、E2）として登録できます。登録した分は、次の計測には使いません。", "There are enough cases: their means can be made a measurement (sample, E2). Cases that went into one aren't used again."))</p>
      \(Form(visit: visit, path: "/measurements", content: "\(place.hidden)<button class=\"main\">\(say("計測として登録する", "Make the measurement"))</button>").html)</div>
      """
  }

  private func cases(_ timing: Timing) -> HTML {
    guard !timing.cases.isEmpty else { return "" }
    let title = say("計った事例", "Cases so far")
    return """
      <h2>\(title)</h2>
      \(ListTable(
        title: title,
        heads: [
          (say("日", "Day"), .words), (say("AI", "AI"), .words), (say("作業（分）", "Work, min"), .number), (say("確認（分）", "Verifying, min"), .number),
          (say("手直し（分）", "Rework, min"), .number), (say("計り方", "How"), .words), (say("記録した人", "By"), .prose), (say("取消", "Take back"), .words),
        ],
        rows: timing.cases.map { row($0, title) }
      ).html)
      """
  }

  private func row(_ timed: Timing.Case, _ title: String) -> [HTML] {
    let mayDrop = timed.isOwn || MeasurementPlanner.admitted.contains(role)
    let drop: HTML =
      mayDrop
      ? Form(
        visit: visit, path: "/measurements/timer/\(timed.number)",
        content: "\(place.hidden)<button class=\"quiet\">\(say("取り消す", "Take back"))</button>"
      ).html : "–"
    return [
      "\(timed.day.description)", "\(timed.withAI ? say("あり", "with") : say("なし", "without"))", "\(timed.minutes)", "\(timed.withAI ? timed.verify : "–")",
      "\(timed.withAI ? timed.rework : "–")", "\(timed.isTimed ? say("計時", "timed") : say("手入力", "typed"))", "\(timed.isOwn ? say("自分", "you") : "–")", drop,
    ]
  }
}

/// Keeping cases, and taking them back.
extension TimerPage {
  static func keep(_ call: Call<CaseTimer>) async throws -> Answer {
    let place = TimedPlace(call.fields)
    guard let useCase = place.useCase else { throw Fault.field("use_case", .unprocessableContent, "事例を選んでください", "choose a use case") }
    var key = call.fields["key"] ?? ""
    if !(1...64).contains(key.utf8.count) || !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { key = try Secret().text }
    let withAI = call.fields["arm"] != "without"
    var (numbers, problems): ([String: Hundredths], [String: String]) = ([:], [:])
    for name in ["minutes", "verify", "rework"] {
      switch minutes(call.fields[name] ?? "", isNeeded: name == "minutes", call.visit) {
      case .success(let number): numbers[name] = number
      case .failure(let problem): problems[name] = problem.sentence
      }
    }
    if !withAI, problems.isEmpty, ["verify", "rework"].contains(where: { numbers[$0]?.count ?? 0 > 0 }) {
      problems["verify"] = call.visit.say("確認と手直しは、AIありのときだけ入れます", "Verifying and rework belong to cases with AI only")
    }
    if problems.isEmpty, let minutes = numbers["minutes"] {
      let timed = TimedCase(
        useCase: useCase, unit: place.unit, withAI: withAI, isTimed: call.fields["timed"] == "yes", minutes: minutes,
        verify: numbers["verify"] ?? Hundredths(count: 0),
        rework: numbers["rework"] ?? Hundredths(count: 0), key: key)
      guard try await call.services.database.keep(timed, as: call.context.viewer) else {
        throw Fault(.notFound, "その事例か所属はありません", "there is no such use case or unit")
      }
      return .seeOther(place.path + (withAI ? "" : "&arm=without"))
    }
    var page = try await shown(call, place, key: key)
    page.values = call.fields
    page.problems = problems
    var answer = page.answer
    answer.status = .unprocessableContent
    return answer
  }

  private struct Unfit: Error { let sentence: String }

  private static func minutes(_ text: String, isNeeded: Bool, _ visit: Visit) -> Result<Hundredths, Unfit> {
    if text.allSatisfy(\.isWhitespace) {
      return isNeeded ? .failure(Unfit(sentence: visit.say("作業時間を入れてください", "Give the minutes of the work"))) : .success(Hundredths(count: 0))
    }
    let sentence = visit.say("2.5 のような、10,000 分までの数にしてください", "A number such as 2.5, up to 10,000 minutes, would be right")
    do {
      let number = try Hundredths.parse(text)
      return (isNeeded ? 1 : 0)...1_000_000 ~= number.count ? .success(number) : .failure(Unfit(sentence: sentence))
    } catch {
      return .failure(Unfit(sentence: sentence))
    }
  }

  static func drop(_ call: Call<CaseTimer>) async throws -> Answer {
    guard let number = call.arguments["number"].flatMap({ Int($0) }), try await call.services.database.dropTimedCase(number, as: call.context.viewer) else {
      throw Fault.notFound
    }
    return .seeOther(TimedPlace(call.fields).path)
  }
}
