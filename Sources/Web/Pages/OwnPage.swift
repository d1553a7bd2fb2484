import Domain
import HTTPTypes
import Reports
import Store

/// The own record of a staff member, who has looked at it, why and how long it is kept, and how to have it corrected.
struct OwnPage {
  let visit: Visit
  let papers: OwnPapers
  /// What was written and can't be taken, and why.
  var unfit: (text: String, problem: String)?

  static func page(_ call: Call<StaffMember>) async throws -> Answer {
    try await OwnPage(visit: call.visit, papers: call.services.database.ownPapers(as: call.context.viewer)).answer.keepingLanguage(call)
  }

  static func ask(_ call: Call<StaffMember>) async throws -> Answer {
    let given = call.fields["text"] ?? ""
    let visit = call.visit
    let empty = visit.say("何が誤りで、どうあれば正しいかを書いてください", "Write what is wrong and what would be right")
    switch FormText(given, longest: Correction.longest, visit: visit, empty: empty) {
    case .text(let text):
      switch try await call.services.database.ask(correction: text, as: call.context.viewer) {
      case .asked: return .seeOther("/me#corrections")
      case .nobody: return try await refused(call, given, .conflict, unlinked(visit))
      }
    case .unfit(let problem): return try await refused(call, given, .unprocessableContent, problem)
    }
  }

  private static func refused(_ call: Call<StaffMember>, _ text: String, _ status: HTTPResponse.Status, _ problem: String) async throws -> Answer {
    let papers = try await call.services.database.ownPapers(as: call.context.viewer)
    var answer = OwnPage(visit: call.visit, papers: papers, unfit: (text, problem)).answer
    answer.status = status
    return answer
  }

  private static func unlinked(_ visit: Visit) -> String {
    visit.say("この利用者は職員の記録に結び付いていません。管理者に相談してください", "This account belongs to nobody of the record: ask an administrator")
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private var language: Language { visit.language }

  var answer: Answer {
    let record = papers.record
    let sections: [(id: String, title: String, content: HTML)] = [
      ("time", say("AI の導入と創出時間", "My adoptions and their time"), OwnTime(visit: visit, record: record).html),
      ("training", say("受講記録", "My training"), training),
      ("posts", say("発令", "My posts"), posts),
      ("looks", say("この記録を見た人", "Who has looked at my record"), looks),
      ("purpose", say("目的と保存期間", "Why it is kept, and for how long"), OwnPurpose(visit: visit, years: papers.retentionYears).html),
      ("corrections", say("訂正の申出", "Corrections"), corrections),
    ]
    let contents: [HTML] = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" }
    return Layout(
      visit: visit, title: say("自分の記録", "My record"), path: "/me",
      content: """
        <h1>\(say("自分の記録", "My record"))</h1>
        \(who)
        <nav aria-label="\(say("このページの内容", "On this page"))"><ul class="pages">\(contents)</ul></nav>
        \(sections.map { "<section><h2 id=\"\($0.id)\">\($0.title)</h2>\($0.content)</section>" as HTML })
        """
    ).answer
  }

  private var who: HTML {
    guard let name = papers.record.name else { return "<p class=\"banner\">\(Self.unlinked(visit))</p>" }
    let numbers = papers.record.numbers.joined(separator: say("、", ", "))
    return "<p>\(say("\(name)（職員番号 \(numbers)）", "\(name), staff number \(numbers)"))</p>"
  }

  private func none(_ japanese: String, _ english: String) -> HTML { "<p class=\"note\">\(say(japanese, english))</p>" }

  private var training: HTML {
    if papers.record.training.isEmpty { return none("受講の記録はありません。", "There is no training on record.") }
    return ListTable(
      title: say("受講記録", "My training"),
      heads: [(say("研修", "Course"), .prose), (say("修了日", "Completed"), .words), (say("結果", "Outcome"), .words), (say("有効期限", "Valid until"), .words)],
      rows: papers.record.training.map { ["\($0.course)", "\($0.completedOn.description)", "\(outcome($0.outcome))", validity($0)] }
    ).html
  }

  private func validity(_ training: OwnRecord.Training) -> HTML {
    guard let until = training.validUntil else { return "\(say("期限なし", "for good"))" }
    return "\(until.description)\(HTML.when(training.hasExpired, " <strong>\(say("期限切れ", "expired"))</strong>"))"
  }

  private func outcome(_ word: String) -> String {
    switch word {
    case "confirmed": say("理解確認", "understanding confirmed")
    case "applied": say("業務適用", "applied at work")
    default: say("受講", "attended")
    }
  }

  private var posts: HTML {
    if papers.record.posts.isEmpty { return none("発令の記録はありません。", "There are no posts on record.") }
    return ListTable(
      title: say("発令", "My posts"),
      heads: [
        (say("所属", "Unit"), .prose), (say("本務兼務", "Post"), .words), (say("職層", "Grade"), .words), (say("から", "From"), .words), (say("まで", "Until"), .words),
      ],
      rows: papers.record.posts.map { post in
        [
          "\(language == .english ? post.unitEnglish ?? post.unit : post.unit)", "\(post.isPrimary ? say("本務", "primary") : say("兼務", "concurrent"))",
          "\(post.grade ?? "–")", "\(post.from.description)", "\(post.until?.description ?? say("現在", "now"))",
        ]
      }
    ).html
  }

  private var looks: HTML {
    let note = none(
      "氏名の分かる形で記録を見るたびに残ります。同じ日に同じものを見た分は 1 行にまとめています。時刻は日本時間の最後のものです。",
      "Every look at your record by name leaves a line; looks at the same thing on one day are put together. The time is that of the last one, in Japan.")
    if papers.looks.isEmpty { return "\(note)<p>\(say("まだだれも見ていません。", "Nobody has looked so far."))</p>" }
    let table = ListTable(
      title: say("この記録を見た人", "Who has looked at my record"),
      heads: [
        (say("日時", "When"), .words), (say("だれが", "Who"), .prose), (say("権限", "As"), .prose), (say("何を", "What"), .prose), (say("回数", "Times"), .number),
      ],
      rows: papers.looks.map { ["\($0.at)", "\($0.by)", "\(role($0.role))", "\(LookedAt(what: $0.what).title(language))", "\($0.times)"] })
    return """
      \(note)\(table.html)
      \(HTML.when(papers.areMoreLooks, none("これより古いものは、下の申出で人事に問い合わせてください。", "For older ones, ask HR with the form below.")))
      """
  }

  private func role(_ name: String) -> String {
    name == "department" ? say("所属長・AI利活用推進責任者", "Head or AI lead") : AccountRole(rawValue: name)?.title(language) ?? name
  }

  private var corrections: HTML {
    let field = Field(
      visit: visit, name: "text", label: say("何が誤りで、どうあれば正しいか", "What is wrong and what would be right"),
      help: say("人事が読んで答えます。\(Correction.longest) 文字まで書けます。", "HR will read and answer it. Up to \(Correction.longest) characters."), value: unfit?.text ?? "",
      problem: unfit?.problem, control: .text(rows: 5))
    let form = Form(visit: visit, path: "/me/corrections", content: "\(field.html)<button class=\"main\">\(say("訂正を申し出る", "Ask for a correction"))</button>")
    let asked: [HTML] = papers.corrections.map { CorrectionCard(visit: visit, correction: $0, heading: .h3).html }
    return "\(form.html)\(asked)"
  }
}
