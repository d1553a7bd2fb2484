public import Domain
import Postgres
import Statistics
public import Store

/// A trial as it stands: its registration, what was found at the last look that has come, and how good the data is now.
public struct TrialReport: Sendable {
  public let registration: TrialRegistration
  /// The registration's hash.
  public let sha256: String
  public let amendments: [String]
  /// nil: no registered look has come yet.
  public let result: TrialResult?
  /// nil: nothing to look at yet.
  public let quality: TrialQuality?
  /// The next registered look; nil: there is none.
  public let nextLook: Month?

  /// Reads a trial; what is found at a look is worked out once and kept.
  ///
  /// - Parameter last: the last month that is over; nil: the one before today's.
  /// - Throws: `UnknownTrial`.
  public static func read(_ code: String, through last: Month? = nil, in database: Database, as viewer: Viewer) async throws -> TrialReport {
    let (trial, today, kept) = try await database.read(as: viewer) { transaction -> (StoredTrial, Day, [Int: String]) in
      guard let trial = try await transaction.trial(code) else { throw UnknownTrial(code: code) }
      let looks = try TrialRegistration(document: trial.document).looks
      var kept: [Int: String] = [:]
      for look in looks.indices { kept[look + 1] = try await transaction.trialResult(trial.id, look: look + 1) }
      return (trial, try await transaction.today(), kept)
    }
    let registration = try TrialRegistration(document: trial.document)
    let month = last ?? Month(containing: today).previous
    let looks = registration.looks
    let reached = looks.count { $0 <= month }
    let window = registration.plan.window
    let amendments = trial.amendments.map { "\($0.madeAt) \($0.text)" }
    guard month >= window.from.month else {
      return TrialReport(registration: registration, sha256: trial.sha256, amendments: amendments, result: nil, quality: nil, nextLook: looks.first)
    }
    let to = min(month, registration.plan.lastMonth)
    let (figures, movers) = try await database.read(as: viewer) { transaction in
      let ids = try await transaction.query(
        TrialRegister.query("units", [registration.units.map(\.code), Month(containing: try day(registration.registeredOn))])
      ).map(PlanCheck.Found.init)
      let figures = try await TrialFigures.read(ids.map { ($0.code, $0.id) }, from: window.from.month, to: to, in: transaction)
      var movers = (members: 0, stayed: 0, crossed: 0)
      for row in try await transaction.query(TrialRegister.query("movers", [trial.id, registration.firstStart.previous, to])) {
        movers.members += try row.decode("members", as: Int.self)
        movers.stayed += try row.decode("stayed", as: Int.self)
        movers.crossed += try row.decode("crossed", as: Int.self)
      }
      return (figures, movers)
    }
    var result: TrialResult?
    if reached > 0 {
      if let document = kept[reached] {
        result = try TrialDocument.read(document)
      } else {
        let look = looks[reached - 1]
        let found = try TrialResult(
          registration, sha256: trial.sha256, amendments: amendments, TrialAnalysis(registration, figures, at: look), figures, look: reached,
          quality: TrialAnalysis(registration, figures, at: look).quality(at: look, movers: movers))
        // Auditors see what there is and leave nothing behind.
        if viewer.role != .auditor {
          let (document, published) = (try TrialDocument.text(found), try TrialDocument.text(found.published))
          try await database.write(as: viewer) {
            try await $0.keepTrialResult(trial.id, look: reached, month: look, document: document, published: published)
          }
        }
        result = found
      }
    }
    result?.amendments = amendments
    return TrialReport(
      registration: registration, sha256: trial.sha256, amendments: amendments, result: result,
      quality: try TrialAnalysis(registration, figures, at: to).quality(at: to, movers: movers), nextLook: looks.dropFirst(reached).first)
  }

  /// Says in public what is done otherwise than was registered.
  ///
  /// - Throws: `UnknownTrial`.
  public static func amend(_ code: String, _ text: String, in database: Database, as viewer: Viewer) async throws {
    try await database.write(as: viewer) { transaction in
      guard let trial = try await transaction.trial(code) else { throw UnknownTrial(code: code) }
      try await transaction.amendTrial(trial.id, text, by: viewer.name)
    }
  }

  private static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw TrialMeasure.UnknownMeasure(code: text) }
    return day
  }
}

extension TrialResult {
  /// Works out what is found at a look.
  init(
    _ registration: TrialRegistration, sha256: String, amendments: [String], _ analysis: TrialAnalysis, _ figures: TrialFigures, look: Int,
    quality: TrialQuality
  ) throws {
    let plan = registration.plan
    let month = registration.looks[look - 1]
    let redrawn = plan.assignment == .random ? analysis.redrawn() : nil
    let (primary, jackknife) = analysis.primary(redrawn)
    let (events, hasBand) = analysis.events()
    self.init(
      code: plan.code, title: plan.title, schemeCode: registration.scheme.code, schemeTitle: registration.scheme.title, registeredOn: registration.registeredOn,
      registration: sha256, isRandom: plan.assignment == .random, seed: plan.seed, look: look, looks: plan.looks.count, month: month.description,
      isFollowUp: look > plan.looks.count, unitCount: registration.units.count, startedCount: analysis.startedCount, detectable: registration.detectable.effect,
      primary: primary, jackknife: jackknife, wildBootstrap: analysis.wildBootstrap(), callawaySantAnna: analysis.callawaySantAnna(),
      spending: analysis.spending(), events: events, hasBand: hasBand, preTrend: analysis.preTrend(), guardrails: try analysis.guardrails(),
      cost: analysis.cost(primary), chance: redrawn?.value.map(analysis.chance), quality: quality, departments: analysis.departments(),
      followUp: analysis.followUp(to: month), amendments: amendments,
      missing: [
        Reason("開始前の動きの違いにどこまで耐えるか（感度分析）は計算していません", "how much of a different movement the result would bear (sensitivity) isn't worked out"),
        Reason("時間の標本調査と監査標本はまだ使っていません", "time samples of sections and audits aren't used yet"),
      ])
  }
}
