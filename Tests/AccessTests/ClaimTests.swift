import Domain
import Store
import TestSupport
import Testing

/// Roles and units that a provider of single sign-on claims.
@Suite(.timeLimit(.minutes(2))) struct ClaimTests {
  static func claims(_ mandates: [Claims.Mandate], subject: String = "s-1", login: String = "Aoi") -> Claims {
    var claims = Claims(issuer: "https://sso.example.jp", subject: subject, login: login, name: "青井")
    claims.staffNumber = "007"
    claims.mandates = mandates
    return claims
  }

  @Test func claimsMakeTheAccountAndItsRoles() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let secret = try #require(try await test.database.signIn(by: Self.claims([.init(role: .staff, unit: nil), .init(role: .head, unit: "S1")])))
      let aoi = try #require(try await test.database.session(secret))
      #expect(aoi.login == "aoi")
      #expect(aoi.roles == [.head, .staff])
      #expect(try await test.texts("select s.staff_no from accounts a join staff s on s.id = a.staff_id where a.login = 'aoi'") == ["007"])
      #expect(try await test.texts("select distinct actor from changes where id = (select max(id) from changes)") == ["aoi"])
      // The same again changes nothing.
      let before = try await test.number("select count(*) from audit_rows")
      _ = try #require(try await test.database.signIn(by: Self.claims([.init(role: .staff, unit: nil), .init(role: .head, unit: "S1")])))
      #expect(try await test.number("select count(*) from audit_rows") == before)
    }
  }

  @Test func whatIsClaimedNoMoreEnds() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let first = try #require(try await test.database.signIn(by: Self.claims([.init(role: .hr, unit: nil), .init(role: .head, unit: "S1")])))
      try await test.run("update mandates set valid_from = current_date - 40 where source = 'claims'")
      let second = try #require(try await test.database.signIn(by: Self.claims([.init(role: .head, unit: "S2")])))
      #expect(try await test.database.session(second)?.roles == [.head])
      // Of S1 the months that wait for confirmation are left.
      #expect(
        try await test.texts("select u.code from current_mandates((select id from accounts where login = 'aoi')) m join units u on u.id = m.unit_id order by 1")
          == ["S1", "S2"])
      // A session that was begun as HR is over with the role.
      #expect(try await test.database.session(first) == nil)
      // What was, stays known.
      #expect(try await test.number("select count(*) from mandates where valid_to = current_date - 1 and source = 'claims'") == 2)
    }
  }

  @Test func claimsThatMeanNothingLetNobodyIn() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      #expect(try await test.database.signIn(by: Self.claims([])) == nil)
      #expect(try await test.database.signIn(by: Self.claims([.init(role: .head, unit: "XX")])) == nil)
      #expect(try await test.database.signIn(by: Self.claims([.init(role: .head, unit: nil), .init(role: .hr, unit: "S1")])) == nil)
      // Somebody elsewhere who bears the name of an account here.
      #expect(try await test.database.signIn(by: Self.claims([.init(role: .hr, unit: nil)], subject: "s-2", login: "hanae")) == nil)
      _ = try #require(try await test.database.signIn(by: Self.claims([.init(role: .hr, unit: nil)])))
      try await test.run("update accounts set revoked_at = now() where login = 'aoi'")
      #expect(try await test.database.signIn(by: Self.claims([.init(role: .hr, unit: nil)])) == nil)
      #expect(try await test.number("select count(*) from accounts where staff_id = fixture.staff('007')") == 1)
    }
  }

  @Test func twoBrowsersOfANewAccountGetOne() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let entered = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<6 { group.addTask { try await test.database.signIn(by: Self.claims([.init(role: .staff, unit: nil)])) != nil } }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(entered == 6)
      #expect(try await test.number("select count(*) from mandates m join accounts a on a.id = m.account_id where a.login = 'aoi'") == 1)
    }
  }
}
