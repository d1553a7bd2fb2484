import Statistics
public import Domain

/// A panel estimated by both estimators, with everything that is said of it; text, JSON and CSV are drawn from it.
public struct PanelStudy: Sendable {
  public struct Options: Sendable {
    public enum Estimator: String, Sendable, CaseIterable {
      case imputation
      case callawaySantAnna = "callaway-santanna"
      case both
    }

    public var control: String = "not-yet"
    public var base: String = "varying"
    public var anticipation = 0
    public var estimator: Estimator = .both
    /// Whether the order of starts was drawn at random.
    public var isRandomised = false
    public var seed: UInt64 = 1

    public init() {}
  }

  /// An effect with what is known of its spread.
  struct Figure: Sendable {
    let target: Target
    let effect: Double?
    var analytic: Double?
    var jackknife: Double?
    /// With interval and p.
    var estimate: Estimate?
    /// With all event times held at once.
    var band: Interval?
  }

  /// What can't be said.
  struct Missing: Sendable {
    let estimator: String
    let what: String
    let target: Target?
    var unit: String?
    let reason: NotEstimable
  }

  let file: PanelFile
  let options: Options
  let language: Language
  private(set) var imputation: [Figure]?
  private(set) var callawaySantAnna: [Figure]?
  private(set) var cells: [CallawaySantAnna.Result.CellEffect] = []
  private(set) var preTrend: PreTrend?
  private(set) var wildBootstrap: WildClusterBootstrap?
  private(set) var departments: [DepartmentEffect] = []
  private(set) var missing: [Missing] = []
  /// Units that an estimator can't use.
  private(set) var leftOut: [String: [String]] = [:]

  var panel: Panel { file.panel }
  var estimator: CallawaySantAnna {
    CallawaySantAnna(
      control: options.control == "never" ? .never : .notYet, base: options.base == "universal" ? .universal : .varying, anticipation: options.anticipation)
  }

  /// Estimates everything that can be.
  public init(_ file: PanelFile, _ options: Options, language: Language) {
    (self.file, self.options, self.language) = (file, options, language)
    // Months have least numbers; of other periods nothing is known.
    let requirements = file.hasMonths ? Requirements.trial : .anyPanel
    if file.panel.missingShare > requirements.missingShare {
      missing.append(
        Missing(estimator: "all", what: "all", target: nil, reason: .missing(share: file.panel.missingShare, most: requirements.missingShare)))
      return
    }
    var random = Xoshiro(seed: options.seed)
    if options.estimator != .callawaySantAnna { estimateByImputation(requirements, &random) }
    if options.estimator != .imputation { estimateByCallawaySantAnna(requirements, &random) }
    if !options.isRandomised {
      let panel = panel
      wildBootstrap = noted("wild_bootstrap", "p", Estimable { () throws(NotEstimable) in try WildClusterBootstrap(panel, random: &random) })
    }
    for period in panel.periods {
      for one in DepartmentEffect.all(in: period, of: panel, anticipation: options.anticipation) {
        departments.append(one)
        if let reason = one.effect.reason {
          missing.append(Missing(estimator: "department_month", what: "interval", target: .calendar(period), unit: one.unit, reason: reason))
        }
      }
    }
  }

  /// What was estimated; else the refusal is noted.
  private mutating func noted<Value>(_ estimator: String, _ what: String, _ tried: Estimable<Value>) -> Value? {
    if let reason = tried.reason { missing.append(Missing(estimator: estimator, what: what, target: nil, reason: reason)) }
    return tried.value
  }

  private mutating func estimateByImputation(_ requirements: Requirements, _ random: inout Xoshiro) {
    let name = "imputation"
    let estimator = Imputation(anticipation: options.anticipation)
    let fit = LinearFit(estimator, panel)
    note(left: fit.panel, name)
    for refusal in fit.refusals where Self.isShown(refusal.target, of: name) {
      missing.append(Missing(estimator: name, what: "estimate", target: refusal.target, reason: refusal.reason))
    }
    if fit.refusals.isEmpty, fit.targets.isEmpty { missing.append(Missing(estimator: name, what: "estimate", target: .simple, reason: .noCells)) }
    var figures = fit.targets.filter { Self.isShown($0, of: name) }.map { target in
      Figure(target: target, effect: fit.effect(of: target).value, analytic: estimator.analyticStandardError(of: target, in: panel).value)
    }
    addIntervals(to: &figures, name, Jackknife(fit), linear: fit, requirements, &random)
    imputation = figures
  }

  private mutating func estimateByCallawaySantAnna(_ requirements: Requirements, _ random: inout Xoshiro) {
    let name = "callaway_santanna"
    let result = estimator.estimate(panel)
    let fit = LinearFit(estimator, panel)
    note(left: fit.panel, name)
    cells = result.cells
    missing += result.refusals.map { Missing(estimator: name, what: "att_gt", target: $0.target, reason: $0.reason) }
    if !result.targets.contains(.simple) { missing.append(Missing(estimator: name, what: "estimate", target: .simple, reason: .noCells)) }
    var figures = result.targets.map { Figure(target: $0, effect: result.effect(of: $0), analytic: result.analyticStandardError(of: $0)) }
    let hasCovariates = !panel.covariates.isEmpty
    let jackknife = hasCovariates ? Jackknife(estimator, panel) : Jackknife(fit)
    addIntervals(to: &figures, name, jackknife, linear: hasCovariates ? nil : fit, requirements, &random)
    callawaySantAnna = figures
    let (estimator, file) = (estimator, file)
    preTrend = noted(
      name, "pretrend", Estimable { () throws(NotEstimable) in try PreTrend(estimator, file.panel, strata: file.strata, random: &random) })
  }

  private mutating func note(left used: Panel, _ name: String) {
    let kept = Set(used.units)
    let left = panel.units.filter { !kept.contains($0) }
    if !left.isEmpty { leftOut[name] = left }
  }

  private static func isShown(_ target: Target, of estimator: String) -> Bool {
    switch target {
    case .group, .groups, .calendar, .calendars: estimator != "imputation"
    default: true
    }
  }

  /// Jackknife for all; where the order was drawn, randomisation for the averages.
  ///
  /// - Parameter linear: nil with covariates.
  private mutating func addIntervals(
    to figures: inout [Figure], _ name: String, _ jackknife: Jackknife, linear fit: LinearFit?, _ requirements: Requirements, _ random: inout Xoshiro
  ) {
    for place in figures.indices { figures[place].jackknife = jackknife.standardError(of: figures[place].target).value }
    do {
      try requirements.check(fit?.panel ?? estimator.usable(panel), anticipation: options.anticipation)
    } catch {
      missing.append(Missing(estimator: name, what: "interval", target: nil, reason: error))
      return
    }
    if options.isRandomised, fit == nil {
      missing.append(Missing(estimator: name, what: "randomisation", target: nil, reason: .covariatesNotSupported))
    }
    for place in figures.indices {
      let target = figures[place].target
      // A base period is 0 by definition.
      if figures[place].effect == 0, figures[place].analytic == nil { continue }
      var estimate = jackknife.estimate(of: target)
      if options.isRandomised, target.isOverall, let fit {
        do {
          estimate = .estimated(try RandomisationInference(fit, target: target, strata: file.strata, random: &random).estimate)
        } catch {
          missing.append(Missing(estimator: name, what: "randomisation", target: target, reason: error))
        }
      }
      figures[place].estimate = estimate.value
      if let reason = estimate.reason { missing.append(Missing(estimator: name, what: "interval", target: target, reason: reason)) }
    }
    let events = figures.filter { if case .event = $0.target { $0.estimate != nil } else { false } }
    do {
      let effects = Dictionary(uniqueKeysWithValues: events.compactMap { figure in figure.effect.map { (figure.target, $0) } })
      let band = try Band(jackknife, effects: effects, random: &random)
      for place in figures.indices { figures[place].band = band.intervals[figures[place].target] }
    } catch {
      missing.append(Missing(estimator: name, what: "band", target: nil, reason: error))
    }
  }
}

extension Target {
  /// Whether it is an average over all treated cells or cohorts.
  var isOverall: Bool {
    switch self {
    case .simple, .dynamic, .groups, .calendars: true
    default: false
    }
  }
}
