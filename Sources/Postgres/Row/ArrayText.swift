/// The elements of an array of one dimension in PostgreSQL's text form, `{1,"a\"b",NULL}`, unquoted; nil for anything else.
func arrayElements(_ text: UnsafeRawBufferPointer) -> [[UInt8]?]? {
  var scanner = ArrayScanner(text: text)
  return scanner.elements()
}

private struct ArrayScanner {
  private enum Mark {
    static let open = UInt8(ascii: "{")
    static let close = UInt8(ascii: "}")
    static let comma = UInt8(ascii: ",")
    static let quote = UInt8(ascii: "\"")
    static let escape = UInt8(ascii: "\\")
  }

  let text: UnsafeRawBufferPointer
  var position = 0

  init(text: UnsafeRawBufferPointer) { self.text = text }

  mutating func elements() -> [[UInt8]?]? {
    guard next() == Mark.open else { return nil }
    if peek() == Mark.close { return position == text.count - 1 ? [] : nil }
    var elements: [[UInt8]?] = []
    while true {
      if peek() == Mark.quote {
        guard let element = quoted() else { return nil }
        elements.append(element)
      } else {
        guard let element = bare() else { return nil }
        elements.append(isNull(element) ? nil : element)
      }
      switch next() {
      case Mark.comma: continue
      case Mark.close: return position == text.count ? elements : nil
      default: return nil
      }
    }
  }

  private mutating func quoted() -> [UInt8]? {
    position += 1
    var element: [UInt8] = []
    while let byte = next() {
      switch byte {
      case Mark.quote: return element
      case Mark.escape:
        guard let escaped = next() else { return nil }
        element.append(escaped)
      default: element.append(byte)
      }
    }
    return nil
  }

  private mutating func bare() -> [UInt8]? {
    var element: [UInt8] = []
    while let byte = peek(), byte != Mark.comma, byte != Mark.close {
      guard byte != Mark.open, byte != Mark.quote, byte != Mark.escape else { return nil }
      element.append(byte)
      position += 1
    }
    return element.isEmpty ? nil : element
  }

  private func isNull(_ element: [UInt8]) -> Bool { element.count == 4 && element.map { $0 | 0x20 } == Array("null".utf8) }

  private func peek() -> UInt8? { position < text.count ? text[position] : nil }

  private mutating func next() -> UInt8? {
    guard let byte = peek() else { return nil }
    position += 1
    return byte
  }
}
