import Reports
import Store
import TestSupport
import Testing

/// What a scheme may not reward is refused with a sentence, unless an administrator says why it may; its rule has versions.
@Suite(.timeLimit(.minutes(2))) struct SchemeTests {
  private static let header = "code,title,kind,rewards,override_reason\n"

  @Test(arguments: [
    ("ＡＩの利用回数", "usage counts (usage_count)"), ("usage_count", "usage counts (usage_count)"), ("利用", "usage counts (usage_count)"),
    ("自己申告の創出時間", "self-reported hours, E0 or E1"), ("hours at E1", "self-reported hours, E0 or E1"),
    ("個人ランキングの上位者", "individual rank (individual_rank)"), ("導入の登録件数", "registering adoptions (adoption_count)"),
    ("number of adoptions", "registering adoptions (adoption_count)"),
  ]) func whatMayNotBeRewardedIsRefused(rewards: String, kind: String) async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take("schemes", Self.header + "X1,施策,points,\(rewards),\n", as: try await test.viewer("hanae"))
      let problem = try #require(outcome.problems.first)
      #expect(outcome.problems.count == 1 && problem.line == 2 && problem.column == "rewards")
      #expect(problem.wrong.contains(kind.prefix(10)) && problem.wrong.contains("may not be rewarded"), "\(problem.wrong)")
      #expect(problem.right.contains("an administrator may make an exception"))
      // Nor by another way in.
      #expect(
        try await test.refusal(of: "insert into schemes (code, title, kind, rewards) values ('X2', 'x', 'points', '\(rewards)')")?.hasPrefix("schemes_rewards_")
          == true)
    }
  }

  @Test(arguments: ["横展開された利活用事例", "確認済みの高付加価値業務への振向け時間", "業務適用まで至った研修", "サービスの質の改善", "framework of shared know-how", "frank discussion", "利用者の声の反映"])
  func whatMayBeRewardedIsTaken(rewards: String) async throws {
    try await TestDatabase.with { test async throws in
      #expect(try await test.take("schemes", Self.header + "X1,施策,points,\(rewards),\n").counts.created == 1)
    }
  }

  @Test func onlyAnAdministratorMakesAnException() async throws {
    try await TestDatabase.with { test async throws in
      let officer = try await test.viewer("hanae")
      let administrator = try await test.viewer("administrator")
      let row = "X1,施策,points,利用回数,三か月の試行。順位は公表しない\n"
      let refused = try await test.take("schemes", Self.header + row, as: officer)
      #expect(refused.problems.map(\.column) == ["override_reason"], "\(refused.problems)")
      #expect(try await test.take("schemes", Self.header + row, as: administrator).counts.created == 1)
      // What stands stays as it is for others: taking the own export in again changes nothing, and titles may change.
      #expect(try await test.take("schemes", Self.header + row, as: officer).counts.unchanged == 1)
      #expect(try await test.take("schemes", "code,title,kind,rewards\nX1,改称,points,利用回数\n", as: officer).counts.updated == 1)
      // The reason was given for what was rewarded then.
      let changed = try await test.take("schemes", "code,title,kind,rewards\nX1,改称,points,利用回数と順位\n", as: officer)
      #expect(changed.problems.map(\.column) == ["override_reason"], "\(changed.problems)")
      let asOfficer = "select set_config('tedori.account_id', id::text, true) from accounts where login = 'hanae'; set local role tedori_hr"
      #expect(try await test.refusal(of: "\(asOfficer); update schemes set rewards = '順位'") == "schemes_override")
      // Who made it, and why, is on the trail.
      let trail = try await test.texts(
        "select c.actor || ' ' || (r.after ->> 'override_reason') from audit_rows r join changes c on c.id = r.change_id where r.table_name = 'schemes' order by r.id"
      )
      #expect(trail.first == "administrator 三か月の試行。順位は公表しない")
    }
  }

  @Test func aChangedRuleIsAnotherVersion() async throws {
    try await TestDatabase.with { test async throws in
      try await test.take("schemes", Self.header + "X1,施策,grant,サービスの質,\n")
      try await test.take("scheme-units", "scheme_code,unit_code,starts_on\nX1,S1,2026-04-01\n")
      // A title is no rule.
      try await test.take("schemes", "code,title,kind,rewards\nX1,改称,grant,サービスの質\n")
      try await test.take("schemes", "code,title,kind,rewards\nX1,改称,recognition,共有された知見\n")
      #expect(
        try await test.texts("select v.version || ' ' || v.kind || ' ' || v.rewards from scheme_versions v order by v.version")
          == ["1 grant サービスの質", "2 recognition 共有された知見"])
      #expect(
        try await test.number("select count(*) from scheme_versions a join scheme_versions b on b.version = 2 and a.version = 1 and a.since < b.since") == 1)
    }
  }
}
