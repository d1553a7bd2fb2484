public import Domain

/// What is wrong and what would be right: for who asked, and in the other language for who looks later.
public struct Wording: Sendable, Hashable {
  let wrong: Sentence
  let right: Sentence
  let language: Language
}

extension Language {
  func pair(_ japanese: (wrong: String, right: String), _ english: (wrong: String, right: String)) -> Wording {
    Wording(wrong: Sentence(japanese.wrong, english.wrong), right: Sentence(japanese.right, english.right), language: self)
  }

  func pair(_ sentences: (wrong: Sentence, right: Sentence)) -> Wording { Wording(wrong: sentences.wrong, right: sentences.right, language: self) }
}

/// What is wrong with a file at one place, and what would be right.
public struct Problem: Sendable, Hashable {
  /// The row as the spreadsheet numbers it; 0: the file as a whole.
  public let line: Int
  /// The column as the file names it.
  public var column: String
  /// What the cell says.
  public var value: String
  private let wording: Wording
  /// The rule that the row breaks, once for each month and record; empty: the cell is at fault by itself.
  public let rule: String

  init(line: Int, column: String = "", value: String = "", rule: String = "", _ wording: Wording) {
    self.rule = rule
    self.line = line
    self.column = column
    self.value = value
    self.wording = wording
  }

  public var wrong: String { wording.wrong.text(in: wording.language) }
  public var right: String { wording.right.text(in: wording.language) }
  /// In both languages.
  public var sentences: (wrong: Sentence, right: Sentence) { (wording.wrong, wording.right) }

  /// `line, column, value, what is wrong, what would be right`, on one line; the last two only, where it is the file as a whole.
  public var description: String {
    if line == 0 { return "\(wrong), \(right)" }
    return [String(line), column, String(value.prefix(100)).replacing("\n", with: " "), wrong, right].joined(separator: ", ")
  }
}
