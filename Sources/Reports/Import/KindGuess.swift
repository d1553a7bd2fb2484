import Domain

/// Which kind of file a row of headings belongs to, for somebody who named another one.
struct KindGuess {
  /// The headings, folded.
  let names: [String]

  /// The kinds, other than the one that was named, of which these are the headings.
  func kinds(besides kind: Kind) -> [Kind] {
    let filled = names.filter { !$0.isEmpty && !Header.isRemark($0) }
    guard !fits(filled, kind) else { return [] }
    let sheet = Kind.sheet([])
    let isSheet = holdsKeys(filled, sheet) && filled.count { name in Kind.shaded.contains { $0.isNamed(name) } } >= 3
    return (isSheet ? [sheet] : Kind.all.filter { fits(filled, $0) }).filter { $0.name != kind.name }
  }

  private func fits(_ filled: [String], _ kind: Kind) -> Bool { filled.allSatisfy { Header.isKnown($0, kind: kind) } && holdsKeys(filled, kind) }

  private func holdsKeys(_ filled: [String], _ kind: Kind) -> Bool {
    kind.columns.filter(\.isKey).allSatisfy { filled.contains(where: $0.isNamed) }
  }

  /// What to tell whoever named another kind; nil: these headings are of none, or of too many.
  func wording(besides kind: Kind, in language: Language) -> Wording? {
    let others = kinds(besides: kind)
    guard (1...3).contains(others.count) else { return nil }
    let commands = others.map { "tedori import \($0.name)" }
    return language.pair(
      ("これは「\(others.map(\.japanese).joined(separator: "」か「"))」のファイルのようです", commands.joined(separator: " か ") + " で取り込んでください"),
      ("this looks like a file of \(others.map(\.name).joined(separator: " or "))", "import it with \(commands.joined(separator: " or "))"))
  }
}
