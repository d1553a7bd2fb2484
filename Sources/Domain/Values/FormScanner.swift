/// Walks over a short value such as a date or a number, of which full-width characters have been narrowed and white space at the ends trimmed.
struct FormScanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  /// Longer texts are none of the forms; they are not even looked at.
  private static let longest = 192

  /// The fault is for a text too long to be a value; one of nothing but white space is empty.
  init(_ utf8: UnsafeBufferPointer<UInt8>, otherwise fault: ValueFault) throws(ValueFault) {
    if utf8.count > FormScanner.longest { throw fault }
    let text = String(decoding: utf8, as: UTF8.self)
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(utf8.count)
    for scalar in text.unicodeScalars where !scalars.isEmpty || !scalar.isTrimmed { scalars.append(scalar.narrowed) }
    while scalars.last?.isTrimmed == true { scalars.removeLast() }
    if scalars.isEmpty { throw .empty }
    self.scalars = scalars
  }

  var isAtEnd: Bool { position == scalars.count }

  var isAtDigit: Bool { next.map { (0x30...0x39).contains($0.value) } ?? false }

  /// All that is left, in lower case.
  var lowercased: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[position...])
    return String(text).lowercased()
  }

  private var next: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  mutating func take(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  mutating func takeAny(of choices: [Unicode.Scalar]) -> Unicode.Scalar? {
    guard let next, choices.contains(next) else { return nil }
    position += 1
    return next
  }

  mutating func skipSpaces() {
    while take(" ") {}
  }

  mutating func digit() -> Int? {
    guard isAtDigit else { return nil }
    position += 1
    return Int(scalars[position - 1].value) - 0x30
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
