import Postgres
import Testing

/// Transactions: all or nothing, again when the server says so, and honest about what was committed.
@Suite(.timeLimit(.minutes(2))) struct TransactionTests {
  struct Refusal: Error {}

  @Test func aReturnCommitsAndAThrowRollsBack() async throws {
    try await withPool { pool in
      try await pool.execute("create table tx_commit (id int primary key)")
      let count = try await pool.transaction { tx in try await tx.execute("insert into tx_commit values (1), (2)") }
      #expect(count == 2)
      await #expect(throws: Refusal.self) {
        try await pool.transaction { tx in
          try await tx.execute("insert into tx_commit values (3)")
          throw Refusal()
        }
      }
      let rows = try await pool.query("select id from tx_commit order by id")
      #expect(try rows.map { try $0.decode("id", as: Int.self) } == [1, 2])
    }
  }

  @Test func aSwallowedRefusalIsThrownByTheCommit() async throws {
    try await withPool { pool in
      let error = try await #require(throws: ServerError.self) {
        try await pool.transaction { tx in
          do { try await tx.execute("select 1/0") } catch is ServerError {}
        }
      }
      #expect(error.sqlState == "22012")
    }
  }

  @Test func aSavepointUndoesItsPartAlone() async throws {
    try await withPool { pool in
      try await pool.execute("create table tx_savepoint (id int primary key)")
      try await pool.transaction { tx in
        try await tx.execute("insert into tx_savepoint values (1)")
        await #expect(throws: ServerError.self) {
          try await tx.savepoint {
            try await tx.execute("insert into tx_savepoint values (2)")
            try await tx.execute("insert into tx_savepoint values (1)")
          }
        }
        try await tx.savepoint { try await tx.execute("insert into tx_savepoint values (3)") }
      }
      let rows = try await pool.query("select id from tx_savepoint order by id")
      #expect(try rows.map { try $0.decode("id", as: Int.self) } == [1, 3])
    }
  }

  @Test func isolationAndReadOnlyReachTheServer() async throws {
    try await withPool { pool in
      for level in [IsolationLevel.readCommitted, .repeatableRead, .serializable] {
        let row = try await pool.transaction(isolation: level, readOnly: true) { tx in
          try await tx.query("select current_setting('transaction_isolation') as level, current_setting('transaction_read_only') as mode")
        }.first
        #expect(try row?.decode("level") == level.rawValue)
        #expect(try row?.decode("mode") == "on")
      }
    }
  }

  @Test func aFirstScriptOrCopyIsInsideTheTransaction() async throws {
    try await withPool { pool in
      await #expect(throws: Refusal.self) {
        try await pool.transaction { tx in
          try await tx.script("create table tx_script (id int); insert into tx_script values (1)")
          throw Refusal()
        }
      }
      let rows = try await pool.query("select to_regclass('tx_script') is null as gone")
      #expect(try rows.first?.decode("gone") == true)
    }
  }

  @Test func serializationFailuresAreRetriedUntilTheSumIsRight() async throws {
    try await withPool { pool in
      try await pool.execute("create table tx_retry (id int primary key, n int not null)")
      try await pool.execute("insert into tx_retry values (1, 0)")
      try await withThrowingTaskGroup { group in
        for _ in 0..<20 {
          group.addTask {
            try await pool.transaction(isolation: .serializable, retries: 100) { tx in
              let rows = try await tx.query("select n from tx_retry where id = 1")
              let n = try rows[0].decode("n", as: Int.self)
              try await tx.execute("update tx_retry set n = \(n + 1) where id = 1")
            }
          }
        }
        try await group.waitForAll()
      }
      let rows = try await pool.query("select n from tx_retry")
      #expect(try rows.first?.decode("n", as: Int.self) == 20)
    }
  }

  @Test func withoutRetriesTheServersErrorComesThrough() async throws {
    try await withPool { pool in
      try await pool.execute("create table tx_once (n int not null)")
      try await pool.execute("insert into tx_once values (0)")
      let error = try await #require(throws: ServerError.self) {
        try await pool.transaction(isolation: .repeatableRead, retries: 0) { tx in
          try await tx.query("select n from tx_once")
          try await pool.execute("update tx_once set n = n + 1")
          try await tx.execute("update tx_once set n = n + 1")
        }
      }
      #expect(error.condition == .serializationFailure)
      #expect(error.isRetryable)
    }
  }

  @Test func aDeadlockIsRetried() async throws {
    try await withPool { pool in
      try await pool.execute("create table tx_deadlock (id int primary key, n int not null default 0)")
      try await pool.execute("insert into tx_deadlock values (1), (2)")
      let tries = Counter()
      let holding = Counter()
      try await withThrowingTaskGroup { group in
        for (first, second) in [(1, 2), (2, 1)] {
          group.addTask {
            try await pool.transaction { tx in
              await tries.add()
              try await tx.execute("update tx_deadlock set n = n + 1 where id = \(first)")
              // Both hold their first row before either asks for the other's.
              await holding.add()
              while await holding.value < 2 { try await Task.sleep(for: .milliseconds(5)) }
              try await tx.execute("update tx_deadlock set n = n + 1 where id = \(second)")
            }
          }
        }
        try await group.waitForAll()
      }
      let rows = try await pool.query("select sum(n) as n from tx_deadlock")
      #expect(try rows.first?.decode("n", as: Int.self) == 4)
      // More often where the one that was undone is back before the other has woken.
      #expect(await tries.value >= 3)
    }
  }

  @Test func endingTheTransactionInsideItIsRefused() async throws {
    try await withPool { pool in
      let error = try await #require(throws: StatementError.self) {
        try await pool.transaction { tx in
          try await tx.query("select 1")
          try await tx.execute("commit")
        }
      }
      #expect(error.problem == .transactionControl)
    }
  }

  @Test func aTransactionThatEscapedIsOfNoUse() async throws {
    try await withPool { pool in
      let escaped = try await pool.transaction { tx in tx }
      let error = try await #require(throws: StatementError.self) { try await escaped.query("select 1") }
      #expect(error.problem == .sessionEnded)
    }
  }

  @Test func statementsOfSeveralTasksInOneTransactionKeepApart() async throws {
    try await withPool { pool in
      let sum = try await pool.transaction { tx in
        try await withThrowingTaskGroup(of: Int.self) { group in
          for number in 1...100 {
            group.addTask { try await tx.query("select \(number)::int as n").first?.decode("n", as: Int.self) ?? 0 }
          }
          return try await group.reduce(0, +)
        }
      }
      #expect(sum == 5050)
    }
  }

  @Test func aDeferredConstraintIsThrownByTheCommit() async throws {
    try await withPool { pool in
      try await pool.execute("create table tx_deferred (id int constraint tx_deferred_key unique deferrable initially deferred)")
      let inTransaction = try await #require(throws: ServerError.self) {
        try await pool.transaction { tx in try await tx.execute("insert into tx_deferred values (1), (1)") }
      }
      #expect(inTransaction.constraint == "tx_deferred_key")
      // Alone, the statement succeeds and its commit fails, at the synchronisation point.
      let alone = try await #require(throws: ServerError.self) { try await pool.execute("insert into tx_deferred values (1), (1)") }
      #expect(alone.isUniqueViolation)
      #expect(try await pool.query("select 1 as one").count == 1)
    }
  }
}

actor Counter {
  private(set) var value = 0
  func add(_ amount: Int = 1) { value += amount }
}
