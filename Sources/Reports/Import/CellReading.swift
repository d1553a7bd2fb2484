import Domain
import Sheets

/// Reads a cell as its column's values are written, into a field of PostgreSQL's COPY text format.
struct CellReading: Sendable {
  /// The word beside yes and no that means yes: 取消 in the column 取消.
  let column: Column

  /// Appends the value to a line for COPY; nothing in the cell is null.
  func append(_ cell: ArraySlice<UInt8>, to line: inout [UInt8]) throws(ValueFault) {
    switch column.value {
    case .text:
      let text = try CleanText.parse(utf8: FormulaGuard.unguarded(cell))
      if text.isEmpty { Self.appendNull(to: &line) } else { Self.appendEscaped(text.utf8, to: &line) }
    case .code, .reference:
      let text = try CodeText.parse(utf8: FormulaGuard.unguarded(cell))
      if text.isEmpty { Self.appendNull(to: &line) } else { Self.appendEscaped(text.utf8, to: &line) }
    case .day: line += try Day.parse(utf8: cell).description.utf8
    case .month: line += try Month.parse(utf8: cell).firstDay.description.utf8
    case .whole(let range): line += String(try WholeNumber.parse(utf8: cell, in: range)).utf8
    case .hundredths(let largest):
      let number = try Hundredths.parse(utf8: cell)
      guard (0...largest * 100).contains(number.count) else { throw .outside(0...largest) }
      line += number.description.utf8
    case .decimal: line += try Self.decimal(cell).utf8
    case .yesNo: line.append(UInt8(ascii: try YesNo.parse(utf8: cell, alsoYes: column.japanese) ? "t" : "f"))
    case .choice(let choices): line += try choose(cell, of: choices).utf8
    case .references: Self.appendList(try list(cell), to: &line)
    case .grades:
      let words = try list(cell)
      let folded = words.map { $0.lowercased() }
      if folded == ["all"] || words == ["全員"] {
        Self.appendList(["all"], to: &line)
      } else if folded == ["none"] || words == ["なし"] {
        Self.appendList([], to: &line)
      } else {
        Self.appendList(words, to: &line)
      }
    }
  }

  /// What an empty cell is: nothing, or an empty list.
  func appendEmpty(to line: inout [UInt8]) {
    switch column.value {
    case .references, .grades: Self.appendList([], to: &line)
    default: Self.appendNull(to: &line)
    }
  }

  private func choose(_ cell: ArraySlice<UInt8>, of choices: [Choice]) throws(ValueFault) -> String {
    let text = try CodeText.parse(utf8: cell)
    let folded = text.lowercased()
    guard let choice = choices.first(where: { $0.english.lowercased() == folded || $0.japanese == text }) else { throw .notOneOf }
    return choice.english
  }

  private func list(_ cell: ArraySlice<UInt8>) throws(ValueFault) -> [String] {
    let text = try CodeText.parse(utf8: FormulaGuard.unguarded(cell))
    var words: [String] = []
    for part in text.split(whereSeparator: { ";；、\n".contains($0) }) {
      let word = try CodeText.parse(part)
      if !word.isEmpty { words.append(word) }
    }
    return words
  }

  /// A decimal number with any number of decimals; thousands commas only where they belong.
  private static func decimal(_ cell: ArraySlice<UInt8>) throws(ValueFault) -> String {
    let text = try CodeText.parse(utf8: cell)
    var rest = text[...]
    var sign = ""
    if let first = rest.first, "-−▲△".contains(first) {
      sign = "-"
      rest = rest.dropFirst()
    }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let wholePart = parts.first else { throw .notANumber }
    let whole = try WholeNumber.parse(wholePart, in: 0...1_000_000_000_000)
    guard parts.count == 2 else { return sign + String(whole) }
    guard (1...9).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notANumber }
    return "\(sign)\(whole).\(parts[1])"
  }

  /// In a field of COPY's text format.
  static let null = [UInt8(ascii: "\\"), UInt8(ascii: "N")]

  static func appendNull(to line: inout [UInt8]) { line += null }

  static func appendEscaped(_ text: some Sequence<UInt8>, to line: inout [UInt8]) {
    for byte in text {
      switch byte {
      case 0x09: line += [0x5C, 0x74]
      case 0x0A: line += [0x5C, 0x6E]
      case 0x0D: line += [0x5C, 0x72]
      case 0x5C: line += [0x5C, 0x5C]
      default: line.append(byte)
      }
    }
  }

  private static func appendList(_ words: [String], to line: inout [UInt8]) {
    let quoted = words.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
    appendEscaped("{\(quoted.joined(separator: ","))}".utf8, to: &line)
  }
}
