import HTTPTypes
import Store

/// One correction that was asked for, with whom it is about, and the form to answer it, once.
struct CorrectionPage {
  let visit: Visit
  let correction: Correction
  let person: AskingPerson
  /// What was written and can't be taken, and why.
  var unfit: (text: String, problem: String)?

  static func page(_ call: Call<Corrector>) async throws -> Answer { try await shown(call).answer.keepingLanguage(call) }

  static func answer(_ call: Call<Corrector>) async throws -> Answer {
    let given = call.fields["answer"] ?? ""
    let visit = call.visit
    let empty = visit.say("何を直したか、または直さない理由を書いてください", "Write what was corrected, or why nothing was")
    switch FormText(given, longest: Correction.longest, visit: visit, empty: empty) {
    case .text(let text):
      switch try await call.services.database.answer(correction: number(call), with: text, as: call.context.viewer) {
      case .answered: return .seeOther("/corrections")
      case .tooLate:
        return try await refused(
          call, given, .conflict, visit.say("先に回答がありました。あなたの回答は送られていません", "It has been answered before; your answer wasn't sent"))
      case .noSuchCorrection: throw Fault.notFound
      }
    case .unfit(let problem): return try await refused(call, given, .unprocessableContent, problem)
    }
  }

  private static func refused(_ call: Call<Corrector>, _ text: String, _ status: HTTPResponse.Status, _ problem: String) async throws -> Answer {
    var page = try await shown(call)
    page.unfit = (text, problem)
    var answer = page.answer
    answer.status = status
    return answer
  }

  private static func shown(_ call: Call<Corrector>) async throws -> CorrectionPage {
    guard let found = try await call.services.database.correction(number(call), as: call.context.viewer) else { throw Fault.notFound }
    return CorrectionPage(visit: call.visit, correction: found.correction, person: found.person)
  }

  private static func number(_ call: Call<Corrector>) throws -> Int {
    guard let number = call.arguments["number"].flatMap({ Int($0) }) else { throw Fault.notFound }
    return number
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var answer: Answer {
    let path = "/corrections/\(correction.number)"
    return Layout(
      visit: visit, title: say("訂正の申出 \(correction.number)", "Request \(correction.number)"), path: path,
      trail: [(say("訂正の申出", "Corrections asked for"), "/corrections")],
      content: """
        <h1>\(person.name) <span>\(say("職員番号", "staff number")) \(person.numbers.joined(separator: say("、", ", ")))</span></h1>
        <p class="note">\(say("あなたが見たことは本人に表示されます。", "That you have looked is shown to this person."))</p>
        \(CorrectionCard(visit: visit, correction: correction, heading: .h2).html)
        \(correction.answer == nil ? form(path) : late)
        """
    ).answer
  }

  private func form(_ path: String) -> HTML {
    let field = Field(
      visit: visit, name: "answer", label: say("回答", "Answer"),
      help: say("何を直したか、または直さない理由。本人が読みます。後から変えられません。", "What was corrected, or why nothing was. The person reads it, and it can't be changed later."),
      value: unfit?.text ?? "", problem: unfit?.problem, control: .text(rows: 5))
    return Form(visit: visit, path: path, content: "\(field.html)<button class=\"main\">\(say("回答する", "Answer"))</button>").html
  }

  /// What somebody has written for nothing can still be read and copied.
  private var late: HTML {
    guard let unfit else { return "" }
    return """
      <p class="problem" role="alert">\(unfit.problem)</p>
      <h2>\(say("あなたの書いた回答", "What you wrote"))</h2>
      <p class="words">\(unfit.text)</p>
      """
  }
}
