/// SQL text with the values it binds. A string literal is one, and interpolation binds: `"select 1 where id = \(id)"` sends `id` apart, as `$1`.
public struct Statement: Sendable, ExpressibleByStringInterpolation {
  /// The SQL, with `$1`, `$2` … where values go.
  public private(set) var text: String
  /// Where the statement was written, if that isn't simply where it's run.
  public private(set) var location: Location?
  /// Whether the server keeps the plan on each connection that runs this statement; worth it for what comes again.
  public var isPrepared = true
  var parameters: ParameterList

  /// A statement from text, for SQL that's kept in files; the parameters go to `$1`, `$2` … in order.
  public init(text: String, parameters: [any Bindable] = [], file: String = #fileID, line: Int = #line) {
    self.text = text
    self.parameters = ParameterList()
    for parameter in parameters { self.parameters.append(parameter.parameter) }
    location = Location(file: file, line: line)
  }

  public init(stringLiteral text: String) {
    self.text = text
    parameters = ParameterList()
  }

  public init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
    parameters = stringInterpolation.parameters
    location = stringInterpolation.location
  }

  init(unprepared text: String) {
    self.init(stringLiteral: text)
    isPrepared = false
  }

  /// What can't be sent, and would be cut or refused without a clear word.
  func check(at location: Location) throws(StatementError) {
    if let position = parameters.nulAt { throw StatementError(problem: .nulInParameter(position: position), location: location) }
    if text.utf8.contains(0) { throw StatementError(problem: .nulInText, location: location) }
    if parameters.count > 65_535 { throw StatementError(problem: .tooManyParameters, location: location) }
    // The server closes the connection on a message of 1 GiB or more.
    if text.utf8.count + parameters.byteCount + parameters.count * 8 >= 0x3FFF_0000 { throw StatementError(problem: .tooLarge, location: location) }
  }
}
