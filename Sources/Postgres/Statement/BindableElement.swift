/// A value that can be bound in an array: `where id = any(\(ids))`. Bytes are the exception: an array of them is one bytea.
///
/// A type that is `Bindable` through text gets this by conforming, without writing anything.
public protocol BindableElement: Sendable {
  /// The whole array as one parameter.
  static func parameter(of elements: [Self]) -> Parameter
}

extension BindableElement where Self: Bindable {
  public static func parameter(of elements: [Self]) -> Parameter {
    var text = "{"
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      switch element.parameter {
      case .null: text += "null"
      case .text(let value): appendQuoted(value, to: &text)
      case .binary(let bytes, _): appendQuoted(hexadecimal(bytes), to: &text)
      }
    }
    return .text(text + "}")
  }

  private static func appendQuoted(_ value: String, to text: inout String) {
    text += "\""
    // Scalars, not characters: a combining mark after a quote would hide it.
    for scalar in value.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    text += "\""
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".unicodeScalars)
    var text = "\\x"
    for byte in bytes {
      text.unicodeScalars.append(digits[Int(byte >> 4)])
      text.unicodeScalars.append(digits[Int(byte & 15)])
    }
    return text
  }
}

extension String: BindableElement {}
extension Int: BindableElement {}
extension Int16: BindableElement {}
extension Int32: BindableElement {}
extension Int64: BindableElement {}
extension Double: BindableElement {}
extension Bool: BindableElement {}
extension Optional: BindableElement where Wrapped: Bindable {}

extension UInt8: BindableElement {
  public static func parameter(of elements: [UInt8]) -> Parameter { .binary(elements, type: 17) }
}
