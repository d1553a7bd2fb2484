import Domain
import HTTPTypes
import Reports
import Store

/// Use cases of other departments that the own unit could take up: where they are used, who copied whom, what they save, and one button each.
struct CopyPage {
  let visit: Visit
  let offer: CopyingOffer
  /// Why something wasn't taken up.
  var problem: String?

  static func page(_ call: Call<Copier>) async throws -> Answer { try await shown(call.arguments["unit"], call).answer.keepingLanguage(call) }

  static func take(_ call: Call<Copier>) async throws -> Answer {
    guard let unit = call.fields["unit"], let useCase = call.fields["use_case"] else {
      throw Fault.field("use_case", .unprocessableContent, "ページを開き直してください", "open the page again")
    }
    let back = "/copy?unit=\(Percent.encode(unit))"
    switch try await call.services.database.takeUp(useCase: useCase, for: unit, as: call.context.viewer) {
    // A second click finds it taken up.
    case .done, .already: return .seeOther(back)
    case .absent:
      var page = try await shown(unit, call)
      page.problem = call.visit.say("その事例を使っている所属が今はありません", "No unit uses this any more")
      var answer = page.answer
      answer.status = .conflict
      return answer
    }
  }

  private static func shown(_ unit: String?, _ call: Call<Copier>) async throws -> CopyPage {
    let (database, viewer) = (call.services.database, call.context.viewer)
    var unit = unit
    if unit == nil { unit = try await database.mandateUnits(as: viewer).first }
    return CopyPage(visit: call.visit, offer: try await database.copyingOffer(for: unit, as: viewer))
  }

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  private var answer: Answer {
    let title = say("ほかの所属の事例を取り入れる", "Take up what others use")
    let name = offer.unit.map { visit.language == .english ? $0.nameEnglish ?? $0.name : $0.name }
    let listTitle = say("取り入れられる事例 \(offer.useCases.count) 件", "\(offer.useCases.count) that could be taken up")
    return Layout(
      visit: visit, title: title, path: "/copy", query: offer.unit.map { [("unit", $0.code)] } ?? [],
      content: """
        <h1>\(title) \(name.map { "<span>\($0)</span>" as HTML } ?? "")</h1>
        \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
        <p class="note">\(say("承認された AI ツールの事例で、ほかの所属が使っていて、この所属がまだ使っていないものです。使っている局の多い順です。ボタンを押すと、今日からこの所属の導入になり、月次票に載ります。", "Use cases of approved tools that other units have and this one has not, those used in most bureaus first. The button makes it an adoption of this unit from today on, and it stands on the monthly sheet."))</p>
        \(HTML.when(offer.unit == nil, "<p class=\"banner\">\(say("所属の状況から開くと、その所属に取り入れられます。", "Open it from a department's page to take something up there."))</p>"))
        \(recent)
        <h2>\(listTitle)</h2>
        \(offer.useCases.isEmpty ? "<p>\(say("ありません。", "None."))</p>" : list(listTitle))
        """
    ).answer
  }

  private var recent: HTML {
    guard !offer.recent.isEmpty else { return "" }
    let items: [HTML] = offer.recent.map { "<li>\($0.useCase) <span class=\"note\">\(say("\($0.day) から", "since \($0.day)"))</span></li>" }
    return "<h2>\(say("この 1 か月に取り入れたもの", "Taken up within a month"))</h2><ul>\(items)</ul>"
  }

  private func list(_ title: String) -> HTML {
    let canTake = offer.unit?.isOpen ?? false
    return ListTable(
      title: title,
      heads: [
        (say("事例", "Use case"), .prose), (say("リスク区分", "Risk"), .words), (say("発案所属", "Began in"), .prose), (say("使用中", "Used in"), .prose),
        (say("節約（分/件）", "Saves, minutes a case"), .prose), (say("横展開", "Who copied whom"), .prose),
      ] + (canTake ? [(say("導入", "Take up"), .words)] : []),
      rows: offer.useCases.map { useCase in
        let origin = visit.language == .english ? useCase.originEnglish ?? useCase.origin : useCase.origin
        let cells: [HTML] = [
          "\(useCase.title)<br><span class=\"note\">\(useCase.tool)</span>", risk(useCase.risk), "\(origin ?? "–")",
          "\(say("\(useCase.bureaus) 局・\(useCase.units) 所属", "\(useCase.bureaus) bureaus, \(useCase.units) units"))", "\(saved(useCase))", copies(useCase),
        ]
        return cells + (canTake ? [button(useCase)] : [])
      }
    ).html
  }

  /// Colour never stands alone.
  private func risk(_ risk: String?) -> HTML {
    switch risk {
    case "blue": "<span class=\"risk blue\">\(say("青：低い", "blue: low"))</span>"
    case "yellow": "<span class=\"risk yellow\">\(say("黄：注意", "yellow: take care"))</span>"
    case "red": "<span class=\"risk red\">\(say("赤：高い", "red: high"))</span>"
    default: "\(say("未判定", "not judged"))"
    }
  }

  private func saved(_ useCase: CopyableUseCase) -> String {
    guard let saved = useCase.saved, let level = useCase.evidence else { return say("計測なし", "not measured") }
    let tenths = Int((saved * 10).rounded())
    let minutes = (tenths < 0 ? "−" : "") + "\(abs(tenths) / 10).\(abs(tenths) % 10)"
    return say("\(minutes)（E\(level) \(MonthlyReport.evidence(level, .japanese))）", "\(minutes) (E\(level) \(MonthlyReport.evidence(level, .english)))")
  }

  private func copies(_ useCase: CopyableUseCase) -> HTML {
    let pairs = visit.language == .english ? useCase.copiesEnglish : useCase.copies
    guard !pairs.isEmpty else { return "–" }
    let title = say("新しい \(pairs.count) 件", "the newest \(pairs.count)")
    return "<details><summary>\(title)</summary><ul class=\"plain\">\(pairs.map { "<li>\($0)</li>" as HTML })</ul></details>"
  }

  private func button(_ useCase: CopyableUseCase) -> HTML {
    Form(
      visit: visit, path: "/copy",
      content: """
        <input type="hidden" name="unit" value="\(offer.unit?.code ?? "")"><input type="hidden" name="use_case" value="\(useCase.code)">\
        <button class="quiet" aria-label="\(say("\(useCase.title)を取り入れる", "Take up \(useCase.title)"))">\(say("取り入れる", "Take up"))</button>
        """
    ).html
  }
}
