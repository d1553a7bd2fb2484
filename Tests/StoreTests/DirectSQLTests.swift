import TestSupport
import Testing

/// SQL that goes past the program is bound by the same rules: what is refused, by which name.
@Suite(.timeLimit(.minutes(2))) struct DirectSQLTests {
  struct Attempt: Sendable, CustomTestStringConvertible {
    let rule: String
    let sql: String
    var testDescription: String { "\(rule): \(sql.prefix(60))" }

    init(_ rule: String, _ sql: String) {
      self.rule = rule
      self.sql = sql
    }
  }

  /// Each on the fixture with P6 having recorded 600 minutes in October, 400 of them redirected, and P6b a loss of 300.
  static let attempts: [Attempt] = [
    Attempt("redirections_above_freed", "update redirections set minutes = 601"),
    Attempt("redirections_above_freed", "insert into redirections select adoption_id, month, fixture.category('quality'), 201 from redirections"),
    Attempt(
      "redirections_above_freed",
      "insert into redirections select adoption_id, month, category_id, 1 from redirections on conflict on constraint redirections_pkey do update set minutes = 601"
    ),
    Attempt(
      "redirections_above_freed",
      "merge into redirections r using (select 1) s on true when matched then update set minutes = 601"),
    Attempt(
      "redirections_above_freed", "with lower as (update time_records set gross_minutes = 399 where gross_minutes = 600 returning 1) select count(*) from lower"
    ),
    Attempt("redirections_above_freed", "set constraints all immediate; update redirections set minutes = 601"),
    Attempt("redirections_above_freed", "update time_records set verify_minutes = 201 where gross_minutes = 600"),
    Attempt("redirections_of_reference", "update time_records set evidence = 'E0' where gross_minutes = 600"),
    Attempt("redirections_without_time", "delete from time_records where gross_minutes = 600"),
    Attempt("redirections_without_time", "update redirections set month = '2026-11-01'"),
    Attempt("redirections_second_person", "update redirections set confirmed_by_id = fixture.staff('006')"),
    Attempt("redirections_confirmer", "update redirections set claimed_by_id = fixture.staff('007'), confirmed_by_id = fixture.staff('007')"),
    Attempt("TD003", "update time_records set month = '2026-11-01' where gross_minutes = -300"),
    Attempt("TD003", "update time_records set adoption_id = fixture.adoption('P9') where gross_minutes = -300"),
    Attempt("TD003", "truncate time_records"),
    Attempt("TD003", "truncate units cascade"),
    Attempt("TD003", "delete from audit_rows"),
    Attempt("TD003", "update changes set actor = 'nobody'"),
    Attempt("TD003", "truncate seals"),
    Attempt("cap_person", "update time_records set gross_minutes = 10597 where gross_minutes = 600"),
    Attempt("cap_person", "select fixture.adopt('P6c', null, '006', 'C1'); select fixture.time('P6c', '2026-10-01', 9998)"),
    Attempt("cap_person", "update time_records set gross_minutes = 10500 where gross_minutes = 600; delete from time_records where gross_minutes = -300"),
    Attempt(
      "cap_person",
      "update time_records set gross_minutes = 10500 where gross_minutes = 600; update adoptions set staff_id = fixture.staff('009') where code = 'P6b'"),
    Attempt("cap_person", "update posts set contracted_minutes = 260 where staff_id = fixture.staff('006')"),
    Attempt("cap_person", "insert into leaves (staff_id, valid_from, kind) values (fixture.staff('006'), '2026-10-01', 'parental')"),
    Attempt("cap_unit", "select fixture.time('U1', '2026-10-01', 30889, 3)"),
    Attempt("cap_unit", "select fixture.time('U1', '2026-10-01', 30888, 3); select fixture.move('007', 'S2', '2026-10-31')"),
    Attempt("cap_unit", "select fixture.time('U1', '2026-10-01', 30888, 3); set constraints all immediate; select fixture.move('007', 'S2', '2026-10-31')"),
    Attempt("cap_unit", "select fixture.time('U1', '2026-10-01', 30888, 3); update staff set left_on = '2026-09-15' where staff_no = '007'"),
    Attempt("cap_unit", "select fixture.time('U1', '2026-10-01', 30888, 3); update staff set left_on = '2026-09-30' where staff_no = '007'"),
    Attempt(
      "cap_unit",
      """
      update staff set left_on = '2024-03-31' where staff_no = '012'; select fixture.time('U1', '2026-10-01', 30888, 3);
      update posts set valid_from = '2026-09-20' where staff_id = fixture.staff('010'); update staff set previous_id = fixture.staff('007') where staff_no = '010'
      """),
    Attempt("time_outside_adoption", "update adoptions set ended_on = '2026-09-30' where code = 'P6'"),
    Attempt("time_without_post", "select fixture.time('P8', '2026-10-01', -10); update staff set left_on = '2026-09-30' where staff_no = '008'"),
    Attempt(
      "time_without_post",
      "select fixture.time('P8', '2026-10-01', -10); update unit_versions set valid_to = '2026-09-30' where unit_id = fixture.unit('S2')"),
    Attempt(
      "time_without_unit",
      "select fixture.adopt('US', 'S2', null, 'C3'); select fixture.time('US', '2026-10-01', -10, 3); update unit_versions set valid_to = '2026-09-30' where unit_id = fixture.unit('S2')"
    ),
    Attempt("time_users_needed", "select fixture.time('U1', '2026-10-01', 10)"),
    Attempt("time_users_refused", "select fixture.time('P8', '2026-10-01', 10, 1)"),
    Attempt("time_measurement_use_case", "select fixture.measured('P9', '2026-10-01', 1, 'M1')"),
    Attempt("time_measurement_unit", "update measurements set unit_id = fixture.unit('B2'); select fixture.measured('P8', '2026-10-01', 1, 'M1')"),
    Attempt("time_use_case_twice", "select fixture.time('U2', '2026-10-01', 10, 3)"),
    Attempt("time_records_month", "select fixture.time('P8', '2026-10-02', 10)"),
    Attempt("posts_one_primary", "select fixture.post('006', 'S2', '2024-04-01')"),
    Attempt(
      "posts_concurrent_cover",
      "insert into posts (staff_id, unit_id, valid_from, kind, share_percent) values (fixture.staff('006'), fixture.unit('S2'), '2024-03-01', 'concurrent', 10)"
    ),
    Attempt(
      "posts_shares",
      """
      insert into posts (staff_id, unit_id, valid_from, kind, share_percent)
      values (fixture.staff('006'), fixture.unit('S2'), '2026-01-01', 'concurrent', 60), (fixture.staff('006'), fixture.unit('S3'), '2026-02-01', 'concurrent', 41)
      """),
    Attempt(
      "unit_under_itself",
      "insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('B1'), '2026-10-01', 'x', 'bureau', fixture.unit('S1'))"),
    Attempt("unit_parent_not_in_force", "update unit_versions set valid_to = '2026-03-31' where unit_id = fixture.unit('D1')"),
    Attempt(
      "staff_chain",
      "update staff set previous_id = fixture.staff('007') where staff_no = '006'; update staff set previous_id = fixture.staff('006') where staff_no = '007'"),
  ]

  @Test(arguments: attempts) func itIsRefused(attempt: Attempt) async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(
        "select fixture.time('P6', '2026-10-01', 600); select fixture.redirect('P6', '2026-10-01', 'policy', 400); select fixture.time('P6b', '2026-10-01', -300)"
      )
      #expect(try await test.refusal(of: attempt.sql) == attempt.rule)
      #expect(try await test.texts("select rule from fixture.violations where cases > 0") == [])
    }
  }

  /// At the brink everything is taken: the caps are limits, not less.
  @Test func whatJustFitsIsTaken() async throws {
    try await TestDatabase.with { test async throws in
      // October has 31 days: 9,300 x 31 / 28, rounded down, for one person, and for the three of S1.
      try await test.run("select fixture.time('P6', '2026-10-01', 10296); select fixture.time('U1', '2026-10-01', 30888, 3)")
      try await test.run("select fixture.redirect('P6', '2026-10-01', 'policy', 10296)")
      #expect(try await test.number("select sum(freed)::int from account where month = '2026-10-01'") == 41184)
    }
  }

  /// Of many, a bound sorts out who is within the cap: whoever isn't is refused as he would be alone.
  @Test(arguments: attempts.filter { $0.rule.hasPrefix("cap_") }) func itIsRefusedAmongMany(attempt: Attempt) async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.time('P6', '2026-10-01', 600); select fixture.time('P6b', '2026-10-01', -300)")
      #expect(try await test.refusal(of: "\(attempt.sql); select fixture.crowd()") == attempt.rule)
    }
  }

  /// Among many too, each is taken up to the minute: Q1 moves within the month, Q11 is away for ten days of it, Q21 neither; three in S1.
  @Test(arguments: [
    ("Q1", "9300 * 14 / 28 + 7440 * 17 / 28"), ("Q11", "9300 * 21 / 28"), ("Q21", "9300 * 31 / 28"), ("U1", "3 * (9300 * 31 / 28)"),
  ]) func whatJustFitsAmongManyIsTaken(adoption: String, minutes: String) async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.crowd(); select fixture.time('U1', '2026-10-01', 60, 3)")
      func record(_ minutes: String) -> String {
        "update time_records set gross_minutes = case when adoption_id = fixture.adoption('\(adoption)') then \(minutes) else 61 end where month = '2026-10-01'"
      }
      #expect(try await test.refusal(of: record("\(minutes) + 1")) == (adoption == "U1" ? "cap_unit" : "cap_person"))
      try await test.run(record(minutes))
      #expect(try await test.number("select count(*)::int from time_records where gross_minutes = 61") == 120)
      #expect(try await test.texts("select rule from fixture.violations where cases > 0") == [])
    }
  }
}
