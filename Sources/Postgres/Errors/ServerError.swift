/// The server refused a statement.
///
/// It carries what names the fault and never a value: not the parameters, and of the server's texts only those that `openMessages` or the kind of
/// condition allow (see `MessagePolicy`). So it can be logged as it is.
public struct ServerError: Error, Sendable, CustomStringConvertible {
  /// The condition, for example `23505`.
  public let sqlState: String
  /// The server's sentence, where it can't hold a value.
  public let message: String?
  /// For the caller's own conditions only.
  public let detail: String?
  /// For the caller's own conditions only.
  public let hint: String?
  public let schema: String?
  public let table: String?
  public let column: String?
  public let dataType: String?
  public let constraint: String?
  /// Where in the SQL text the server found the fault, in characters from 1.
  public let position: Int?
  /// The statement's file, as `Module/File.swift`.
  public let file: String
  /// The statement's line.
  public let line: Int
  /// The server's own function that spoke; not translated, so what the same condition has several causes for can be told apart.
  let routine: String?

  /// The condition as a value to compare with.
  public var condition: SQLState { SQLState(rawValue: sqlState) }
  /// The two characters that name the kind of condition, for example `23`: integrity.
  public var conditionClass: String { condition.conditionClass }
  /// A row would break a constraint; `constraint` names it.
  public var isIntegrityViolation: Bool { conditionClass == "23" }
  public var isUniqueViolation: Bool { condition == .uniqueViolation }
  /// The whole transaction may succeed when it runs again.
  public var isRetryable: Bool { condition == .serializationFailure || condition == .deadlockDetected }
  /// The statement was stopped: by its time-out or by someone.
  public var isCanceled: Bool { condition == .queryCanceled }
  public var isInsufficientPrivilege: Bool { condition == .insufficientPrivilege }

  public var description: String {
    var parts = ["\(file):\(line): SQLSTATE \(sqlState)"]
    if let message { parts.append(message) }
    if let constraint { parts.append("constraint \(constraint)") }
    if let table { parts.append("table \(table)") }
    if let column { parts.append("column \(column)") }
    return parts.joined(separator: ", ")
  }
}
