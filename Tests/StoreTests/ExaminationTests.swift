import Domain
import Postgres
import Store
import TestSupport
import Testing

/// What `doctor` says: of a whole record, of a broken one, and of one in which there is nothing to examine.
@Suite(.timeLimit(.minutes(1))) struct ExaminationTests {
  @Test func nothingIsNotWell() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let findings = try await test.database.examine(sample: 10, as: Cast.officer)
      let said = findings.filter { $0.level == .look }.map(\.english)
      for sentence in ["there is no adoption of which to examine the account's rules", "there are no rollups to count again"] {
        #expect(said.contains(sentence), "\(findings)")
      }
      #expect(said.contains { $0.hasPrefix("there is no audit chain yet") })
      #expect(!findings.contains { $0.level == .good && $0.english.contains("account's rules") })
    }
  }

  @Test func aWholeRecordIsWellAndSaysHowMuchOfItWasSeen() async throws {
    try await TestDatabase.with { test async throws in
      try await test.database.fold(as: Cast.officer)
      try await test.database.seal(as: Cast.officer)
      let findings = try await test.database.examine(sample: 10, as: Cast.officer)
      let good = findings.filter { $0.level == .good }.map(\.english)
      #expect(good.contains("the account's rules hold for 7 adoptions at random"), "\(findings)")
      #expect(good.contains { $0.hasSuffix("cells of the rollups were counted again: no difference") && !$0.hasPrefix("0 ") })
      #expect(findings.contains { $0.level == .wrong && $0.english.hasPrefix("fsync is off") })
    }
  }

  @Test func aRecordThatBreaksARuleIsFound() async throws {
    try await TestDatabase.with { test async throws in
      let superuser = try ConnectionPool(address: test.superuserAddress)
      try await superuser.transaction { try await $0.script("set local session_replication_role = replica; update time_records set gross_minutes = 100000") }
      await superuser.close()
      let findings = try await test.database.examine(sample: 10, as: Cast.officer)
      #expect(findings.contains { $0.level == .wrong && $0.english.contains("cap_unit") }, "\(findings)")
    }
  }

  @Test func theFlagsAreThoseOfTheMonth() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.time('P6', '2026-08-01', 2100); select fixture.time('P8', '2026-08-01', 2000)")
      let august = try #require(Month("2026-08"))
      let flags = try await test.database.flags(of: august, as: Cast.officer)
      // A fifth of 10,296 is 2,059.
      #expect(flags.map(\.english) == ["2026-08: 1 adopters with net time above 20 % of contracted time, to be reviewed"])
      #expect(try await test.database.flags(of: nil, as: Cast.officer).isEmpty)
    }
  }
}
