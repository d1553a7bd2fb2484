import Domain
import HTTPTypes
import Reports
import Store

/// Which use cases to measure next, and how far the timing of each is.
enum MeasurementsPage {
  static func page(_ call: Call<MeasurementPlanner>) async throws -> Answer {
    let visit = call.visit
    let plan = try await MeasuringPlan.load(MonthPage.lastMonth(), in: call.services.database, as: call.context.viewer)
    let title = visit.say("計測の計画", "What to measure")
    let needing = plan.lines.filter { $0.state != .valid }
    let valid = plan.lines.filter { $0.state == .valid }
    let need = visit.say("計測の要る事例 \(needing.count) 件", "Use cases that need a measurement: \(needing.count)")
    let done = visit.say("有効な計測のある事例 \(valid.count) 件", "Use cases with a valid one: \(valid.count)")
    return Layout(
      visit: visit, title: title, path: "/measurements",
      content: """
        <h1>\(title)</h1>
        <p>\(visit.say("計測のない時間は自己申告（E1）にとどまります。自己申告の多い事例から、AIを使う場合と使わない場合を数件ずつ計ってください。", "Time without a measurement stays a self-report (E1). Begin with the use cases of which most is self-reported, and time some cases with AI and some without."))</p>
        \(Timing.explanation(visit))
        <h2>\(need)</h2>
        \(table(needing, need, plan.month, visit))
        <h2>\(done)</h2>
        \(table(valid, done, plan.month, visit))
        """
    ).answer.keepingLanguage(call)
  }

  private static func table(_ lines: [MeasuringPlan.Line], _ title: String, _ month: Month, _ visit: Visit) -> HTML {
    if lines.isEmpty { return "<p>\(visit.say("ありません。", "None."))</p>" }
    return ListTable(
      title: title,
      heads: [
        (visit.say("事例", "Use case"), .prose), (visit.say("状態", "State"), .prose), (visit.say("\(month) の自己申告（時間）", "Self-reported in \(month), h"), .number),
        (visit.say("総削減（時間）", "Gross, h"), .number), (visit.say("導入", "Adoptions"), .number),
        (visit.say("計時済み（AIあり・なし）", "Timed, with and without AI"), .words),
      ],
      rows: lines.map { line in
        [
          "<a href=\"/measurements/timer?use_case=\(Percent.encode(line.useCase))\">\(line.title)</a>", "\(state(line, visit))",
          "\(MonthlyReport.hours(line.selfReported))",
          "\(MonthlyReport.hours(line.gross))", "\(line.adoptions)",
          "\(visit.say("\(line.timedWithAI) 件・\(line.timedWithout) 件", "\(line.timedWithAI), \(line.timedWithout)"))",
        ]
      }
    ).html
  }

  private static func state(_ line: MeasuringPlan.Line, _ visit: Visit) -> String {
    let day = line.lastDay?.description ?? ""
    return switch line.state {
    case .none: visit.say("計測なし", "no measurement")
    case .expired: visit.say("期限切れ（\(day) まで）", "ended on \(day)")
    case .ending: visit.say("まもなく切れる（\(day) まで）", "ends on \(day)")
    case .valid: visit.say("有効（\(day) まで）", "valid until \(day)")
    }
  }

  /// Makes the measurement of the cases that were timed.
  static func make(_ call: Call<MeasurementPlanner>) async throws -> Answer {
    let place = TimedPlace(call.fields)
    guard let useCase = place.useCase else { throw Fault.field("use_case", .unprocessableContent, "事例を選んでください", "choose a use case") }
    let outcome = try await Timing.measure(
      useCase: useCase, unit: place.unit, language: call.visit.language, in: call.services.database, as: call.context.viewer)
    switch outcome {
    case .made(let code): return .seeOther(place.path + "&made=\(Percent.encode(code))")
    case .tooFew: throw Fault(.conflict, "件数がまだ足りないか、ほかの人が登録したところです", "there are too few cases yet, or somebody else has just made it")
    case .refused(let problems):
      let sentences = problems.map { "\($0.wrong) \($0.right)" }.joined(separator: " ")
      throw Fault(.unprocessableContent, sentences, sentences)
    }
  }
}

extension Timing {
  /// How many cases, and by which formula.
  static func explanation(_ visit: Visit) -> HTML {
    """
    <details><summary>\(visit.say("何件計ればよいか", "How many cases"))</summary>
    <p>\(visit.say("AIありとAIなしのそれぞれで、平均の誤差が ±20 %（95 % の確からしさ）に収まる件数です。", "For each of the two: as many as make the mean exact to ±20 % at 95 %."))
    n = (1.96 × s ÷ (0.2 × m))² \(visit.say("（m はこれまでの平均、s は標準偏差。切り上げ、少なくとも \(least) 件）。ばらつきが分かるまでは \(least) 件と示します。", "(m: mean so far, s: standard deviation; rounded up, at least \(least)). Until the spread is known it says \(least)."))</p></details>
    """
  }
}

/// Of what cases are timed: a use case, at a unit or at none in particular.
struct TimedPlace {
  let useCase: String?
  let unit: String?

  init(_ given: [String: String]) {
    func text(_ name: String) -> String? { given[name].flatMap { $0.isEmpty ? nil : $0 } }
    useCase = text("use_case")
    unit = text("unit")
  }

  init(useCase: String?, unit: String?) {
    self.useCase = useCase
    self.unit = unit
  }

  var path: String {
    "/measurements/timer?use_case=\(Percent.encode(useCase ?? ""))" + (unit.map { "&unit=\(Percent.encode($0))" } ?? "")
  }

  var hidden: HTML {
    "<input type=\"hidden\" name=\"use_case\" value=\"\(useCase ?? "")\"><input type=\"hidden\" name=\"unit\" value=\"\(unit ?? "")\">"
  }
}
