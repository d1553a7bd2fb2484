/// What a cell of a column holds.
public indirect enum CellValue: Sendable {
  /// Words as they are.
  case text
  /// A code: full-width letters and digits are the same as ASCII ones.
  case code
  /// A day.
  case day
  /// A calendar month.
  case month
  /// A whole number in a range.
  case whole(ClosedRange<Int>)
  /// A number with up to two decimals, not negative; its largest value in whole units.
  case hundredths(max: Int)
  /// Any decimal number.
  case decimal
  /// Yes or no.
  case yesNo
  /// One of a few words, each with its Japanese form.
  case choice([Choice])
  /// The code, or the title where it is unique, of a row of another kind.
  case reference(Reference)
  /// Several of these with `;` between them.
  case references(Reference)
  /// `all`, `none`, or grades with `;` between them.
  case grades

  /// A whole number from 0 up to what a count can be.
  static let count = CellValue.whole(0...1_000_000_000)
}

/// A word that a column knows.
public struct Choice: Sendable {
  /// As it is kept and exported.
  public let english: String
  /// As people write it.
  public let japanese: String

  init(_ english: String, _ japanese: String) {
    self.english = english
    self.japanese = japanese
  }
}

/// A kind of row that a cell can name.
public enum Reference: String, Sendable, CaseIterable {
  case units, staff, grades, courses, areas, tools, tasks, useCases, measurements, categories, adoptions, schemes, indicators
}
