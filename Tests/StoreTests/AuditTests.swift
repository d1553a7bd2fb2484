import Postgres
import Store
import TestSupport
import Testing

/// The audit trail: who changed what, when and why, and a chain that shows every tampering.
@Suite(.timeLimit(.minutes(2))) struct AuditTests {
  @Test func everyChangeLeavesARow() async throws {
    try await TestDatabase.with { test async throws in
      try await test.database.write(as: Cast.officer) { transaction in
        try await transaction.script("select set_config('tedori.reason', 'a correction', true); select fixture.time('P6', '2026-10-01', 100)")
        try await transaction.script("update time_records set gross_minutes = 90 where gross_minutes = 100; update staff set name = name")
        try await transaction.script("delete from time_records where gross_minutes = 90")
      }
      let rows = try await test.texts(
        """
        select jsonb_build_array(c.actor, r.table_name, r.reason, r.before ->> 'gross_minutes', r.after ->> 'gross_minutes') from audit_rows r join changes c on c.id = r.change_id
        where c.actor = 'hanae' order by r.id
        """)
      #expect(
        rows == [
          #"["hanae", "time_records", "a correction", null, "100"]"#, #"["hanae", "time_records", "a correction", "100", "90"]"#,
          #"["hanae", "time_records", "a correction", "90", null]"#,
        ])
      #expect(try await test.number("select count(distinct change_id) from audit_rows r join changes c on c.id = r.change_id where c.actor = 'hanae'") == 1)
    }
  }

  /// Every table is audited, whatever the statement, but those that follow from others and those that are a trail themselves.
  @Test func everyTableIsAudited() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let bare = try await test.texts(
        """
        select c.relname from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
          and c.relname not in ('migrations', 'changes', 'audit_rows', 'seals', 'touched', 'settlements', 'stale_marks', 'rolled_months', 'unit_periods', 'post_periods',
            'sessions', 'sign_ins', 'looks', 'answered_requests', 'upload_pieces', 'upload_problems', 'upload_work', 'sheet_times', 'scheme_versions')
          and c.relname not like 'rollup%' and c.relname not like 'frozen%' and c.relname not like 'snapshot\\_%'
          and (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgname in ('audit_inserted', 'audit_updated', 'audit_deleted', 'refuse_truncation')) <> 4
        """)
      #expect(bare == [])
    }
  }

  /// What is undone leaves no trace; what a savepoint undoes neither.
  @Test func theTrailIsOfTheSameTransaction() async throws {
    try await TestDatabase.with { test async throws in
      let before = try await test.number("select count(*) from audit_rows")
      #expect(try await test.refusal(of: "select fixture.time('P6', '2026-10-01', 99999)") == "cap_person")
      #expect(try await test.number("select count(*) from audit_rows") == before)
      try await test.run("savepoint one; select fixture.time('P6', '2026-10-01', 1); rollback to savepoint one; select fixture.time('P8', '2026-10-01', 2)")
      #expect(try await test.number("select count(*) from audit_rows") == before + 1)
      #expect(try await test.number("select count(*) from audit_rows r left join changes c on c.id = r.change_id where c.id is null") == 0)
    }
  }

  /// A transaction that began earlier and was committed later is linked later, and none is forgotten.
  @Test func theChainIsInTheOrderOfCommits() async throws {
    try await TestDatabase.with { test async throws in
      try await test.database.seal(as: Cast.officer)
      let sealed = try await test.number("select max(id)::int from seals")
      try await test.pool.transaction { slow in
        try await slow.script("select set_config('tedori.actor', 'slow', true); update staff set email = 'a' where staff_no = '001'")
        try await test.database.write(as: Cast.colleague) { try await $0.script("update staff set email = 'b' where staff_no = '002'") }
        #expect(try await test.database.seal(as: Cast.officer) == 1)
      }
      #expect(try await test.number("select count(*) from changes c where not exists (select from seals s where s.change_id = c.id)") == 1)
      #expect(try await test.database.seal(as: Cast.officer) == 1)
      #expect(try await test.texts("select c.actor from seals s join changes c on c.id = s.change_id where s.id > \(sealed) order by s.id") == ["ito", "slow"])
      #expect(try await test.texts("select fault from broken_seals()") == [])
    }
  }

  @Test func sealersAtOnceLinkEachChangeOnce() async throws {
    try await TestDatabase.with { test async throws in
      for number in 1...20 { try await test.run("update staff set email = '\(number)' where staff_no = '001'") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...4 { group.addTask { try await test.database.seal(as: Cast.officer) } }
        try await group.waitForAll()
      }
      #expect(try await test.number("select (count(*) - count(distinct change_id) + max(id) - count(*))::int from seals") == 0)
      #expect(try await test.number("select count(*) from changes c where not exists (select from seals s where s.change_id = c.id)") == 0)
      #expect(try await test.texts("select fault from broken_seals()") == [])
    }
  }

  static let tamperings = [
    "update audit_rows set after = after || '{\"email\": \"forged\"}' where id = (select max(id) from audit_rows)",
    "update audit_rows set reason = 'another' where id = (select min(id) from audit_rows)",
    "update changes set actor = 'somebody else' where id = (select max(id) from changes)",
    "update changes set at = at - interval '1 day' where id = (select max(id) from changes)",
    "delete from audit_rows where id = (select max(id) from audit_rows)",
    "delete from changes where id = (select max(id) from changes)",
    "delete from audit_rows where change_id = (select max(id) from changes); delete from changes where id = (select max(id) from changes)",
    "insert into audit_rows (change_id, table_name, after) select max(id), 'staff', '{}' from changes",
    "insert into audit_rows (change_id, table_name, after) select max(id) + 1000, 'staff', '{}' from changes",
    "update audit_rows set change_id = (select min(id) from changes) where id = (select max(id) from audit_rows)",
    """
    update audit_rows a set before = b.before, after = b.after from audit_rows b
    where a.id <> b.id and {a.id, b.id} <@ array[(select max(id) from audit_rows), (select max(id) - 1 from audit_rows)]
    """,
    "delete from seals where id = 2",
    "update seals set hash = digest where id = 2",
    "update seals set row_count = row_count + 1 where id = 2",
    "update seals a set change_id = -b.change_id from seals b where a.id in (2, 3) and b.id in (2, 3) and a.id <> b.id; update seals set change_id = -change_id where change_id < 0",
    """
    delete from audit_rows where change_id = (select change_id from seals where id = 2); delete from changes where id = (select change_id from seals where id = 2);
    delete from seals where id = 2; update seals set id = id - 1 where id > 2
    """,
  ]

  @Test(arguments: tamperings) func aTamperingIsFound(sql: String) async throws {
    try await TestDatabase.with { test async throws in
      for number in 1...4 {
        try await test.run("update staff set email = '\(number)' where staff_no in ('001', '002')")
      }
      try await test.database.seal(as: Cast.officer)
      #expect(try await test.texts("select fault from broken_seals()") == [])
      let superuser = try ConnectionPool(address: test.superuserAddress)
      let swap = sql.replacing("{a.id, b.id}", with: "array[a.id, b.id]")
      try await superuser.transaction { try await $0.script("set local session_replication_role = replica; \(swap)") }
      await superuser.close()
      #expect(try await test.texts("select fault from broken_seals()") != [])
    }
  }

  /// A chain that is cut at its end holds; the head that was kept elsewhere is no longer in it.
  @Test func aCutEndIsFoundByTheHeadThatWasKept() async throws {
    try await TestDatabase.with { test async throws in
      for number in 1...3 { try await test.run("update staff set email = '\(number)' where staff_no = '001'") }
      try await test.database.seal(as: Cast.officer)
      let head = try await test.texts("select encode(hash, 'hex') from seals order by id desc limit 1")
      let superuser = try ConnectionPool(address: test.superuserAddress)
      try await superuser.transaction {
        try await $0.script(
          """
          set local session_replication_role = replica; delete from audit_rows where change_id = (select max(change_id) from seals);
          delete from changes where id = (select max(change_id) from seals); delete from seals where change_id = (select max(change_id) from seals)
          """)
      }
      await superuser.close()
      #expect(try await test.texts("select encode(hash, 'hex') from seals where encode(hash, 'hex') = '\(head.first ?? "")'") == [])
    }
  }
}
