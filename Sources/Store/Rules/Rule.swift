public import Domain

/// A rule that the database keeps, and what it says to someone whose row breaks it.
///
/// In the sentences `{name}` stands for a number or code of the case at hand.
public struct Rule: Sendable {
  /// The name of the constraint, or of the fault that settling answers.
  public let name: String
  /// The English name of the column that is to be looked at first, where there is one.
  public let column: String?
  let wrong: Sentence
  let right: Sentence

  init(_ name: String, _ column: String?, _ japanese: (String, String), _ english: (String, String)) {
    self.name = name
    self.column = column
    self.wrong = Sentence(japanese.0, english.0)
    self.right = Sentence(japanese.1, english.1)
  }

  /// What is wrong and what would be right, with the numbers and codes of a case.
  public func explain(_ details: [String: String]) -> (wrong: Sentence, right: Sentence) {
    func fill(_ text: String) -> String { details.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) } }
    func fill(_ sentence: Sentence) -> Sentence { Sentence(fill(sentence.japanese), fill(sentence.english)) }
    return (fill(wrong), fill(right))
  }

  /// The rule with this name; a constraint without a sentence of its own is named as it stands.
  public static func named(_ name: String) -> Rule {
    byName[name] ?? Rule(name, nil, ("データベースの規則 \(name) に反します", "値を確認してください"), ("it breaks the database's rule \(name)", "check the values of the row"))
  }

  private static let byName = Dictionary(uniqueKeysWithValues: (rowRules + listRules + organisationRules + accountRules).map { ($0.name, $0) })

  /// The names of all rules that have sentences.
  public static var names: Set<String> { Set(byName.keys) }
}
