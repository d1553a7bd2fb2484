import Postgres
import Testing

/// COPY in both directions: all of it, in order, in bounded memory, or none of it.
@Suite(.timeLimit(.minutes(2))) struct CopyTests {
  struct Refusal: Error {}

  @Test func rowsGoInAndComeOutAgain() async throws {
    try await withPool { pool in
      let count = 100_000
      let copied = try await pool.transaction { tx in
        try await tx.script("create table copy_both (id int, name text)")
        return try await tx.copyIn("copy copy_both from stdin") { writer in
          for number in 0..<count { try await writer.write("\(number)\tname \(number)\n") }
        }
      }
      #expect(copied == count)
      let text = try await pool.transaction { tx in
        var text: [UInt8] = []
        for try await chunk in tx.copyOut("copy (select * from copy_both order by id) to stdout") { text += chunk }
        return String(decoding: text, as: UTF8.self)
      }
      let lines = text.split(separator: "\n")
      #expect(lines.count == count)
      #expect(lines.last == "99999\tname 99999")
    }
  }

  @Test func binaryFormatPassesThroughUntouched() async throws {
    try await withPool { pool in
      try await pool.withSession { session in
        try await session.script(
          "create temp table a as select g as id, repeat('x', g % 50) as t from generate_series(1, 5000) g; create temp table b (like a)")
        var bytes: [UInt8] = []
        for try await chunk in session.copyOut("copy a to stdout (format binary)") { bytes += chunk }
        #expect(bytes.starts(with: Array("PGCOPY\n".utf8)))
        let data = bytes
        let count = try await session.copyIn("copy b from stdin (format binary)") { writer in try await writer.write(bytes: data) }
        #expect(count == 5000)
        let rows = try await session.query("select count(*) as n from (table a except table b) d")
        #expect(try rows.first?.decode("n", as: Int.self) == 0)
      }
    }
  }

  @Test func aClosureThatThrowsLeavesNothingBehind() async throws {
    try await withPool { pool in
      try await pool.execute("create table copy_throw (id int)")
      try await pool.withSession { session in
        await #expect(throws: Refusal.self) {
          try await session.copyIn("copy copy_throw from stdin") { writer in
            for number in 0..<50_000 { try await writer.write("\(number)\n") }
            throw Refusal()
          }
        }
        // The connection goes on.
        let rows = try await session.query("select count(*) as n from copy_throw")
        #expect(try rows.first?.decode("n", as: Int.self) == 0)
      }
    }
  }

  @Test func aWrongRowIsTheServersErrorWithoutItsText() async throws {
    try await withPool { pool in
      let error = try await #require(throws: ServerError.self) {
        try await pool.transaction { tx in
          try await tx.script("create table copy_wrong (id int)")
          try await tx.copyIn("copy copy_wrong from stdin") { writer in try await writer.write("1\nsecret\n") }
        }
      }
      #expect(error.sqlState == "22P02")
      #expect(error.message == nil)
      #expect(!"\(error)".contains("secret"))
    }
  }

  @Test func leavingTheLoopEarlyKeepsTheTransactionUsable() async throws {
    try await withPool { pool in
      let sum = try await pool.transaction { tx in
        for try await chunk in tx.copyOut("copy (select * from generate_series(1, 300000)) to stdout") where !chunk.isEmpty { break }
        return try await tx.query("select 40 + 2 as n").first?.decode("n", as: Int.self)
      }
      #expect(sum == 42)
    }
  }

  @Test func throwingOutOfAnEndlessCopyStopsTheServer() async throws {
    try await withPool { pool in
      await #expect(throws: Refusal.self) {
        try await pool.transaction { tx in
          for try await _ in tx.copyOut("copy (select repeat('endless', 10), generate_series(1, 1000000000)) to stdout") { throw Refusal() }
        }
      }
      try await eventually {
        try await pool.query("select 1 from pg_stat_activity where query like 'copy (select repeat(''endless%' and state = 'active'").isEmpty
      }
    }
  }

  @Test func whatIsNotACopyIsRefused() async throws {
    try await withPool { pool in
      try await pool.withSession { session in
        let select = try await #require(throws: StatementError.self) { for try await _ in session.copyOut("select 1") {} }
        #expect(select.problem == .notACopy)
        let parameters = try await #require(throws: StatementError.self) { for try await _ in session.copyOut("copy (select \(1)) to stdout") {} }
        #expect(parameters.problem == .parametersNotAllowed)
        let busy = try await #require(throws: StatementError.self) {
          for try await _ in session.copyOut("copy (select * from generate_series(1, 1000000)) to stdout") { try await session.query("select 1") }
        }
        #expect(busy.problem == .copyInProgress)
      }
      let inQuery = try await #require(throws: StatementError.self) { try await pool.query("copy (select 1) to stdout") }
      #expect(inQuery.problem == .copyNotAllowed)
      let wrongWay = try await #require(throws: StatementError.self) {
        try await pool.withSession { session in try await session.copyIn("copy (select 1) to stdout") { _ in } }
      }
      #expect(wrongWay.problem == .notACopy)
      #expect(try await pool.query("select 1").count == 1)
    }
  }

  @Test func anEmptyCopyHasNoRows() async throws {
    try await withPool { pool in
      try await pool.withSession { session in
        try await session.script("create temp table nothing (id int)")
        #expect(try await session.copyIn("copy nothing from stdin") { _ in } == 0)
        var chunks = 0
        for try await _ in session.copyOut("copy nothing to stdout") { chunks += 1 }
        #expect(chunks == 0)
      }
    }
  }
  @Test func aSlowReaderHoldsTheServerBack() async throws {
    try await withPool { pool in
      try await pool.transaction { tx in
        // 200 MB, if anyone read them.
        let copy = tx.copyOut("copy (select repeat('x', 1000), generate_series(1, 200000)) to stdout")
        var iterator = copy.makeAsyncIterator()
        var largest = 0
        for _ in 0..<5 {
          largest = max(largest, try await iterator.next()?.count ?? 0)
          try await Task.sleep(for: .milliseconds(100))
        }
        // A piece is bounded, and what isn't asked for isn't read: the server waits for us.
        #expect(largest < 1_000_000)
        let waiting = try await pool.query("select from pg_stat_activity where wait_event = 'ClientWrite' and query like 'copy (select repeat(''x'', 1000)%'")
        #expect(waiting.count == 1)
      }
    }
  }

  @Test func aSlowServerHoldsTheWriterBack() async throws {
    try await withPool { pool in
      try await pool.execute("create table copy_slow (text text)")
      try await pool.withSession { locker in
        try await locker.script("begin; lock table copy_slow")
        let written = Counter()
        let task = Task {
          try await pool.transaction { tx in
            try await tx.script("create temp table copy_stage (text text)")
            // The trigger waits for the lock at the first row.
            try await tx.script(
              """
              create function pg_temp.wait() returns trigger language plpgsql as $$ begin perform 1 from copy_slow; return new; end $$;
              create trigger wait before insert on copy_stage for each row execute function pg_temp.wait()
              """)
            return try await tx.copyIn("copy copy_stage from stdin") { writer in
              let line = String(repeating: "x", count: 1_000_000) + "\n"
              for _ in 0..<20 {
                try await writer.write(line)
                await written.add()
              }
            }
          }
        }
        try await eventually {
          try await pool.query("select from pg_stat_activity where wait_event_type = 'Lock' and query like 'copy copy_stage%'").count == 1
        }
        try await Task.sleep(for: .milliseconds(100))
        #expect(await written.value < 5)
        try await locker.script("commit")
        #expect(try await task.value == 20)
      }
    }
  }

  @Test func aFaultFoundOnTheWayStopsTheWriter() async throws {
    try await withPool { pool in
      try await pool.execute("create table copy_early (id int)")
      let error = try await #require(throws: ServerError.self) {
        try await pool.transaction { tx in
          try await tx.copyIn("copy copy_early from stdin") { writer in
            try await writer.write("wrong\n")
            // Without end, unless told.
            while true { try await writer.write(String(repeating: "1\n", count: 40_000)) }
          }
        }
      }
      #expect(error.sqlState == "22P02")
      #expect(try await pool.query("select from copy_early").isEmpty)
    }
  }

  @Test func severalWritersAtOnceAreRefused() async throws {
    try await withPool { pool in
      try await pool.execute("create table copy_two (text text)")
      let error = try await #require(throws: StatementError.self) {
        try await pool.transaction { tx in
          try await tx.copyIn("copy copy_two from stdin") { writer in
            try await withThrowingTaskGroup { group in
              for _ in 0..<8 { group.addTask { for _ in 0..<50 { try await writer.write(String(repeating: "x", count: 3_000_000) + "\n") } } }
              try await group.waitForAll()
            }
          }
        }
      }
      #expect(error.problem == .concurrentWrite)
    }
  }
}
