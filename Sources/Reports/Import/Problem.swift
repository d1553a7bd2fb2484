/// What is wrong with a file at one place, and what would be right.
public struct Problem: Sendable, Hashable {
  /// The row as the spreadsheet numbers it; 0: the file as a whole.
  public let line: Int
  /// The column as the file names it.
  public var column: String
  /// What the cell says.
  public var value: String
  public let wrong: String
  public let right: String
  /// The rule that the row breaks, once for each month and record; empty: the cell is at fault by itself.
  public let rule: String

  init(line: Int, column: String = "", value: String = "", rule: String = "", _ sentences: (wrong: String, right: String)) {
    self.rule = rule
    self.line = line
    self.column = column
    self.value = value
    self.wrong = sentences.wrong
    self.right = sentences.right
  }

  /// `line, column, value, what is wrong, what would be right`, on one line; the last two only, where it is the file as a whole.
  public var description: String {
    if line == 0 { return "\(wrong), \(right)" }
    return [String(line), column, String(value.prefix(100)).replacing("\n", with: " "), wrong, right].joined(separator: ", ")
  }
}
