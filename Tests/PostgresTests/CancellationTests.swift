import Postgres
import Testing

/// A cancelled task's statement ends on the server too, and nobody else's does.
@Suite(.timeLimit(.minutes(2))) struct CancellationTests {
  private func isRunning(_ pool: ConnectionPool, _ mark: String) async throws -> Bool {
    try await !pool.query("select 1 from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query like \("%" + mark + "%")").isEmpty
  }

  @Test func aSharedStatementEndsOnTheServer() async throws {
    try await withPool { pool in
      let task = Task { try await pool.query("select pg_sleep(600) /* cancel shared */") }
      try await eventually { try await isRunning(pool, "cancel shared") }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      try await eventually { try await !isRunning(pool, "cancel shared") }
    }
  }

  @Test func aTransactionEndsOnTheServerAndItsConnectionGoesOn() async throws {
    try await withPool(PoolSettings(maximum: 1)) { pool in
      let task = Task { try await pool.transaction { tx in try await tx.query("select pg_sleep(600) /* cancel transaction */") } }
      try await eventually { try await isRunning(pool, "cancel transaction") }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await pool.transaction { tx in try await tx.query("select 1").count } == 1)
    }
  }

  @Test func neighboursOnTheSameConnectionAreNotHarmed() async throws {
    try await withPool(PoolSettings(shared: 1)) { pool in
      try await pool.execute("create table cancel_neighbour (id int)")
      let victim = Task { try await pool.query("select pg_sleep(600) /* cancel neighbour */") }
      try await withPool { observer in try await eventually { try await isRunning(observer, "cancel neighbour") } }
      try await withThrowingTaskGroup { group in
        for number in 0..<200 { group.addTask { try await pool.execute("insert into cancel_neighbour select \(number) from pg_sleep(0.001)") } }
        victim.cancel()
        try await group.waitForAll()
      }
      await #expect(throws: CancellationError.self) { try await victim.value }
      let rows = try await pool.query("select count(*) as n, count(distinct id) as ids from cancel_neighbour")
      #expect(try rows.first?.decode("n", as: Int.self) == 200)
      #expect(try rows.first?.decode("ids", as: Int.self) == 200)
    }
  }

  @Test func manyCancelledAmongManyLeaveTheRestWhole() async throws {
    try await withPool { pool in
      try await withThrowingTaskGroup(of: Int?.self) { group in
        for number in 0..<300 {
          group.addTask {
            let task = Task { try await pool.query("select \(number)::int as n, pg_sleep(0.002)").first?.decode("n", as: Int.self) }
            guard number.isMultiple(of: 3) else { return try await task.value }
            try await Task.sleep(for: .milliseconds(number % 40))
            task.cancel()
            do { return try await task.value } catch is CancellationError { return nil }
          }
        }
        var sum = 0
        for try await number in group { if let number, !number.isMultiple(of: 3) { sum += number } }
        #expect(sum == (0..<300).filter { !$0.isMultiple(of: 3) }.reduce(0, +))
      }
    }
  }

  @Test func aCopyInEndsOnTheServer() async throws {
    try await withPool { pool in
      try await pool.execute("create table cancel_copy (id int)")
      let started = Counter()
      let task = Task {
        try await pool.transaction { tx in
          try await tx.copyIn("copy cancel_copy from stdin") { writer in
            while true {
              try await writer.write("1\n")
              if await started.value == 0 { await started.add() }
            }
          }
        }
      }
      try await eventually { await started.value > 0 }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await pool.query("select from cancel_copy").isEmpty)
    }
  }

  @Test func aCopyOutEndsOnTheServer() async throws {
    try await withPool { pool in
      let started = Counter()
      let task = Task {
        try await pool.transaction { tx in
          for try await _ in tx.copyOut("copy (select 'cancel copy out', generate_series(1, 1000000000)) to stdout") { await started.add() }
        }
      }
      try await eventually { await started.value > 3 }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      try await eventually { try await !isRunning(pool, "cancel copy out") }
    }
  }

  @Test func whoIsCancelledBeforehandSendsNothing() async throws {
    try await withPool { pool in
      try await pool.execute("create table cancel_before (id int)")
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        try await pool.execute("insert into cancel_before values (1)")
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await pool.query("select from cancel_before").isEmpty)
    }
  }

  @Test func theServersTimeOutStopsAStatement() async throws {
    try await withPool(PoolSettings(statementTimeout: .milliseconds(100))) { pool in
      let shared = try await #require(throws: ServerError.self) { try await pool.query("select pg_sleep(600)") }
      #expect(shared.isCanceled)
      let leased = try await #require(throws: ServerError.self) {
        try await pool.transaction { tx in
          try await tx.query("select 1")
          try await tx.query("select pg_sleep(600)")
        }
      }
      #expect(leased.condition == .queryCanceled)
      #expect(leased.message != nil)
    }
  }
}
