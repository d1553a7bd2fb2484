import Glibc
import Postgres
import Testing

/// What breaks: connections, servers, hosts. Each test has a cluster of its own to hurt.
@Suite(.serialized, .timeLimit(.minutes(3))) struct FaultTests {
  @Test func aServerThatDiesInTheMiddleIsToldFromOneThatNeverWas() async throws {
    let cluster = try Cluster()
    try await withPool(PoolSettings(leaseTimeout: .milliseconds(500)), on: cluster) { pool in
      let shared = Task { try await pool.query("select pg_sleep(600)") }
      let leased = Task { try await pool.transaction { tx in try await tx.query("select pg_sleep(600)") } }
      try await eventually {
        let usage = await pool.usage
        return usage.leased == 1 && usage.shared == 1
      }
      try await Task.sleep(for: .milliseconds(100))
      try cluster.kill()
      for task in [shared, leased] {
        let error = try await #require(throws: ConnectionLost.self) { try await task.value }
        #expect(error.stage == .running)
        #expect(error.location != nil)
      }
      let none = try await #require(throws: ConnectionLost.self) { try await pool.query("select 1") }
      #expect(none.stage == .connecting)
      // And back again, without anyone's doing anything.
      try cluster.start()
      try await eventually {
        do { return try await pool.query("select 1").count == 1 } catch is ConnectionLost { return false }
      }
      #expect(try await pool.transaction { tx in try await tx.query("select 1").count } == 1)
    }
  }

  @Test func aServerThatDiesInACopyEndsIt() async throws {
    let cluster = try Cluster()
    try await withPool(on: cluster) { pool in
      try await pool.execute("create table fault_copy (id int)")
      let counter = Counter()
      let copyIn = Task {
        try await pool.transaction { tx in
          try await tx.copyIn("copy fault_copy from stdin") { writer in
            while true {
              try await writer.write(String(repeating: "1\n", count: 10_000))
              await counter.add()
            }
          }
        }
      }
      let copyOut = Task {
        try await pool.transaction { tx in
          for try await _ in tx.copyOut("copy (select 'x', generate_series(1, 1000000000)) to stdout") { await counter.add(1000) }
        }
      }
      try await eventually { await counter.value > 20_010 }
      try cluster.kill()
      await #expect(throws: ConnectionLost.self) { try await copyIn.value }
      await #expect(throws: ConnectionLost.self) { try await copyOut.value }
      try cluster.start()
      #expect(try await pool.query("select from fault_copy").isEmpty)
    }
  }

  @Test func aTerminatedBackendIsReplaced() async throws {
    let cluster = try Cluster()
    try await withPool(PoolSettings(maximum: 1, shared: 1), on: cluster) { pool in
      let terminate: Statement = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'"
      let sleeping = Task { try await pool.transaction { tx in try await tx.query("select pg_sleep(600)") } }
      try await withPool(on: cluster) { other in
        try await eventually { try await other.query("select from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'").count == 1 }
        try await other.query(terminate)
        let error = try await #require(throws: ConnectionLost.self) { try await sleeping.value }
        #expect(error.sqlState == "57P01")
        // Idle ones too: the pool notices by itself.
        try await pool.query("select 1")
        try await pool.withSession { session in try await session.query("select 1") }
        try await other.query(terminate)
        try await eventually {
          let usage = await pool.usage
          return usage.idle == 0 && usage.shared == 0
        }
      }
      #expect(try await pool.query("select 1").count == 1)
      #expect(try await pool.withSession { session in try await session.query("select 1").count } == 1)
    }
  }

  @Test func waitersGetThroughWhenTheServerComesBackInTime() async throws {
    let cluster = try Cluster()
    try await withPool(PoolSettings(leaseTimeout: .seconds(60)), on: cluster) { pool in
      try await pool.query("select 1")
      try cluster.stop()
      let early = [Task { try await pool.query("select 1").count }, Task { try await pool.transaction { tx in try await tx.query("select 1").count } }]
      try await Task.sleep(for: .milliseconds(300))
      try cluster.start()
      for task in early { #expect(try await task.value == 1) }
    }
  }

  @Test func aRefusalForGoodIsNotWaitedOut() async throws {
    let cluster = try await Cluster.shared.value
    let pool = try ConnectionPool(address: "\(cluster.address) dbname=no_such_database", settings: PoolSettings(leaseTimeout: .seconds(100)))
    let shared = try await #require(throws: ConnectionLost.self) { try await pool.query("select 1") }
    #expect(shared.message.contains("no_such_database"))
    await #expect(throws: ConnectionLost.self) { try await pool.transaction { _ in } }
    await #expect(throws: ConnectionLost.self) { for try await _ in pool.listen(to: "nothing") {} }
    await pool.close()
  }

  @Test func aDeadFirstHostIsPassedOver() async throws {
    // Of this process alone, below the range that systems hand out.
    let port = 20_000 + Int(getpid()) % 10_000
    let cluster = try Cluster(port: port, settings: ["listen_addresses=127.0.0.1"])
    // Nobody listens on the first; the second is what we want.
    let address = "postgresql://postgres@127.0.0.1:1,127.0.0.1:\(port)/postgres?target_session_attrs=read-write"
    let pool = try ConnectionPool(address: address)
    #expect(try await pool.query("select 1").count == 1)
    try await cluster.readOnly(pool)
    // A server that only reads isn't the one asked for.
    let none = try ConnectionPool(address: address, settings: PoolSettings(leaseTimeout: .milliseconds(300)))
    await #expect(throws: ConnectionLost.self) { try await none.query("select 1") }
    await pool.close()
    await none.close()
  }

  @Test func listeningGoesOnAfterARestart() async throws {
    let cluster = try Cluster()
    try await withPool(PoolSettings(leaseTimeout: .seconds(60)), on: cluster) { pool in
      let began = Counter()
      var iterator = pool.listen(to: "Täglich \"neu\"") { Task { await began.add() } }.makeAsyncIterator()
      try await eventually { await began.value == 1 }
      try await pool.query("select pg_notify('Täglich \"neu\"', 'one')")
      #expect(try await iterator.next()?.payload == "one")
      try cluster.stop("immediate")
      try cluster.start()
      try await eventually { await began.value == 2 }
      try await pool.query("select pg_notify('Täglich \"neu\"', 'two')")
      let second = try await iterator.next()
      #expect(second?.payload == "two")
      #expect(second?.channel == "Täglich \"neu\"")
    }
  }

  @Test func aCancelledWaitForTheStandbyIsNotDurable() async throws {
    let cluster = try Cluster(settings: ["synchronous_standby_names=nobody"])
    try await withPool(on: cluster) { pool in
      try await pool.withSession { session in
        try await session.script("set synchronous_commit = local; create table standby (id int)")
      }
      let transaction = Task { try await pool.transaction { tx in try await tx.execute("insert into standby values (1)") } }
      let alone = Task { try await pool.execute("insert into standby values (2)") }
      try await withPool(on: cluster) { other in
        try await eventually { try await other.query("select from pg_stat_activity where wait_event = 'SyncRep'").count == 2 }
        // Someone else stops the one, our own task's cancellation the other.
        alone.cancel()
        await #expect(throws: NotDurable.self) { try await alone.value }
        try await other.query("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'")
        await #expect(throws: NotDurable.self) { try await transaction.value }
        #expect(try await other.query("select from standby").count == 2)
      }
    }
  }

  @Test func aConnectionThatBreaksInTheCommitLeavesItOpen() async throws {
    let cluster = try Cluster(settings: ["synchronous_standby_names=nobody"])
    try await withPool(on: cluster) { pool in
      let task = Task { try await pool.transaction { tx in try await tx.execute("create table unknown (id int)") } }
      try await withPool(on: cluster) { other in
        try await eventually { try await other.query("select from pg_stat_activity where wait_event = 'SyncRep'").count == 1 }
      }
      try cluster.kill()
      let error = try await #require(throws: ConnectionLost.self) { try await task.value }
      #expect(error.stage == .committing)
    }
  }
}

extension Cluster {
  fileprivate func readOnly(_ pool: ConnectionPool) async throws {
    try await pool.withSession { session in
      try await session.execute("alter system set default_transaction_read_only = on")
      try await session.query("select pg_reload_conf()")
    }
    try await eventually {
      try await pool.withSession { session in
        try await session.query("select current_setting('default_transaction_read_only') as mode").first?.decode("mode") == "on"
      }
    }
  }
}
