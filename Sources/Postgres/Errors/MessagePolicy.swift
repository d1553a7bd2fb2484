internal import CLibPQ

/// Which of the server's texts may leave this module. The rest can quote what users typed, and that's about people.
struct MessagePolicy: Sendable {
  /// Classes whose messages the server builds from identifiers and fixed words: connections, transactions, syntax and names, resources, operators,
  /// internals. Not 22 and 23, whose messages and details quote values.
  private static let safeClasses: Set<String> = [
    "00", "01", "08", "0A", "25", "26", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "F0", "XX",
  ]

  /// Classes that the caller's own functions raise, with texts written to be read.
  let openClasses: Set<String>

  func error(from result: OpaquePointer, at location: Location) -> ServerError? {
    guard let state = field(.sqlState, of: result) else { return nil }
    let isOpen = openClasses.contains(String(state.prefix(2)))
    return ServerError(
      sqlState: state, message: message(of: result, state: state),
      detail: isOpen ? field(.detail, of: result) : nil, hint: isOpen ? field(.hint, of: result) : nil,
      schema: field(.schema, of: result), table: field(.table, of: result), column: field(.column, of: result),
      dataType: field(.dataType, of: result), constraint: field(.constraint, of: result),
      position: field(.position, of: result).flatMap { Int($0) }, file: location.file, line: location.line, routine: field(.routine, of: result))
  }

  func notice(from result: OpaquePointer) -> Notice {
    let state = field(.sqlState, of: result) ?? "00000"
    return Notice(
      severity: field(.severity, of: result) ?? "NOTICE", sqlState: state, message: message(of: result, state: state),
      routine: field(.routine, of: result))
  }

  /// The primary message if it may be shown. What a function raises is written by its author, who may put a value into any class.
  private func message(of result: OpaquePointer, state: String) -> String? {
    let stateClass = String(state.prefix(2))
    let isShown = openClasses.contains(stateClass) || Self.safeClasses.contains(stateClass) && field(.routine, of: result) != "exec_stmt_raise"
    return isShown ? field(.message, of: result) : nil
  }

  /// The fields of a report by the letters of the protocol; libpq's names for them are macros that Swift doesn't see.
  private enum Field: UInt8 {
    case severity = 0x56  // V: never translated
    case sqlState = 0x43  // C
    case message = 0x4D  // M
    case detail = 0x44  // D
    case hint = 0x48  // H
    case position = 0x50  // P
    case schema = 0x73  // s
    case table = 0x74  // t
    case column = 0x63  // c
    case dataType = 0x64  // d
    case constraint = 0x6E  // n
    case routine = 0x52  // R
  }

  private func field(_ field: Field, of result: OpaquePointer) -> String? {
    PQresultErrorField(result, Int32(field.rawValue)).map { String(cString: $0) }
  }
}
