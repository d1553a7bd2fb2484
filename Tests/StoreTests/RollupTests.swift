import Domain
import Postgres
import Store
import TestSupport
import Testing

/// What readers see equals a recount of the facts at every commit, whatever changes and whoever folds meanwhile.
@Suite(.timeLimit(.minutes(4))) struct RollupTests {
  static let differences =
    "select d.rollup || ' ' || u.code || ' ' || m.month from (values \(RandomChange.months.map { "('\($0)'::date)" }.joined(separator: ", "))) m (month) cross join lateral rollup_differences(m.month) d join units u on u.id = d.unit_id"

  /// Makes one change; answers whether it was taken. A rule may refuse it, a concurrent change may win; nothing else may happen.
  private static func change(_ sql: String, in pool: ConnectionPool) async throws -> Bool {
    do {
      try await pool.transaction { try await $0.script(sql) }
      return true
    } catch let error as ServerError {
      #expect(error.sqlState == "TD001" || error.conditionClass == "23" || error.isRetryable, "\(error) \(sql)")
      return false
    }
  }

  @Test(arguments: 1...4) func oneAfterTheOther(seed: Int) async throws {
    try await TestDatabase.with { test async throws in
      var dice = Dice(seed: UInt64(seed))
      try await test.database.fold(as: Cast.officer)
      var taken = 0
      for step in 1...90 {
        let sql = RandomChange.sql(&dice)
        if try await Self.change(sql, in: test.pool) { taken += 1 }
        if step % 2 == 0 {
          let found = try await test.texts(Self.differences)
          #expect(found == [], "\(step): \(sql)")
          if !found.isEmpty { return }
        }
        if dice.roll(1...6) == 1 { try await test.database.fold(as: Cast.officer) }
      }
      #expect(taken > 25)
      #expect(try await test.texts("select rule from fixture.violations where cases > 0") == [])
      try await test.database.fold(as: Cast.officer)
      #expect(try await test.texts(Self.differences) == [])
      #expect(try await test.number("select count(*) from stale_marks s join rolled_months m on s.months && month_days(m.month)") == 0)
    }
  }

  /// Four writers and a folder at once; a reader compares, in one snapshot, again and again.
  @Test(arguments: 11...12) func severalAtOnce(seed: Int) async throws {
    try await TestDatabase.with { test async throws in
      try await test.database.fold(as: Cast.officer)
      let writing = Running()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask {
            var dice = Dice(seed: UInt64(seed * 100 + writer))
            for _ in 1...35 {
              if try await Self.change(RandomChange.sql(&dice), in: test.pool) { await writing.count() }
            }
            await writing.end()
          }
        }
        group.addTask {
          while await writing.ended < 4 { try await test.database.fold(as: Cast.colleague) }
        }
        group.addTask {
          while await writing.ended < 4 {
            let found = try await test.pool.transaction(isolation: .repeatableRead, readOnly: true) {
              try await $0.query(Statement(text: Self.differences)).count
            }
            #expect(found == 0)
            if found > 0 { return }
          }
        }
        try await group.waitForAll()
      }
      #expect(await writing.taken > 30)
      #expect(try await test.texts(Self.differences) == [])
      try await test.database.fold(as: Cast.officer)
      #expect(try await test.texts(Self.differences) == [])
      #expect(try await test.texts("select rule from fixture.violations where cases > 0") == [])
    }
  }

  /// A change that was settled before a fold and committed after it isn't forgotten, also where the person is just being moved.
  @Test func whatIsCommittedAfterAFoldIsSeen() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.time('P8', '2026-10-01', 100)")
      try await test.database.fold(as: Cast.officer)
      let mover = try await test.pool.transaction { slow in
        try await slow.script(
          "insert into usage_days (staff_id, tool_id, month, days_used) select fixture.staff('009'), id, '2026-10-01', 3 from tools where code = 'T1'; set constraints all immediate"
        )
        let mover = Task { try await test.run("select fixture.move('009', 'S3', '2026-10-01')") }
        while try await test.number("select count(*) from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0") == 0 {
          try await Task.sleep(for: .milliseconds(5))
        }
        try await test.database.fold(as: Cast.officer)
        return mover
      }
      try await mover.value
      #expect(try await test.texts(Self.differences) == [])
    }
  }

  /// What stood above on the month's last day is another unit then, though the days of the two versions don't meet.
  @Test func aUnitThatIsTakenUpElsewhereLaterInTheMonthLeavesTheWholeItWasIn() async throws {
    try await TestDatabase.with { test async throws in
      let version = "insert into unit_versions (unit_id, valid_from, valid_to, name, kind, parent_id) values (fixture.unit('S9')"
      try await test.run(
        """
        insert into units (code) values ('S9');
        \(version), '2026-04-01', '2026-10-09', '新設課', 'section', fixture.unit('D1'));
        select fixture.adopt('U9', 'S9', null, 'C3'); select fixture.time('U9', '2026-10-01', -10, 3)
        """)
      try await test.database.fold(as: Cast.officer)
      try await test.run("\(version), '2026-10-12', null, '新設課', 'section', fixture.unit('B2'))")
      #expect(try await test.texts(Self.differences) == [])
      try await test.database.fold(as: Cast.officer)
      #expect(try await test.texts(Self.differences) == [])
    }
  }

  @Test func foldingFromAnOlderSnapshotIsRefused() async throws {
    try await TestDatabase.with { test async throws in #expect(try await test.refusal(of: "select fold_month('2026-10-01')") == "TD002") }
  }

  /// How far the writers are.
  private actor Running {
    var ended = 0
    var taken = 0
    func end() { ended += 1 }
    func count() { taken += 1 }
  }
}
