/// Why a text is not the value that was expected: it says what would be right, and the caller makes the sentence in the reader's language.
public enum ValueFault: Error, Hashable, Sendable {
  /// Nothing but white space, where a value was asked for.
  case empty

  /// A month, such as `2026-09` or 令和8年9月, would be right.
  case notAMonth

  /// A date, such as `2026-11-23` or 令和8年11月23日, would be right.
  case notADay

  /// The year has the months 1 to 12 only.
  case noSuchMonth(Int)

  /// That month ends with the day named.
  case noSuchDay(Int, lastDay: Day)

  /// The era has no such date; a date between its first and its last day, or of another era, would be right. The present era has no last day.
  case outsideEra(Era, first: Day, last: Day?)

  /// A date with a time of day: the date alone would be right.
  case timeOfDay

  /// A month was asked for and a day within it was given; the month alone would be right.
  case dayWithinMonth(Month)

  /// A whole number, such as `1234` or `1,234`, would be right.
  case notAWholeNumber

  /// A number with at most two decimals, such as `12.5`, would be right.
  case notANumber

  /// A comma that does not stand before each third digit: without commas it would be right.
  case misplacedComma

  /// A number with a fraction: a whole number would be right.
  case fraction

  /// More than two decimals: at most two would be right.
  case moreThanTwoDecimals

  /// A number between these bounds (both included) would be right.
  case outside(ClosedRange<Int>)

  /// `yes` or `no`, or はい or いいえ, would be right.
  case neitherYesNorNo

  /// One of the words of the column would be right.
  case notOneOf

  /// The text without this invisible control character would be right.
  case controlCharacter(Unicode.Scalar)

  /// The text on one line would be right.
  case moreThanOneLine
}
