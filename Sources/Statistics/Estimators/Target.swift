/// What is estimated: an average of effects over cells of cohort and period.
public enum Target: Hashable, Sendable {
  /// Over all treated cells.
  case simple
  /// So many periods after the start (negative: before it).
  case event(Int)
  /// The mean of the event times from 0 on.
  case dynamic
  /// Of one cohort, the mean over its treated periods.
  case group(Int)
  /// The cohorts' means, weighted by their sizes.
  case groups
  /// In one period, over the cohorts under the scheme.
  case calendar(Int)
  /// The mean of the periods.
  case calendars
  /// Of one cohort in one period.
  case cell(group: Int, period: Int)
}

/// An estimator whose estimates are sums of outcomes times weights that don't depend on the outcomes.
public protocol LinearEstimator: Sendable {
  /// The units that it can use at all, such as those that aren't under the scheme from the first period on.
  func usable(_ panel: Panel) -> Panel

  /// The weights of the targets that it has in this design.
  func weights(of design: Design) -> Weights
}

/// The weights of an estimator in a design: for each target, pattern and period what the outcome of every unit of that pattern is multiplied with.
public struct Weights: Sendable {
  /// Those that can be estimated.
  public private(set) var targets: [Target] = []
  /// Those that can't.
  public private(set) var refusals: [Target: NotEstimable] = [:]
  /// Target by target, pattern by pattern, period by period.
  private(set) var values: [Double] = []
  private(set) var places: [Target: Int] = [:]
  let patternCount: Int
  let periodCount: Int

  init(_ design: Design) { (patternCount, periodCount) = (design.patterns.count, design.periodCount) }

  mutating func add(_ target: Target, _ weights: [Double]) {
    precondition(weights.count == patternCount * periodCount)
    places[target] = targets.count
    targets.append(target)
    values += weights
  }

  mutating func refuse(_ target: Target, _ reason: NotEstimable) { refusals[target] = reason }

  /// The weights of a target, pattern by pattern; or why there are none.
  func of(_ target: Target) throws(NotEstimable) -> ArraySlice<Double> {
    guard let place = places[target] else { throw refusals[target] ?? .noCells }
    let size = patternCount * periodCount
    return values[place * size..<(place + 1) * size]
  }
}
