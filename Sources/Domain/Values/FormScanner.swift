/// Walks over a short value such as a date or a number, of which full-width characters have been narrowed and white space at the ends trimmed.
struct FormScanner {
  private var rest: ArraySlice<Unicode.Scalar>

  /// Longer texts are none of the forms; they are not even looked at.
  static let longest = 192

  /// Nothing where the text is empty, or too long to be a value.
  init(_ utf8: UnsafeBufferPointer<UInt8>, otherwise fault: ValueFault) throws(ValueFault) {
    let scalars = String(decoding: utf8.prefix(FormScanner.longest), as: UTF8.self).unicodeScalars.trimmed
    if scalars.isEmpty && utf8.count <= FormScanner.longest { throw .empty }
    if utf8.count > FormScanner.longest { throw fault }
    rest = scalars.map(\.narrowed)[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// All that is left, in lower case.
  var lowercased: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: rest)
    return String(text).lowercased()
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.unicodeScalars) else { return false }
    rest.removeFirst(text.unicodeScalars.count)
    return true
  }

  mutating func takeAny(of scalars: [Unicode.Scalar]) -> Unicode.Scalar? {
    guard let first = rest.first, scalars.contains(first) else { return nil }
    rest.removeFirst()
    return first
  }

  mutating func skipSpaces() {
    while take(" ") {}
  }

  mutating func digit() -> Int? {
    guard let value = rest.first?.value, (0x30...0x39).contains(value) else { return nil }
    rest.removeFirst()
    return Int(value) - 0x30
  }

  /// As many digits as follow, if they are as many as expected (at most 18).
  mutating func number(digits expected: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count <= expected.upperBound, let digit = digit() {
      value = value * 10 + digit
      count += 1
    }
    return expected.contains(count) ? value : nil
  }
}
