import Domain
import Postgres
import Secrets
import Store
import TestSupport
import Testing

/// Passwords, sessions, tokens and invitations.
@Suite(.timeLimit(.minutes(2))) struct SignInTests {
  static let password = "青い傘と白い猫と三時の電車"

  /// Runs a test in which the vice governor has a password.
  static func with(_ body: @Sendable (TestDatabase) async throws -> Void) async throws {
    try await TestDatabase.with(.organisation) { test in
      #expect(try await test.database.accept(invitation: try await test.invite("vice"), password: password))
      try await body(test)
    }
  }

  @Test func whoKnowsThePasswordGetsASession() async throws {
    try await Self.with { test async throws in
      let secret = try await test.enter("Vice", Self.password)
      let vice = try #require(try await test.database.session(secret))
      #expect(vice.login == "vice")
      #expect(vice.role == .leadership)
      #expect(vice.roles == [.leadership])
      #expect(vice.formKey.count == 32)
      #expect(try await test.database.session(Secret()) == nil)
    }
  }

  @Test(arguments: [("vice", "wrong password here"), ("nobody", password), ("hanae", password), ("revoked", password), ("vice", ""), ("", "")])
  func nobodyElseDoes(login: String, password: String) async throws {
    try await Self.with { test async throws in
      guard case .refused = try await test.database.signIn(login: login, password: password, origin: "192.0.2.1") else {
        Issue.record("\(login) was let in, or told to wait")
        return
      }
      #expect(try await test.number("select count(*) from sessions") == 0)
    }
  }

  @Test func failuresSlowANameDown() async throws {
    try await Self.with { test async throws in
      // At once, so that counting first and trying afterwards would let all of them through.
      let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<12 {
          group.addTask {
            if case .refused = try await test.database.signIn(login: "vice", password: "wrong password", origin: "192.0.2.1") { true } else { false }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(outcomes == 5)
      // The right password waits too, from anywhere; a name that doesn't exist behaves the same.
      guard case .wait(let seconds) = try await test.database.signIn(login: "vice", password: Self.password, origin: "198.51.100.7") else {
        Issue.record("not slowed down")
        return
      }
      #expect((1...15).contains(seconds))
      try await test.run("update sign_ins set at = at - interval '16 seconds'")
      _ = try await test.enter("vice", Self.password)
      #expect(try await test.number("select count(*) from sign_ins where succeeded") == 1)
    }
  }

  @Test func manyNamesFromOneAddressAreSlowedDown() async throws {
    try await Self.with { test async throws in
      try await test.run("insert into sign_ins (login, origin, succeeded) select 'n' || n, '192.0.2.9', false from generate_series(1, 20) n")
      guard case .wait = try await test.database.signIn(login: "vice", password: Self.password, origin: "192.0.2.9") else {
        Issue.record("not slowed down")
        return
      }
      _ = try await test.enter("vice", Self.password)
    }
  }

  /// Whoever has a login of the database can take a lock by its name: that keeps out one name, and no connection.
  @Test func aLockThatSomebodyHoldsKeepsNobodyElseOut() async throws {
    try await Self.with { test async throws in
      try await test.pool.transaction { holder in
        _ = try await holder.query("select pg_advisory_xact_lock(hashtext('tedori.sign_in'), hashtext('hanae'))")
        try await withThrowingTaskGroup(of: String?.self) { group in
          // All connections of the service.
          for _ in 0..<6 {
            group.addTask {
              do { _ = try await test.database.signIn(login: "hanae", password: "wrong password", origin: "192.0.2.1") } catch let error as ServerError {
                return error.sqlState
              }
              return nil
            }
          }
          let waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
          while try await test.number(waiting) < 6 { try await Task.sleep(for: .milliseconds(20)) }
          _ = try await test.enter("vice", Self.password)
          for try await state in group { #expect(state == "55P03") }
        }
      }
      let officer = try await test.viewer("hanae")
      let told = try await test.database.write(as: officer) {
        try await $0.query("select current_setting('lock_timeout') as time").first?.decode("time", as: String.self)
      }
      #expect(told == "1min")
    }
  }

  @Test(arguments: [
    "update sessions set seen_at = now() - interval '31 minutes'", "update sessions set began_at = now() - interval '13 hours'",
    "update sessions set ended_at = now()", "update accounts set revoked_at = now() where login = 'vice'",
    "update mandates set valid_to = current_date - 1 where role = 'leadership'",
  ])
  func aSessionEnds(_ sql: String) async throws {
    try await Self.with { test async throws in
      let secret = try await test.enter("vice", Self.password)
      #expect(try await test.database.session(secret) != nil)
      try await test.run(sql)
      #expect(try await test.database.session(secret) == nil)
    }
  }

  @Test func signingOutEverywhereEndsAllSessions() async throws {
    try await Self.with { test async throws in
      let one = try await test.enter("vice", Self.password)
      let other = try await test.enter("vice", Self.password)
      let third = try await test.enter("vice", Self.password)
      try await test.database.signOut(one)
      #expect(try await test.database.session(one) == nil)
      let vice = try #require(try await test.database.session(other)).viewer
      #expect(try await test.database.signOutEverywhere(as: vice) == 2)
      #expect(try await test.database.session(other) == nil)
      #expect(try await test.database.session(third) == nil)
    }
  }

  @Test func aLinkWorksOnceAndSignsOutWhoWasIn() async throws {
    try await Self.with { test async throws in
      let session = try await test.enter("vice", Self.password)
      let link = try await test.invite("vice")
      let older = try await test.invite("vice")
      #expect(try await test.database.invited(by: link)?.login == "vice")
      await #expect(throws: UnfitPassword.self) { try await test.database.accept(invitation: link, password: "short") }
      #expect(try await test.database.accept(invitation: link, password: "another long password"))
      #expect(try await !test.database.accept(invitation: link, password: "a third long password"))
      #expect(try await test.database.invited(by: older) == nil)
      #expect(try await test.database.session(session) == nil)
      _ = try await test.enter("vice", "another long password")
      guard case .refused = try await test.database.signIn(login: "vice", password: Self.password, origin: "192.0.2.1") else {
        Issue.record("the old password still works")
        return
      }
    }
  }

  @Test func aSessionGoesOnInAnotherRoleOfTheAccount() async throws {
    try await Self.with { test async throws in
      try await test.run("insert into mandates (account_id, role, valid_from) select id, 'staff', '2026-04-01' from accounts where login = 'vice'")
      let secret = try await test.enter("vice", Self.password)
      #expect(try await test.database.session(secret)?.roles == [.leadership, .staff])
      #expect(try await !test.database.act(as: .hr, in: secret))
      #expect(try await test.database.act(as: .staff, in: secret))
      #expect(try await test.database.session(secret)?.role == .staff)
    }
  }

  @Test func aTokenActsInItsRoleUntilItIsRevoked() async throws {
    try await Self.with { test async throws in
      let token = try Secret()
      let insert: Statement = """
        insert into tokens (hash, account_id, role, title, expires_at)
        select \(token.hash), id, 'leadership', 'Power BI', now() + interval '1 day' from accounts where login = 'vice'
        """
      try await test.pool.execute(insert)
      #expect(try await test.database.token(token)?.role == .leadership)
      #expect(try await test.database.session(token) == nil)
      for sql in ["expires_at = now()", "revoked_at = now()", "role = 'hr'"] {
        try await test.run("update tokens set \(sql)")
        #expect(try await test.database.token(token) == nil)
        try await test.run("update tokens set expires_at = now() + interval '1 day', revoked_at = null, role = 'leadership'")
        #expect(try await test.database.token(token) != nil)
      }
    }
  }
}

extension TestDatabase {
  /// Signs in from anywhere; throws where that is refused.
  func enter(_ login: String, _ password: String) async throws -> Secret {
    guard case .admitted(let secret) = try await database.signIn(login: login, password: password, origin: "203.0.113.5") else { throw NotAdmitted() }
    return secret
  }

  func invite(_ login: String) async throws -> Secret {
    let secret = try Secret()
    try await pool.execute(
      "insert into invitations (hash, account_id, expires_at) select \(secret.hash), id, now() + interval '1 day' from accounts where login = \(login)")
    return secret
  }
}

/// Somebody who should have been let in wasn't.
struct NotAdmitted: Error {}
