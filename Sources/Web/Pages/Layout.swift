import Domain
import HTTPTypes
import Store

/// What all pages have around them: the head with the way to sign out, and the language.
struct Layout {
  let visit: Visit
  let title: String
  /// The page itself, without a query, for the links to it in the other language.
  let path: String
  /// What else of the query stays when the language changes.
  var query: [(String, String)] = []
  let content: HTML

  var answer: Answer {
    var answer = Answer(page: page)
    answer.headers[.contentLanguage] = visit.language.rawValue
    return answer
  }

  private var page: HTML {
    """
    <!doctype html>
    <html lang="\(visit.language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title) | \(visit.say("手取り時間", "Tedori"))</title>
    <link rel="stylesheet" href="/style.css">
    <link rel="icon" href="/icon.svg">
    </head>
    <body>
    <a class="skip" href="#main">\(visit.say("本文へ", "Skip to content"))</a>
    <header class="head"><div class="wide">
    <a class="name" href="/">\(visit.say("手取り時間", "Tedori"))</a>
    <nav aria-label="\(visit.say("利用者", "Account"))">\(languages)\(account)</nav>
    </div></header>
    <main id="main" class="wide">
    \(content)
    </main>
    </body>
    </html>

    """
  }

  private var languages: HTML {
    let other: Language = visit.language == .japanese ? .english : .japanese
    let query = (query + [("language", other.rawValue)]).map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&")
    return "<a href=\"\(path)?\(query)\" lang=\"\(other.rawValue)\" hreflang=\"\(other.rawValue)\">\(other.choose("日本語", "English"))</a>"
  }

  private var account: HTML {
    guard let person = visit.person else { return "" }
    return """
      <span class="who">\(person.name)（\(person.role.title(visit.language))）</span>
      \(Form(visit: visit, path: "/sign-out", content: "<button class=\"quiet\">\(visit.say("サインアウト", "Sign out"))</button>").html)
      """
  }
}

/// A form that changes something, signed for the session.
struct Form {
  let visit: Visit
  let path: String
  let content: HTML

  var html: HTML {
    let key = visit.person?.formKey ?? []
    let signature: HTML =
      key.count == 32 ? "<input type=\"hidden\" name=\"\(FormSignature.field)\" value=\"\(FormSignature.make(path: path, key: key))\">" : ""
    return "<form method=\"post\" action=\"\(path)\">\(signature)\(content)</form>"
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
