import Domain
import HTTPTypes
import Reports
import Store

/// What a unit's head says to the month, on the department's page: its versions, and for the unit's own head the form.
struct CommentSection {
  let visit: Visit
  let month: Month
  let unit: String
  /// Newest first.
  let versions: [UnitComment]
  let isOwn: Bool
  /// What was written and can't be taken, and why.
  var unfit: (text: String, problem: String)?

  static func write(_ call: Call<Confirmer>) async throws -> Answer {
    let visit = call.visit
    guard let month = call.fields["month"].flatMap(Month.init), let unit = call.fields["unit"], let seen = call.fields["seen"].flatMap({ Int($0) }) else {
      throw Fault.field("month", .unprocessableContent, "ページを開き直してください", "open the page again")
    }
    let given = call.fields["text"] ?? ""
    switch FormText(given, longest: UnitComment.longest, visit: visit, empty: nil) {
    case .text(let text):
      switch try await call.services.database.write(comment: text, on: unit, of: month, seen: seen, as: call.context.viewer) {
      case .written: return .seeOther("/department?month=\(month)&unit=\(Percent.encode(unit))#comment")
      case .changed:
        return try await refused(
          call, month, unit, given, .conflict,
          visit.say("表示した後に、ほかの人が書き直しました。下の今のコメントを見て、もう一度送ってください", "Somebody has written another one since: look at it below and send yours again"))
      }
    case .unfit(let problem): return try await refused(call, month, unit, given, .unprocessableContent, problem)
    }
  }

  /// A page of its own, on which what was written isn't lost.
  private static func refused(_ call: Call<Confirmer>, _ month: Month, _ unit: String, _ text: String, _ status: HTTPResponse.Status, _ problem: String)
    async throws -> Answer
  {
    let section = CommentSection(
      visit: call.visit, month: month, unit: unit, versions: try await call.services.database.comments(on: unit, of: month, as: call.context.viewer),
      isOwn: true,
      unfit: (text, problem))
    let back = "/department?month=\(month)&unit=\(Percent.encode(unit))"
    var answer = Layout(
      visit: call.visit, title: call.visit.say("所属長コメント", "The head's comment"), path: "/department", query: [("month", month.description), ("unit", unit)],
      trail: [(call.visit.say("所属の状況", "Department"), back)], content: section.html
    ).answer
    answer.status = status
    return answer
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  var html: HTML {
    let current = versions.first
    guard isOwn || current != nil else { return "" }
    let shown: HTML =
      current.map { $0.text.isEmpty ? "" : "<p class=\"words\">\($0.text)</p><p class=\"note\">\($0.at)</p>" }
      ?? "<p class=\"note\">\(say("まだありません。", "There is none yet."))</p>"
    let older: [HTML] = versions.dropFirst().map {
      "<li><p class=\"note\">\($0.at)</p><p class=\"words\">\($0.text.isEmpty ? say("（取消し）", "(taken back)") : $0.text)</p></li>"
    }
    return """
      <section><h2 id="comment">\(say("所属長コメント", "The head's comment"))</h2>
      \(shown)
      \(HTML.when(!older.isEmpty, "<details><summary>\(say("以前のコメント \(older.count) 件", "Earlier versions: \(older.count)"))</summary><ul class=\"plain\">\(older)</ul></details>"))
      \(HTML.when(isOwn, form(current)))</section>
      """
  }

  private func form(_ current: UnitComment?) -> HTML {
    let field = Field(
      visit: visit, name: "text", label: say("コメントを書く", "Write the comment"),
      help: say(
        "月次報告に載り、この所属の報告を見られる人がだれでも読みます。\(UnitComment.longest) 文字まで。空にすると取り消します。個人の名や時間は書かないでください。",
        "It is printed in the monthly report, for whoever may read this unit's. Up to \(UnitComment.longest) characters; empty takes it back. Don't write names or times of persons."
      ),
      isRequired: false, value: unfit?.text ?? current?.text ?? "", problem: unfit?.problem, control: .text(rows: 4))
    return Form(
      visit: visit, path: "/department/comments",
      content: """
        <input type="hidden" name="month" value="\(month.description)"><input type="hidden" name="unit" value="\(unit)"><input type="hidden" name="seen" value="\(current?.number ?? 0)">
        \(field.html)<button>\(say("コメントを載せる", "Publish the comment"))</button>
        """
    ).html
  }
}
