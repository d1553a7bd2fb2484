/// What is wrong with one cell of a row that could be read all the same.
public struct CellFault: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Bytes that mean nothing in the file's encoding; in the text stands U+FFFD for them. The offset is counted in bytes from the beginning of the cell's content.
    case undecodable(offset: Int, hex: String)

    /// A NUL character, which no spreadsheet writes and no database takes.
    case nul

    /// Characters between a closing quote and the next separator, kept in the text; most often a quote inside a text that wasn't doubled.
    case textAfterQuote

    /// More bytes than a cell may have; the text holds the allowed ones.
    case tooLong(limit: Int)

    /// A formula of a spreadsheet came to an error, such as #N/A, which stands in the text.
    case errorValue(String)

    /// A formula whose result the file doesn't have: the program that wrote it didn't calculate.
    case noResult

    /// The first cell beyond the columns that a row may have; it and those after it are left out.
    case tooManyColumns(limit: Int)
  }

  /// The row, as the spreadsheet numbers it.
  public let line: Int

  /// Counted from 0.
  public let column: Int

  public let kind: Kind

  public init(line: Int, column: Int, kind: Kind) {
    self.line = line
    self.column = column
    self.kind = kind
  }
}
