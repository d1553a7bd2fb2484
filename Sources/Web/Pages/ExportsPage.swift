import Domain
import HTTPTypes
import Reports
import Store
import Synchronization

/// Exports of named time: asked for with a reason, approved by somebody else, taken once.
enum ExportsPage {
  private static let limit = 1_000

  static func page(_ call: Call<ExportReader>) async throws -> Answer {
    let exports = try await call.services.database.namedExports(as: call.context.viewer)
    return shown(call.visit, exports, asks: call.context.person.role == .hr).keepingLanguage(call)
  }

  static func ask(_ call: Call<Exporter>) async throws -> Answer {
    let typed = Typed(call.fields["reason"], limit: limit, call.visit)
    guard let kind = call.fields["kind"], NamedExport.kinds.contains(kind) else {
      throw Fault.field("kind", .unprocessableContent, "書き出すものを選んでください", "choose what to export")
    }
    guard typed.problem == nil else {
      var answer = shown(call.visit, try await call.services.database.namedExports(as: call.context.viewer), asks: true, kind: kind, typed)
      answer.status = .unprocessableContent
      return answer
    }
    _ = try await call.services.database.askForExport(of: kind, reason: typed.text, as: call.context.viewer)
    return .seeOther("/exports")
  }

  static func approve(_ call: Call<Exporter>) async throws -> Answer {
    guard try await call.services.database.approve(export: try id(call), as: call.context.viewer) else {
      throw Fault(.conflict, "自分が申請したもの、承認済みのものは承認できません", "one's own, or one that is approved already, can't be approved")
    }
    return .seeOther("/exports")
  }

  static func take(_ call: Call<Exporter>) async throws -> Answer {
    let language = call.visit.language
    let taken = try await call.services.database.take(export: try id(call), as: call.context.viewer) { kind, transaction in
      let bytes = Mutex<[UInt8]>([])
      _ = try await Export(kind: Kind.known(kind), encoding: .utf8, language: language, headings: language).write(in: transaction) { part in
        bytes.withLock { $0 += part }
      }
      return (kind: kind, bytes: bytes.withLock { $0 })
    }
    guard let taken else {
      throw Fault(.conflict, "承認を待っているか、受け取り済みか、ほかの人が申請したものです", "it waits for its approval, was taken already, or somebody else has asked for it")
    }
    var answer = Answer(type: "text/csv; charset=utf-8", body: taken.bytes)
    answer.headers[.contentDisposition] = "attachment; filename=\"\(taken.kind).csv\""
    answer.headers[.cacheControl] = "no-store"
    return answer
  }

  private static func id(_ call: Call<Exporter>) throws -> Int {
    guard let id = call.fields["id"].flatMap({ Int($0) }) else { throw Fault.field("id", .unprocessableContent, "どれか分かりません", "which one isn't clear") }
    return id
  }

  private static func shown(_ visit: Visit, _ exports: [NamedExport], asks: Bool, kind: String = "time", _ typed: Typed? = nil) -> Answer {
    func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
    func title(_ kind: String) -> String { Kind.named(kind).map { visit.language.choose($0.japanese, $0.name) } ?? kind }
    func button(_ export: NamedExport, _ path: String, _ label: String) -> HTML {
      Form(visit: visit, path: path, content: "<input type=\"hidden\" name=\"id\" value=\"\(export.id)\"><button class=\"quiet\">\(label)</button>").html
    }
    func next(_ export: NamedExport) -> HTML {
      if let taken = export.takenAt { return .text(say("受取り済み \(taken)", "taken \(taken)")) }
      guard asks else { return .text(export.approvedBy == nil ? say("承認待ち", "waits") : say("受取り待ち", "approved")) }
      switch (export.isOwn, export.approvedBy) {
      case (true, nil): return .text(say("ほかの人の承認待ち", "waits for somebody else's approval"))
      case (true, _?): return button(export, "/exports/take", say("受け取る（一度だけ）", "Take it, once"))
      case (false, nil): return button(export, "/exports/approve", say("承認する", "Approve"))
      case (false, _?): return .text(say("申請者の受取り待ち", "waits to be taken"))
      }
    }
    let list = Table(
      title: say("申請の一覧", "What was asked for"),
      columns: [say("日時", "When"), say("申請者", "Who"), say("何を", "What"), say("理由", "Why"), say("承認者", "Approved by"), say("次に", "Next")],
      rows: exports.map { [.text($0.askedAt), .text($0.askedBy), .text(title($0.kind)), .text($0.reason), .text($0.approvedBy ?? "–"), next($0)] },
      empty: say("申請はありません。", "Nothing was asked for."))
    let options: [HTML] = NamedExport.kinds.map { "<option value=\"\($0)\"\(($0 == kind ? " selected" : "") as HTML)>\(title($0))</option>" }
    let form: HTML =
      !asks
      ? ""
      : Form(
        visit: visit, path: "/exports",
        content: """
          <h2>\(say("新しく申請する", "Ask for one"))</h2>
          <label for="kind">\(say("書き出すもの", "What"))</label><select id="kind" name="kind">\(options)</select>
          \(HTML.area("reason", label: say("理由", "Reason"), typed: typed?.text ?? "", problem: typed?.problem, limit: limit))
          <button>\(say("申請する", "Ask"))</button>
          """
      ).html
    let name = say("記名データの書出し", "Exports of named time")
    return Layout(
      visit: visit, title: name, path: "/exports",
      content: """
        <h1>\(name)</h1>
        <p class="note">\(say("理由と、ほかの人事担当者の承認が要ります。受け取ると、載っている全員にその旨が示されます。", "It needs a reason and another HR officer's approval. When it is taken, everybody who is named in it is shown that."))</p>
        \(list.html)
        \(form)
        """
    ).answer
  }
}
