/// The reader's language: Japanese first, English second.
public enum Language: String, Sendable, CaseIterable {
  case japanese = "ja"
  case english = "en"

  /// Of two forms of the same sentence, the one in this language.
  public func choose(_ japanese: String, _ english: String) -> String { self == .japanese ? japanese : english }
}

/// A sentence in both languages, for readers who aren't known yet.
public struct Sentence: Sendable, Hashable {
  public let japanese: String
  public let english: String

  public init(_ japanese: String, _ english: String) {
    self.japanese = japanese
    self.english = english
  }

  public func text(in language: Language) -> String { language.choose(japanese, english) }
}
