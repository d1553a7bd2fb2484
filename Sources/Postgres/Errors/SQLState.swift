/// The five characters by which PostgreSQL names a condition, whatever the language of its messages (PostgreSQL manual, appendix A).
public struct SQLState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  /// The first two characters: the kind of condition.
  public var conditionClass: String { String(rawValue.prefix(2)) }
  public var description: String { rawValue }

  public static let uniqueViolation = SQLState(rawValue: "23505")
  public static let foreignKeyViolation = SQLState(rawValue: "23503")
  public static let notNullViolation = SQLState(rawValue: "23502")
  public static let checkViolation = SQLState(rawValue: "23514")
  public static let exclusionViolation = SQLState(rawValue: "23P01")
  public static let serializationFailure = SQLState(rawValue: "40001")
  public static let deadlockDetected = SQLState(rawValue: "40P01")
  public static let insufficientPrivilege = SQLState(rawValue: "42501")
  public static let queryCanceled = SQLState(rawValue: "57014")
  static let adminShutdown = SQLState(rawValue: "57P01")
  static let featureNotSupported = SQLState(rawValue: "0A000")
  static let invalidStatementName = SQLState(rawValue: "26000")
}
