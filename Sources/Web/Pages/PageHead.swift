import Domain
import Store

/// The head of every page: the rooms of the role, the language, who is signed in. In a narrow window all of it folds into a menu that opens without script.
struct PageHead {
  let visit: Visit
  /// Of the page that it stands on.
  let path: String
  /// What else of the query stays when the language changes.
  let query: [(String, String)]
  /// Of what holds it, for as wide a page.
  let width: String

  var html: HTML {
    // Twice, because what a closed `details` holds can't be shown by style alone in the browsers that are in use; of the two one is always hidden from everybody.
    """
    <header class="head">
    <div class="\(width) bar">
    <a class="name" href="/">\(visit.say("手取り時間", "Tedori"))</a>
    \(HTML.when(visit.person == nil, "<div class=\"account\">\(languages)</div>"))
    \(HTML.when(visit.person != nil, "<div class=\"account unfolded\">\(languages)\(account)</div>\(folded)"))
    </div>
    \(HTML.when(visit.person != nil, "<div class=\"\(width) unfolded\">\(rooms(folding: true))</div>"))
    </header>
    """
  }

  private var folded: HTML {
    """
    <details class="menu"><summary>\(visit.say("メニュー", "Menu"))</summary>
    <div>\(rooms(folding: false))<div class="account">\(languages)\(account)</div></div></details>
    """
  }

  /// - Parameter folding: groups open one by one, as in one line there is no place for all they hold.
  private func rooms(folding: Bool) -> HTML {
    guard let person = visit.person else { return "" }
    let items: [HTML] = Rooms.grouped(of: person.role).map { group, rooms in
      guard let group else { return "\(rooms.map(link))" }
      let title = visit.say(group.title.japanese, group.title.english)
      if !folding { return "<li><span class=\"group\">\(title)</span><ul>\(rooms.map(link))</ul></li>" }
      let isHere = rooms.contains { $0.holds(path) }
      return "<li><details name=\"rooms\"><summary\(HTML.when(isHere, " class=\"here\""))>\(title)</summary><ul>\(rooms.map(link))</ul></details></li>"
    }
    return "<nav class=\"rooms\" aria-label=\"\(visit.say("主なページ", "Main pages"))\"><ul>\(items)</ul></nav>"
  }

  private func link(_ room: Room) -> HTML {
    let current: HTML = room.holds(path) ? " aria-current=\"\(room.path == path ? "page" : "true")\"" : ""
    return "<li><a href=\"\(room.path)\"\(current)>\(visit.say(room.title.japanese, room.title.english))</a></li>"
  }

  private var languages: HTML {
    let other: Language = visit.language == .japanese ? .english : .japanese
    let query = (query + [("language", other.rawValue)]).map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&")
    return "<a href=\"\(path)?\(query)\" lang=\"\(other.rawValue)\" hreflang=\"\(other.rawValue)\">\(other.choose("日本語", "English"))</a>"
  }

  private var account: HTML {
    guard let person = visit.person else { return "" }
    return """
      <a class="who" href="/account"\(HTML.when(path == "/account", " aria-current=\"page\""))>\(visit.say("\(person.name)（\(person.role.title(.japanese))）", "\(person.name) (\(person.role.title(.english)))"))</a>
      \(Form(visit: visit, path: "/sign-out", content: "<button class=\"quiet\">\(visit.say("サインアウト", "Sign out"))</button>").html)
      """
  }
}
