import Domain
import HTTPTypes
import Store

/// A decision on claims that a head sends: on one group, or on all that the page had.
enum Confirming {
  /// A group that a form names.
  private struct Named {
    let key: ClaimGroup.Key
    let state: String
    var typed = ConfirmationsPage.Typed()
  }

  static func decide(_ call: Call<Confirmer>) async throws -> Answer {
    let visit = call.visit
    guard let month = call.fields["month"].flatMap(Month.init) else {
      throw Fault.field("month", .unprocessableContent, "2026-10 のように入れてください", "give it like 2026-10")
    }
    let named = try groups(call.fields)
    guard !named.isEmpty else { throw Fault.field("unit.0", .unprocessableContent, "どの振向けかがありません", "it doesn't say which redirections") }
    var page = try await ConfirmationsPage.shown(month, call)
    guard page.claims.isSomebody else { return page.answer(.conflict) }
    guard let decision = try decision(call, named[0], &page) else { return page.answer(.unprocessableContent) }
    // A reason is about one group.
    guard named.count == 1 || decision == .confirm else {
      throw Fault.field("decision", .unprocessableContent, "まとめては確認だけができます", "all of them can only be confirmed")
    }
    let outcomes = try await call.services.database.decide(decision, on: named.map { ($0.key, $0.state) }, of: month, as: call.context.viewer)
    let problems = outcomes.compactMap { key, outcome in problem(outcome).map { (key: key, sentence: $0) } }
    if problems.isEmpty { return .seeOther("/confirmations?month=\(month)") }
    page = try await ConfirmationsPage.shown(month, call)
    for (key, sentence) in problems {
      let title = page.claims.groups.first { $0.key == key }.map { ClaimCard.title($0, visit.language) } ?? "\(key.unit) \(key.category)"
      page.problems.append("\(title)\(visit.say("：", ": "))\(visit.say(sentence.0, sentence.1))")
      if decision != .confirm, decision != .undo { page.unfit[key] = named[0].typed }
    }
    return page.answer(.conflict)
  }

  /// On what persons have claimed together.
  static func decideOnPersons(_ call: Call<Confirmer>) async throws -> Answer {
    guard let month = call.fields["month"].flatMap(Month.init), let unit = call.fields["unit"], let category = call.fields["category"],
      let seen = call.fields["seen"]
    else {
      throw Fault.field("month", .unprocessableContent, "ページを開き直してください", "open the page again")
    }
    guard let word = call.fields["decision"], ["confirm", "undo"].contains(word) else {
      throw Fault.field("decision", .unprocessableContent, "ボタンで選んでください", "choose by a button")
    }
    let outcome = try await call.services.database.decide(
      onPersons: .init(unit: unit, category: category), confirms: word == "confirm", seen: seen, of: month, as: call.context.viewer)
    guard let sentence = problem(outcome) else { return .seeOther("/confirmations?month=\(month)") }
    var page = try await ConfirmationsPage.shown(month, call)
    page.problems = [call.visit.say(sentence.0, sentence.1)]
    return page.answer(.conflict)
  }

  private static func groups(_ fields: [String: String]) throws -> [Named] {
    try fields.keys.filter { $0.hasPrefix("unit.") }.map { $0.dropFirst("unit.".count) }.sorted { ($0.count, $0) < ($1.count, $1) }.map { place in
      guard let unit = fields["unit.\(place)"], let category = fields["category.\(place)"], let state = fields["seen.\(place)"] else {
        throw Fault.field("seen.\(place)", .unprocessableContent, "ページを開き直してください", "open the page again")
      }
      return Named(
        key: .init(unit: unit, category: category), state: state,
        typed: .init(minutes: fields["minutes.\(place)"] ?? "", reason: fields["reason.\(place)"] ?? ""))
    }
  }

  /// nil: what was typed can't be taken, and the page says why.
  private static func decision(_ call: Call<Confirmer>, _ named: Named, _ page: inout ConfirmationsPage) throws -> ClaimDecision? {
    let visit = call.visit
    let word = call.fields["decision"]
    if word == "confirm" { return .confirm }
    if word == "undo" { return .undo }
    // What would be too many minutes tells how many there are.
    let isHeld = page.claims.groups.first { $0.key == named.key }?.isHeld ?? false
    guard word == "reduce" && !isHeld || word == "send_back" else { throw Fault.field("decision", .unprocessableContent, "ボタンで選んでください", "choose by a button") }
    var typed = named.typed
    let empty = visit.say("担当に分かるように、理由を書いてください", "Write the reason, so that the clerk can understand it")
    let reason = FormText(typed.reason, longest: ClaimDecision.longestReason, visit: visit, empty: empty)
    typed.reasonProblem = reason.problem
    var minutes = 0
    if word == "reduce" {
      let open = page.claims.groups.first { $0.key == named.key }?.open ?? 0
      do { minutes = try WholeNumber.parse(typed.minutes, in: 0...max(open - 1, 0)) } catch {
        typed.minutesProblem = visit.say("0 から \(max(open - 1, 0)) までの整数にしてください", "Make it a whole number from 0 to \(max(open - 1, 0))")
      }
    }
    guard typed.minutesProblem == nil, case .text(let text) = reason else {
      page.unfit[named.key] = typed
      return nil
    }
    return word == "reduce" ? .reduce(minutes: minutes, reason: text) : .sendBack(reason: text)
  }

  /// Why a decision didn't reach something; nil: it did.
  static func problem(_ outcome: Decided) -> (String, String)? {
    switch outcome {
    case .done: return nil
    case .changed:
      return (
        "表示した後に変わったか、あなたの確認するものではありません。今の内容を見て、もう一度選んでください",
        "It has changed since it was shown, or isn't yours to confirm: look at it as it is now and choose again"
      )
    case .notFewer(let open): return ("待っている \(open) 分より少なくしてください", "make it fewer than the \(open) minutes that wait")
    case .refused(let rule, let details):
      let (wrong, right) = rule.explain(details)
      return ("\(wrong.japanese)。\(right.japanese)", "\(wrong.english): \(right.english)")
    }
  }
}

extension ConfirmationsPage {
  func answer(_ status: HTTPResponse.Status) -> Answer {
    var answer = answer
    answer.status = status
    return answer
  }
}
