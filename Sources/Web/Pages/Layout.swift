import Domain
import HTTPTypes
import Store

/// What all pages have around them: the head with the rooms and the way to sign out, and where above the page lies what.
struct Layout {
  let visit: Visit
  let title: String
  /// The page itself, without a query, for the links to it in the other language.
  let path: String
  /// What else of the query stays when the language changes.
  var query: [(String, String)] = []
  /// The pages above this one, from the top; the first page and this one aren't named.
  var trail: [(title: String, path: String)] = []
  /// What the page says is complete without them.
  var scripts: [Script] = []
  /// Without a script it shows itself again after so long.
  var refreshSeconds: Int?
  /// Whether it is as wide as a whole screen.
  var isBoard = false
  let content: HTML

  var answer: Answer {
    var answer = Answer(page: page)
    answer.headers[.contentLanguage] = visit.language.rawValue
    return answer
  }

  private var page: HTML {
    let scripts: [HTML] = scripts.filter(PageFile.isThere).map { "<script src=\"\($0.path)\" defer></script>\n" }
    return """
      <!doctype html>
      <html lang="\(visit.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) | \(visit.say("手取り時間", "Tedori"))</title>
      <link rel="stylesheet" href="/style.css">
      <link rel="icon" href="/icon.svg">
      \(scripts)\(refreshSeconds.map { "<noscript><meta http-equiv=\"refresh\" content=\"\($0)\"></noscript>\n" as HTML } ?? "")</head>
      <body>
      <a class="skip" href="#main">\(visit.say("本文へ", "Skip to content"))</a>
      \(PageHead(visit: visit, path: path, query: query, width: width).html)
      <main id="main" class="\(width)">
      \(HTML.when(!trail.isEmpty, crumbs))
      \(content)
      </main>
      </body>
      </html>

      """
  }

  private var width: String { isBoard ? "wide board" : "wide" }

  private var crumbs: HTML {
    let above: [HTML] = ([(visit.say("はじめ", "Start"), "/")] + trail).map { "<li><a href=\"\($0.1)\">\($0.0)</a></li>" }
    return "<nav class=\"trail\" aria-label=\"\(visit.say("現在位置", "You are here"))\"><ol>\(above)<li aria-current=\"page\">\(title)</li></ol></nav>"
  }
}

/// A form that changes something, signed for the session.
struct Form {
  let visit: Visit
  let path: String
  /// For the stylesheet and scripts.
  var name = ""
  /// Under which a script keeps in the browser what was typed; empty: none does.
  var draft = ""
  /// Whether it takes a file.
  var hasFile = false
  let content: HTML

  var html: HTML {
    let key = visit.person?.formKey ?? []
    let signature: HTML =
      key.count == 32 ? "<input type=\"hidden\" name=\"\(FormSignature.field)\" value=\"\(FormSignature.make(path: path, key: key))\">" : ""
    // The signature comes first: a file is taken only behind it.
    return
      "<form method=\"post\" action=\"\(path)\"\(HTML.when(hasFile, " enctype=\"multipart/form-data\""))\(HTML.when(!name.isEmpty, " class=\"\(name)\""))\(HTML.when(!draft.isEmpty, " data-draft=\"\(draft)\""))>\(signature)\(content)</form>"
  }
}

extension AccountRole {
  func title(_ language: Language) -> String {
    switch self {
    case .hr: language.choose("人事", "HR")
    case .hrUnnamed: language.choose("人事（氏名なし）", "HR without names")
    case .head: language.choose("所属長", "Head")
    case .aiLead: language.choose("AI利活用推進責任者", "AI lead")
    case .clerk: language.choose("所属担当", "Clerk")
    case .leadership: language.choose("経営層", "Leadership")
    case .staff: language.choose("職員", "Staff")
    case .administrator: language.choose("管理者", "Administrator")
    case .auditor: language.choose("監査", "Auditor")
    }
  }
}
