import Domain
import Postgres
import Store
import TestSupport
import Testing

/// Ways around the rules that somebody with a role, or with a fault of the service at hand, might try.
@Suite(.timeLimit(.minutes(2))) struct DisguiseTests {
  @Test func whoAsksWhatIsWrongStillCannotCommitIt() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      let clerk = try await test.viewer("clerk")
      let error = await #expect(throws: ServerError.self) {
        try await test.database.write(as: clerk) { transaction in
          try await transaction.execute("update redirections set minutes = 99999")
          let faults = try await transaction.query("select rule from settle()")
          #expect(!faults.isEmpty)
        }
      }
      #expect(error?.constraint == "redirections_above_freed")
    }
  }

  @Test func nobodyBecomesAnotherPerson() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      for name in ["hanae", "noriko"] {
        let viewer = try await test.viewer(name)
        #expect(try await !test.changes("update staff set person_id = 8 where staff_no = '001'", as: viewer))
        #expect(try await !test.changes("insert into staff (staff_no, name, person_id) values ('902', 'x', 8)", as: viewer))
        #expect(try await test.changes("update staff set name = '別名' where staff_no = '001'", as: viewer))
      }
    }
  }

  @Test func namedMinutesStayHiddenFromHRWithoutNames() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      let noriko = try await test.viewer("noriko")
      #expect(try await !test.changes("update adoptions set staff_id = null, unit_id = (select id from units where code = 'S2') where code = 'P9'", as: noriko))
      // A refusal says that a cap is broken, not how many minutes somebody has.
      var details: [String?] = []
      do {
        try await test.database.write(as: noriko) { transaction in
          try await transaction.execute("update measurements set baseline_minutes = 99999")
          try await transaction.execute(
            "insert into leaves (staff_id, valid_from, kind) select id, '2026-09-15', 'leave' from staff where staff_no in ('006', '008', '009')")
          let rows = try await transaction.query("select rule, detail::text as detail from settle() where person_id is not null")
          throw Found(details: try rows.map { try $0.decode("detail", as: String?.self) })
        }
      } catch let found as Found {
        details = found.details
      }
      #expect(!details.isEmpty)
      #expect(details.allSatisfy { $0 == nil })
    }
  }

  @Test func aTableOfOnesOwnDoesNotRunWithTheOwnersRights() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let officer = try await test.viewer("hanae")
      try await test.database.write(as: officer) { transaction in
        try await transaction.script(
          """
          create temp table ran (who text);
          create function pg_temp.evil() returns trigger language plpgsql as $$ begin insert into pg_temp.ran values (current_user); return new; end $$;
          create temp table derived_posts (like post_periods) on commit drop;
          create trigger evil before insert on derived_posts for each row execute function pg_temp.evil();
          update posts set contracted_minutes = contracted_minutes - 1;
          set constraints all immediate;
          """)
        #expect(try await transaction.query("select who from ran").isEmpty)
      }
    }
  }

  @Test func anAdministratorIsNobodyElse() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let administrator = try await test.viewer("administrator")
      for sql in [
        "update accounts set revoked_at = null where login = 'revoked'", "update accounts set staff_id = null where login = 'member'",
        "update accounts set staff_id = 9 where login = 'administrator'", "update accounts set name = 'x' where login = 'administrator'",
        "update mandates set valid_from = '2020-01-01' where role = 'staff'",
      ] {
        #expect(try await !test.changes(sql, as: administrator), "\(sql)")
      }
      #expect(try await test.changes("update accounts set name = 'x' where login = 'member'", as: administrator))
      #expect(try await test.changes("update mandates set valid_to = current_date where role = 'staff'", as: administrator))
    }
  }

  @Test func aHeadWhoseTimeIsOverStillSignsInToConfirm() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.run(
        "update settings set confirmation_days = 60; update mandates set valid_to = current_date - 1 where account_id = (select id from accounts where login = 'head')"
      )
      let current = "select role from current_mandates((select id from accounts where login = 'head'))"
      #expect(try await test.texts(current) == ["head"])
      try await test.run(
        "update mandates set valid_from = current_date - 400, valid_to = current_date - 100 where account_id = (select id from accounts where login = 'head')")
      #expect(try await test.texts(current) == [])
    }
  }
}

/// Carries what was seen out of a transaction that is taken back.
private struct Found: Error {
  let details: [String?]
}
