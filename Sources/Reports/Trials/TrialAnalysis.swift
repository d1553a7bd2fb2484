import Domain
import Statistics

/// The statistics of a trial at a look: intention to treat, units and starts as they were registered.
struct TrialAnalysis {
  let registration: TrialRegistration
  let figures: TrialFigures
  /// The last month that counts for the effect.
  let until: Month
  let measure: TrialMeasure
  private let panel: Panel
  private let starts: [String: Month]
  private let strata: [String: String]

  /// - Parameter month: of the look.
  init(_ registration: TrialRegistration, _ figures: TrialFigures, at month: Month) throws {
    (self.registration, self.figures) = (registration, figures)
    until = min(month, registration.plan.window.until.month)
    measure = try registration.primary
    (starts, strata) = (registration.starts, registration.strata)
    panel = figures.panel(of: measure, evidence: registration.plan.evidence, from: registration.plan.window.from.month, to: until, starts: starts)
  }

  private var isRandom: Bool { registration.plan.assignment == .random }

  /// The same draws every time: each use has a stream of its own.
  private func random(_ use: UInt64) -> Xoshiro { Xoshiro(seed: UInt64(registration.plan.seed ?? 1) &+ use) }

  /// How many units have started.
  var startedCount: Int { starts.values.count { $0 <= until } }

  /// Why no overall estimate may be said of any measure.
  private func refusal(_ panel: Panel) -> NotEstimable? {
    // Reporting depends on the arm, or small groups: both are known before any estimate.
    for isUnder in [true, false] {
      let staff = figures.units.filter { (starts[$0].map { $0 <= until } == true) == isUnder }.reduce(0) { $0 + (figures.cell($1, until)?.headcount ?? 0) }
      if staff < 10 { return .smallGroup(staff, least: 10) }
    }
    do { try Requirements.trial.check(panel) } catch { return error }
    return nil
  }

  private func interval(_ panel: Panel) -> Estimable<Estimate> {
    if let refusal = refusal(panel) { return .notEstimable(refusal) }
    return Jackknife(LinearFit(Imputation(), panel)).estimate(of: .simple)
  }

  /// By the other orders that could have been drawn.
  func redrawn() -> Estimable<RandomisationInference> {
    if let refusal = refusal(panel) { return .notEstimable(refusal) }
    var random = random(1)
    do {
      return .estimated(try RandomisationInference(LinearFit(Imputation(), panel), target: .simple, strata: strata, random: &random))
    } catch {
      return .notEstimable(error)
    }
  }

  /// The effect on the primary measure, and the same by leaving out each unit.
  func primary(_ redrawn: Estimable<RandomisationInference>?) -> (outcome: TrialResult.Outcome, jackknife: TrialResult.Quantity?) {
    let jackknife = interval(panel)
    guard let redrawn else { return (TrialResult.Outcome(measure, jackknife), nil) }
    switch redrawn {
    case .estimated(let inference): return (TrialResult.Outcome(measure, .estimated(inference.estimate)), jackknife.value.map(TrialResult.Quantity.init))
    // Months without a record: the order can't be redrawn exactly, leaving out units can.
    case .notEstimable(.gaps): return (TrialResult.Outcome(measure, jackknife), nil)
    case .notEstimable(let reason): return (TrialResult.Outcome(measure, .notEstimable(reason)), nil)
    }
  }

  func wildBootstrap() -> Double? {
    guard !isRandom, refusal(panel) == nil else { return nil }
    var random = random(2)
    do { return try WildClusterBootstrap(panel, random: &random).p } catch { return nil }
  }

  /// The other estimator, which needs no parallel trends long before the start.
  func callawaySantAnna() -> TrialResult.Outcome {
    if let refusal = refusal(panel) { return TrialResult.Outcome(measure, .notEstimable(refusal)) }
    return TrialResult.Outcome(measure, Jackknife(LinearFit(CallawaySantAnna(), panel)).estimate(of: .simple))
  }

  func events() -> (events: [TrialResult.Event], hasBand: Bool) {
    guard refusal(panel) == nil else { return ([], false) }
    let fit = LinearFit(CallawaySantAnna(), panel)
    let jackknife = Jackknife(fit)
    let effects = Dictionary(
      uniqueKeysWithValues: fit.targets.compactMap { target in
        if case .event = target { fit.effect(of: target).value.map { (target, $0) } } else { nil }
      })
    var random = random(3)
    let band: Band?
    do { band = try Band(jackknife, effects: effects, random: &random) } catch { band = nil }
    let months = registration.plan.window.from.month.place...until.place
    let events = effects.compactMap { target, effect -> TrialResult.Event? in
      guard case .event(let event) = target else { return nil }
      let own = jackknife.estimate(of: target).value?.interval
      let joint = band?.intervals[target]
      let units = starts.values.count { $0 <= until && months.contains($0.place + event) }
      return TrialResult.Event(
        event: event, estimate: effect, units: units, lower: own?.lower, upper: own?.upper, bandLower: joint?.lower, bandUpper: joint?.upper)
    }
    return (events.sorted { $0.event < $1.event }, band != nil)
  }

  func preTrend() -> TrialResult.PreTrend {
    if let refusal = refusal(panel) { return TrialResult.PreTrend(p: nil, detectableSlope: nil, notEstimable: TrialResult.Reason(refusal)) }
    var random = random(4)
    do {
      let test = try PreTrend(CallawaySantAnna(), panel, strata: strata, random: &random)
      return TrialResult.PreTrend(p: test.p, detectableSlope: test.detectableSlope.isFinite ? test.detectableSlope : nil, notEstimable: nil)
    } catch {
      return TrialResult.PreTrend(p: nil, detectableSlope: nil, notEstimable: TrialResult.Reason(error))
    }
  }

  func guardrails() throws -> [TrialResult.Outcome] {
    try registration.plan.guardrails.map { code in
      let guardrail = try TrialMeasure.known(code)
      let panel = figures.panel(
        of: guardrail, evidence: registration.plan.evidence, from: registration.plan.window.from.month, to: until, starts: starts)
      return TrialResult.Outcome(guardrail, interval(panel))
    }
  }

  /// What the registered looks so far let be said.
  func spending() -> [TrialResult.Spending] {
    guard isRandom, refusal(panel) == nil else { return [] }
    let looks = registration.plan.looks.map(\.month).filter { $0 <= until }
    let (first, last) = (registration.firstStart, registration.plan.window.until.month)
    var random = random(5)
    do {
      let test = try SequentialTest(
        looks.map { look in
          (LinearFit(Imputation(), panel.until(look.place)), Double(first.months(until: look) + 1) / Double(first.months(until: last) + 1))
        }, target: .simple,
        assignments: Assignments(units: panel.units, firstTreated: panel.units.map { starts[$0]?.place }, strata: strata), random: &random)
      return test.looks.enumerated().map { TrialResult.Spending(look: $0 + 1, spent: $1.spent, share: $1.share, rejects: $1.rejects) }
    } catch {
      return []
    }
  }

  func chance(_ inference: RandomisationInference) -> TrialResult.Chance {
    let values = inference.statistics + [inference.effect]
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    let count = 21
    let width = (most - least) / Double(count)
    var counts = [Int](repeating: 0, count: count)
    for value in inference.statistics { counts[min(count - 1, Int((value - least) / width))] += 1 }
    return TrialResult.Chance(
      orders: inference.statistics.count, isExact: inference.isExact, edges: (0...count).map { least + Double($0) * width }, counts: counts)
  }

  func departments() -> [TrialResult.Department] {
    let names = Dictionary(uniqueKeysWithValues: registration.units.map { ($0.code, $0.name) })
    return DepartmentEffect.all(in: until.place, of: panel).map { department in
      let staff = figures.cell(department.unit, until)?.headcount ?? 0
      let effect: Estimable<Estimate> = staff < 10 ? .notEstimable(.smallGroup(staff, least: 10)) : department.effect
      return TrialResult.Department(
        code: department.unit, name: names[department.unit] ?? "", controls: department.controlCount, value: effect.value.map(TrialResult.Quantity.init),
        shrunken: effect.value == nil ? nil : department.shrunken, notEstimable: effect.reason.map(TrialResult.Reason.init))
    }
  }

  /// Hours and what each costs, of redirected time.
  func cost(_ primary: TrialResult.Outcome) -> TrialResult.Cost? {
    guard measure.isRedirected, let yen = registration.scheme.costYen else { return nil }
    var (fteMonths, claimed, measured) = (0.0, 0, 0)
    for (unit, start) in starts where start <= until {
      for step in 0...start.months(until: until) {
        guard let cell = figures.cell(unit, start.adding(months: step)) else { continue }
        fteMonths += cell.fte
        claimed += cell.claimed.reduce(0, +)
        measured += cell.claimed.enumerated().reduce(0) { $0 + ($1.offset >= 2 ? $1.element : 0) }
      }
    }
    guard let value = primary.value, let low = value.lower, let high = value.upper else {
      return TrialResult.Cost(
        yen: yen, hoursLower: nil, hoursUpper: nil, lower: nil, upper: nil,
        notEstimable: primary.notEstimable ?? TrialResult.Reason("時間の区間に端がありません", "the interval of the hours is open"))
    }
    let hours = Interval(low * fteMonths / 60, high * fteMonths / 60)
    let bounds = CostPerHour.bounds(cost: Double(yen), hours: hours, measuredShare: claimed > 0 ? Double(measured) / Double(claimed) : 0)
    return TrialResult.Cost(
      yen: yen, hoursLower: hours.lower, hoursUpper: hours.upper, lower: bounds.value?.lower, upper: bounds.value?.upper,
      notEstimable: bounds.reason.map(TrialResult.Reason.init))
  }

  /// Month by month after the reward has ended.
  func followUp(to month: Month) -> [TrialResult.FollowUp] {
    guard month > until else { return [] }
    let panel = figures.panel(
      of: measure, evidence: registration.plan.evidence, from: registration.plan.window.from.month, to: month, starts: starts)
    let jackknife = Jackknife(LinearFit(Imputation(), panel))
    return (1...until.months(until: month)).map { step in
      let later = until.adding(months: step)
      let estimate: Estimable<Estimate> = refusal(panel).map { .notEstimable($0) } ?? jackknife.estimate(of: .calendar(later.place))
      return TrialResult.FollowUp(
        month: later.description, value: estimate.value.map(TrialResult.Quantity.init), notEstimable: estimate.reason.map(TrialResult.Reason.init))
    }
  }

  /// What the data is like, at any time.
  ///
  /// - Parameter movers: of those who were there when the trial began: all, those who stayed, those who are in a unit of another start.
  func quality(at month: Month, movers: (members: Int, stayed: Int, crossed: Int)) -> TrialQuality {
    func reported(_ isUnder: Bool) -> Double? {
      let cells = figures.units.filter { (starts[$0].map { $0 <= month } == true) == isUnder }.compactMap { figures.cell($0, month) }
      let inForce = cells.reduce(0) { $0 + $1.inForce }
      return inForce > 0 ? Double(cells.reduce(0) { $0 + $1.reported }) / Double(inForce) : nil
    }
    let panel = figures.panel(
      of: measure, evidence: registration.plan.evidence, from: registration.plan.window.from.month, to: month, starts: starts)
    return TrialQuality(
      month: month.description, missingShare: panel.missingShare, reportedUnderScheme: reported(true), reportedElsewhere: reported(false),
      members: movers.members, stayed: movers.stayed, crossed: movers.crossed)
  }
}
