import Domain
import HTTPTypes
import Store

/// What staff ask to have corrected, and HR's answers.
enum CorrectionsPage {
  static func page(_ call: Call<Officer>) async throws -> Answer { try await shown(call).keepingLanguage(call) }

  static func answer(_ call: Call<Officer>) async throws -> Answer {
    guard let id = call.fields["id"].flatMap({ Int($0) }) else { throw Fault.field("id", .unprocessableContent, "どの申出か分かりません", "which one isn't clear") }
    let typed = Typed(call.fields["text"], limit: OwnPage.limit, call.visit)
    guard typed.problem == nil else {
      var answer = try await shown(call, id: id, typed)
      answer.status = .unprocessableContent
      return answer
    }
    guard try await call.services.database.answer(correction: id, with: typed.text, as: call.context.viewer) else {
      throw Fault(.conflict, "この申出にはもう回答があるか、ありません", "there is no such thing, or it has been answered")
    }
    return .seeOther("/corrections")
  }

  private static func shown(_ call: Call<Officer>, id: Int? = nil, _ typed: Typed? = nil) async throws -> Answer {
    let visit = call.visit
    func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
    let all = try await call.services.database.corrections(as: call.context.viewer)
    let open: [HTML] = all.filter { $0.answer == nil }.map { one in
      let mine = one.id == id ? typed : nil
      return """
        <section class="card"><h2>\(one.name)（\(one.staffNumber)） \(one.askedAt)</h2><p class="typed">\(one.text)</p>
        \(Form(visit: visit, path: "/corrections/answer", content: """
          <input type="hidden" name="id" value="\(one.id)">
          <label for="text-\(one.id)">\(say("回答（訂正した内容、またはしない理由）", "Answer: what was corrected, or why not"))</label>
          \(mine?.problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
          <textarea id="text-\(one.id)" name="text" rows="3" maxlength="\(OwnPage.limit)" required>
          \(mine?.text ?? "")</textarea>
          <button>\(say("回答する", "Answer"))</button>
          """).html)</section>
        """
    }
    let done = Table(
      title: say("回答済み", "Answered"), columns: [say("日付", "When"), say("職員", "Staff"), say("内容", "What"), say("回答", "Answer")],
      rows: all.compactMap { one in one.answer.map { [.text(one.askedAt), .text("\(one.name)（\(one.staffNumber)）"), .text(one.text), .text($0)] } },
      empty: say("まだありません。", "None yet."))
    let title = say("訂正の申出", "Corrections asked for")
    return Layout(
      visit: visit, title: title, path: "/corrections",
      content: """
        <h1>\(title)</h1>
        <p class="note">\(say("このページを開いたことは本人に示されます。訂正そのものは取込みか API で行います。", "Whoever asked is shown that you have looked. The correction itself is made by an import or over the API."))</p>
        \(open)
        \(HTML.when(open.isEmpty, "<p>\(say("回答を待つ申出はありません。", "Nothing waits for an answer."))</p>"))
        \(done.html)
        """
    ).answer
  }
}
