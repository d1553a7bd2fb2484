import Domain
import HTTPTypes
import Store

/// Exports of named time: who asked for which and why, who approved, whether it was taken; and the form to ask for one.
struct ExportsPage {
  let visit: Visit
  let exports: [NamedExport]
  /// The account of an HR officer, who may ask, approve and take; nil: somebody who only reads.
  let officer: Int?
  /// What was written and can't be taken, and why.
  var unfit: (kind: String, reason: String, kindProblem: String?, reasonProblem: String?)?
  /// Why a step wasn't done.
  var problem: String?

  static func page(_ call: Call<ExportReader>) async throws -> Answer { try await shown(call).answer.keepingLanguage(call) }

  static func ask(_ call: Call<Exporter>) async throws -> Answer {
    let visit = call.visit
    let kind = call.fields["kind"] ?? ""
    let given = call.fields["reason"] ?? ""
    let isKind = NamedExport.kinds.contains { $0.name == kind }
    let empty = visit.say("何のために要るのかを書いてください", "Write what it is needed for")
    let reason = FormText(given, longest: NamedExport.longestReason, visit: visit, empty: empty)
    if isKind, case .text(let text) = reason {
      try await call.services.database.askForExport(of: kind, reason: text, as: call.context.viewer)
      return .seeOther("/exports")
    }
    var page = try await shown(call)
    page.unfit = (kind, given, isKind ? nil : visit.say("種類を選んでください", "Choose a kind"), reason.problem)
    var answer = page.answer
    answer.status = .unprocessableContent
    return answer
  }

  static func shown(_ call: Call<some RoleAudience>) async throws -> ExportsPage {
    let person = call.context.person
    return ExportsPage(
      visit: call.visit, exports: try await call.services.database.namedExports(as: call.context.viewer),
      officer: Exporter.admitted.contains(person.role) ? person.account : nil)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var answer: Answer {
    let title = say("記名データの書出し", "Exports of named time")
    return Layout(
      visit: visit, title: title, path: "/exports",
      content: """
        <h1>\(title)</h1>
        \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
        <p>\(say("氏名と時間が結び付くデータの書出しには、理由と、申請者でない人事担当の承認が要ります。受け取れるのは申請者だけ、1 回だけです。受け取ると、載っている全員に見たことが表示されます。", "To export data that ties names to time takes a reason, and the approval of another HR officer. Only who asked for it can take it, and only once. Everybody in the file is then shown that it was seen."))</p>
        \(HTML.when(officer != nil, form))
        <h2>\(say("これまでの申請", "Asked for so far"))</h2>
        \(exports.isEmpty ? "<p>\(say("ありません。", "None."))</p>" : list)
        """
    ).answer
  }

  private var form: HTML {
    let kinds = [("", say("選んでください", "Choose"))] + NamedExport.kinds.map { ($0.name, visit.language.choose($0.japanese, $0.name)) }
    let kind = Field(
      visit: visit, name: "kind", label: say("データの種類", "Kind of data"), value: unfit?.kind ?? "", problem: unfit?.kindProblem,
      control: .choice(kinds.map { (value: $0.0, label: $0.1) }))
    let reason = Field(
      visit: visit, name: "reason", label: say("理由", "Reason"), help: say("承認する人と監査が読みます。", "Who approves it and auditors read it."),
      value: unfit?.reason ?? "",
      problem: unfit?.reasonProblem, isFirstFault: unfit?.kindProblem == nil, control: .text(rows: 3))
    return """
      <h2>\(say("新しい申請", "Ask for one"))</h2>
      \(Form(visit: visit, path: "/exports", content: "\(kind.html)\(reason.html)<button class=\"main\">\(say("申請する", "Ask"))</button>").html)
      """
  }

  private var list: HTML { "<ul class=\"cards\">\(exports.map(card))</ul>" }

  private func card(_ export: NamedExport) -> HTML {
    let kind = Kind.named(export.kind).map { visit.language.choose($0.japanese, $0.name) } ?? export.kind
    let approved = export.approved.map { say("承認 \($0.by)・\($0.at)", "Approved by \($0.by), \($0.at)") }
    let taken = export.takenAt.map { say("受取 \($0)", "Taken \($0)") }
    let steps = [say("申請 \(export.asked.by)・\(export.asked.at)", "Asked by \(export.asked.by), \(export.asked.at)"), approved, taken].compactMap { $0 }
    return """
      <li class="card"><h3>\(say("申請 \(export.number)", "Request \(export.number)")) \(kind) <span class="state">\(state(export))</span></h3>
      <p class="words">\(export.reason)</p>
      <ul class="plain note">\(steps.map { "<li>\($0)</li>" as HTML })</ul>
      \(action(export))</li>
      """
  }

  private func state(_ export: NamedExport) -> String {
    if export.takenAt != nil { return say("受取済み", "taken") }
    return export.approved == nil ? say("承認待ち", "waiting for approval") : say("承認済み", "approved")
  }

  /// What the officer can do next, or why nothing.
  private func action(_ export: NamedExport) -> HTML {
    guard let officer, export.takenAt == nil else { return "" }
    switch (export.askerAccount == officer, export.approved == nil) {
    case (true, true): return "<p class=\"note\">\(say("自分の申請は承認できません。ほかの人事担当が承認します。", "You can't approve your own: another HR officer does."))</p>"
    case (true, false):
      return Form(
        visit: visit, path: "/exports/\(export.number)/file", content: "<button class=\"main\">\(say("受け取る（1 回だけ）", "Take it (once)"))</button>"
      ).html
    case (false, true):
      return Form(visit: visit, path: "/exports/\(export.number)/approval", content: "<button>\(say("理由を読み、承認する", "Approve, having read the reason"))</button>")
        .html
    case (false, false): return ""
    }
  }
}
