/// How a pool behaves.
public struct PoolSettings: Sendable {
  /// Connections that are leased to transactions and sessions, at most.
  public var maximum: Int
  /// Connections beside them that all single statements share, at most.
  public var shared: Int
  /// How long a task waits for a connection, including while the server can't be reached.
  public var leaseTimeout: Duration
  /// After how long the server stops a statement; nil leaves that to the server's configuration.
  public var statementTimeout: Duration?
  /// The role in which a session begins and to which each transaction returns; nil: the user's own.
  public var role: String?
  /// How long to try each host of the address, unless the address says so itself. Whole seconds, at least 2.
  public var connectTimeout: Duration
  /// After how long an unused connection is closed; nil never.
  public var idleTimeout: Duration?
  /// Prepared statements kept on each connection, at most; 0 prepares none.
  public var preparedStatements: Int
  /// SQLSTATE classes that the caller's own functions raise: their MESSAGE, DETAIL and HINT are carried in errors.
  public var openMessages: Set<String>
  /// How the connections are called in `pg_stat_activity`, unless the address says so itself.
  public var applicationName: String?

  public init(
    maximum: Int = 8, shared: Int = 2, leaseTimeout: Duration = .seconds(10), statementTimeout: Duration? = .seconds(60), role: String? = nil,
    connectTimeout: Duration = .seconds(5), idleTimeout: Duration? = .seconds(600), preparedStatements: Int = 256, openMessages: Set<String> = [],
    applicationName: String? = nil
  ) {
    self.maximum = maximum
    self.shared = shared
    self.leaseTimeout = leaseTimeout
    self.statementTimeout = statementTimeout
    self.role = role
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.preparedStatements = preparedStatements
    self.openMessages = openMessages
    self.applicationName = applicationName
  }

  func check() throws(InvalidSettings) {
    if maximum < 1 || shared < 1 { throw InvalidSettings(description: "a pool needs at least one leased and one shared connection") }
    if leaseTimeout <= .zero { throw InvalidSettings(description: "the lease time-out must be positive") }
    if let statementTimeout, statementTimeout.milliseconds < 1 || statementTimeout.milliseconds > Int64(Int32.max) {
      throw InvalidSettings(description: "the statement time-out must be from 1 millisecond to 24 days")
    }
    if let idleTimeout, idleTimeout <= .zero { throw InvalidSettings(description: "the idle time-out must be positive") }
    if let role, role.isEmpty || !role.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) {
      throw InvalidSettings(description: "the role must be of lower-case letters and underscores")
    }
    if preparedStatements < 0 { throw InvalidSettings(description: "the number of prepared statements can't be negative") }
  }
}

extension Duration {
  /// Rounded down.
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds.multipliedReportingOverflow(by: 1000).overflow ? .max : seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}
