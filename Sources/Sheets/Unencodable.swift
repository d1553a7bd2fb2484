/// A text that could not be written as it is, because CP932 hasn't got some of its characters.
public struct Unencodable: Hashable, Sendable {
  /// The row, as the spreadsheet numbers it.
  public let line: Int

  /// Counted from 0.
  public let column: Int

  /// The text as it should be.
  public let text: String

  /// The characters in it that CP932 hasn't got, in their order.
  public let characters: [Character]

  /// What stands in the file instead: a look-alike for each character where there is one, 〓 otherwise.
  public let written: String

  public init(line: Int, column: Int, text: String, characters: [Character], written: String) {
    self.line = line
    self.column = column
    self.text = text
    self.characters = characters
    self.written = written
  }
}
