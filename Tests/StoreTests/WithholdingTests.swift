import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Where each rule of withholding bites, on organisations small enough to work it out by hand.
@Suite(.timeLimit(.minutes(2))) struct WithholdingTests {
  /// `persons(unit, count, minutes)`: so many more in a unit, who each record so many minutes in October.
  static let persons = """
    create function fixture.persons(text, integer, integer) returns void language sql as $$
      insert into staff (staff_no, name) select $1 || '-' || n, '職員' from generate_series(1, $2) n;
      insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) select fixture.staff($1 || '-' || n), fixture.unit($1), '2024-04-01', 'primary', 9300 from generate_series(1, $2) n;
      select count(fixture.adopt($1 || '-' || n, null, $1 || '-' || n, 'C2')) from generate_series(1, $2) n;
      select count(fixture.time($1 || '-' || n, '2026-10-01', $3)) from generate_series(1, $2) n;
    $$;
    """

  /// Takes October's snapshot after some SQL and gives its figures, by unit and key.
  func withSnapshot(
    after sql: String, _ body: @escaping @Sendable (TestDatabase, @Sendable (String, String) async throws -> String) async throws -> Void
  )
    async throws
  {
    try await TestDatabase.with { test async throws in
      try await test.run(Self.persons + sql)
      try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      try await body(test) { unit, key in
        let own = unit.hasSuffix(" itself")
        let code = unit.replacing(" itself", with: "")
        return try await test.texts(
          "select figures ->> '\(key)' from snapshot_units where own = \(own) and \(code.isEmpty ? "unit_id is null" : "code = '\(code)'")"
        ).first ?? "absent"
      }
    }
  }

  /// S3 has 2 persons of the fixture besides. Ten contributors are enough, and half of it all by one is not too much.
  @Test(arguments: [
    ("select fixture.persons('S3', 9, 100)", "null"), ("select fixture.persons('S3', 10, 100)", "1000"),
    ("select fixture.persons('S3', 9, 100); select fixture.adopt('X', null, '010', 'C2'); select fixture.time('X', '2026-10-01', 900)", "1800"),
    ("select fixture.persons('S3', 9, 100); select fixture.adopt('X', null, '010', 'C2'); select fixture.time('X', '2026-10-01', 901)", "null"),
    // Ten hours is what may not be bounded more closely.
    ("select fixture.persons('S3', 10, 60)", "600"), ("select fixture.persons('S3', 10, 59)", "null"),
  ]) func timeNeedsTenContributorsAndNoneAboveHalf(sql: String, freed: String) async throws {
    try await withSnapshot(after: sql) { _, figure async throws in
      for unit in ["", "A", "B2", "S3"] { #expect(try await figure(unit, "freed") == freed, "\(unit)") }
    }
  }

  /// The 12 of S3 have no minutes of their own. Users of two adoptions may be the same persons.
  @Test(arguments: [([12], "1200"), ([9], "null"), ([6, 6], "null"), ([10, 6], "1200")]) func usersOfAUnitAreContributorsWithoutNames(
    users: [Int], freed: String
  ) async throws {
    let adoptions = users.enumerated().map { place, persons in
      "select fixture.adopt('V\(place)', 'S3', null, '\(["C1", "C2"][place])'); select fixture.time('V\(place)', '2026-10-01', \(1_200 / users.count), \(persons));"
    }
    let staff = "select fixture.persons('S3', 10, 0); delete from time_records where month = '2026-10-01';"
    try await withSnapshot(after: staff + adoptions.joined()) { _, figure async throws in #expect(try await figure("S3", "freed") == freed) }
  }

  /// S2 alone could be taken from the whole: the smallest sibling is withheld with it, and no other. S1 has 3 of the fixture besides, S2 has 2, D1 itself one.
  @Test func aWithheldUnitIsNeverAlone() async throws {
    try await withSnapshot(
      after: """
        insert into units (code) values ('S4');
        insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('S4'), '2024-04-01', '給与課', 'section', fixture.unit('D1'));
        select fixture.persons('S1', 12, 100), fixture.persons('S2', 4, 100), fixture.persons('S4', 20, 100)
        """
    ) { _, figure async throws in
      for unit in ["", "A", "B1", "D1"] { #expect(try await figure(unit, "freed") == "3600", "\(unit)") }
      #expect(try await figure("S4", "freed") == "2000")
      #expect(try await figure("S1", "freed") == "null")
      #expect(try await figure("S2", "freed") == "null")
      // D1 itself has nothing to withhold: of its one person nothing is recorded, and nobody knows.
      #expect(try await figure("D1 itself", "freed") == "null")
      // B1 itself has one person, and D1 is all that can be withheld with it.
      #expect(try await figure("B1", "headcount") == "43")
      #expect(try await figure("D1", "headcount") == "null")
      #expect(try await figure("D1 itself", "headcount") == "null")
    }
  }

  /// Two small units whose sum is small too take in a third; where there is none the whole is withheld.
  @Test func whatIsLeftOfAWholeIsNotSmall() async throws {
    try await withSnapshot(after: "select fixture.persons('S1', 4, 100), fixture.persons('S2', 4, 100)") { _, figure async throws in
      for unit in ["D1", "S1", "S2"] { #expect(try await figure(unit, "freed") == "null", "\(unit)") }
    }
    try await withSnapshot(after: "select fixture.persons('S1', 5, 100), fixture.persons('S2', 5, 100)") { _, figure async throws in
      #expect(try await figure("D1", "freed") == "1000")
      for unit in ["S1", "S2"] { #expect(try await figure(unit, "freed") == "null", "\(unit)") }
    }
  }

  /// 100 of S3's 1,300 minutes went to better work, of 1 person: the account is published, its tiers are not. All of it is in one tool and area and of one evidence level.
  @Test func aTierOfFewIsWithheldAndTheAccountIsNot() async throws {
    try await withSnapshot(after: "select fixture.persons('S3', 13, 100); select fixture.redirect('S3-1', '2026-10-01', 'policy', 100)") {
      _, figure async throws in
      #expect(try await figure("S3", "freed") == "1300")
      #expect(try await figure("S3", "loss") == "0")
      #expect(try await figure("S3", "tool.T2.freed") == "1300")
      #expect(try await figure("S3", "E1.net") == "1300")
      #expect(try await figure("S3", "E3.net") == "0")
      for key in [
        "higher_value.claimed", "higher_value.confirmed", "same_work.claimed", "overtime_cut.claimed", "unaccounted.claimed", "category.policy.claimed",
      ] {
        #expect(try await figure("S3", key) == "null", "\(key)")
      }
    }
  }

  /// 14 in S3, 12 of them adopters by name; of 4 on leave nothing is said.
  @Test func peopleNeedFive() async throws {
    try await withSnapshot(
      after: """
        select fixture.persons('S3', 12, 100);
        insert into leaves (staff_id, valid_from, kind) select fixture.staff('S3-' || n), '2026-10-31', 'leave' from generate_series(1, 4) n
        """
    ) { _, figure async throws in
      #expect(try await figure("S3", "on_leave") == "null")
      #expect(try await figure("A", "on_leave") == "null")
      // 10 are left in S3, one in B2 itself, who could be taken from B2's 11; 7 in B1 and 2 in A itself. 8 adopters in S3, and 3 users in S1: too few to be left without B2.
      #expect(try await figure("A", "headcount") == "20")
      #expect(try await figure("A", "adopters") == "11")
      for unit in ["B1", "B2", "S3"] { #expect(try await figure(unit, "headcount") == "null", "\(unit)") }
      // Nor is it said of S3's 12 reported adoptions: 3 persons of B1 have own ones, who would be left over from A's.
      #expect(try await figure("A", "reported") == "12")
      for unit in ["B1", "B2", "S3"] { #expect(try await figure(unit, "reported") == "null", "\(unit)") }
    }
  }

  /// Nothing of the live record shows in a snapshot that was taken before; the next one shows it.
  @Test func aSnapshotIsFrozen() async throws {
    try await withSnapshot(after: "select fixture.persons('S3', 20, 100)") { test, figure async throws in
      try await test.run(
        "update unit_versions set name = '改称' where unit_id = fixture.unit('S3'); update time_records set gross_minutes = 150 where month = '2026-10-01'")
      #expect(try await figure("S3", "freed") == "2000")
      #expect(try await test.texts("select name from snapshot_units where code = 'S3'") == ["窓口課"])
      try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      #expect(try await figure("S3", "freed") == "3000")
      #expect(try await test.texts("select name from snapshot_units where code = 'S3'") == ["改称"])
      #expect(try await test.texts("select taken_by || held from snapshots") == ["hanae0"])
      #expect(try await test.refusal(of: "select take_snapshot('2026-10-01')") == "TD002")
    }
  }

  /// What has changed between two snapshots can be worked out by whoever has both, so it is published or held by the same rule as a figure.
  @Test(arguments: [
    // Nine are too few, ten are enough; one of them may not make more than half of it.
    ("set gross_minutes = 160 where adoption_id in (select a.id from adoptions a where a.code ~ '^S3-[1-9]$')", "2000", "1"),
    ("set gross_minutes = 160 where adoption_id in (select a.id from adoptions a where a.code ~ '^S3-([1-9]|10)$')", "2600", "0"),
    (
      "set gross_minutes = case when adoption_id = fixture.adoption('S3-1') then 641 else 160 end where adoption_id in (select a.id from adoptions a where a.code ~ '^S3-([1-9]|10)$')",
      "2000", "1"
    ),
    // More and less even out in the sum, but not for each.
    (
      "set gross_minutes = case when adoption_id = fixture.adoption('S3-1') then 50 when adoption_id = fixture.adoption('S3-2') then 151 end where adoption_id in (fixture.adoption('S3-1'), fixture.adoption('S3-2'))",
      "2000", "1"
    ),
  ]) func aChangeOfFewIsHeld(change: String, freed: String, held: String) async throws {
    try await withSnapshot(after: "select fixture.persons('S3', 20, 100)") { test, figure async throws in
      try await test.run("update time_records \(change) and month = '2026-10-01'")
      try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      // Units above are sums of what is shown, so that nothing can be taken off.
      for unit in ["", "A", "B2", "S3"] { #expect(try await figure(unit, "freed") == freed, "\(unit)") }
      #expect(try await test.texts("select held from snapshots") == [held])
    }
  }

  /// Changes that wait are published with those that come later.
  @Test func heldChangesWaitForMore() async throws {
    try await withSnapshot(after: "select fixture.persons('S3', 20, 100)") { test, figure async throws in
      for (persons, freed) in [("[1-5]", "2000"), ("[6-9]", "2000"), ("1[0-4]", "2840"), ("1[5-9]", "2840")] {
        try await test.run(
          "update time_records set gross_minutes = 160 where adoption_id in (select a.id from adoptions a where a.code ~ '^S3-\(persons)$') and month = '2026-10-01'"
        )
        try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
        #expect(try await figure("S3", "freed") == freed, "\(persons)")
      }
    }
  }

  /// One person more is seen as little as one person's minutes; ten are seen.
  @Test(arguments: [(1, "42", "1"), (4, "42", "1"), (10, "52", "0")]) func aFewPersonsMoreAreHeld(persons: Int, headcount: String, held: String) async throws {
    try await withSnapshot(after: "select fixture.persons('S3', 20, 100), fixture.persons('B2', 10, 100)") { test, figure async throws in
      #expect(try await figure("A", "headcount") == "42")
      try await test.run(
        """
        insert into staff (staff_no, name) select 'N' || n, '職員' from generate_series(1, \(persons)) n;
        insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) select fixture.staff('N' || n), fixture.unit('S3'), '2026-10-01', 'primary', 9300 from generate_series(1, \(persons)) n
        """)
      try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      #expect(try await figure("A", "headcount") == headcount)
      #expect(try await test.texts("select held from snapshots") == [held])
    }
  }

  /// What the month's first snapshot withheld stays so: it covers what others withhold. In another tree nothing can be compared.
  @Test func thePatternOfTheFirstSnapshotStays() async throws {
    try await withSnapshot(after: "select fixture.persons('S3', 9, 100)") { test, figure async throws in
      let october = try #require(Month("2026-10"))
      #expect(try await figure("S3", "freed") == "null")
      try await test.run(Self.more)
      try await test.database.takeSnapshot(of: october, as: Cast.officer)
      #expect(try await figure("S3", "freed") == "null")
      #expect(try await test.texts("select held from snapshots") == ["0"])
      try await test.run("update unit_versions set parent_id = fixture.unit('A') where unit_id = fixture.unit('S3')")
      let before = try await test.texts("select figures::text from snapshot_units order by place")
      try await test.database.takeSnapshot(of: october, as: Cast.officer)
      #expect(try await test.texts("select figures::text from snapshot_units order by place") == before)
      #expect(try await test.texts("select coalesce(held::text, 'all') from snapshots") == ["all"])
    }
  }

  /// A month is due from its reporting to its confirmation, once a night.
  @Test func monthsAreDueOnceANight() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("update settings set reporting_days = 0, confirmation_days = 100; delete from time_records; delete from adoptions")
      // Before anything is recorded there is nothing to freeze: the pattern of the first snapshot stays.
      #expect(try await test.database.dueMonths(as: Cast.officer) == [])
      try await test.run(
        """
        select fixture.adopt('V', 'S3', null, 'C1');
        select fixture.time('V', m::date, 60, 1) from generate_series(date_trunc('month', current_date) - interval '5 months', current_date, '1 month') m
        """)
      let due = try await test.database.dueMonths(as: Cast.officer)
      #expect((3...4).contains(due.count))
      let month = try #require(due.last)
      try await test.database.takeSnapshot(of: month, as: Cast.officer)
      #expect(try await test.database.dueMonths(as: Cast.officer) == due.dropLast())
      try await test.run("update snapshots set checked_at = checked_at - interval '1 day'")
      #expect(try await test.database.dueMonths(as: Cast.officer) == due)
      try await test.run("update settings set reporting_days = 60")
      #expect(try await test.database.dueMonths(as: Cast.officer).count < due.count)
    }
  }

  private static let more = """
    insert into staff (staff_no, name) select 'N' || n, '職員' from generate_series(1, 15) n;
    insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) select fixture.staff('N' || n), fixture.unit('S3'), '2024-04-01', 'primary', 9300 from generate_series(1, 15) n;
    select count(fixture.adopt('N' || n, null, 'N' || n, 'C2')) from generate_series(1, 15) n;
    select count(fixture.time('N' || n, '2026-10-01', 100)) from generate_series(1, 15) n;
    """

  /// A bulk correction that is taken back may not carry a single one with it: who kept the first snapshot compares with that.
  @Test func aChangeOfOneDoesNotShowAgainstAnOlderSnapshotEither() async throws {
    try await withSnapshot(after: "select fixture.persons('S3', 20, 100)") { test, figure async throws in
      let october = try #require(Month("2026-10"))
      #expect(try await figure("S3", "freed") == "2000")
      try await test.run("update time_records set gross_minutes = 160 where month = '2026-10-01'")
      try await test.database.takeSnapshot(of: october, as: Cast.officer)
      #expect(try await figure("S3", "freed") == "3200")
      try await test.run(
        "update time_records set gross_minutes = case when adoption_id = fixture.adoption('S3-1') then 150 else 100 end where month = '2026-10-01'")
      try await test.database.takeSnapshot(of: october, as: Cast.officer)
      #expect(try await figure("S3", "freed") == "3200")
      #expect(try await test.texts("select held::text from snapshots") == ["1"])
      // The first one again is no news.
      try await test.run("update time_records set gross_minutes = 100 where month = '2026-10-01'")
      try await test.database.takeSnapshot(of: october, as: Cast.officer)
      #expect(try await figure("S3", "freed") == "2000")
    }
  }

  /// A section's own adoption has its teams' people as users: six in both are six.
  @Test func usersOfAUnitAndOfTheUnitsUnderItMayBeTheSame() async throws {
    try await withSnapshot(
      after: """
        select fixture.persons('S3', 12, 0); delete from time_records where month = '2026-10-01';
        insert into units (code) values ('T3');
        insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('T3'), '2024-04-01', '係', 'team', fixture.unit('S3'));
        select fixture.persons('T3', 8, 0); delete from time_records where month = '2026-10-01';
        select fixture.adopt('V', 'S3', null, 'C1'), fixture.adopt('W', 'T3', null, 'C1');
        select fixture.time('V', '2026-10-01', 900, 6), fixture.time('W', '2026-10-01', 900, 6);
        """
    ) { test, figure async throws in
      #expect(try await figure("S3", "freed") == "null")
      try await test.run("delete from snapshots; update time_records set users = 11 where adoption_id = fixture.adoption('V')")
      try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      #expect(try await figure("S3", "freed") == "1800")
      // A million users are no more than the unit has persons.
      try await test.run(
        "delete from snapshots; delete from time_records where adoption_id = fixture.adoption('V'); update time_records set users = 1000000 where adoption_id = fixture.adoption('W')"
      )
      try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      #expect(try await figure("S3", "freed") == "null")
    }
  }

  /// A month that isn't over would be frozen with nothing in it, and stay so.
  @Test func aMonthThatIsNotOverIsNotFrozen() async throws {
    try await TestDatabase.with { test async throws in
      for month in ["date_trunc('month', current_date)::date", "'9999-12-01'"] {
        #expect(try await test.refusal(of: "begin isolation level repeatable read; select take_snapshot(\(month))") == "TD004")
      }
      #expect(try await test.number("select count(*) from snapshots") == 0)
    }
  }

  /// Of any two snapshots of a month, whatever has changed in a unit itself has changed for enough persons.
  @Test(arguments: 81...83) func changesOfFewNeverShow(seed: Int) async throws {
    try await TestDatabase.with { test async throws in
      var dice = Dice(seed: UInt64(seed))
      let october = try #require(Month("2026-10"))
      for unit in ["A", "B1", "D1", "S1", "S2", "B2", "S3"] {
        try await test.run((unit == "A" ? Self.persons : "") + "select fixture.persons('\(unit)', \(dice.roll(15...40)), \(dice.roll(50...400)))")
      }
      try await test.database.takeSnapshot(of: october, as: Cast.officer)
      var shown = 0
      for _ in 1...6 {
        try await test.run("drop table if exists old_units; create table old_units as select * from snapshot_units")
        for _ in 1...12 {
          // In another tree all would stay as it was.
          let change = RandomChange.sql(&dice)
          if !change.contains("unit_versions") { _ = try await test.refusal(of: change) }
        }
        _ = try await test.refusal(
          of:
            "update time_records set gross_minutes = gross_minutes + \(dice.roll(0...1) == 0 ? 60 : -60) where month = '2026-10-01' and gross_minutes > 60 and adoption_id % \(dice.roll(1...4)) = 0"
        )
        try await test.database.takeSnapshot(of: october, as: Cast.officer)
        let kept = try await test.number(
          "select count(*) from snapshot_units n join old_units o using (place, own, unit_id, path) where array(select jsonb_object_keys(n.levels)) <> array(select jsonb_object_keys(o.levels)) or n.levels <> o.levels"
        )
        #expect(kept == 0)
        let few = try await test.texts(
          """
          with shown as (select f.unit_id, f.version, to_jsonb(f) - 'version' as row from frozen_minutes f where f.evidence > 0),
            pairs as (
              select o.unit_id, o.version as older, n.version as newer from frozen_versions o join frozen_versions n on n.unit_id = o.unit_id and n.bundle = o.bundle and n.version > o.version where o.bundle = 'time')
          select p.unit_id || ': ' || p.older || ', ' || p.newer
          from pairs p cross join lateral (
            select count(distinct x.row -> 'adoption_id') as adoptions from (
              select s.row from shown s where s.unit_id = p.unit_id and s.version in (p.older, p.newer) group by s.row
              having count(*) filter (where s.version = p.older) <> count(*) filter (where s.version = p.newer)) x) c
          where c.adoptions between 1 and 9
          """)
        #expect(few == [], "seed \(seed)")
        shown += try await test.number(
          "select count(*) from snapshot_units n join old_units o using (place) where n.figures -> 'freed' <> o.figures -> 'freed'")
      }
      // Changes that nobody ever sees would prove nothing.
      #expect(shown > 0)
    }
  }

  /// What is published is the live figure, and where all parts of a whole are published they sum to it.
  @Test(arguments: 71...73) func whatIsPublishedIsTrueAndSums(seed: Int) async throws {
    try await TestDatabase.with { test async throws in
      var dice = Dice(seed: UInt64(seed))
      for unit in ["A", "B1", "D1", "S1", "S2", "B2", "S3"] {
        try await test.run((unit == "A" ? Self.persons : "") + "select fixture.persons('\(unit)', \(dice.roll(0...30)), \(dice.roll(20...400)))")
      }
      for _ in 1...60 { _ = try await test.refusal(of: RandomChange.sql(&dice)) }
      try await test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      let wrong = try await test.texts(
        """
        with tops as (select t.unit_id from month_tree('2026-10-01') t union all select null),
        live as (
          select t.unit_id as top, p.own, p.unit_id, jsonb_build_object('headcount', coalesce(h.headcount, 0), 'adopters', coalesce(h.adopters, 0), 'in_force', coalesce(h.in_force, 0),
            'gross', coalesce(m.gross, 0), 'freed', coalesce(m.freed, 0), 'loss', coalesce(m.loss, 0), 'unaccounted.claimed', coalesce(m.unaccounted, 0)) as figures
          from tops t cross join lateral report_parts('2026-10-01', t.unit_id) p
          left join lateral (select * from part_people('2026-10-01', t.unit_id) h where h.part = p.part) h on true
          left join lateral (
            select sum(m.gross) as gross, sum(m.freed) as freed, sum(m.loss) as loss, sum(m.unaccounted) as unaccounted
            from part_minutes('2026-10-01', t.unit_id) m where m.part = p.part and m.evidence > 0) m on true)
        select l.unit_id || ' ' || k.key from live l join snapshot_units s on s.unit_id = l.unit_id and s.own = l.own
        cross join lateral jsonb_each(l.figures) k
        where (s.own or exists (select from units u where u.id = l.unit_id)) and s.figures ? k.key and s.figures -> k.key <> k.value
          and not (l.own and not exists (select from snapshot_units c where c.parent_id = l.unit_id))
        """)
      #expect(wrong == [])
      let unequal = try await test.texts(
        """
        select w.code || ' ' || k.key from snapshot_units w cross join lateral jsonb_each_text(w.figures) k
        join snapshot_units p on p.parent_id is not distinct from w.unit_id and p.place <> w.place and p.place > 0
        where not w.own group by w.place, w.code, k.key, k.value
        having bool_and(p.figures ? k.key) and sum((p.figures ->> k.key)::bigint) <> k.value::bigint
        """)
      #expect(unequal == [])
      #expect(try await test.number("select count(*) from snapshot_units cross join lateral jsonb_each(figures)") > 50)
    }
  }
}
