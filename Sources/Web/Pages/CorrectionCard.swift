import Store

/// A correction as it is read: what was asked when, and the answer or that there is none yet.
struct CorrectionCard {
  let visit: Visit
  let correction: Correction
  /// The heading's element, by where the card stands.
  let heading: HeadingLevel

  enum HeadingLevel: String { case h2, h3 }

  var html: HTML {
    let isOpen = correction.answer == nil
    let title = visit.say("申出 \(correction.number)", "Request \(correction.number)")
    let state = isOpen ? visit.say("回答待ち", "waiting for an answer") : visit.say("回答あり", "answered")
    return """
      <article class="card">
      \(headed("\(title) <span class=\"state\">\(state)</span>"))
      <p class="note">\(correction.askedAt)</p>
      <p class="words">\(correction.text)</p>
      \(answer)
      </article>
      """
  }

  private func headed(_ content: HTML) -> HTML {
    switch heading {
    case .h2: "<h2>\(content)</h2>"
    case .h3: "<h3>\(content)</h3>"
    }
  }

  private var answer: HTML {
    guard let answer = correction.answer else { return "" }
    return """
      <p class="note">\(visit.say("回答", "Answer"))・\(answer.by)・\(answer.at)</p>
      <p class="words">\(answer.text)</p>
      """
  }
}
