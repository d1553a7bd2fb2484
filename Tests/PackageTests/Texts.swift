import Foundation

/// The texts of a source for people: each a pair, Japanese and then English.
struct Texts {
  struct Fault: Hashable, CustomStringConvertible {
    let line: Int
    let wrong: String
    let text: String

    var description: String { "line \(line) \(wrong): \(text.replacing("\n", with: " ").prefix(80))" }
  }

  private(set) var faults: [Fault] = []
  private(set) var pairs = 0
  /// Whether what stands before a name in Japanese may be its English one.
  private let isListOfNames: Bool

  /// - Parameter isPage: words between tags are texts as well.
  init(_ source: SwiftText, isListOfNames: Bool = false, isPage: Bool = false) {
    self.isListOfNames = isListOfNames
    keep(alone(in: source.whole))
    if isPage { findWords(in: source.whole) }
  }

  private mutating func keep(_ alone: [SwiftText.Literal]) {
    faults += alone.map { Fault(line: $0.line, wrong: "has no English", text: $0.text) }
  }

  /// The Japanese literals of a list that have no English in it: the list that holds this one may have it, as in `(("…", "…"), ("…", "…"))`.
  private mutating func alone(in list: SwiftText.List) -> [SwiftText.Literal] {
    let japanese = list.elements.map { element in
      var own = element.literals.filter { Self.isJapanese($0.text) }
      for inner in element.lists {
        let left = alone(in: inner)
        if inner.isBlock { keep(left) } else { own += left }
      }
      return own
    }
    if ["say", "choose"].contains(list.name), list.elements.count == 2, !list.elements[0].hasCode, list.elements[0].lists.isEmpty, japanese[0].isEmpty,
      let english = list.elements[1].literals.first, english.text.contains(/[a-z]{2}/)
    {
      faults.append(Fault(line: english.line, wrong: "has no Japanese", text: english.text))
    }
    if list.isBlock { return japanese.flatMap(\.self) }
    return japanese.enumerated().flatMap { place, literals in
      if literals.isEmpty { return [] as [SwiftText.Literal] }
      let partners = (isListOfNames ? [place - 1, place + 1] : [place + 1]).filter(japanese.indices.contains)
      guard partners.contains(where: { japanese[$0].isEmpty && Self.isSaid(list.elements[$0]) }) else { return literals }
      pairs += 1
      return []
    }
  }

  /// Something that can be the English of a text: words, a sign, or what is made elsewhere.
  private static func isSaid(_ element: SwiftText.Element) -> Bool {
    element.hasCode || element.literals.contains { !$0.text.isEmpty } || element.lists.contains { $0.elements.contains(where: isSaid) }
  }

  /// Kana, characters, and the signs of Japanese sentences; a sentence in English may name something Japanese.
  private static func isJapanese(_ text: String) -> Bool {
    let signs = text.unicodeScalars.count { "、。：（）「」\u{3000}".unicodeScalars.contains($0) }
    let letters = text.unicodeScalars.count { (0x3041...0x30FA).contains($0.value) || (0x4E00...0x9FFF).contains($0.value) }
    let isEnglish = text.contains(/[A-Za-z]+ [a-z]+ [a-z]+/) && text.unicodeScalars.count { $0.properties.isAlphabetic && $0.isASCII } > 2 * letters
    return signs + letters > 0 && !isEnglish
  }

  /// Words of English that a page shows to everybody, between tags or in what is read aloud.
  private mutating func findWords(in list: SwiftText.List) {
    for element in list.elements {
      for literal in element.literals where literal.text.contains("<") && !["say", "choose"].contains(list.name) {
        let attributes = literal.text.matches(of: /(?:aria-label|title|alt|placeholder)="([^"]*)"/).map { String($0.1) }
        let shown = literal.text.replacing(/<(code|pre)[^>]*>.*?<\/(code|pre)>/.dotMatchesNewlines(), with: " ").replacing(/<[^>]*>?/, with: " ").replacing(
          /^[^<>]*>/, with: " "
        ).replacing(/&\w+;/, with: " ")
        for text in attributes + [shown] where text.contains(/[A-Za-z]{2}/) {
          faults.append(Fault(line: literal.line, wrong: "is shown in English only", text: text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
      }
      for inner in element.lists { findWords(in: inner) }
    }
  }
}

extension SwiftText.List {
  var isBlock: Bool { opening == 0x7B }
}
