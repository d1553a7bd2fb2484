/// Which of the names that sources declare are spoken of anywhere.
struct Uses {
  private struct Name: Hashable {
    let text: String
    /// Where it can be used; nil: everywhere.
    let path: String?
  }

  private var declared: [(name: Name, module: String)] = []
  private var used: Set<Name> = []

  init(_ sources: [Source]) {
    let keywords: Set<String> = ["func", "var", "let", "case", "struct", "enum", "class", "protocol", "typealias"]
    for source in sources {
      let lines = source.lines
      let module = source.path.split(separator: "/")[1]
      var isAmongCases = 0
      for word in SwiftText(source.text).words {
        // `case b, c` declares both.
        let isCase = word.before == "case" || word.before == "," && isAmongCases == word.line
        if isCase { isAmongCases = word.line }
        let begins = word.text.first?.isLowercase == true || word.before != "case"
        if keywords.contains(word.before) && begins || isCase && begins {
          let isPrivate = lines[word.line - 1].contains(#/^\s*(private|fileprivate) /#)
          declared.append((Name(text: word.text, path: isPrivate ? source.path : nil), String(module)))
        } else if !word.isPattern {
          used.insert(Name(text: word.text, path: nil))
          used.insert(Name(text: word.text, path: source.path))
        }
      }
    }
  }

  /// Names that some modules declare and nothing uses.
  func unused(in modules: [String]) -> Set<String> {
    Set(
      declared.filter { modules.contains($0.module) && !used.contains($0.name) && $0.name.text.first?.isLetter == true && $0.name.text != "_" }.map(\.name.text)
    )
  }
}
