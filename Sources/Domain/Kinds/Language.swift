/// The reader's language: Japanese first, English second.
public enum Language: String, Sendable, CaseIterable {
  case japanese = "ja"
  case english = "en"

  /// Of two forms of the same sentence, the one in this language.
  public func choose(_ japanese: String, _ english: String) -> String { self == .japanese ? japanese : english }
}
