import Domain
import HTTPTypes
import Store

/// What transfers and reorganisations leave behind: adoptions of units that have ended and of persons who have left, each with what could become of it.
struct LeftoversPage {
  let visit: Visit
  let leftovers: [Leftover]
  /// HR clears them; heads see their own.
  let clears: Bool
  var problems: [String] = []

  static func page(_ call: Call<LeftoverReader>) async throws -> Answer { try await shown(call).answer.keepingLanguage(call) }

  static func clear(_ call: Call<LeftoverClearer>) async throws -> Answer {
    guard let clearing = call.fields["decision"].flatMap(Clearing.init(rawValue:)) else {
      throw Fault.field("decision", .unprocessableContent, "ボタンで選んでください", "choose by a button")
    }
    let codes = call.fields.filter { $0.key.hasPrefix("adoption.") }.map(\.value).sorted()
    guard !codes.isEmpty else { throw Fault.field("adoption.0", .unprocessableContent, "どの導入かがありません", "it doesn't say which adoption") }
    let outcomes = try await call.services.database.clear(
      codes, clearing, reason: call.visit.say("異動・組織改正の整理", "clearing up after transfers and reorganisations"), as: call.context.viewer)
    let problems: [String] = outcomes.compactMap { code, outcome in
      if case .changed = outcome {
        return call.visit.say(
          "\(code)：引き継ぐ先が一つに決まりません。終了するか、導入のファイルで直してください", "\(code): there is no single successor. End it, or correct it by a file of adoptions")
      }
      return Confirming.problem(outcome).map { "\(code)\(call.visit.say("：", ": "))\(call.visit.say($0.0, $0.1))" }
    }
    if problems.isEmpty { return .seeOther("/leftovers") }
    var page = try await shown(call)
    page.problems = problems
    var answer = page.answer
    answer.status = .conflict
    return answer
  }

  private static func shown(_ call: Call<some RoleAudience>) async throws -> LeftoversPage {
    let clears = LeftoverClearer.admitted.contains(call.context.person.role)
    return LeftoversPage(visit: call.visit, leftovers: try await call.services.database.leftovers(withPersons: clears, as: call.context.viewer), clears: clears)
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var answer: Answer {
    let title = say("異動・組織改正で残った導入", "Adoptions left by transfers and reorganisations")
    return Layout(
      visit: visit, title: title, path: "/leftovers",
      content: """
        <h1>\(title)</h1>
        \(HTML.when(!problems.isEmpty, "<div class=\"problem\" role=\"alert\"><p>\(say("整理できなかったものがあります。", "Some could not be cleared."))</p><ul>\(problems.map { "<li>\($0)</li>" as HTML })</ul></div>"))
        <p class="note">\(say("廃止された所属と退職した職員の、終了していない導入です。後継が一つなら引き継ぎ、ほかは終了することを提案します。引き継ぐと、終了の翌日から後継の導入になります。", "Adoptions of units that have ended and of staff who have left. Where there is one successor it is proposed to hand them on, else to end them. What is handed on is the successor's from the day after."))</p>
        \(HTML.when(!clears, "<p class=\"banner\">\(say("整理は人事が行います。", "HR clears them."))</p>"))
        \(HTML.when(clears && leftovers.count > 1, all))
        \(section(say("所属の導入", "Of units"), leftovers.filter { !$0.isPersons }))
        \(HTML.when(clears, section(say("職員の導入", "Of staff"), leftovers.filter(\.isPersons))))
        """
    ).answer
  }

  private var all: HTML {
    let fields: [HTML] = leftovers.enumerated().map { "<input type=\"hidden\" name=\"adoption.\($0.offset)\" value=\"\($0.element.code)\">" }
    return Form(
      visit: visit, path: "/leftovers",
      content:
        "\(fields)<button class=\"main\" name=\"decision\" value=\"as_proposed\">\(say("下の \(leftovers.count) 件をすべて提案どおりにする", "Do as proposed with all \(leftovers.count)"))</button>"
    ).html
  }

  private func section(_ title: String, _ leftovers: [Leftover]) -> HTML {
    let head = say("\(title) \(leftovers.count) 件", "\(title): \(leftovers.count)")
    guard !leftovers.isEmpty else { return "<h2>\(title)</h2><p>\(say("ありません。", "None."))</p>" }
    let table = ListTable(
      title: head,
      heads: [
        (say("導入", "Adoption"), .words), (say("だれの", "Whose"), .prose), (say("事例", "Use case"), .prose), (say("最後の日", "Last day"), .words),
        (say("後継", "Successor"), .prose),
        (say("提案", "Proposed"), .words),
      ] + (clears ? [(say("整理", "Clear"), .words)] : []),
      rows: leftovers.map { leftover in
        let name = visit.language == .english ? leftover.nameEnglish ?? leftover.name : leftover.name
        let successors = visit.language == .english ? leftover.successorNamesEnglish : leftover.successorNames
        let cells: [HTML] = [
          "\(leftover.code)", "\(name) <span class=\"note\">\(leftover.owner)</span>", "\(leftover.useCase)", "\(leftover.lastDay)",
          "\(successors.isEmpty ? "–" : successors.joined(separator: say("、", ", ")))",
          "\(leftover.successor == nil ? say("終了", "end") : say("引継ぎ", "hand on"))",
        ]
        return cells + (clears ? [buttons(leftover)] : [])
      })
    return "<h2>\(head)</h2>\(table.html)"
  }

  private func buttons(_ leftover: Leftover) -> HTML {
    let handOn: HTML = HTML.when(
      leftover.successor != nil,
      "<button class=\"quiet\" name=\"decision\" value=\"hand_on\" aria-label=\"\(say("\(leftover.code) を引き継ぐ", "Hand \(leftover.code) on"))\">\(say("引き継ぐ", "Hand on"))</button> "
    )
    return Form(
      visit: visit, path: "/leftovers",
      content: """
        <input type="hidden" name="adoption.0" value="\(leftover.code)">\(handOn)\
        <button class="quiet" name="decision" value="end" aria-label="\(say("\(leftover.code) を終了する", "End \(leftover.code)"))">\(say("終了する", "End"))</button>
        """
    ).html
  }
}
