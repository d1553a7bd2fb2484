public import Postgres

/// The record: every statement on it runs inside `read` or `write`, which say who asks.
public struct Database: Sendable {
  package let pool: ConnectionPool
  let freezes = FreezeQueue()
  private let isForAccounts: Bool

  /// - Parameters:
  ///   - address: a libpq connection string or URL.
  ///   - isForAccounts: it never works for the owner: what doesn't say for whom it asks may do nothing.
  ///   - onNotice: gets what the server says beside its answers, never with values.
  ///   - connections: for transactions, at most.
  public init(address: String, connections: Int = 6, isForAccounts: Bool = false, onNotice: @escaping @Sendable (Notice) -> Void = { _ in }) throws {
    self.isForAccounts = isForAccounts
    pool = try ConnectionPool(
      address: address,
      settings: PoolSettings(maximum: connections, statementTimeout: nil, role: isForAccounts ? "tedori_nobody" : nil, openMessages: ["TD"]), onNotice: onNotice
    )
  }

  /// How its connections are used at this moment.
  public var poolUsage: PoolUsage {
    get async { await pool.usage }
  }

  public func close() async { await pool.close() }

  /// Reads in one snapshot: whatever the body asks for fits together.
  public func read<Result: Sendable>(as viewer: Viewer, _ body: @escaping @Sendable (Transaction) async throws -> Result) async throws -> Result {
    try await pool.transaction(isolation: .repeatableRead, readOnly: true) { transaction in
      try await introduce(viewer, to: transaction, isReading: true)
      return try await body(transaction)
    }
  }

  /// Changes the record in one transaction, which is run again when it met another one.
  ///
  /// - Parameter isolation: repeatable read where what is written must fit what the body reads elsewhere.
  public func write<Result: Sendable>(
    as viewer: Viewer, isolation: IsolationLevel = .readCommitted, _ body: @escaping @Sendable (Transaction) async throws -> Result
  ) async throws -> Result {
    try await pool.transaction(isolation: isolation) { transaction in
      try await introduce(viewer, to: transaction, isReading: false)
      return try await body(transaction)
    }
  }

  private func introduce(_ viewer: Viewer, to transaction: Transaction, isReading: Bool) async throws {
    if isForAccounts, case .owner = viewer { throw OwnerRefused() }
    _ = try await transaction.query(
      """
      select set_config('role', \(viewer.databaseRole), true), set_config('tedori.account_id', \(viewer.accountID), true),
        set_config('tedori.actor', \(viewer.name), true), set_config('tedori.change_id', '', true), set_config('tedori.reason', '', true),
        set_config('client_min_messages', 'warning', true), set_config('jit', 'off', true),
        set_config('client_connection_check_interval', '5s', true), set_config('statement_timeout', \(viewer.patience(isReading: isReading)), true),
        set_config('lock_timeout', \(viewer.lockPatience), true)
      """)
  }
}

/// The owner was to work where only accounts do.
struct OwnerRefused: Error {}
