/// How far apart two words are, to propose the one that was meant.
enum Spelling {
  /// The word that is meant: the nearest one within a slip or two of the keyboard; nil: none is, or two are as near.
  static func nearest(to word: String, among words: [String]) -> String? {
    let limit = word.count < 5 ? 1 : 2
    let near = words.map { (word: $0, distance: distance(word, $0)) }.filter { $0.distance <= limit }
    guard let least = near.map(\.distance).min() else { return nil }
    let nearest = near.filter { $0.distance == least }
    return nearest.count == 1 ? nearest[0].word : nil
  }

  /// How many characters are to be put in, left out or changed to make one word of the other (Levenshtein 1966).
  static func distance(_ one: String, _ other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (line, character) in one.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for place in other.indices {
        let changed = diagonal + (other[place] == character ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(changed, row[place] + 1, diagonal + 1)
      }
    }
    return row[other.count]
  }
}
