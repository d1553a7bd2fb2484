import Postgres
import Store
import TestSupport
import Testing

/// The rules that decide digits, as properties of random records.
@Suite(.timeLimit(.minutes(3))) struct AttributionTests {
  /// What every unit itself shows in every month.
  private static let cells =
    RandomChange.months.map { month in
      """
      select to_jsonb(x) from live_minutes('\(month)', null) x union all select to_jsonb(x) from live_categories('\(month)', null) x
      union all select to_jsonb(x) from live_people('\(month)', null) x
      """
    }.joined(separator: " union all ") + " order by 1"

  private static func draw(_ seed: Int, in test: TestDatabase) async throws {
    var dice = Dice(seed: UInt64(seed))
    for _ in 1...90 {
      // What a rule refuses is no part of the record.
      _ = try await test.refusal(of: RandomChange.sql(&dice))
    }
    #expect(try await test.number("select count(*) from time_records") > 4)
  }

  @Test(arguments: 31...33) func theIdentityHoldsAtEveryUnit(seed: Int) async throws {
    try await TestDatabase.with { test async throws in
      try await Self.draw(seed, in: test)
      for month in RandomChange.months {
        let broken = try await test.texts(
          """
          select m.unit_id from (select unit_id, evidence, sum(freed) as freed, sum(unaccounted) as unaccounted from live_minutes('\(month)', null) group by 1, 2) m
          left join (select unit_id, evidence, sum(claimed) as claimed, sum(confirmed) as confirmed from live_categories('\(month)', null) group by 1, 2) c using (unit_id, evidence)
          where m.freed <> m.unaccounted + coalesce(c.claimed, 0) or coalesce(c.confirmed, 0) > coalesce(c.claimed, 0) or m.unaccounted < 0
          """)
        #expect(broken == [])
        // Nothing is lost on the way to the units, and nothing is made.
        let sums = try await test.texts(
          """
          select jsonb_build_array(sum(gross), sum(loss), sum(freed)) from live_minutes('\(month)', null)
          union select jsonb_build_array(sum(gross), sum(loss), sum(freed)) from account where month = '\(month)'
          """)
        #expect(sums.count == 1, "\(sums)")
      }
    }
  }

  /// In the report of every unit the own part and the children make the whole, and the whole is what the report above says of it.
  @Test(arguments: 41...42) func aUnitIsTheSumOfItsChildrenAndItsOwn(seed: Int) async throws {
    try await TestDatabase.with { test async throws in
      try await Self.draw(seed, in: test)
      for month in RandomChange.months {
        let broken = try await test.texts(
          """
          with tree as (select * from month_tree('\(month)')),
          own as (select m.unit_id, sum(m.gross)::bigint as gross, sum(m.loss)::bigint as loss, sum(m.freed)::bigint as freed from live_minutes('\(month)', null) m group by 1),
          whole as (
            select t.unit_id as top, sum(p.gross)::bigint as gross, sum(p.loss)::bigint as loss, sum(p.freed)::bigint as freed
            from tree t cross join lateral part_minutes('\(month)', t.unit_id) p group by 1),
          summed as (
            select x.top, sum(x.gross) as gross, sum(x.loss) as loss, sum(x.freed) as freed
            from (select unit_id as top, gross, loss, freed from own union all select t.parent_id, w.gross, w.loss, w.freed from whole w join tree t on t.unit_id = w.top where t.parent_id is not null) x
            group by 1)
          select top from whole w full join summed s using (top) where (w.gross, w.loss, w.freed) is distinct from (s.gross, s.loss, s.freed)
          """)
        #expect(broken == [])
      }
    }
  }

  @Test(arguments: 51...52) func splittingAPostChangesNothing(seed: Int) async throws {
    try await TestDatabase.with { test async throws in
      try await Self.draw(seed, in: test)
      let before = try await test.texts(Self.cells)
      var dice = Dice(seed: UInt64(seed))
      for _ in 1...12 {
        let day = "2026-\(dice.pick(["08", "09", "10", "11", "12"]))-\(dice.roll(10...28))"
        let person = dice.roll(1...12)
        // The post of that day ends the day before, and one like it begins.
        try await test.run(
          """
          with cut as (
            select p.* from posts p join post_periods d on d.post_id = p.id
            where p.staff_id = fixture.staff(lpad('\(person)', 3, '0')) and d.is_primary and d.period @> '\(day)'::date and p.valid_from < '\(day)'),
          ended as (update posts p set valid_to = '\(day)'::date - 1 from cut where p.id = cut.id)
          insert into posts (staff_id, unit_id, valid_from, valid_to, kind, share_percent, employment, grade_id, contracted_minutes)
          select staff_id, unit_id, '\(day)', valid_to, kind, share_percent, employment, grade_id, contracted_minutes from cut
          """)
      }
      #expect(try await test.texts(Self.cells) == before)
    }
  }

  @Test func renamingAUnitChangesNothing() async throws {
    try await TestDatabase.with { test async throws in
      try await Self.draw(61, in: test)
      let before = try await test.texts(Self.cells)
      try await test.run(
        """
        insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('S1'), '2026-10-12', '人事企画課', 'section', fixture.unit('D1'));
        update unit_versions set name = '改称' || name, kind = 'division' where kind = 'section'
        """)
      #expect(try await test.texts(Self.cells) == before)
    }
  }
}
