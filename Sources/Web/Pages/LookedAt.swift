import Domain

/// What somebody has looked at of a person's record, as the note says it and as people read it.
struct LookedAt {
  let what: String

  func title(_ language: Language) -> String {
    if what == "corrections" { return language.choose("訂正の申出", "a correction asked for") }
    if what == "sheets" { return language.choose("月次票", "a monthly sheet") }
    if what.hasSuffix(" export") {
      let kind = LookedAt(what: String(what.dropLast(" export".count))).title(language)
      return language.choose("\(kind)（記名データの書出し）", "\(kind) (named export)")
    }
    return Kind.named(what).map { language.choose($0.japanese, $0.name) } ?? what
  }
}
