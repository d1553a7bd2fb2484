import Foundation

/// The literals of a Swift source in the lists that they stand in, and the names that it speaks of: as much of the grammar as that takes.
struct SwiftText {
  /// A string as it is written, without what is put into it.
  struct Literal {
    let text: String
    let line: Int
  }

  /// What stands between two commas of a list, or between the braces of a block.
  final class Element {
    var literals: [Literal] = []
    var lists: [List] = []
    /// Whether anything but literals and lists stands in it.
    var hasCode = false
  }

  /// The elements between two brackets.
  final class List {
    /// What stands before it, as `say` in `say(…)`; empty: a tuple or a block.
    let name: String
    let opening: UInt8
    var elements = [Element()]

    init(name: String, opening: UInt8) {
      self.name = name
      self.opening = opening
    }
  }

  /// A name, with the word or sign before it, as `let` or `.`.
  struct Word {
    let text: String
    let before: String
    /// Whether it only tells a case from others, as in `case .name`.
    let isPattern: Bool
    let line: Int
  }

  let whole = List(name: "", opening: 0x7B)
  private(set) var words: [Word] = []

  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var previous = ""
  private var beforePrevious = ""

  init(_ text: String) {
    bytes = Array(text.utf8)
    read(into: whole, until: nil)
  }

  private func byte(_ ahead: Int = 0) -> UInt8 { place + ahead < bytes.count ? bytes[place + ahead] : 0 }
  private func isAt(_ text: [UInt8]) -> Bool {
    guard byte() == text[0], place + text.count <= bytes.count else { return false }
    return bytes[place..<place + text.count].elementsEqual(text)
  }
  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte >= 0x80
  }

  private mutating func step(_ count: Int = 1) {
    for _ in 0..<count {
      if byte() == 0x0A { line += 1 }
      place += 1
    }
  }

  private mutating func note(_ token: String) {
    beforePrevious = previous
    previous = token
  }

  /// Reads the elements of a list up to its closing bracket.
  private mutating func read(into list: List, until closing: UInt8?) {
    while place < bytes.count {
      let element = list.elements[list.elements.count - 1]
      switch byte() {
      case 0x20, 0x0A, 0x09: step()
      case 0x2F where byte(1) == 0x2F: while place < bytes.count, byte() != 0x0A { step() }
      case 0x2F where beginsRegex: skipRegex()
      case _ where beginsLiteral:
        readLiteral(into: element)
        note("literal")
      case 0x28, 0x5B, 0x7B:
        let inner = List(name: byte() == 0x28 && previousIsAttached ? previous : "", opening: byte())
        let end: UInt8 = byte() == 0x28 ? 0x29 : byte() == 0x5B ? 0x5D : 0x7D
        note(String(UnicodeScalar(byte())))
        step()
        read(into: inner, until: end)
        element.lists.append(inner)
        if inner.opening != 0x28 { element.hasCode = true }
      case 0x29, 0x5D, 0x7D:
        note(String(UnicodeScalar(byte())))
        let isEnd = byte() == closing
        step()
        if isEnd { return }
      case 0x2C:
        step()
        note(",")
        list.elements.append(Element())
      case let first where Self.isWord(first): readWord(into: element)
      default:
        note(String(UnicodeScalar(byte())))
        element.hasCode = element.hasCode || ![0x3F, 0x3A, 0x2B].contains(byte())
        step()
      }
    }
  }

  private var beginsLiteral: Bool { byte() == 0x22 || byte() == 0x23 && (byte(1) == 0x22 || byte(1) == 0x23) }
  private var previousIsAttached: Bool { place > 0 && Self.isWord(bytes[place - 1]) }

  private mutating func readWord(into element: Element) {
    let start = place
    while Self.isWord(byte()) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    words.append(Word(text: text, before: previous, isPattern: previous == "." && beforePrevious == "case", line: line))
    // A label isn't code.
    if byte() != 0x3A { element.hasCode = true }
    note(text)
  }

  /// A slash that is no division: after what can't be divided.
  private var beginsRegex: Bool {
    byte(1) != 0x20 && byte(1) != 0x0A && ["(", ",", ":", "=", "[", "return", "try"].contains(previous)
  }

  private mutating func skipRegex() {
    step()
    while place < bytes.count, byte() != 0x2F, byte() != 0x0A { step(byte() == 0x5C ? 2 : 1) }
    step()
    note("literal")
  }

  private mutating func readLiteral(into element: Element) {
    let start = line
    var hashes = 0
    while byte() == 0x23 {
      hashes += 1
      step()
    }
    let isLong = isAt([0x22, 0x22, 0x22])
    let quote = [UInt8](repeating: 0x22, count: isLong ? 3 : 1) + [UInt8](repeating: 0x23, count: hashes)
    step(isLong ? 3 : 1)
    let escape = [0x5C] + [UInt8](repeating: 0x23, count: hashes)
    var text: [UInt8] = []
    while place < bytes.count, !isAt(quote) {
      if isAt(escape + [0x28]) {
        step(escape.count + 1)
        note("(")
        let inner = List(name: "", opening: 0x28)
        read(into: inner, until: 0x29)
        element.lists.append(inner)
        text.append(0x01)
      } else if isAt(escape) {
        step(escape.count)
        text.append(byte() == 0x22 ? 0x22 : 0x20)
        step()
      } else {
        text.append(byte())
        step()
      }
    }
    step(quote.count)
    element.literals.append(Literal(text: String(decoding: text, as: UTF8.self), line: start))
  }
}
