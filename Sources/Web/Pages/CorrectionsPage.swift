import HTTPTypes
import Store

/// What staff ask to have corrected, for HR: open ones first, oldest on top. It names nobody, so that to open the list is to look at nobody.
enum CorrectionsPage {
  static func page(_ call: Call<Corrector>) async throws -> Answer {
    let visit = call.visit
    let corrections = try await call.services.database.corrections(as: call.context.viewer)
    let title = visit.say("訂正の申出", "Corrections asked for")
    let openTitle = visit.say("回答を待っているもの \(corrections.openCount) 件", "\(corrections.openCount) waiting for an answer")
    let open: HTML =
      corrections.open.isEmpty
      ? "<p>\(visit.say("ありません。", "None."))</p>"
      : ListTable(
        title: openTitle, heads: [(visit.say("申出", "Request"), .words), (visit.say("申出日時", "Asked"), .words)],
        rows: corrections.open.map { [link($0, visit), "\($0.askedAt)"] }
      ).html
    let answeredTitle = visit.say("最近の回答", "Answered lately")
    let answered: HTML =
      corrections.answered.isEmpty
      ? "<p>\(visit.say("ありません。", "None."))</p>"
      : ListTable(
        title: answeredTitle,
        heads: [
          (visit.say("申出", "Request"), .words), (visit.say("申出日時", "Asked"), .words), (visit.say("回答日時", "Answered"), .words), (visit.say("回答者", "By"), .prose),
        ],
        rows: corrections.answered.map { [link($0, visit), "\($0.askedAt)", "\($0.answeredAt ?? "")", "\($0.answeredBy ?? "")"] }
      ).html
    return Layout(
      visit: visit, title: title, path: "/corrections",
      content: """
        <h1>\(title)</h1>
        <p class="note">\(visit.say("申出を開くと、だれの申出かが分かり、見たことが本人に表示されます。", "Opening one shows whose it is, and shows that person that you have looked."))</p>
        <h2>\(openTitle)</h2>
        \(open)
        \(HTML.when(corrections.openCount > corrections.open.count, "<p class=\"note\">\(visit.say("古いものから \(corrections.open.count) 件を出しています。", "The oldest \(corrections.open.count) are listed."))</p>"))
        <h2>\(answeredTitle)</h2>
        \(answered)
        """
    ).answer.keepingLanguage(call)
  }

  private static func link(_ correction: ListedCorrection, _ visit: Visit) -> HTML {
    "<a href=\"/corrections/\(correction.number)\">\(visit.say("申出 \(correction.number)", "Request \(correction.number)"))</a>"
  }
}
