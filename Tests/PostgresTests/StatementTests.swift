import Foundation
import Postgres
import Testing

/// Single statements: what goes in comes out again, or is refused by name.
@Suite(.timeLimit(.minutes(2))) struct StatementTests {
  @Test func everyTypeComesBackAsItWent() async throws {
    try await withPool { pool in
      let bytes: [UInt8] = [0, 1, 39, 92, 255]
      let texts = ["a", "b,c", "d\"e", "f\\g", "", "null", "{x}", "é\u{301}", "改行\nあり"]
      let rows = try await pool.query(
        """
        select \("O'Neil\\ \"x\" 髙")::text as text, \(Int.min)::bigint as int, \(Int32.max)::int as int32, \(Int16.min)::smallint as int16,
          \(0.1)::float8 as double, \(true)::bool as bool, \(bytes)::bytea as bytes, \(nil as String?)::text as null, \([1, -2, Int.max])::bigint[] as ints,
          \(texts)::text[] as texts, \([Int]())::int[] as empty, \([UInt8]())::bytea as nothing
        """)
      let row = try #require(rows.first)
      #expect(try row.decode("text") == "O'Neil\\ \"x\" 髙")
      #expect(try row.decode("int", as: Int.self) == Int.min)
      #expect(try row.decode("int32", as: Int32.self) == Int32.max)
      #expect(try row.decode("int16", as: Int16.self) == Int16.min)
      #expect(try row.decode("double", as: Double.self) == 0.1)
      #expect(try row.decode("bool", as: Bool.self))
      #expect(try row.decode("bytes", as: [UInt8].self) == bytes)
      #expect(try row.decode("null", as: String?.self) == nil)
      #expect(try row.decode("ints", as: [Int].self) == [1, -2, Int.max])
      #expect(try row.decode("texts", as: [String].self) == texts)
      #expect(try row.decode("empty", as: [Int].self).isEmpty)
      #expect(try row.decode("nothing", as: [UInt8].self).isEmpty)
      #expect(try row.decode(0, as: String?.self) != nil)
      #expect(row.columns.count == 12)
    }
  }
  @Test func interpolationBindsAndNeverSplices() async throws {
    try await withPool { pool in
      let hostile = "'); drop table users; --"
      let row = try await pool.query("select \(hostile)::text as \(identifier: "Sp\"alte")").first
      #expect(try row?.decode("Sp\"alte") == hostile)
      #expect(try await pool.query("select \(unsafe: "1 + 1") as n").first?.decode("n", as: Int.self) == 2)
      let file = Statement(text: "select $1::int + $2::int as n", parameters: [40, 2])
      #expect(try await pool.query(file).first?.decode("n", as: Int.self) == 42)
    }
  }

  @Test func hostileTextInAnArrayStaysOneElement() async throws {
    try await withPool { pool in
      let texts = ["\"\u{301}", "\\\u{301}", "\"},{\"", ",", " ", "\t", "NULL"]
      let row = try await pool.query("select \(texts)::text[] as texts, array_length(\(texts)::text[], 1) as n").first
      #expect(try row?.decode("texts") == texts)
      #expect(try row?.decode("n", as: Int.self) == texts.count)
    }
  }

  @Test func aNulIsRefusedAndNotCut() async throws {
    try await withPool { pool in
      let parameter = try await #require(throws: StatementError.self) { try await pool.query("select \(1), \("a\0b")::text") }
      #expect(parameter.problem == .nulInParameter(position: 2))
      let text = try await #require(throws: StatementError.self) { try await pool.query("select 1 \(unsafe: "\0") as n") }
      #expect(text.problem == .nulInText)
      let array = try await #require(throws: StatementError.self) {
        try await pool.transaction { tx in try await tx.query("select \(["a", "\0"])::text[]") }
      }
      #expect(array.problem == .nulInParameter(position: 1))
      let script = try await #require(throws: StatementError.self) { try await pool.transaction { tx in try await tx.script("select 1\0; select 2") } }
      #expect(script.problem == .nulInText)
    }
  }

  @Test func whatTheProtocolCannotCarryIsRefused() async throws {
    try await withPool { pool in
      let many = Statement(text: "select 1", parameters: Array(repeating: 1, count: 65_536))
      let error = try await #require(throws: StatementError.self) { try await pool.query(many) }
      #expect(error.problem == .tooManyParameters)
      #expect(try await pool.query("select 1").count == 1)
    }
  }

  @Test func columnsThatCannotBeReadAreNamed() async throws {
    try await withPool { pool in
      let row = try #require(
        try await pool.query("select null::int as nothing, 'secret' as word, '{1,NULL}'::int[] as holes, '{{1}}'::int[] as deep, 3000000000 as big").first)
      func problem(_ body: () throws -> Void) throws -> RowError { try #require(throws: RowError.self) { try body() } }
      let missing = try problem { _ = try row.decode("missing", as: Int.self) }
      #expect(missing.problem == .unknownColumn && missing.column == "missing")
      let null = try problem { _ = try row.decode("nothing", as: Int.self) }
      #expect(null.problem == .null && null.column == "nothing")
      let word = try problem { _ = try row.decode("word", as: Int.self) }
      #expect(word.problem == .malformed && !"\(word)".contains("secret"))
      for column in ["holes", "deep"] { #expect(try problem { _ = try row.decode(column, as: [Int].self) }.problem == .malformed) }
      #expect(try problem { _ = try row.decode("big", as: Int32.self) }.problem == .malformed)
      #expect(try problem { _ = try row.decode("word", as: Bool.self) }.problem == .malformed)
      #expect(try problem { _ = try row.decode("word", as: [UInt8].self) }.problem == .malformed)
      #expect(try problem { _ = try row.decode(9, as: Int.self) }.problem == .unknownColumn)
      #expect(try problem { _ = try row.decode(-1, as: Int.self) }.problem == .unknownColumn)
      #expect(try row.decode("holes", as: [Int?].self) == [1, nil])
      #expect(missing.location.file == "PostgresTests/StatementTests.swift")
    }
  }

  @Test func floatingPointKeepsEveryBit() async throws {
    try await withPool { pool in
      for number in [0.1, -0.0, Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude, .infinity, -.infinity, 1.0 / 3] {
        let row = try await pool.query("select \(number)::float8 as n").first
        #expect(try row?.decode("n", as: Double.self).bitPattern == number.bitPattern)
      }
      #expect(try await pool.query("select \(Double.nan)::float8 as n").first?.decode("n", as: Double.self).isNaN == true)
    }
  }

  @Test func errorsNameConstraintsAndPlacesButNoValues() async throws {
    try await withPool { pool in
      try await pool.execute("create table errors_named (name text constraint errors_named_key unique, age int constraint errors_named_age check (age > 0))")
      try await pool.execute("insert into errors_named values (\("Yamada"), 1)")
      let unique = try await #require(throws: ServerError.self) {
        try await pool.execute("insert into errors_named values (\("Yamada"), 1)")
      }
      #expect(unique.isUniqueViolation && unique.isIntegrityViolation && unique.constraint == "errors_named_key" && unique.table == "errors_named")
      #expect(unique.message == nil && unique.detail == nil && unique.hint == nil)
      #expect(unique.file == "PostgresTests/StatementTests.swift")
      let conversion = try await #require(throws: ServerError.self) { try await pool.query("select \("Yamada")::int") }
      let range = try await #require(throws: ServerError.self) { try await pool.query("select \("1")::int / \(0)::int") }
      for error in [unique, conversion, range] { #expect(!"\(error)".contains("Yamada") && error.message == nil) }
      let null = try await #require(throws: ServerError.self) {
        try await pool.transaction { tx in
          try await tx.script("create temp table errors_null (name text not null)")
          try await tx.execute("insert into errors_null values (null)")
        }
      }
      #expect(null.column == "name")
      let syntax = try await #require(throws: ServerError.self) { try await pool.query("selec 1") }
      #expect(syntax.sqlState == "42601" && syntax.message != nil && syntax.position == 1)
      #expect(syntax.file == "PostgresTests/StatementTests.swift")
    }
  }

  @Test func onlyTheCallersOwnClassesSpeakFreely() async throws {
    try await withPool(PoolSettings(openMessages: ["TD"])) { pool in
      func raise(_ state: String) async throws -> ServerError {
        try await #require(throws: ServerError.self) {
          try await pool.withSession { session in
            try await session.script("do $$ begin raise exception 'about %', 'Yamada' using errcode = '\(state)', detail = 'more', hint = 'do'; end $$")
          }
        }
      }
      let own = try await raise("TD001")
      #expect(own.message == "about Yamada" && own.detail == "more" && own.hint == "do")
      // A function may put anything into any class.
      for state in ["P0001", "42501", "XX000", "57014"] {
        let other = try await raise(state)
        #expect(other.message == nil && other.detail == nil && other.hint == nil && other.sqlState == state)
      }
    }
  }

  @Test func noticesComeThroughUnderTheSameRule() async throws {
    let heard = Heard()
    try await withPool(onNotice: { notice in heard.add(notice) }) { pool in
      try await pool.withSession { session in
        try await session.script("drop table if exists no_such_table; do $$ begin raise warning 'about Yamada'; end $$")
      }
    }
    #expect(heard.all.contains { $0.severity == "NOTICE" && $0.message?.contains("no_such_table") == true })
    #expect(heard.all.contains { $0.severity == "WARNING" && $0.sqlState == "01000" && $0.message == nil })
  }

  @Test func aStalePlanIsMadeAnewWithoutAWord() async throws {
    try await withPool(PoolSettings(maximum: 1, shared: 1)) { pool in
      try await pool.execute("create table stale (a int)")
      try await pool.execute("insert into stale values (1)")
      let read: Statement = "select * from stale"
      #expect(try await pool.query(read).first?.columns == ["a"])
      #expect(try await pool.transaction { tx in try await tx.query(read).first?.columns } == ["a"])
      try await pool.execute("alter table stale add b int")
      #expect(try await pool.query(read).first?.columns == ["a", "b"])
      #expect(try await pool.transaction { tx in try await tx.query(read).first?.columns } == ["a", "b"])
      try await pool.withSession { session in
        #expect(try await session.query(read).count == 1)
        try await session.execute("discard all")
        #expect(try await session.query(read).count == 1)
        // Behind our back, where no command says so.
        try await session.script("do $$ begin execute 'deallocate all'; end $$")
        #expect(try await session.query(read).count == 1)
      }
      try await pool.execute("alter table stale drop b")
      #expect(try await pool.withSession { session in try await session.query(read).first?.columns } == ["a"])
    }
  }

  @Test func theCacheOfStatementsStaysBounded() async throws {
    try await withPool(PoolSettings(maximum: 1, preparedStatements: 5)) { pool in
      try await pool.withSession { session in
        for round in 0..<3 {
          for number in 0..<20 { try await session.query("select \(unsafe: "\(number)") as n, \(round)::int") }
        }
        let rows = try await session.query("select count(*) as n from pg_prepared_statements")
        #expect(try rows[0].decode("n", as: Int.self) <= 6)
      }
    }
  }

  @Test func aFailedPreparationIsNotRemembered() async throws {
    try await withPool(PoolSettings(shared: 1)) { pool in
      let read: Statement = "select id from not_yet_there"
      try await withThrowingTaskGroup { group in
        for _ in 0..<20 {
          group.addTask {
            let error = try await #require(throws: ServerError.self) { try await pool.query(read) }
            #expect(error.sqlState == "42P01")
          }
        }
        try await group.waitForAll()
      }
      try await pool.execute("create table not_yet_there (id int)")
      #expect(try await pool.query(read).isEmpty)
    }
  }

  @Test func bigStatementsAndResultsPassWithoutADeadlock() async throws {
    try await withPool(PoolSettings(shared: 1)) { pool in
      let big = String(repeating: "髙橋", count: 700_000)
      try await withThrowingTaskGroup { group in
        for _ in 0..<12 {
          group.addTask {
            let row = try await pool.query("select \(big)::text as text").first
            #expect(try row?.decode("text") == big)
          }
        }
        try await group.waitForAll()
      }
      try await pool.transaction { tx in
        for _ in 0..<3 { #expect(try await tx.query("select length(\(big)::text) as n").first?.decode("n", as: Int.self) == 1_400_000) }
        try await tx.script("select '\(big)'; select 1")
      }
    }
  }

  @Test func aTransactionLeftOpenOnASharedConnectionIsRefused() async throws {
    try await withPool { pool in
      let error = try await #require(throws: StatementError.self) { try await pool.execute("begin") }
      #expect(error.problem == .transactionLeftOpen)
      #expect(try await pool.query("select 1").count == 1)
    }
  }

  @Test func rowCountsAreThoseOfTheServer() async throws {
    try await withPool { pool in
      try await pool.withSession { session in
        try await session.script("create temp table counted (id int)")
        #expect(try await session.execute("insert into counted select generate_series(1, 7)") == 7)
        #expect(try await session.execute("update counted set id = id where id > 5") == 2)
        #expect(try await session.execute("create temp table other (id int)") == 0)
        #expect(try await session.execute("") == 0)
        #expect(try await session.query("delete from counted returning id").count == 7)
      }
    }
  }
}

final class Heard: @unchecked Sendable {
  private let lock = NSLock()
  private var notices: [Notice] = []
  var all: [Notice] { lock.withLock { notices } }
  func add(_ notice: Notice) { lock.withLock { notices.append(notice) } }
}
