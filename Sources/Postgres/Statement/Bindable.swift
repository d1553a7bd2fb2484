/// A value that a statement can bind as `$1`, `$2` …
///
/// Other modules conform their own types, usually by passing on the parameter of what they wrap:
/// `extension Month: Bindable { var parameter: Parameter { .text(description) } }`
public protocol Bindable: Sendable {
  /// The value as it's sent.
  var parameter: Parameter { get }
}

extension String: Bindable {
  public var parameter: Parameter { .text(self) }
}

extension Substring: Bindable {
  public var parameter: Parameter { .text(String(self)) }
}

extension Int: Bindable {
  public var parameter: Parameter { .text(description) }
}

extension Int16: Bindable {
  public var parameter: Parameter { .text(description) }
}

extension Int32: Bindable {
  public var parameter: Parameter { .text(description) }
}

extension Int64: Bindable {
  public var parameter: Parameter { .text(description) }
}

extension Bool: Bindable {
  public var parameter: Parameter { .text(self ? "t" : "f") }
}

extension Double: Bindable {
  /// The shortest text that reads back as the same number; PostgreSQL spells the infinities in full.
  public var parameter: Parameter {
    if isInfinite { return .text(self < 0 ? "-Infinity" : "Infinity") }
    return .text(isNaN ? "NaN" : description)
  }
}

extension Optional: Bindable where Wrapped: Bindable {
  public var parameter: Parameter { self?.parameter ?? .null }
}

extension Array: Bindable where Element: BindableElement {
  public var parameter: Parameter { Element.parameter(of: self) }
}
