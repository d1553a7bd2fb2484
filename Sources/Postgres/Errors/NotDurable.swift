/// The commit stands on this server, but the wait for its synchronous standby was cancelled: a failover may lose it.
///
/// The server itself reports success with a warning, which would be read as "safe". Don't repeat the transaction blindly: it has been done.
public struct NotDurable: Error, Sendable, CustomStringConvertible {
  /// The statement that committed.
  public let location: Location

  public var description: String { "\(location): committed here, but not confirmed by the synchronous standby" }
}

extension Error where Self == NotDurable {
  /// To compare with in a `catch`, or to throw.
  public static func notDurable(at location: Location) -> NotDurable { NotDurable(location: location) }
}
