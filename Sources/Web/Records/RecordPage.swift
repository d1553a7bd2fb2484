import Domain
import HTTPTypes
import Reports
import Store

/// One row of a kind, with the form to change it and the one to take it back.
struct RecordPage {
  let visit: Visit
  var form: RecordForm
  /// As it is kept.
  let row: [String?]
  let key: String
  let role: AccountRole
  /// Why it is changed, as it was typed.
  var reason = ""
  var reasonProblem: String?
  var problem: String?
  /// What was refused was to take it back.
  var isWithdrawal = false
  let banner: HTML

  static func page(_ call: Call<RecordReader>) async throws -> Answer {
    try await shown(call, key: call.arguments["key"] ?? "", banner: RecordDone.banner(call)).answer.keepingLanguage(call)
  }

  static func change(_ call: Call<RecordWriter>) async throws -> Answer { try await write(call, withdraws: false) }

  static func withdraw(_ call: Call<RecordWithdrawer>) async throws -> Answer { try await write(call, withdraws: true) }

  private static func write(_ call: Call<some RoleAudience>, withdraws: Bool) async throws -> Answer {
    let kind = try RecordKinds.named(call)
    let visit = call.visit
    let key = call.fields["key"] ?? ""
    let keyCells = try kind.cells(ofKey: key)
    let isOwnReason = kind.column(named: Column.reason.english) != nil && !withdraws
    let typed = call.fields.filter { field in kind.columns.contains { $0.english == field.key && !$0.isKey } }
    let given = call.fields[Column.reason.english] ?? ""
    let empty = visit.say("なぜ変えるのかを書いてください", "Write why it is changed")
    let reason = FormText(given, longest: 400, visit: visit, empty: isOwnReason ? nil : empty)
    var cells = withdraws ? [:] : typed
    if !isOwnReason { cells[Column.reason.english] = given }
    for (column, cell) in zip(kind.columns.filter(\.isKey), keyCells) { cells[column.english] = cell }
    func refused(_ status: HTTPResponse.Status, _ make: (inout RecordPage) -> Void) async throws -> Answer {
      var page = try await shown(call, key: key)
      if !withdraws { page.form.values.merge(typed) { $1 } }
      page.reason = isOwnReason ? "" : given
      page.isWithdrawal = withdraws
      make(&page)
      var answer = page.answer
      answer.status = status
      return answer
    }
    guard case .text = reason else { return try await refused(.unprocessableContent) { $0.reasonProblem = reason.problem } }
    var change = RowChange(kind: kind, cells: cells, language: visit.language, hiding: call.context.hidden)
    change.withdraws = withdraws
    let seen = call.fields["seen"] ?? ""
    switch try await change.change(in: call.services.database, as: call.context.viewer, isExpected: { RowJSON.tag(of: $0) == seen }) {
    case .written(let row): return .seeOther("\(kind.path(of: row))&done=\(RecordDone.changed.rawValue)")
    case .withdrawn: return .seeOther("/records/\(kind.name)?done=\(RecordDone.withdrawn.rawValue)")
    case .changed:
      return try await refused(.conflict) {
        $0.form.isBeside = true
        $0.problem = visit.say(
          "開いている間に、ほかの人がこの行を変えました。あなたの入力はまだ保存されていません。違う欄に今の値を示しています。確かめて、もう一度保存してください",
          "Somebody else has changed this row while you had it open, and yours isn't saved yet. Where they differ the field says what stands there now: look, and save once more"
        )
      }
    case .refused(let problems): return try await refused(.unprocessableContent) { $0.form.problems = problems }
    case .absent, .exists, .repeated, .keyInUse: throw Fault.notFound
    }
  }

  private static func shown(_ call: Call<some RoleAudience>, key: String, banner: HTML = "") async throws -> RecordPage {
    let kind = try RecordKinds.named(call)
    let cells = try kind.cells(ofKey: key)
    let (hidden, language) = (call.context.hidden, call.visit.language)
    let found = try await call.services.database.look(at: kind, as: call.context.viewer) { transaction -> ([String?], RecordForm)? in
      guard let row = try await transaction.row(of: kind, key: cells, hiding: hidden) else { return nil }
      let lists = try await RecordForm.lists(of: kind, in: language, transaction)
      let titles = try await RecordTitles(of: [row], kind, in: language, transaction)
      let form = RecordForm(visit: call.visit, kind: kind, values: RecordForm.values(of: row, kind), lists: lists, stored: row, titles: titles)
      return (row, form)
    }
    guard let (row, form) = found else { throw Fault.notFound }
    return RecordPage(visit: call.visit, form: form, row: row, key: kind.key(of: row), role: call.context.person.role, banner: banner)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var answer: Answer {
    let kind = form.kind
    let mayWrite = RecordKinds.mayWrite(role)
    let keys = zip(kind.columns, row).filter { $0.0.isKey }.map { (column: $0.0, words: form.titles.words($0.1, of: $0.0, visit)) }
    let title = "\(kind.title(visit.language)) \(keys.map(\.words).joined(separator: say("・", ", ")))"
    let isNamed = kind.name == "staff" || zip(kind.columns, row).contains { $0.0.reference == .staff && $0.1 != nil }
    let noted = isNamed ? say("職員の記録です。あなたが見たことは本人に表示されます。", "A person's record: that you have looked is shown to this person.") : nil
    return Layout(
      visit: visit, title: title, path: "/records/\(kind.name)/row", query: [("key", key)],
      trail: [(say("記録", "Records"), "/records"), (kind.title(visit.language), "/records/\(kind.name)")],
      content: """
        <h1>\(title)</h1>
        \(banner)
        \(noted.map { "<p class=\"note\">\($0)</p>" as HTML } ?? "")
        \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
        \(form.summary)
        \(HTML.when(mayWrite, monthLink))
        \(terms(keys))
        \(mayWrite ? changing : terms(zip(kind.columns, row).filter { !$0.0.isKey }.map { ($0.0, form.titles.words($0.1, of: $0.0, visit)) }))
        \(HTML.when(mayWrite, "<p><a href=\"/records/\(kind.name)/new?like=\(Percent.encode(key))\">\(say("これを写して、新しい行を登録する", "Enter a new one like this"))</a></p>"))
        \(HTML.when(RecordWithdrawer.admitted.contains(role), withdrawing))
        """
    ).answer
  }

  /// Time and where it went are easier to enter together.
  private var monthLink: HTML {
    let title: String
    let month: String
    switch (form.kind.name, row[1]) {
    case ("time", let recorded?), ("redirections", let recorded?):
      month = recorded
      title = say("\(recorded) の時間と使い道をまとめて入力する", "Enter the time of \(recorded) and where it went together")
    case ("adoptions", _):
      month = MonthPage.lastMonth().description
      title = say("\(month) の時間と使い道を入力する", "Enter the time of \(month) and where it went")
    default: return ""
    }
    return "<p><a href=\"/adoptions/\(Percent.encode(row[0] ?? ""))/\(month)\">\(title)</a></p>"
  }

  private func terms(_ cells: [(column: Column, words: String)]) -> HTML {
    let parts: [HTML] = cells.map { "<div><dt>\($0.column.title(visit.language))</dt><dd>\($0.words.isEmpty ? say("（空欄）", "(empty)") : $0.words)</dd></div>" }
    return "<dl class=\"terms row\">\(parts)</dl>"
  }

  private var state: HTML {
    "<input type=\"hidden\" name=\"key\" value=\"\(key)\"><input type=\"hidden\" name=\"seen\" value=\"\(RowJSON.tag(of: row))\">"
  }

  private var changing: HTML {
    let kind = form.kind
    let isOwnReason = kind.column(named: Column.reason.english) != nil
    let content: HTML = """
      \(state)
      \(form.html)
      \(HTML.when(!isOwnReason, reasonField(say("変更の理由", "Why it is changed"), isFor: !isWithdrawal)))
      <p class="actions"><button class="main">\(say("保存する", "Save"))</button></p>
      """
    return Form(visit: visit, path: "/records/\(kind.name)/row", content: content).html
  }

  private var withdrawing: HTML {
    let kind = form.kind
    let content: HTML = """
      \(state)
      <p>\(say("この行をなかったことにします。ほかの記録がこの行を使っている間は取り消せません。", "The row is taken back as if it had never been; not while other records refer to it."))</p>
      \(Field(visit: visit, name: Column.reason.english, label: say("取消の理由", "Why it is taken back"), value: isWithdrawal ? reason : "", problem: isWithdrawal ? reasonProblem : nil, id: "withdrawal", control: .line([])).html)
      <button>\(say("取り消す", "Take it back"))</button>
      """
    return """
      <details\(HTML.when(isWithdrawal, " open"))><summary>\(say("この行の取消", "Take this row back"))</summary>
      \(Form(visit: visit, path: "/records/\(kind.name)/withdrawal", content: content).html)</details>
      """
  }

  private func reasonField(_ label: String, isFor: Bool) -> HTML {
    Field(
      visit: visit, name: Column.reason.english, label: label, help: say("監査の記録に残ります。", "It stands in the audit trail."), value: isFor ? reason : "",
      problem: isFor ? reasonProblem : nil, control: .line([])
    ).html
  }
}
