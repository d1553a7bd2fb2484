import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

/// Registering a trial: refused with a sentence where it could say nothing, drawn from its seed, locked once it stands.
@Suite(.timeLimit(.minutes(5))) struct TrialRegisterTests {
  /// A plan with one thing wrong, the place that is named, and words of the sentence.
  struct Wrong: Sendable {
    let key: String
    let words: String
    let change: @Sendable () -> [String: Any?]
  }

  static let wrong: [Wrong] = [
    Wrong(key: "primary.measure", words: "reporting less freed time raises it") { ["primary": ["measure": "redirection_rate"]] },
    Wrong(key: "primary.measure", words: "there is no measure hours") { ["primary": ["measure": "hours"]] },
    Wrong(key: "primary.evidence", words: "self-reported minutes") { ["primary": ["measure": "freed_per_fte", "evidence": ["E1", "E3"]]] },
    Wrong(key: "guardrails[0]", words: "the indicator overtime isn't defined") { ["guardrails": ["indicator:overtime"]] },
    Wrong(key: "starts", words: "a trial is registered before it starts") { ["starts": ["2025-09", "2026-01"]] },
    Wrong(key: "units", words: "5 units are too few") { ["units": (1...5).map { TrialOrganisation.unit($0) }, "never": 2] },
    Wrong(key: "never", words: "1 units without the scheme to the end are too few") { ["never": 1] },
    Wrong(key: "units[0]", words: "there is no unit Y1") { ["units": ["Y1"] + (2...24).map { TrialOrganisation.unit($0) }] },
    Wrong(key: "units[1]", words: "X01 stands under B1") { ["units": ["B1"] + (1...24).map { TrialOrganisation.unit($0) }] },
    Wrong(key: "window.from", words: "fewer than 6 months lie before") { ["window": ["from": "2025-06", "until": "2026-08"]] },
    Wrong(key: "units[0]", words: "X01 is there since 2024-04-01 only") { ["window": ["from": "2024-03", "until": "2026-08"]] },
    Wrong(key: "looks", words: "2026-08 last") { ["looks": ["2026-04", "2026-06"]] },
    Wrong(key: "scheme_code", words: "there is no scheme W9") { ["scheme_code": "W9"] },
    Wrong(key: "estimator", words: "give imputation") { ["estimator": "two_way_fixed_effects"] },
    Wrong(key: "hypothesis", words: "what is expected to change") { ["hypothesis": " "] },
    Wrong(key: "window.follow_up_until", words: "the scheme has no end") { ["window": ["from": "2024-10", "until": "2026-08", "follow_up_until": "2026-12"]] },
  ]

  @Test func aPlanThatCouldSayNothingIsRefused() async throws {
    try await TrialOrganisation.with { test async throws in
      for wrong in Self.wrong {
        let refused = await #expect(throws: PlanProblems.self) {
          try await TrialRegister.register(
            try TrialOrganisation.plan(wrong.change()), on: TrialOrganisation.registered, in: test.database, as: Cast.officer)
        }
        let sentences = refused?.all.filter { $0.key == wrong.key }.map { $0.sentence(.english) } ?? []
        #expect(sentences.contains { $0.contains(wrong.words) }, "\(wrong.words): \(refused?.all.map { $0.sentence(.english) } ?? [])")
        #expect(refused?.all.allSatisfy { !$0.sentence(.japanese).isEmpty } == true)
      }
      #expect(try await test.number("select count(*) from trials") == 0)
    }
  }

  @Test func aReorganisationInTheWindowIsRefused() async throws {
    try await TrialOrganisation.with { test async throws in
      try await test.run(
        "update unit_versions set valid_to = '2026-03-31' where unit_id = fixture.unit('X05'); update posts set valid_to = '2026-03-31' where unit_id = fixture.unit('X05')"
      )
      let refused = await #expect(throws: PlanProblems.self) {
        try await TrialRegister.register(try TrialOrganisation.plan(), on: TrialOrganisation.registered, in: test.database, as: Cast.officer)
      }
      #expect(
        refused?.all.map { $0.sentence(.english) }.first?.contains("X05 ends by the reorganisation of 2026-04-01") == true, "\(String(describing: refused))")
    }
  }

  @Test func whatFollowsTheRewardIsWatched() async throws {
    try await TrialOrganisation.with { test async throws in
      try await test.run("update schemes set ends_on = '2026-08-31'")
      let refused = await #expect(throws: PlanProblems.self) {
        try await TrialRegister.register(try TrialOrganisation.plan(), on: TrialOrganisation.registered, in: test.database, as: Cast.officer)
      }
      #expect(refused?.all.map(\.key) == ["window.follow_up_until"])
      let window = ["from": "2024-10", "until": "2026-08", "follow_up_until": "2026-11"]
      _ = try await TrialRegister.register(
        try TrialOrganisation.plan(["window": window]), on: TrialOrganisation.registered, simulations: 5, in: test.database, as: Cast.officer)
    }
  }

  @Test func theOrderIsDrawnFromTheSeedAndAllOfItIsLocked() async throws {
    try await TrialOrganisation.with { test async throws in
      let plan = try TrialOrganisation.plan()
      let one = try await TrialRegister.register(plan, on: TrialOrganisation.registered, in: test.database, as: Cast.officer)
      let again = try await TrialRegister.register(
        try TrialOrganisation.plan(["code": "T2"]), on: TrialOrganisation.registered, simulations: 5, in: test.database, as: Cast.officer)
      let other = try await TrialRegister.register(
        try TrialOrganisation.plan(["code": "T3", "seed": 7]), on: TrialOrganisation.registered, simulations: 5, in: test.database, as: Cast.officer)
      let starts = { (trial: TrialRegistration) in trial.units.map { "\($0.code) \($0.start?.month.description ?? "-")" } }
      #expect(starts(one) == starts(again))
      #expect(starts(one) != starts(other))
      // Six each, and in every stratum about as many of each.
      for start in ["2025-11", "2026-01", "2026-03", nil] { #expect(one.units.count { $0.start?.month.description == start } == 6) }
      for (_, members) in Dictionary(grouping: one.units, by: \.stratum) {
        #expect(members.count >= 4)
        let sizes = Dictionary(grouping: members) { $0.start?.month.description ?? "-" }.map(\.value.count)
        #expect(sizes.count == 4 && (sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(members.map(\.stratum))")
      }
      #expect(one.plan.guardrails == ["adoption_rate", "reporting_rate"] && one.notes.contains(.reportingRateAdded) && one.notes.contains(.april))
      // What it can find, and that it does.
      #expect(one.detectable.months == 17)
      #expect((1...6).contains(one.detectable.effect), "\(one.detectable)")
      #expect((0.65...0.95).contains(one.detectable.simulatedPower), "\(one.detectable)")
      #expect(one.text(.japanese).contains("この計画で見つけられるのは") && one.text(.english).contains("A smaller effect would probably be missed"))

      // The hash is of the document, and neither changes.
      #expect(try await test.texts("select (sha256 = sha256(convert_to(document, 'UTF8')))::text from trials where code = 'T1'") == ["true"])
      for change in [
        "update trials set title = 'x'", "update trials set document = '{}', sha256 = sha256('{}')", "delete from trials",
        "update trial_units set start = null",
        "delete from trial_units",
        "insert into trial_units (trial_id, unit_id, place, stratum) select id, fixture.unit('S1'), 99, '' from trials where code = 'T1'",
      ] { #expect(try await test.refusal(of: change) == "TD003", "\(change)") }
      #expect(
        try await test.refusal(
          of:
            "insert into trials (code, title, scheme_id, registered_on, first_start, is_random, document, sha256) select 'L', 'late', id, '2026-03-02', '2026-03-01', true, '{}', sha256('{}') from schemes"
        )
          == "trials_first_start")

      // The same code isn't registered twice.
      let refused = await #expect(throws: PlanProblems.self) {
        try await TrialRegister.register(plan, on: TrialOrganisation.registered, in: test.database, as: Cast.officer)
      }
      #expect(refused?.all.map(\.key) == ["code"])

      // Who registers from an account does so today: with starts of last year that is too late.
      let late = await #expect(throws: PlanProblems.self) {
        try await TrialRegister.register(try TrialOrganisation.plan(["code": "T4"]), in: test.database, as: try await test.viewer("hanae"))
      }
      #expect(late?.all.contains { $0.sentence(.english).contains("registered before it starts") } == true)
      try await test.run("select fixture.months('2025-09-01', (date_trunc('month', current_date) - interval '1 month')::date)")
      let today = try #require(Day(try await test.texts("select current_date").first ?? ""))
      let (next, last) = (Month(containing: today).next, Month(containing: today).adding(months: 12))
      let ahead: [String: Any?] = [
        "code": "T4", "starts": [next.description, next.next.description], "looks": [last.description],
        "window": ["from": next.adding(months: -12).description, "until": last.description],
      ]
      let now = try await TrialRegister.register(
        try TrialOrganisation.plan(ahead), simulations: 5, in: test.database, as: try await test.viewer("hanae"))
      #expect(now.registeredOn == today.description)
      #expect(
        try await TrialEntry.all(in: test.database, as: try await test.viewer("hanae")).map(\.code) == ["T4", "T1", "T2", "T3"])
    }
  }

  @Test(arguments: [
    ("{\"code\": \"T1\"}", "title: it is missing"), ("{", "the plan isn't JSON"), ("{\"effect\": 1}", "effect: there is no such key"),
  ]) func whatIsNoPlanIsSaidWhere(text: String, words: String) {
    let refused = #expect(throws: PlanProblems.self) { try TrialPlan(json: Array(text.utf8)) }
    #expect(refused?.all.first?.sentence(.english).contains(words) == true, "\(refused?.all.map { $0.sentence(.english) } ?? [])")
  }
}
