import Postgres
import TestSupport
import Testing

/// Transactions that are fine alone and break a rule of the account together: one of them is refused, whichever comes first.
@Suite(.timeLimit(.minutes(3))) struct RaceTests {
  /// A pair of transactions, and what has to be there before.
  struct Pair: Sendable, CustomTestStringConvertible {
    let name: String
    var given = "select"
    let first: String
    let second: String
    var testDescription: String { name }
  }

  static let pairs: [Pair] = [
    Pair(
      name: "two redirections", first: "select fixture.redirect('U1', '2026-09-01', 'policy', 300)",
      second: "select fixture.redirect('U1', '2026-09-01', 'quality', 300)"),
    Pair(
      name: "a redirection and less freed", first: "select fixture.redirect('U1', '2026-09-01', 'policy', 400)",
      second: "update time_records set gross_minutes = 300 where adoption_id = fixture.adoption('U1')"),
    Pair(
      name: "a redirection and its record taken back", first: "select fixture.redirect('U1', '2026-09-01', 'policy', 400)",
      second: "delete from time_records where adoption_id = fixture.adoption('U1')"),
    Pair(
      name: "a person's two adoptions", first: "select fixture.time('P6', '2026-10-01', 6000)", second: "select fixture.time('P6b', '2026-10-01', 6000)"),
    Pair(
      name: "a unit's two adoptions", first: "select fixture.time('U1', '2026-10-01', 16000, 3)", second: "select fixture.time('U2', '2026-10-01', 16000, 3)"),
    Pair(
      name: "a unit's record and somebody moving away", first: "select fixture.time('UB', '2026-10-01', 71000, 5)",
      second: "select fixture.move('008', 'S3', '2026-10-01')"),
    Pair(
      name: "a unit's first adoption and somebody moving away",
      first: "select fixture.adopt('UD', 'D1', null, 'C3'); select fixture.time('UD', '2026-10-01', 61000, 5)",
      second: "select fixture.move('008', 'S3', '2026-10-01')"),
    Pair(
      name: "a unit's record and a leave", first: "select fixture.time('UB', '2026-10-01', 71000, 5)",
      second: "insert into leaves (staff_id, valid_from, kind) values (fixture.staff('008'), '2026-10-01', 'leave')"),
    Pair(
      name: "a unit's record and a section going elsewhere", first: "select fixture.time('UB', '2026-10-01', 71000, 5)",
      second: """
        insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('S2'), '2026-10-01', '研修課', 'section', fixture.unit('B2'))
        """),
    Pair(
      name: "a use case at a unit and at a person", first: "select fixture.time('U2', '2026-10-01', 100, 3)",
      second: "select fixture.time('P6b', '2026-10-01', 100)"),
    Pair(
      name: "a use case at a unit and a person moving in", given: "select fixture.time('P8', '2026-10-01', 100)",
      first: "select fixture.time('U1', '2026-10-01', 100, 3)", second: "select fixture.move('008', 'S1', '2026-10-01')"),
    Pair(
      name: "two primary posts", first: "select fixture.post('006', 'S2', '2027-04-01', '2027-06-30')",
      second: "select fixture.post('006', 'S3', '2027-05-01', '2027-07-31')"),
    Pair(
      name: "a loss withdrawn and a gain recorded", given: "select fixture.time('P6', '2026-10-01', -3000)",
      first: "delete from time_records where adoption_id = fixture.adoption('P6')", second: "select fixture.time('P6b', '2026-10-01', 12000)"),
    Pair(
      name: "a record and its measurement changed",
      first: "select fixture.measured('U1', '2026-10-01', 10, 'M1', 3); select fixture.redirect('U1', '2026-10-01', 'policy', 200)",
      second: "update measurements set ai_minutes = 20 where code = 'M1'"),
    Pair(
      name: "an adoption changing hands", given: "select fixture.time('P9', '2026-10-01', 6000)",
      first: "select fixture.time('P6', '2026-10-01', 6000)", second: "update adoptions set staff_id = fixture.staff('009') where code = 'P6'"),
    Pair(
      name: "a record and the post taken back", given: "select fixture.post('006', 'S1', '2026-11-01')",
      first: "select fixture.time('P6', '2026-10-01', 100)",
      second: "update posts set valid_to = '2026-09-30' where staff_id = fixture.staff('006') and valid_from = '2024-04-01'"),
    Pair(
      name: "a confirmation and two employments made one person",
      given: """
        update staff set left_on = '2026-03-31' where staff_no = '006'; update posts set valid_from = '2026-04-01' where staff_id = fixture.staff('007');
        select fixture.time('P8', '2026-10-01', 500)
        """,
      first: "select fixture.redirect('P8', '2026-10-01', 'policy', 100, '006', '007')",
      second: "update staff set previous_id = fixture.staff('006') where staff_no = '007'"),
    Pair(
      name: "an enrolment and its scheme",
      given: """
        insert into schemes (code, title, kind, rewards) values ('R', '表彰', 'recognition', '共有'); select fixture.time('U1', '2026-10-01', 500, 3);
        select fixture.redirect('U1', '2026-10-01', 'policy', 100, null, '007')
        """,
      first: "insert into scheme_units (scheme_id, unit_id, starts_on) select id, fixture.unit('S1'), '2026-10-01' from schemes",
      second: "update schemes set rewards = '振向け時間'"),
  ]

  @Test(arguments: pairs, Race.Order.allCases) func oneOfTwoIsRefused(pair: Pair, order: Race.Order) async throws {
    for race in [Race(first: pair.first, second: pair.second), Race(first: pair.second, second: pair.first)] {
      try await TestDatabase.with { test async throws in
        try await test.run(pair.given)
        for alone in [pair.first, pair.second] {
          // Settled, and then undone.
          #expect(try await test.refusal(of: "\(alone); set constraints all immediate; create table undone () tablespace nowhere") == "42704", "\(alone)")
        }
        let refusals = try await race.run(order, on: test.pool)
        #expect(refusals.count { $0 == nil } == 1, "\(refusals)")
        #expect(try await test.texts("select rule from fixture.violations where cases > 0") == [])
      }
    }
  }

  /// A person whose employments are being linked gets the post that is entered meanwhile; both may be committed, or one is told to try again.
  @Test(arguments: Race.Order.allCases) func aPostGoesToWhoTheEmploymentBelongsTo(order: Race.Order) async throws {
    let link = "update staff set previous_id = fixture.staff('006') where staff_no = '007'"
    let post = "select fixture.post('007', 'S3', '2026-10-10')"
    for race in [Race(first: link, second: post), Race(first: post, second: link)] {
      try await TestDatabase.with { test async throws in
        try await test.run(
          "update staff set left_on = '2025-12-31' where staff_no = '006'; update posts set valid_from = '2026-01-01' where staff_id = fixture.staff('007')")
        let refusals = try await race.run(order, on: test.pool)
        #expect(refusals.contains(nil) && refusals.allSatisfy { $0 == nil || $0 == "40P01" }, "\(refusals)")
        #expect(try await test.texts("select rule from fixture.violations where cases > 0") == [])
      }
    }
  }

  /// Beside a transaction of another level neither locks nor conflicts would be seen by both.
  @Test(arguments: [IsolationLevel.repeatableRead, .serializable]) func anyOtherIsolationIsRefused(isolation: IsolationLevel) async throws {
    try await TestDatabase.with { test async throws in
      let race = Race(first: Self.pairs[0].first, second: Self.pairs[0].second)
      #expect(try await race.run(.settledFirst, isolation: isolation, on: test.pool) == ["TD002", "TD002"])
      #expect(try await test.number("select count(*) from redirections") == 0)
    }
  }
}
