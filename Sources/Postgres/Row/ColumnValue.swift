/// A value that a column can be read as.
///
/// Other modules conform their own types: `extension Month: ColumnValue { init?(column: ColumnText) { … } }`. Null never gets here: it's read with an
/// optional type.
public protocol ColumnValue: Sendable {
  /// Nil when the text isn't such a value.
  init?(column: ColumnText)
}

extension String: ColumnValue {
  public init?(column: ColumnText) {
    guard let string = column.string else { return nil }
    self = string
  }
}

extension Bool: ColumnValue {
  public init?(column: ColumnText) {
    switch column.string {
    case "t": self = true
    case "f": self = false
    default: return nil
    }
  }
}

extension Int: ColumnValue {
  public init?(column: ColumnText) {
    guard let value = column.withBytes({ decimal($0, as: Int.self) }) else { return nil }
    self = value
  }
}

extension Int64: ColumnValue {
  public init?(column: ColumnText) {
    guard let value = column.withBytes({ decimal($0, as: Int64.self) }) else { return nil }
    self = value
  }
}

extension Int32: ColumnValue {
  public init?(column: ColumnText) {
    guard let value = column.withBytes({ decimal($0, as: Int32.self) }) else { return nil }
    self = value
  }
}

extension Int16: ColumnValue {
  public init?(column: ColumnText) {
    guard let value = column.withBytes({ decimal($0, as: Int16.self) }) else { return nil }
    self = value
  }
}

extension Double: ColumnValue {
  public init?(column: ColumnText) {
    guard let text = column.string, let value = Double(text) else { return nil }
    self = value
  }
}

extension Array: ColumnValue where Element: ColumnElement {
  public init?(column: ColumnText) {
    guard let elements = Element.array(from: column) else { return nil }
    self = elements
  }
}

/// An optional sign and digits, nothing else; nil on overflow.
private func decimal<Value: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, as type: Value.Type) -> Value? {
  let isNegative = bytes.first == UInt8(ascii: "-")
  let digits = bytes.dropFirst(isNegative ? 1 : 0)
  guard !digits.isEmpty else { return nil }
  var value: Value = 0
  for byte in digits {
    guard (0x30...0x39).contains(byte) else { return nil }
    let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
    // Summed downwards when negative: the smallest number has no positive counterpart.
    let digit = Value(byte - 0x30)
    let (sum, overflowedToo) = isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
    guard !overflowed, !overflowedToo else { return nil }
    value = sum
  }
  return value
}
