/// A column of a kind of file: its two names and what its cells hold.
public struct Column: Sendable {
  /// Its name in English, as in `staff_no`.
  public let english: String
  /// Its name in Japanese, as in 職員番号.
  public let japanese: String
  /// What a cell holds.
  public let value: CellValue
  /// Whether it is part of what identifies a row.
  public let isKey: Bool
  /// Whether it may not be empty.
  public let isRequired: Bool
  /// What it is called in the database while a file is read: never what somebody typed, such as a category's code.
  public let staged: String

  public init(_ english: String, _ japanese: String, _ value: CellValue, key: Bool = false, required: Bool = false, staged: String? = nil) {
    self.english = english
    self.staged = staged ?? english
    self.japanese = japanese
    self.value = value
    self.isKey = key
    self.isRequired = required || key
  }

  public static func key(_ english: String, _ japanese: String, _ value: CellValue) -> Column { Column(english, japanese, value, key: true) }
  static func required(_ english: String, _ japanese: String, _ value: CellValue) -> Column { Column(english, japanese, value, required: true) }

  /// Either name, by language.
  public func name(in language: Language) -> String { language == .japanese ? japanese : english }

  /// 取消, which every kind takes: the row is taken back.
  public static let withdrawn = Column("withdrawn", "取消", .yesNo)
  /// 理由, which every kind takes: why, for the audit trail.
  public static let reason = Column("reason", "理由", .text)
}
