public import Domain
import Postgres
import Statistics
public import Store
import sql

/// Registering a trial: the plan is checked, the order drawn, what it can find worked out, and all of it locked.
public enum TrialRegister {
  /// Registers a trial.
  ///
  /// - Parameters:
  ///   - day: of the registration; nil: today, the only one that accounts may give.
  ///   - simulations: how many trials are simulated to see how often the plan finds what it should.
  /// - Throws: `PlanProblems`.
  public static func register(_ plan: TrialPlan, on day: Day? = nil, simulations: Int = 200, in database: Database, as viewer: Viewer) async throws
    -> TrialRegistration
  {
    try await database.write(as: viewer, isolation: .repeatableRead) { transaction in
      let today = if let day { day } else { try await transaction.today() }
      let month = Month(containing: today)
      let scheme = try await transaction.trialScheme(plan.schemeCode)
      let found = try await transaction.query(query("units", [plan.units.map(\.unitCode), month])).map(PlanCheck.Found.init)
      let measures = ([plan.primary.measure] + plan.guardrails).compactMap(TrialMeasure.init(code:))
      let indicators = try await transaction.definedIndicators(measures.compactMap { if case .indicator(let code) = $0 { code } else { nil } })
      let check = PlanCheck(
        plan, today: today, scheme: scheme, isTaken: try await transaction.hasTrial(plan.code), units: found, indicators: indicators)
      guard check.problems.isEmpty, let scheme else { throw PlanProblems(check.problems) }

      // The organisation's own last months, two years at most.
      let figures = try await TrialFigures.read(found.map { ($0.code, $0.id) }, from: month.adding(months: -24), to: month.previous, in: transaction)
      let primary = try TrialMeasure.known(plan.primary.measure)
      let history = try History(figures, primary, plan, before: month)
      var resolved = plan
      var notes: [TrialRegistration.Note] = []
      if !plan.guardrails.contains(TrialMeasure.reportingRate.code) {
        resolved.guardrails.append(TrialMeasure.reportingRate.code)
        notes.append(.reportingRateAdded)
      }
      if plan.units.count < 20 { notes.append(.fewUnits) }
      if plan.window.from.month.fiscalYear != plan.lastMonth.fiscalYear { notes.append(.april) }
      if plan.assignment == .chosen { notes.append(.chosen) }
      let lots = draw(&resolved, found, history)
      let detectable = try detectable(resolved, lots, history, simulations)
      let byCode = Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0) })
      let registration = TrialRegistration(
        registeredOn: today.description, plan: resolved,
        scheme: TrialRegistration.Scheme(
          code: plan.schemeCode, title: scheme.title, kind: scheme.kind, rewards: scheme.rewards, version: scheme.version, costYen: scheme.cost),
        units: lots.compactMap { lot in
          byCode[lot.code].map { unit in
            TrialRegistration.Unit(
              code: lot.code, name: unit.name, bureau: unit.bureau, stratum: lot.stratum, start: lot.start.map(PlanMonth.init),
              headcount: figures.cell(lot.code, month.previous)?.headcount ?? 0, baseline: history.baseline(of: lot.code))
          }
        }, detectable: detectable, notes: notes)
      try await transaction.insertTrial(
        code: plan.code, title: plan.title, scheme: scheme.id, on: today, firstStart: registration.firstStart, isRandom: plan.assignment == .random,
        document: try registration.document(), units: lots.compactMap { lot in byCode[lot.code].map { ($0.id, lot.stratum, lot.start) } })
      return registration
    }
  }

  /// How many units of a random order stay without to the end.
  static func never(in plan: TrialPlan) -> Int {
    plan.never ?? max(plan.units.count / ((plan.starts?.count ?? 0) + 1), min(plan.units.count, Requirements.trial.untreated))
  }

  private static func draw(_ plan: inout TrialPlan, _ units: [PlanCheck.Found], _ history: History) -> [TrialDraw.Lot] {
    guard plan.assignment == .random else {
      return plan.units.map { TrialDraw.Lot(code: $0.unitCode, stratum: "", start: $0.start?.month) }
    }
    plan.seed = plan.seed ?? Int.random(in: 0..<(1 << 53))
    plan.never = never(in: plan)
    plan.strata = plan.strata ?? ["bureau", "size", "baseline"]
    let candidates = units.map {
      TrialDraw.Candidate(code: $0.code, bureau: $0.bureau, headcount: history.headcount(of: $0.code), baseline: history.baseline(of: $0.code))
    }
    return TrialDraw(
      candidates, factors: ["bureau", "size", "baseline"].filter { plan.strata?.contains($0) == true }, starts: (plan.starts ?? []).map(\.month),
      never: plan.never ?? 0, seed: plan.seed ?? 0
    ).lots
  }

  private static func detectable(_ plan: TrialPlan, _ lots: [TrialDraw.Lot], _ history: History, _ simulations: Int) throws -> TrialRegistration.Detectable {
    let (from, until) = (plan.window.from.month, plan.window.until.month)
    let periods = Array(from.place...until.place)
    let starts = lots.map { $0.start?.place }
    switch Noise.estimated(from: history.panel) {
    case .notEstimable(let reason):
      throw PlanProblems([
        PlanProblem(
          "primary.measure", ("これまでの記録から、見つけられる効果の大きさを計算できません（\(reason.sentence(in: .japanese, period: Month.written))）", "登録までに12か月以上の記録がある指標と所属にしてください"),
          (
            "what the trial can find can't be worked out from the record (\(reason.sentence(in: .english, period: Month.written)))",
            "choose a measure and units with at least 12 recorded months"
          ))
      ])
    case .estimated(let noise):
      guard let power = Power.of(Imputation(), design: Design(periods: periods, firstTreated: starts), noise: noise).value else {
        throw PlanProblems([
          PlanProblem(
            "starts", ("この計画では効果を推定できません", "始めない所属を増やすか、期間を見直してください"),
            ("no effect can be estimated by this plan", "leave more units without, or change the window"))
        ])
      }
      let effect = power.minimumDetectableEffect()
      var random = Xoshiro(seed: UInt64(plan.seed ?? 1))
      let model = SimulatedPanel(noise: noise, unitSpread: 0, season: 0) { _ in effect }
      let found = (0..<simulations).count { _ in
        let fit = LinearFit(Imputation(), model.draw(periods: periods, firstTreated: starts, random: &random))
        return Jackknife(fit).estimate(of: .simple).value.map { $0.p < 0.05 } == true
      }
      return TrialRegistration.Detectable(
        effect: effect, mean: history.mean, months: history.panel.periodCount, standardDeviation: noise.standardDeviation, persistence: noise.persistence,
        simulatedPower: Double(found) / Double(simulations), simulations: simulations)
    }
  }

  static func query(_ name: String, _ parameters: [any Bindable]) throws -> Statement {
    Statement(text: try SQLFiles.text("queries/trial/\(name).sql"), parameters: parameters)
  }
}

/// The months before a registration.
private struct History {
  let panel: Panel
  private let headcounts: [String: Int]

  /// - Throws: `PlanProblems` where fewer than 12 months are known of all units.
  init(_ figures: TrialFigures, _ measure: TrialMeasure, _ plan: TrialPlan, before month: Month) throws {
    var from = month.adding(months: -24)
    // The record may begin later than that.
    while from < month, figures.units.contains(where: { figures.cell($0, from)?.value(of: measure, evidence: plan.evidence) == nil }) { from = from.next }
    guard from.months(until: month) >= 12 else {
      throw PlanProblems([
        PlanProblem(
          "units", ("\(measure.title(.japanese))が全所属でそろっている月が \(from.months(until: month)) か月しかありません", "登録までの12か月が記録されている所属にしてください"),
          (
            "the \(measure.title(.english)) of all units is known for \(from.months(until: month)) months only",
            "choose units that have recorded the 12 months before"
          ))
      ])
    }
    panel = figures.panel(of: measure, evidence: plan.evidence, from: from, to: month.previous, starts: [:])
    headcounts = Dictionary(uniqueKeysWithValues: figures.units.map { ($0, figures.cell($0, month.previous)?.headcount ?? 0) })
  }

  var mean: Double { Self.mean(panel.outcomes) }

  func headcount(of unit: String) -> Int { headcounts[unit] ?? 0 }

  func baseline(of unit: String) -> Double {
    guard let place = panel.units.firstIndex(of: unit) else { return 0 }
    return Self.mean(panel.outcomes[place * panel.periodCount..<(place + 1) * panel.periodCount])
  }

  /// Of what is known.
  private static func mean(_ values: some Sequence<Double>) -> Double {
    let known = values.filter(\.isFinite)
    return known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
  }
}

extension PlanCheck.Found {
  init(_ row: Row) throws {
    id = try row.decode("id", as: Int.self)
    code = try row.decode("code", as: String.self)
    name = try row.decode("name", as: String.self)
    bureau = try row.decode("bureau", as: String.self)
    since = try row.decode("since", as: Day.self)
    until = try row.decode("until", as: Day?.self)
    under = try row.decode("under", as: String?.self)
  }
}
