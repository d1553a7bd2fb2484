/// A JSON value whose keys keep the order in which they were given, so that a document has one form only.
public indirect enum JSON: Sendable {
  case null
  /// A figure of a small group: null, and its path is listed.
  case withheld
  case integer(Int)
  /// Written in the shortest form that reads back to the same number.
  case number(Double)
  case string(String)
  case boolean(Bool)
  case array([JSON])
  case object([(String, JSON)])

  static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
  static func optional(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }

  /// The text, two spaces a level.
  public var text: String {
    var text = ""
    write(to: &text, indent: "\n")
    return text + "\n"
  }

  /// The text on one line, as in a log.
  public var line: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  private func write(to text: inout String, indent: String?) {
    switch self {
    case .null, .withheld: text += "null"
    case .integer(let number): text += String(number)
    case .number(let number): text += number == number.rounded() && abs(number) < 1e15 ? "\(Int(number)).0" : "\(number)"
    case .string(let string): Self.quote(string, to: &text)
    case .boolean(let value): text += value ? "true" : "false"
    case .array(let values): Self.enclose("[", values, "]", to: &text, indent) { $0.write(to: &$1, indent: $2) }
    case .object(let members):
      Self.enclose("{", members, "}", to: &text, indent) { member, text, indent in
        Self.quote(member.0, to: &text)
        text += ": "
        member.1.write(to: &text, indent: indent)
      }
    }
  }

  /// Where figures are withheld, as in `units[3].minutes.net`.
  func withheldPaths(under path: String = "") -> [String] {
    switch self {
    case .withheld: [path]
    case .array(let values): values.enumerated().flatMap { place, value in value.withheldPaths(under: "\(path)[\(place)]") }
    case .object(let members): members.flatMap { name, value in value.withheldPaths(under: path.isEmpty ? name : "\(path).\(name)") }
    default: []
    }
  }

  private static func enclose<Element>(
    _ open: String, _ elements: [Element], _ close: String, to text: inout String, _ indent: String?, _ write: (Element, inout String, String?) -> Void
  ) {
    text += open
    for (place, element) in elements.enumerated() {
      text += place == 0 ? "" : indent == nil ? ", " : ","
      if let indent { text += indent + "  " }
      write(element, &text, indent.map { $0 + "  " })
    }
    text += (elements.isEmpty ? "" : indent ?? "") + close
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20: text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
