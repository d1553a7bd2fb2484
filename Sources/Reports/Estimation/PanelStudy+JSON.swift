import Domain
import Statistics

/// The study as JSON, numbers in full.
extension PanelStudy {
  public var json: JSON {
    .object([
      ("units", .array(panel.units.map(JSON.string))), ("periods", .array(panel.periods.map(time))), ("cohorts", .array(panel.cohorts.map(time))),
      (
        "cohort_sizes",
        .array(
          panel.cohorts.map { cohort in .object([("cohort", time(cohort)), ("units", .integer(panel.firstTreated.count { $0 == cohort }))]) }
            + [.object([("cohort", .null), ("units", .integer(panel.firstTreated.count { $0 == nil }))])])
      ),
      ("seed", .integer(Int(clamping: options.seed))), ("randomised", .boolean(options.isRandomised)),
      ("imputation", imputation.map { figures in .object(overall(figures, .simple, "simple") + [("event", events(figures))]) } ?? .null),
      ("callaway_santanna", callawaySantAnna.map(callawaySantAnna) ?? .null),
      ("wild_bootstrap", wildBootstrap.map { .object([("p", .number($0.p)), ("t", .number($0.t)), ("exact", .boolean($0.isExact))]) } ?? .null),
      ("department_month", .array(departments.filter { $0.effect.value != nil }.map(department))),
      ("left_out", .object(leftOut.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.map(JSON.string))) })),
      ("not_estimable", .array(missing.map(missing))),
    ])
  }

  private func time(_ period: Int) -> JSON { file.hasMonths ? .string(file.written(period)) : .integer(period) }

  private func number(_ value: Double?) -> JSON { value.flatMap { $0.isFinite ? JSON.number($0) : nil } ?? .null }

  private func interval(_ interval: Interval?) -> JSON { interval.map { .array([number($0.lower), number($0.upper)]) } ?? .null }

  private func members(_ figure: Figure) -> [(String, JSON)] {
    [
      ("estimate", number(figure.effect)), ("se_analytic", number(figure.analytic)), ("se_jackknife", number(figure.jackknife)),
      ("interval", interval(figure.estimate?.interval)), ("method", figure.estimate.map { .string($0.method.rawValue) } ?? .null),
      ("p", number(figure.estimate?.p)),
    ]
  }

  private func overall(_ figures: [Figure], _ target: Target, _ name: String) -> [(String, JSON)] {
    [(name, .object(members(figures.first { $0.target == target } ?? Figure(target: target, effect: nil))))]
  }

  private func events(_ figures: [Figure]) -> JSON {
    .array(
      figures.compactMap { figure in
        guard case .event(let event) = figure.target else { return nil }
        return .object([("event", .integer(event))] + members(figure) + [("band", interval(figure.band))])
      })
  }

  private func callawaySantAnna(_ figures: [Figure]) -> JSON {
    let cells = cells.map { cell in
      JSON.object([
        ("group", time(cell.group)), ("time", time(cell.period)), ("estimate", number(cell.effect)), ("se_analytic", number(cell.analyticStandardError)),
        ("n_treated", .integer(cell.treatedCount)), ("n_control", .integer(cell.controlCount)),
      ])
    }
    func list(_ name: String, _ key: (Target) -> Int?) -> JSON {
      .array(figures.compactMap { figure in key(figure.target).map { .object([(name, time($0))] + members(figure)) } })
    }
    return .object(
      [("att_gt", .array(cells))] + overall(figures, .simple, "simple") + [
        ("dynamic", .object(overall(figures, .dynamic, "overall") + [("event", events(figures))])),
        (
          "group",
          .object(overall(figures, .groups, "overall") + [("groups", list("group") { if case .group(let cohort) = $0 { cohort } else { nil } })])
        ),
        (
          "calendar",
          .object(overall(figures, .calendars, "overall") + [("times", list("time") { if case .calendar(let period) = $0 { period } else { nil } })])
        ),
        ("pretrend", preTrend.map(preTrend) ?? .null),
      ])
  }

  private func preTrend(_ test: PreTrend) -> JSON {
    let kind: [(String, JSON)] =
      switch test.kind {
      case .wald(let statistic, let degrees): [("method", .string("wald")), ("statistic", number(statistic)), ("df", .integer(degrees))]
      case .randomisation(let largest, let count):
        [("method", .string("randomisation-max-t")), ("statistic", number(largest)), ("event_times", .integer(count))]
      }
    return .object(
      kind + [("p", number(test.p)), ("slope_with_power_80", number(test.detectableSlope)), ("note", .string(noneDetected))])
  }

  /// What always stands beside a test of what went before.
  var noneDetected: String {
    language.choose("見つからないことは、ないことではありません", "none detected is not none")
  }

  private func department(_ one: DepartmentEffect) -> JSON {
    let estimate = one.effect.value
    return .object([
      ("unit", .string(one.unit)), ("time", time(one.period)), ("estimate", number(estimate?.value)), ("se", number(estimate?.standardError)),
      ("interval", interval(estimate?.interval)), ("p", number(estimate?.p)), ("shrunken", number(one.shrunken)), ("n_control", .integer(one.controlCount)),
      ("few_controls", .boolean(one.hasFewControls)),
    ])
  }

  private func missing(_ missing: Missing) -> JSON {
    var members: [(String, JSON)] = [("estimator", .string(missing.estimator)), ("what", .string(missing.what))]
    switch missing.target {
    case .cell(let group, let period): members += [("group", time(group)), ("time", time(period))]
    case .event(let event): members.append(("event", .integer(event)))
    case .group(let cohort): members.append(("group", time(cohort)))
    case .calendar(let period): members.append(("time", time(period)))
    case .simple: members.append(("target", .string("simple")))
    case .dynamic: members.append(("target", .string("dynamic")))
    case .groups: members.append(("target", .string("group")))
    case .calendars: members.append(("target", .string("calendar")))
    case nil: break
    }
    if let unit = missing.unit { members.append(("unit", .string(unit))) }
    return .object(
      members + [("reason", .string(missing.reason.code)), ("sentence", .string(missing.reason.sentence(in: language, period: file.written)))])
  }
}
