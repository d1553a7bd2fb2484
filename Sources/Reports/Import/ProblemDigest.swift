public import Domain

/// Problems as lines for a terminal: the same sentence, and the same rule on one row, a few times, and then how many more there are and where.
public struct ProblemDigest {
  /// How many times a sentence is said in full.
  static let full = 20
  /// How many times a rule is said of one row in full: a change far back can break it in every month since.
  static let fullOfRow = 5

  private struct RuleOfRow: Hashable {
    let line: Int
    let rule: String
  }

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
    let sizes = Dictionary(grouping: problems.filter { !$0.rule.isEmpty }) { RuleOfRow(line: $0.line, rule: $0.rule) }.mapValues(\.count)
    var ofRow: [RuleOfRow: Int] = [:]
    for problem in problems {
      let row = RuleOfRow(line: problem.line, rule: problem.rule)
      if let size = sizes[row], size > Self.fullOfRow {
        ofRow[row, default: 0] += 1
        if ofRow[row, default: 0] <= Self.fullOfRow { said.append(problem.description) }
        if ofRow[row] == size { said.append(more(size - Self.fullOfRow, like: problem)) }
        continue
      }
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

  private func more(_ count: Int, like problem: Problem) -> String {
    let sentences = language.pair(
      ("同じ規則に反する記録がほかに \(count) 件あります", "--problems のファイルにすべて書きます"),
      ("\(count) more records break the same rule", "the file of --problems has them all"))
    return Problem(line: problem.line, column: problem.column, sentences).description
  }

  /// Lines in order as `22-40, 57`; after ten of these `…`.
  public static func ranges(_ lines: [Int]) -> String {
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
