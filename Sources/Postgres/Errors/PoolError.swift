/// All connections of the pool were in use for as long as the caller was willing to wait.
public struct PoolExhausted: Error, Sendable, CustomStringConvertible {
  /// How many connections the pool may have.
  public let maximum: Int
  /// How long this caller waited.
  public let waited: Duration

  public var description: String { "none of \(maximum) connections came free within \(waited)" }
}

/// The pool was closed before or while this was asked of it.
public struct PoolClosed: Error, Sendable, CustomStringConvertible {
  public var description: String { "the connection pool is closed" }
}

/// The pool can't be made from what it was given. The address is never repeated: it may hold a password.
public struct InvalidSettings: Error, Sendable, CustomStringConvertible {
  public let description: String
}
