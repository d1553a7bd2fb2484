/// What is written for characters that CP932 hasn't got.
enum CP932Substitute {
  /// The mark of Japanese printers for a character that is missing from the case (下駄記号).
  static let missing = "〓"

  /// The characters of a text that CP932 hasn't got, and the text with something in their place.
  static func replace(_ text: String) -> (characters: [Character], written: String) {
    var characters: [Character] = []
    var written = ""
    for character in text {
      if character.unicodeScalars.allSatisfy({ CP932.code($0) != nil }) {
        written.append(character)
      } else {
        characters.append(character)
        written.append(lookAlike(character) ?? missing)
      }
    }
    return (characters, written)
  }

  /// The same character as another system writes it: without its variation selector, or by the code that Windows has for its shape.
  private static func lookAlike(_ character: Character) -> String? {
    var scalars = String.UnicodeScalarView()
    for scalar in character.unicodeScalars where !scalar.properties.isVariationSelector {
      let other = shapes[scalar] ?? scalar
      guard CP932.code(other) != nil else { return nil }
      scalars.append(other)
    }
    return scalars.isEmpty ? nil : String(scalars)
  }

  private static let shapes: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{301C}": "～", "\u{2016}": "∥", "\u{2212}": "－", "\u{2014}": "―", "\u{A2}": "￠", "\u{A3}": "￡", "\u{A6}": "￤", "\u{AC}": "￢", "\u{A5}": "￥",
    "\u{A0}": " ",
    "\u{2010}": "‐", "\u{2011}": "‐", "\u{2013}": "－", "\u{3099}": "゛", "\u{309A}": "゜",
  ]
}
