import Postgres
import Testing

/// The pool: bounded, patient for so long and no longer, and clean after each use.
@Suite(.timeLimit(.minutes(2))) struct PoolTests {
  @Test func anExhaustedPoolSaysSoAfterItsTimeOut() async throws {
    try await withPool(PoolSettings(maximum: 1, leaseTimeout: .milliseconds(200))) { pool in
      try await pool.transaction { tx in
        try await tx.query("select 1")
        let error = try await #require(throws: PoolExhausted.self) { try await pool.transaction { _ in } }
        #expect(error.maximum == 1)
        #expect(error.waited >= .milliseconds(200))
      }
      try await pool.transaction { tx in try await tx.query("select 1") }
    }
  }

  @Test func whoWaitsIsServedInTurnAndACancelledOneLeaves() async throws {
    try await withPool(PoolSettings(maximum: 1)) { pool in
      let waiting = try await pool.withSession { _ in
        let cancelled = Task { try await pool.withSession { _ in } }
        try await eventually { await pool.usage.waiting == 1 }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(await pool.usage.waiting == 0)
        let next = Task { try await pool.withSession { session in try await session.query("select 1").count } }
        try await eventually { await pool.usage.waiting == 1 }
        return next
      }
      #expect(try await waiting.value == 1)
      #expect(await pool.usage.leased == 0)
    }
  }

  @Test func tenThousandTasksShareAFewConnections() async throws {
    try await withPool(PoolSettings(maximum: 4, leaseTimeout: .seconds(60))) { pool in
      let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<10_000 {
          group.addTask {
            if number.isMultiple(of: 10) {
              return try await pool.transaction { tx in try await tx.query("select \(number)::int as n").first?.decode("n", as: Int.self) ?? -1 }
            }
            return try await pool.query("select \(number)::int as n").first?.decode("n", as: Int.self) ?? -1
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 49_995_000)
      let usage = await pool.usage
      #expect(usage.idle <= 4)
      #expect(usage.shared <= 2)
      #expect(usage.leased == 0)
    }
  }

  @Test func aSessionLeavesNothingToTheNext() async throws {
    try await withPool(PoolSettings(maximum: 1)) { pool in
      let first = try await pool.withSession { session in
        try await session.script("set work_mem = '12MB'; create temp table left_over (id int); select pg_advisory_lock(4711); listen left_over; begin")
        return try await session.query("select pg_backend_pid() as pid").first?.decode("pid", as: Int.self)
      }
      try await pool.withSession { session in
        let row = try #require(
          try await session.query(
            """
            select pg_backend_pid() as pid, current_setting('work_mem') as memory, to_regclass('left_over') is null as clean,
              (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
              (select count(*) from pg_listening_channels()) as channels
            """
          ).first)
        #expect(try row.decode("pid", as: Int.self) == first)
        #expect(try row.decode("memory") != "12MB")
        #expect(try row.decode("clean", as: Bool.self))
        #expect(try row.decode("locks", as: Int.self) == 0)
        #expect(try row.decode("channels", as: Int.self) == 0)
      }
    }
  }

  @Test func whatCannotRunInATransactionRunsInASession() async throws {
    try await withPool { pool in
      try await pool.withSession { session in
        let made = "select datname::text as name from pg_database where datname = 'made_in_session'"
        try await session.execute("create database made_in_session")
        #expect(try await session.query(Statement(text: made)).count == 1)
        try await session.execute("vacuum pg_class")
        try await session.execute("drop database made_in_session")
        #expect(try await session.query(Statement(text: made)).isEmpty)
      }
    }
  }

  @Test func aClosedPoolRefusesEverything() async throws {
    let pool = try ConnectionPool(address: try await Cluster.shared.value.address)
    try await pool.query("select 1")
    await pool.close()
    await pool.close()
    await #expect(throws: PoolClosed.self) { try await pool.query("select 1") }
    await #expect(throws: PoolClosed.self) { try await pool.transaction { _ in } }
    await #expect(throws: PoolClosed.self) { for try await _ in pool.listen(to: "nothing") {} }
  }

  @Test func closingWaitsForWhatIsUnderWay() async throws {
    let pool = try ConnectionPool(address: try await Cluster.shared.value.address)
    let task = Task { try await pool.transaction { tx in try await tx.query("select pg_sleep(0.2)").count } }
    try await eventually { await pool.usage.leased == 1 }
    await pool.close()
    #expect(try await task.value == 1)
  }

  @Test func closingCutsWhatTakesTooLong() async throws {
    let pool = try ConnectionPool(address: try await Cluster.shared.value.address)
    let task = Task { try await pool.transaction { tx in try await tx.query("select pg_sleep(600) /* cut */").count } }
    try await withPool { observer in
      let running: Statement = "select from pg_stat_activity where query like '%/* cut */' and state = 'active'"
      try await eventually { try await observer.query(running).count == 1 }
      await pool.close(within: .milliseconds(100))
      await #expect(throws: ConnectionLost.self) { try await task.value }
      try await eventually { try await observer.query(running).isEmpty }
    }
  }

  @Test func idleConnectionsAreClosed() async throws {
    try await withPool(PoolSettings(idleTimeout: .milliseconds(50))) { pool in
      try await pool.withSession { session in try await session.query("select 1") }
      try await eventually { await pool.usage.idle == 0 }
      try await pool.withSession { session in try await session.query("select 1") }
    }
  }

  @Test func slowStatementsDoNotHoldUpTheOthersForLong() async throws {
    try await withPool(PoolSettings(shared: 2)) { pool in
      let slow = (0..<2).map { _ in Task { try await pool.query("select pg_sleep(600) /* hold up */") } }
      try await withPool { observer in
        try await eventually {
          try await observer.query("select from pg_stat_activity where query like '%hold up%' and state = 'active' and pid <> pg_backend_pid()").count == 2
        }
      }
      try await Task.sleep(for: .milliseconds(50))
      #expect(try await pool.query("select 1").count == 1)
      for task in slow { task.cancel() }
      for task in slow { await #expect(throws: CancellationError.self) { try await task.value } }
    }
  }

  @Test func aConnectionThatHasBeenIdleTakesNoSecondStatementWhileAnotherMayBeMade() async throws {
    try await withPool(PoolSettings(shared: 2)) { pool in
      try await pool.execute("select 1")
      try await Task.sleep(for: .milliseconds(20))
      // On the reactor's thread they come so close together that nothing can have been seen of the first yet.
      let pair = await withTaskExecutorPreference(ConnectionPool.executor) {
        (0..<2).map { _ in Task { try await pool.query("select pg_sleep(600) /* pair */") } }
      }
      try await withPool { observer in
        try await eventually {
          try await observer.query("select from pg_stat_activity where query like '%pair%' and state = 'active' and pid <> pg_backend_pid()").count == 2
        }
      }
      for task in pair { task.cancel() }
      for task in pair { await #expect(throws: CancellationError.self) { try await task.value } }
    }
  }

  @Test(arguments: ["host=/x port", "postgresql://[", "nonsense=1", "\0"]) func aWrongAddressIsRefusedWithoutBeingRepeated(address: String) throws {
    let error = try #require(throws: InvalidSettings.self) { try ConnectionPool(address: address + " password=hidden") }
    #expect(!error.description.contains("hidden"))
  }

  @Test func wrongSettingsAreRefused() {
    for settings in [
      PoolSettings(maximum: 0), PoolSettings(shared: 0), PoolSettings(leaseTimeout: .zero), PoolSettings(statementTimeout: .zero),
      PoolSettings(statementTimeout: .seconds(1 << 40)), PoolSettings(idleTimeout: .zero), PoolSettings(preparedStatements: -1),
    ] {
      #expect(throws: InvalidSettings.self) { try ConnectionPool(address: "dbname=x", settings: settings) }
    }
  }
}
