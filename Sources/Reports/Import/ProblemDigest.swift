public import Domain

/// Problems as lines for a terminal: the same sentence a few times, and then the numbers of all other lines in one.
public struct ProblemDigest {
  /// How many times a sentence is said in full.
  static let full = 20

  private struct Sentence: Hashable {
    let column: String
    let wrong: String
    let right: String
  }

  private let problems: [Problem]
  private let language: Language

  public init(_ problems: [Problem], language: Language) {
    self.problems = problems
    self.language = language
  }

  /// The lines, in the order of the file; what they leave out comes last.
  public var lines: [String] {
    var said: [String] = []
    var counts: [Sentence: Int] = [:]
    var rest: [Sentence: [Int]] = [:]
    var order: [Sentence] = []
    for problem in problems {
      let sentence = Sentence(column: problem.column, wrong: problem.wrong, right: problem.right)
      counts[sentence, default: 0] += 1
      if counts[sentence, default: 0] <= Self.full {
        said.append(problem.description)
      } else {
        if rest[sentence] == nil { order.append(sentence) }
        rest[sentence, default: []].append(problem.line)
      }
    }
    for sentence in order {
      let lines = rest[sentence] ?? []
      said.append(
        language.choose(
          "ほか \(lines.count) 行も同じです（\(Self.ranges(lines)) 行目）: \(sentence.column)、\(sentence.wrong)、\(sentence.right)",
          "and the same on \(lines.count) more lines (\(Self.ranges(lines))): \(sentence.column), \(sentence.wrong), \(sentence.right)"))
    }
    return said
  }

  /// Lines in order as `22-40, 57`; after ten of these `…`.
  static func ranges(_ lines: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for line in lines {
      if let last = ranges.last, line <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(line, last.upperBound)
      } else {
        ranges.append(line...line)
      }
    }
    let shown = ranges.prefix(10).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    return shown.joined(separator: ", ") + (ranges.count > 10 ? ", …" : "")
  }
}
