import Postgres
import Reports
import Store
import TestSupport
import Testing

/// What a unit's head sees follows the tree as it was: a section that changes its bureau leaves its past there.
@Suite(.timeLimit(.minutes(1))) struct ScopeTests {
  @Test func aSectionThatMovesIsSeenByBothForTheirDays() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.run(
        """
        insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('S2'), '2026-10-01', '研修課', 'section', fixture.unit('B2'));
        delete from adoptions where unit_id is not null and code <> 'U1' and not exists (select from time_records t where t.adoption_id = adoptions.id);
        insert into adoptions (code, unit_id, use_case_id, started_on, ended_on)
        select c, fixture.unit('S2'), fixture.use_case('C2'), f::date, t::date from (values
          ('before', '2026-04-01', '2026-09-30'), ('across', '2026-09-30', '2026-10-01'), ('after', '2026-10-01', null)) v (c, f, t);
        """)
      let own = "select code from adoptions where unit_id = fixture.unit('S2') order by code"
      try await test.run("grant usage on schema fixture to public; alter function fixture.unit(text) security definer")
      #expect(try await test.texts(own, as: "analyst") == ["across", "before"])
      #expect(try await test.texts(own, as: "stranger") == ["across", "after"])
      #expect(try await test.texts(own, as: "head") == [])
      #expect(try await test.texts(own, as: "hanae") == ["across", "after", "before"])
    }
  }

  /// Across a reorganisation the clerks of both bureaus see an adoption; it is changed by who has the section now, or had it when it ended.
  @Test func aSectionThatMovesIsEnteredByWhoHasItNow() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.run(
        """
        insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('S2'), '2026-10-01', '研修課', 'section', fixture.unit('B2'));
        update mandates set unit_id = fixture.unit('B1') where role = 'clerk';
        with a as (insert into accounts (login, name) values ('clerk2', 'clerk2') returning id)
        insert into mandates (account_id, role, unit_id, valid_from) select id, 'clerk', fixture.unit('B2'), '2024-04-01' from a;
        insert into adoptions (code, unit_id, use_case_id, started_on, ended_on)
        select c, fixture.unit('S2'), fixture.use_case('C2'), f::date, t::date from (values
          ('ended', '2026-04-01', '2026-08-31'), ('running', '2026-04-01', null)) v (c, f, t);
        """)
      let (before, now) = (try await test.viewer("clerk"), try await test.viewer("clerk2"))
      for (change, viewer, isTaken) in [
        ("regular_on = '2026-05-01' where code = 'ended'", before, true), ("regular_on = '2026-05-01' where code = 'ended'", now, false),
        ("regular_on = '2026-05-01' where code = 'running'", before, false), ("regular_on = '2026-05-01' where code = 'running'", now, true),
        ("ended_on = current_date where code = 'running'", before, false), ("ended_on = current_date where code = 'running'", now, true),
        // Nor is an end put to where the section was the other bureau's.
        ("ended_on = '2026-09-30' where code = 'running'", before, false), ("ended_on = '2026-09-30' where code = 'running'", now, false),
        ("ended_on = null where code = 'ended'", before, false), ("ended_on = null where code = 'ended'", now, false),
      ] {
        #expect(try await test.changes("update adoptions set \(change)", as: viewer) == isTaken, "\(viewer.name) \(change)")
      }
      let new =
        "insert into adoptions (code, unit_id, use_case_id, started_on) select 'new', u.id, c.id, '2026-04-01' from units u, use_cases c where u.code = 'S2' and c.code = 'C3'"
      #expect(try await !test.changes(new, as: before))
      #expect(try await test.changes(new, as: now))
      let file = "code,unit_code,use_case_code,started_on,regular_on\nrunning,S2,C2,2026-04-01,2026-06-01\n"
      await #expect(throws: RowsOfOthers.self) { try await test.take("adoptions", file, as: before) }
      #expect(try await test.take("adoptions", file, as: now).counts == MergeCounts(updated: 1))
      #expect(
        try await test.texts("select code || coalesce(' ' || regular_on, '') from adoptions where unit_id = fixture.unit('S2') order by 1") == [
          "ended", "running 2026-06-01",
        ])
    }
  }

  @Test func aHeadWhoseTimeIsOverSeesTheMonthsThatWaitForConfirmation() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let seen = "select code from adoptions where code = 'U1'"
      try await test.run("update mandates set valid_to = current_date - 1 where role = 'head' and unit_id = fixture.unit('S1')")
      try await test.run("update settings set confirmation_days = 366")
      #expect(try await test.texts(seen, as: "head") == ["U1"])
      try await test.run(
        "update mandates set valid_from = '2020-01-01', valid_to = current_date - 400 where role = 'head' and unit_id = fixture.unit('S1') and account_id = (select id from accounts where login = 'head')"
      )
      #expect(try await test.texts(seen, as: "head") == [])
    }
  }
}

extension TestDatabase {
  /// The first column of every row that somebody sees.
  func texts(_ sql: String, as login: String) async throws -> [String] {
    let viewer = try await viewer(login)
    return try await database.read(as: viewer) { transaction in
      try await transaction.query(Statement(text: sql)).map { try $0.decode(0, as: String.self) }
    }
  }
}
