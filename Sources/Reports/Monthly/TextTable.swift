/// Lays out text in columns for a terminal, where Japanese characters are two cells wide.
enum TextTable {
  /// How many cells of a terminal a text takes.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  static func left(_ text: String, _ cells: Int) -> String {
    var text = text
    if width(text) > cells {
      while width(text) > cells - 2 { text.removeLast() }
      text += "…"
    }
    return text + String(repeating: " ", count: max(cells - width(text), 0))
  }

  static func right(_ text: String, _ cells: Int) -> String { String(repeating: " ", count: max(cells - width(text), 0)) + text }

  /// A line broken where it is full, as Japanese is.
  static func wrapped(_ line: some StringProtocol, _ cells: Int) -> [String] {
    var lines = [""]
    for character in line {
      if width(lines[lines.count - 1]) + width(String(character)) > cells { lines.append("") }
      lines[lines.count - 1].append(character)
    }
    return lines
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x20000...0x3FFFD, 0x2460...0x24FF,
      0x2026, 0x2160...0x217F, 0x25A0...0x25FF:
      true
    default: false
    }
  }
}
