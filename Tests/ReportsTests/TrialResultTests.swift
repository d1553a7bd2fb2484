import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

/// What a trial finds: a true effect with its interval around it, none where there is none, and nothing where nothing can be said.
@Suite(.timeLimit(.minutes(5))) struct TrialResultTests {
  @Test func aTrueEffectIsFound() async throws {
    try await TrialOrganisation.with { test async throws in
      let report = try await TrialOrganisation.run(effect: 8, in: test)
      let result = try #require(report.result)
      let value = try #require(result.primary.value)
      #expect(abs(value.estimate - 8) < 1.5 && (value.lower ?? .infinity) < 8 && (value.upper ?? -.infinity) > 8, "\(value)")
      #expect(value.method == "randomisation-sampled" && value.p < 0.01)
      guard case .found = result.verdict else { return #expect(Bool(false), "\(result.sentences(.english))") }
      #expect(result.look == 2 && result.looks == 2 && result.startedCount == 18)
      #expect(result.spending.map(\.rejects).last == true && result.spending.count == 2)
      #expect(result.events.count { $0.event >= 0 } == 10 && result.hasBand)
      #expect(abs((result.callawaySantAnna.value?.estimate ?? 0) - 8) < 3)
      #expect(result.guardrails.map(\.measure) == ["adoption_rate", "reporting_rate"])
      #expect(result.chance?.counts.reduce(0, +) == 9_999)
      #expect(result.departments?.count == 18)
      // Eight minutes of some 200 FTE over the months under the scheme; the cost lies in between.
      let cost = try #require(result.cost)
      #expect(try #require(cost.lower) < 3_000_000 / (8 * 1_600 / 60.0) && 3_000_000 / (8 * 1_600 / 60.0) < (try #require(cost.upper)), "\(cost)")
      #expect(report.text(.japanese).contains("施策により") && report.text(.english).contains("The scheme raised"))
      #expect(report.quality?.members == 264 && report.quality?.stayed == 264 && report.quality?.missingShare == 0)

      try await readByOthers(test)
      try await lookEarlier(test)

      // Worked out once: later corrections don't change what was found at the look.
      try await test.run("update redirections set minutes = minutes - 100 where month = '2026-08-01'")
      let again = try await TrialReport.read("T1", through: try TrialOrganisation.month("2026-10"), in: test.database, as: Cast.officer)
      #expect(again.result?.primary.value?.estimate == value.estimate)
      #expect(try await test.refusal(of: "update trial_results set document = '{}', sha256 = sha256('{}')") == "TD003")
    }
  }

  @Test func noEffectIsNotFound() async throws {
    try await TrialOrganisation.with { test async throws in
      let result = try #require(try await TrialOrganisation.run(effect: 0, in: test).result)
      guard case .notFound(let value) = result.verdict else { return #expect(Bool(false), "\(result.sentences(.english))") }
      #expect(abs(value.estimate) < 2 && value.p > 0.05)
      #expect(result.sentences(.english).first?.contains("not to say that there is none") == true)
      #expect(result.cost?.notEstimable?.en == "the interval of the hours doesn't lie above 0, so the cost can't be bounded" && result.cost?.lower == nil)
    }
  }

  /// Words for a cause may stand only where the order was drawn.
  @Test func whereStartsWereChosenNoCauseIsNamed() async throws {
    try await TrialOrganisation.with { test async throws in
      let report = try await TrialOrganisation.run(TrialOrganisation.chosen, effect: 8, in: test)
      let result = try #require(report.result)
      guard case .found = result.verdict else { return #expect(Bool(false), "\(result.sentences(.english))") }
      #expect(result.primary.value?.method == "jackknife" && result.wildBootstrap != nil && result.chance == nil)
      let japanese = result.sentences(.japanese).joined()
      for word in ["により", "によって", "原因", "おかげ", "もたらし", "効果", "影響"] { #expect(!japanese.contains(word), "\(word) in \(japanese)") }
      let english = result.sentences(.english).joined(separator: " ").lowercased()
      for word in ["cause", "because", "due to", "led to", "effect", "impact", "raised", "lowered", "thanks to", "result of"] {
        #expect(!english.contains(word), "\(word) in \(english)")
      }
      #expect(japanese.contains("人が選んだ") && english.contains("don't say where a difference comes from"))
    }
  }

  @Test func differentReportingMakesItImpossibleToSay() async throws {
    try await TrialOrganisation.with { test async throws in
      _ = try await TrialRegister.register(try TrialOrganisation.plan(), on: TrialOrganisation.registered, simulations: 5, in: test.database, as: Cast.officer)
      // A second adoption everywhere, which who is under the scheme leaves out more and more often.
      try await test.run(
        """
        insert into adoptions (code, unit_id, use_case_id, started_on) select 'Z' || substr(code, 2), unit_id, fixture.use_case('C2'), started_on from adoptions where code like 'X%';
        select fixture.months('2025-09-01', '2026-08-01', 8);
        insert into time_records (adoption_id, month, users, gross_minutes, verify_minutes, rework_minutes, learn_minutes, operate_minutes, evidence)
        select a.id, g::date, 3, 60, 0, 0, 0, 0, 'E1' from adoptions a left join trials t on t.code = 'T1' left join trial_units e on e.trial_id = t.id and e.unit_id = a.unit_id,
          generate_series('2024-04-01'::date, '2026-08-01', interval '1 month') g
        where a.code like 'Z%' and (e.start is null or g < e.start or (extract(month from g)::integer + substr(a.code, 2)::integer) % 3 = 0);
        """)
      try await test.database.fold(as: Cast.officer)
      let result = try #require(try await TrialReport.read("T1", through: try TrialOrganisation.month("2026-08"), in: test.database, as: Cast.officer).result)
      guard case .cannotBeSaid(let reason) = result.verdict else { return #expect(Bool(false), "\(result.sentences(.english))") }
      #expect(reason.en.contains("the reporting rate differs") && result.sentences(.japanese).first?.hasPrefix("判定不能") == true)
    }
  }

  @Test func missingMonthsMakeItImpossibleToSay() async throws {
    try await TrialOrganisation.with { test async throws in
      _ = try await TrialRegister.register(try TrialOrganisation.plan(), on: TrialOrganisation.registered, simulations: 5, in: test.database, as: Cast.officer)
      let report = try await TrialReport.read("T1", through: try TrialOrganisation.month("2026-08"), in: test.database, as: Cast.officer)
      guard case .cannotBeSaid(let reason)? = report.result?.verdict else { return #expect(Bool(false), "\(report.text(.english))") }
      #expect(reason.en.contains("of the unit-periods are missing"))
    }
  }

  private func lookEarlier(_ test: TestDatabase) async throws {
    let early = try await TrialReport.read("T1", through: try TrialOrganisation.month("2026-03"), in: test.database, as: Cast.officer)
    #expect(early.result == nil && early.nextLook?.description == "2026-04" && early.quality?.month == "2026-03")
    #expect(early.text(.english).contains("No registered look has come yet"))
    let first = try await TrialReport.read("T1", through: try TrialOrganisation.month("2026-06"), in: test.database, as: Cast.officer)
    #expect(first.result?.look == 1 && first.result?.month == "2026-04" && first.nextLook?.description == "2026-08")
    // At the first of two looks less may be spent.
    #expect((first.result?.spending.first?.spent ?? 1) < 0.05)
  }

  /// The whole organisation's report has it without any single unit's figures, for whoever reads; the trial itself is HR's and the auditors'.
  private func readByOthers(_ test: TestDatabase) async throws {
    try await TrialReport.amend("T1", "一部の所属は12月から", in: test.database, as: Cast.officer)
    let month = try TrialOrganisation.month("2026-08")
    try await test.database.takeSnapshot(of: month, as: Cast.officer)
    for (viewer, report) in [
      ("vice", try await MonthlyReport.published(month, unit: nil, in: test.database, as: try await test.viewer("vice"))),
      ("hanae", try await MonthlyReport.live(month, unit: nil, in: test.database, as: try await test.viewer("hanae"))),
    ] {
      let text = report.json.text
      #expect(text.contains("\"verdict\": \"found\"") && text.contains("The scheme raised"), "\(viewer)")
      let trial = try #require(report.trials.first).line
      #expect(trial.contains("一部の所属は12月から") && !trial.contains("X0"), "\(viewer)")
    }
    // Earlier months know nothing of it yet.
    let before = try await MonthlyReport.live(try TrialOrganisation.month("2026-07"), unit: nil, in: test.database, as: Cast.officer)
    #expect(before.trials.first?.line.contains("\"result\": null") == true)
    for login in ["vice", "head", "noriko"] {
      await #expect(throws: ServerError.self) { try await TrialReport.read("T1", in: test.database, as: try await test.viewer(login)) }
    }
    #expect(try await TrialEntry.all(in: test.database, as: try await test.viewer("vice")).map(\.look) == [2])
    let amended = try await TrialReport.read("T1", through: month, in: test.database, as: try await test.viewer("auditor"))
    #expect(amended.amendments.count == 1 && amended.text(.japanese).contains("一部の所属は12月から"))
  }
}

extension TrialOrganisation {
  /// Registers the plan, and lets the months come with so many minutes more per person where the scheme holds.
  static func run(_ changes: [String: Any?] = [:], effect: Double, in test: TestDatabase) async throws -> TrialReport {
    _ = try await TrialRegister.register(try plan(changes), on: registered, simulations: 5, in: test.database, as: Cast.officer)
    try await test.run("select fixture.months('2025-09-01', '2026-08-01', \(effect))")
    try await test.database.fold(as: Cast.officer)
    return try await TrialReport.read("T1", through: try month("2026-08"), in: test.database, as: Cast.officer)
  }
}
