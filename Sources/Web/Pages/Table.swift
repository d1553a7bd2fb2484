/// A table of a page: a heading, names of the columns, rows; or a sentence where there are none.
struct Table {
  let title: String
  let columns: [String]
  let rows: [[HTML]]
  let empty: String

  var html: HTML {
    guard !rows.isEmpty else { return "<h2>\(title)</h2><p class=\"note\">\(empty)</p>" }
    let heads: [HTML] = columns.map { "<th scope=\"col\">\($0)</th>" }
    let lines: [HTML] = rows.map { row in "<tr>\(row.map { "<td class=\"wrap\">\($0)</td>" as HTML })</tr>" }
    return """
      <h2>\(title)</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table><thead><tr>\(heads)</tr></thead><tbody>\(lines)</tbody></table></div>
      """
  }
}

extension HTML {
  /// Text, escaped.
  static func text(_ text: String) -> HTML { "\(text)" }

  /// A label with a field of several lines; what was typed stays, and what is wrong with it stands beside it.
  static func area(_ name: String, label: String, typed: String = "", problem: String? = nil, limit: Int) -> HTML {
    let described: HTML = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"\(name)-problem\""
    return """
      <label for="\(name)">\(label)</label>
      \(problem.map { "<p class=\"problem\" role=\"alert\" id=\"\(name)-problem\">\($0)</p>" as HTML } ?? "")
      <textarea id="\(name)" name="\(name)" rows="4" maxlength="\(limit)" required\(described)>
      \(typed)</textarea>
      """
  }
}

/// A text that somebody typed into a form.
struct Typed {
  let text: String
  let problem: String?

  /// - Parameter limit: in characters.
  init(_ typed: String?, limit: Int, _ visit: Visit) {
    // Browsers send CR LF for a new line.
    text = (typed ?? "").replacing("\r\n", with: "\n")
    if text.allSatisfy(\.isWhitespace) {
      problem = visit.say("何か書いてください", "Write something")
    } else if text.unicodeScalars.count > limit {
      problem = visit.say("\(limit) 文字までです（いま \(text.unicodeScalars.count) 文字）", "Up to \(limit) characters; these are \(text.unicodeScalars.count)")
    } else if text.unicodeScalars.contains("\0") {
      problem = visit.say("NUL 文字は使えません", "A NUL character can't be used")
    } else {
      problem = nil
    }
  }
}
