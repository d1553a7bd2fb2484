/// How a string literal becomes a statement: its values are bound, never spliced in.
extension Statement {
  /// Builds the text and the parameters; nothing that's interpolated becomes SQL unless it says `unsafe:`.
  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    var parameters = ParameterList()
    var location: Location?

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 3)
    }

    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some Bindable, file: String = #fileID, line: Int = #line) {
      note(file, line)
      parameters.append(value.parameter)
      text += "$\(parameters.count)"
    }

    /// Binds a value, or null.
    public mutating func appendInterpolation(_ value: (some Bindable)?, file: String = #fileID, line: Int = #line) {
      note(file, line)
      parameters.append(value.parameter)
      text += "$\(parameters.count)"
    }

    /// Splices SQL that the program itself made: a table's name, a list of columns. Never anything a user typed.
    public mutating func appendInterpolation(unsafe sql: String, file: String = #fileID, line: Int = #line) {
      note(file, line)
      text += sql
    }

    /// Splices a name, quoted: whatever it holds, it stays one identifier.
    public mutating func appendInterpolation(identifier name: String, file: String = #fileID, line: Int = #line) {
      note(file, line)
      text += quotedIdentifier(name)
    }

    private mutating func note(_ file: String, _ line: Int) {
      if location == nil { location = Location(file: file, line: line) }
    }
  }
}

/// A name in double quotes, its own quotes doubled. By scalars: a combining mark must not hide a quote.
func quotedIdentifier(_ name: String) -> String {
  var quoted = "\""
  for scalar in name.unicodeScalars {
    if scalar == "\"" { quoted += "\"" }
    quoted.unicodeScalars.append(scalar)
  }
  return quoted + "\""
}
