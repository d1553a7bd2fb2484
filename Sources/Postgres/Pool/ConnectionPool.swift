/// Connections to one PostgreSQL server, or to whichever of several is the right one.
///
/// Three kinds of use: `transaction` and `withSession` lease a connection for a while; `query` and `execute` run single statements on a few connections
/// that everyone shares; `listen` waits for notifications on one of its own. Connections are made when needed and made anew when they break.
public final class ConnectionPool: Sendable {
  let leases: LeasedConnections
  let statements: SharedConnections
  let listener: Listener

  /// A pool for an address as libpq reads it: `postgresql://host1,host2/name?target_session_attrs=read-write`, or `host=… dbname=…`.
  ///
  /// Connects lazily. `onNotice` hears the server's warnings and notices on the thread that does all the traffic: it should be brief. Throws
  /// `InvalidSettings`, or `SystemError` when the machine has no descriptors or threads left.
  public init(address: String, settings: PoolSettings = PoolSettings(), onNotice: @escaping @Sendable (Notice) -> Void = { _ in }) throws {
    try settings.check()
    let opener = Opener(address: try Address(address, settings: settings))
    if let failure = Reactor.shared.failure { throw failure }
    leases = LeasedConnections(opener: opener, settings: settings, onNotice: onNotice)
    statements = SharedConnections(opener: opener, leases: leases, settings: settings, onNotice: onNotice)
    listener = Listener(opener: opener, settings: settings, onNotice: onNotice)
  }

  deinit {
    let (leases, statements, listener) = (leases, statements, listener)
    Task {
      await listener.close()
      await statements.close(within: .zero)
      await leases.close(within: .zero)
    }
  }

  /// Runs one statement in a transaction of its own and gives its rows.
  ///
  /// It shares its connection with others, so it can't rely on anything a session has, and should be short: behind a slow one others wait. Inside a
  /// transaction's closure use the transaction; this would run beside it.
  @discardableResult
  public func query(_ statement: Statement, file: String = #fileID, line: Int = #line) async throws -> [Row] {
    try await statements.run(statement, at: statement.location ?? Location(file: file, line: line))?.rows ?? []
  }

  /// Runs one statement in a transaction of its own and tells how many rows it inserted, updated, deleted or selected.
  @discardableResult
  public func execute(_ statement: Statement, file: String = #fileID, line: Int = #line) async throws -> Int {
    try await statements.run(statement, at: statement.location ?? Location(file: file, line: line))?.affectedRows ?? 0
  }

  /// Notifications sent to a channel from now on, until the stream is let go of or the pool is closed.
  ///
  /// When the connection breaks it's made again; what was sent meanwhile is lost. `onListening` is called whenever listening has begun, the first time
  /// and each time after: then is the moment to look at the state itself. The stream ends with `NotificationOverrun` when its reader is too slow.
  public func listen(to channel: String, onListening: @escaping @Sendable () -> Void = {}) -> AsyncThrowingStream<Notification, any Error> {
    listener.listen(to: channel, onListening: onListening)
  }

  /// Refuses what's new with `PoolClosed`, waits for what's under way, at most so long, and closes all connections.
  public func close(within grace: Duration = .seconds(10)) async {
    await listener.close()
    await statements.close(within: grace)
    await leases.close(within: grace)
  }

  /// Runs tasks on the thread that does all the traffic, which spares each statement two changes of thread:
  /// `withTaskExecutorPreference(ConnectionPool.executor) { … }`.
  ///
  /// For tasks that do hardly anything but talk to the database: while one computes, all connections of all pools wait.
  public static var executor: any TaskExecutor { Reactor.shared.loop.tasks }

  /// How the pool is used at this moment.
  public var usage: PoolUsage {
    get async { await measureUsage() }
  }

  @Reactor private func measureUsage() -> PoolUsage {
    PoolUsage(leased: leases.leasedCount, idle: leases.idleCount, waiting: leases.waitingCount, shared: statements.connectionCount)
  }
}

/// How a pool is used at one moment; numbers of connections, and of tasks that wait for one.
public struct PoolUsage: Sendable, Hashable {
  public let leased: Int
  public let idle: Int
  public let waiting: Int
  public let shared: Int
}
