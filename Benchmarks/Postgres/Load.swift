import Postgres

/// So many tasks, each sending one statement after the other for a second.
struct Load {
  let address: String
  let tasks: Int
  /// Where the tasks run; nil is Swift's own threads.
  let executor: (any TaskExecutor)?
  private let duration = Duration.seconds(1)

  /// As single statements on the shared connections.
  func runShared() async throws -> Double {
    let pool = try ConnectionPool(address: address)
    return try await measure(pool) { deadline in
      var count = 0
      while ContinuousClock.now < deadline {
        try await pool.query("SELECT 1")
        count += 1
      }
      return count
    }
  }

  /// On a connection for each task, as pgbench does.
  func runLeased() async throws -> Double {
    let pool = try ConnectionPool(address: address, settings: PoolSettings(maximum: tasks))
    return try await measure(pool) { deadline in
      try await pool.withSession { session in
        var count = 0
        while ContinuousClock.now < deadline {
          try await session.query("SELECT 1")
          count += 1
        }
        return count
      }
    }
  }

  private func measure(_ pool: ConnectionPool, _ work: @escaping @Sendable (ContinuousClock.Instant) async throws -> Int) async throws -> Double {
    try await pool.query("SELECT 1")
    let start = ContinuousClock.now
    let deadline = start + duration
    let total = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<tasks { group.addTask(executorPreference: executor) { try await work(deadline) } }
      return try await group.reduce(0, +)
    }
    let elapsed = start.duration(to: .now)
    await pool.close()
    return Double(total) / (elapsed / .seconds(1))
  }
}
