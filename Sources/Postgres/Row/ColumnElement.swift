/// A value that an array column can be read as. Bytes are the exception: an array of them is one bytea.
public protocol ColumnElement: Sendable {
  /// The whole array; nil when the text isn't one of such values. An empty array of any dimension is empty; more dimensions than one aren't read.
  static func array(from column: ColumnText) -> [Self]?
}

extension ColumnElement where Self: ColumnValue {
  public static func array(from column: ColumnText) -> [Self]? {
    guard let texts = column.withBytes({ arrayElements($0) }) else { return nil }
    var elements: [Self] = []
    elements.reserveCapacity(texts.count)
    for text in texts {
      guard let text else { return nil }
      let element = text.withUnsafeBytes { Self(column: ColumnText(table: column.table, bytes: $0)) }
      guard let element else { return nil }
      elements.append(element)
    }
    return elements
  }
}

extension String: ColumnElement {}
extension Int: ColumnElement {}
extension Int16: ColumnElement {}
extension Int32: ColumnElement {}
extension Int64: ColumnElement {}
extension Double: ColumnElement {}
extension Bool: ColumnElement {}

extension Optional: ColumnElement where Wrapped: ColumnValue {
  public static func array(from column: ColumnText) -> [Wrapped?]? {
    guard let texts = column.withBytes({ arrayElements($0) }) else { return nil }
    var elements: [Wrapped?] = []
    for text in texts {
      guard let text else {
        elements.append(nil)
        continue
      }
      let element = text.withUnsafeBytes { Wrapped(column: ColumnText(table: column.table, bytes: $0)) }
      guard let element else { return nil }
      elements.append(element)
    }
    return elements
  }
}

extension UInt8: ColumnElement {
  /// Bytea in its hexadecimal form, the server's default.
  public static func array(from column: ColumnText) -> [UInt8]? {
    column.withBytes { text in
      guard text.count >= 2, text.count % 2 == 0, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x") else { return nil }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count / 2 - 1)
      for index in stride(from: 2, to: text.count, by: 2) {
        guard let high = hexadecimal(text[index]), let low = hexadecimal(text[index + 1]) else { return nil }
        bytes.append(high << 4 | low)
      }
      return bytes
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    case 0x41...0x46: digit - 0x37
    default: nil
    }
  }
}
