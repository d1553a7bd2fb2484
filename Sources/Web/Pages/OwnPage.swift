import Domain
import HTTPTypes
import Store

/// A staff member's own record: training, adoptions and time, who has looked at it, why it is kept, and how to have it corrected.
enum OwnPage {
  static let limit = 4_000

  static func page(_ call: Call<OwnReader>) async throws -> Answer { try await shown(call).keepingLanguage(call) }

  static func ask(_ call: Call<OwnReader>) async throws -> Answer {
    let typed = Typed(call.fields["text"], limit: limit, call.visit)
    guard typed.problem == nil else {
      var answer = try await shown(call, typed)
      answer.status = .unprocessableContent
      return answer
    }
    try await call.services.database.askForCorrection(typed.text, as: call.context.viewer)
    return .seeOther("/me")
  }

  private static func shown(_ call: Call<OwnReader>, _ typed: Typed? = nil) async throws -> Answer {
    let visit = call.visit
    func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
    let record = try await call.services.database.ownRecord(as: call.context.viewer)
    func cells(_ row: [String]) -> [HTML] { row.map(HTML.text) }
    let training = Table(
      title: say("研修", "Training"), columns: [say("修了日", "Completed"), say("研修", "Course"), say("有効期限", "Valid to")], rows: record.training.map(cells),
      empty: say("受講記録はありません。", "There are no records."))
    let adoptions = Table(
      title: say("AI 活用の導入", "Adoptions"), columns: [say("コード", "Code"), say("事例", "Use case"), say("開始", "From"), say("終了", "To")],
      rows: record.adoptions.map(cells), empty: say("導入はありません。", "There are none."))
    let time = Table(
      title: say("時間（分）", "Time, minutes"),
      columns: [
        say("月", "Month"), say("事例", "Use case"), say("総削減", "Gross"), say("付随時間", "Overheads"), say("純", "Net"), say("根拠", "Evidence"),
        say("振向け", "Redirected"),
      ], rows: record.time.map(cells), empty: say("記録はありません。", "There are no records."))
    let looks = Table(
      title: say("だれが見たか", "Who has looked"), columns: [say("日時", "When"), say("だれ", "Who"), say("権限", "As"), say("何を", "What")],
      rows: record.looks.map { [.text($0.at), .text($0.name), .text($0.role?.title(visit.language) ?? ""), .text(name(of: $0.what, visit))] },
      empty: say("まだだれも見ていません。", "Nobody has looked yet."))
    let corrections = Table(
      title: say("訂正の申出", "Corrections asked for"), columns: [say("日付", "When"), say("内容", "What"), say("回答", "Answer")],
      rows: record.corrections.map { [.text($0.askedAt), .text($0.text), .text($0.answer ?? say("回答待ち", "waiting"))] },
      empty: say("申出はありません。", "You have asked for none."))
    let form = Form(
      visit: visit, path: "/me/corrections",
      content: """
        \(HTML.area("text", label: say("どこが違い、正しくはどうか", "What is wrong, and what would be right"), typed: typed?.text ?? "", problem: typed?.problem, limit: limit))
        <button>\(say("訂正を申し出る", "Ask for the correction"))</button>
        """)
    let title = say("自分の記録", "My record")
    return Layout(
      visit: visit, title: title, path: "/me",
      content: """
        <h1>\(title)</h1>
        <p class="banner">\(say("目的：AI 研修、導入と、生まれた時間の行き先を組織として確かめるため。人事評価には使いません。保存：\(record.retentionYears) 年。", "Purpose: to know, as an organisation, of AI training, adoption, and where freed time goes. It is not used to evaluate anybody. Kept for \(record.retentionYears) years."))</p>
        \(training.html)\(adoptions.html)\(time.html)\(looks.html)\(corrections.html)
        \(form.html)
        """
    ).answer
  }

  /// What was seen, as the record notes it, in the reader's words.
  private static func name(of what: String, _ visit: Visit) -> String {
    let words = what.split(separator: " ")
    let kind =
      Kind.named(String(words.first ?? "")).map { visit.language.choose($0.japanese, $0.name) }
      ?? (what == "correction" ? visit.say("訂正の申出", "correction") : what)
    return words.count > 1 ? visit.say("\(kind)（一括の書出し）", "\(kind), bulk export") : kind
  }
}
