import Domain
import HTTPTypes
import Reports
import Secrets
import Store

/// The form of a new row of a kind: empty or like another one, written once however often it is sent.
struct NewRecord {
  let visit: Visit
  var form: RecordForm
  /// By which the form is known when it comes again.
  let once: String
  var problem: String?
  let banner: HTML

  static func page(_ call: Call<RecordWriter>) async throws -> Answer {
    let kind = try RecordKinds.named(call)
    let key = try call.arguments["like"].map(kind.cells(ofKey:))
    let hidden = call.context.hidden
    var values: [String: String] = [:]
    if let key, let row = try await call.services.database.look(at: kind, as: call.context.viewer, { try await $0.row(of: kind, key: key, hiding: hidden) }) {
      values = RecordForm.values(of: row, kind)
      // One row of them differs in what it is first called by.
      values[kind.columns[0].english] = ""
    }
    if kind.column(named: "staff_no") != nil, let number = call.arguments["staff_no"] { values["staff_no"] = number }
    return try await shown(call, kind, values, once: try Secret().text, banner: RecordDone.banner(call)).answer.keepingLanguage(call)
  }

  static func add(_ call: Call<RecordWriter>) async throws -> Answer {
    let kind = try RecordKinds.named(call)
    let names = kind.columns.map(\.english) + [Column.reason.english]
    let cells = call.fields.filter { names.contains($0.key) }
    let once = call.fields["once"] ?? ""
    let isKey = once.utf8.allSatisfy { (0x21...0x7E).contains($0) } && (1...200).contains(once.utf8.count)
    // What was typed is part of what is repeated: mended and sent again it is another request.
    let body = [kind.name] + cells.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    let hash = Digest.sha256(Array(body.map { "\($0.utf8.count) \($0)" }.joined().utf8))
    let repeated = isKey ? RowChange.Repeat(key: once, account: call.context.person.account, role: call.context.person.role, bodyHash: hash) : nil
    let change = RowChange(kind: kind, cells: cells, language: call.visit.language, hiding: call.context.hidden)
    let outcome = try await change.create(once: repeated, in: call.services.database, as: call.context.viewer) { kind.key(of: $0) }
    let key: String
    switch outcome {
    case .written(let row): key = kind.key(of: row)
    case .repeated(let earlier): key = earlier
    case .keyInUse:
      // A form of before that was opened by the back button, with something else in it.
      return try await refused(
        call, kind, cells, .conflict, say(call, "このフォームはすでに送られています。登録するなら、もう一度押してください", "This form was sent before: press once more to enter this as well"))
    case .refused(let problems):
      var page = try await shown(call, kind, cells, once: once)
      page.form.problems = problems
      return page.refusal(.unprocessableContent)
    case .exists, .absent, .changed, .withdrawn:
      return try await refused(call, kind, cells, .conflict, say(call, "同じキーの行がすでにあります", "There is a row with this key already"))
    }
    let coded = Percent.encode(key)
    if call.fields["then"] == "another" {
      let like = kind.columns.count(where: \.isKey) > 1 ? "like=\(coded)&" : ""
      return .seeOther("/records/\(kind.name)/new?\(like)done=\(RecordDone.created.rawValue)")
    }
    return .seeOther("/records/\(kind.name)/row?key=\(coded)&done=\(RecordDone.created.rawValue)")
  }

  private static func say(_ call: Call<RecordWriter>, _ japanese: String, _ english: String) -> String { call.visit.say(japanese, english) }

  private static func refused(
    _ call: Call<RecordWriter>, _ kind: Kind, _ values: [String: String], _ status: HTTPResponse.Status, _ problem: String
  ) async throws -> Answer {
    var page = try await shown(call, kind, values, once: try Secret().text)
    page.problem = problem
    return page.refusal(status)
  }

  private static func shown(
    _ call: Call<RecordWriter>, _ kind: Kind, _ values: [String: String], once: String, banner: HTML = ""
  ) async throws -> NewRecord {
    let language = call.visit.language
    let (lists, titles) = try await call.services.database.read(as: call.context.viewer) {
      (try await RecordForm.lists(of: kind, in: language, $0), try await RecordTitles(of: [], kind, in: language, $0))
    }
    return NewRecord(
      visit: call.visit, form: RecordForm(visit: call.visit, kind: kind, values: values, lists: lists, stored: nil, titles: titles), once: once, banner: banner)
  }

  private func refusal(_ status: HTTPResponse.Status) -> Answer {
    var answer = answer
    answer.status = status
    return answer
  }

  private var answer: Answer {
    let kind = form.kind
    let path = "/records/\(kind.name)/new"
    let title = visit.say("\(kind.japanese)の登録", "New: \(kind.title(.english))")
    let ownReason = kind.column(named: Column.reason.english) != nil
    let reason = Field(
      visit: visit, name: Column.reason.english, label: visit.say("登録の理由", "Why it is entered"),
      help: visit.say("監査の記録に残ります。", "It stands in the audit trail."),
      isRequired: false, value: form.values[Column.reason.english] ?? "", control: .line([]))
    return Layout(
      visit: visit, title: title, path: path,
      trail: [(visit.say("記録", "Records"), "/records"), (kind.title(visit.language), "/records/\(kind.name)")],
      content: """
        <h1>\(title)</h1>
        \(banner)
        \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
        \(form.summary)
        \(Form(visit: visit, path: path, content: """
          <input type="hidden" name="once" value="\(once)">
          \(form.html)
          \(HTML.when(!ownReason, reason.html))
          <p class="actions"><button class="main">\(visit.say("登録する", "Enter it"))</button>
          <button name="then" value="another">\(visit.say("登録して、次を入力する", "Enter it, and then another"))</button></p>
          """).html)
        """
    ).answer
  }
}
