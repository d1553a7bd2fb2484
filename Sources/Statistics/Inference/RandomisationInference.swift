/// What would have been estimated under the other orders of start that could have been drawn (Fisher 1935; Lehmann and Romano 2005, 15.2).
///
/// Exact where the order was drawn at random: no assumption about the outcomes' distribution is made. p is of the hypothesis that nothing changed anywhere; the interval has every constant
/// effect that isn't rejected, and is exact for a constant effect. It refuses panels with gaps and covariates, for which weights would not depend on the cohort alone.
public struct RandomisationInference: Sendable {
  /// The estimate as it is.
  public let effect: Double
  /// The estimates of the assignments: all of them, the actual one included, or those that were drawn.
  public let statistics: [Double]
  /// For each assignment the estimate of the actual treatment itself, by which a constant effect would show in it.
  private let treatments: [Double]
  public let isExact: Bool
  /// Differences that rounding makes.
  private let tolerance: Double

  /// How many assignments are gone through before a sample is drawn instead.
  public static let mostEnumerated = 200_000

  /// - Parameters:
  ///   - strata: in which the order was drawn, by unit.
  ///   - draws: how many are sampled where there are too many.
  public init(
    _ fit: LinearFit, target: Target, strata: [String: String] = [:], draws: Int = 9_999, mostEnumerated: Int = Self.mostEnumerated, random: inout Xoshiro
  ) throws(NotEstimable) {
    let assignments = Assignments(fit.panel, strata: strata)
    let scores = try UnitContributions(fit, target, starts: assignments.starts)
    effect = scores.outcome(assignments.actual)
    guard effect.isFinite else { throw .notFinite }
    var (statistics, treatments): ([Double], [Double]) = ([], [])
    func note(_ assignment: [Int]) {
      statistics.append(scores.outcome(assignment))
      treatments.append(scores.treatment(assignment))
    }
    isExact = assignments.count.map { $0 <= mostEnumerated } == true
    if isExact { assignments.visitAll(note) } else { assignments.visit(draws, &random, note) }
    self.statistics = statistics
    self.treatments = treatments
    tolerance = 1e-11 * statistics.reduce(abs(effect)) { max($0, abs($1)) }
    // With one start, or outcomes that are all alike, every order gives the same.
    guard (statistics.max() ?? 0) - (statistics.min() ?? 0) > max(tolerance, fit.panel.rounding) else { throw .noVariation }
  }

  /// The share of assignments whose estimate is at least as far from 0; of a sample, the actual one added.
  public var p: Double {
    let count = statistics.count { abs($0) >= abs(effect) - tolerance }
    return isExact ? Double(count) / Double(statistics.count) : Double(count + 1) / Double(statistics.count + 1)
  }

  /// The standard deviation of the estimates, under no effect.
  public var standardDeviation: Double {
    let count = Double(statistics.count)
    let mean = statistics.reduce(0, +) / count
    return (statistics.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }

  public var method: Estimate.Method { isExact ? .randomisationExact : .randomisationSampled }

  public var estimate: Estimate {
    Estimate(value: effect, standardError: standardDeviation, interval: interval(), p: p, method: method, degreesOfFreedom: nil)
  }

  /// Every constant effect that isn't rejected; an end that no number of assignments can bound is infinite.
  ///
  /// At tau an assignment with estimates A of the outcomes and B of the treatment counts where `|A - tau B| >= |a - tau|`: between, or outside of, `(A-a)/(B-1)` and `(A+a)/(B+1)`. So the
  /// count changes at these points only, and the interval is found exactly by going through them.
  public func interval(level: Double = 0.95) -> Interval {
    var (everywhere, changes): (Int, [(at: Double, by: Int)]) = (isExact ? 0 : 1, [])
    for (A, B) in zip(statistics, treatments) {
      switch Acceptance(A: A, B: B, a: effect, tolerance: tolerance) {
      case .everywhere: everywhere += 1
      case .inside(let lower, let upper): changes += [(lower, 1), (upper, -1)]
      case .outside(let lower, let upper):
        everywhere += 1
        changes += [(lower, -1), (upper, 1)]
      case .below(let point):
        everywhere += 1
        changes.append((point, -1))
      case .above(let point): changes.append((point, 1))
      }
    }
    let least = (1 - level) * Double(statistics.count + (isExact ? 0 : 1))
    let points = changes.sorted { $0.at < $1.at }
    var count = everywhere
    // Left of all points nothing is bounded.
    var lower = Double(count) > least ? -Double.infinity : Double.nan
    var upper = lower
    for (at, by) in points {
      let before = Double(count) > least
      count += by
      let after = Double(count) > least
      if !before, after, lower.isNaN { lower = at }
      if before, !after { upper = at }
    }
    if Double(count) > least { upper = .infinity }
    return Interval(lower, upper)
  }
}

/// At which constant effects an assignment counts against rejection.
private enum Acceptance {
  case everywhere
  case inside(Double, Double)
  case outside(Double, Double)
  case below(Double)
  case above(Double)

  init(A: Double, B: Double, a: Double, tolerance: Double) {
    let (isOne, isMinusOne) = (abs(B - 1) < 1e-11, abs(B + 1) < 1e-11)
    if isOne {
      // The treatment is the actual one, or can't be told from it.
      if abs(A - a) <= tolerance { self = .everywhere } else { self = A > a ? .below((A + a) / 2) : .above((A + a) / 2) }
    } else if isMinusOne {
      if abs(A + a) <= tolerance { self = .everywhere } else { self = A + a > 0 ? .above((a - A) / 2) : .below((a - A) / 2) }
    } else {
      let points = [(A - a) / (B - 1), (A + a) / (B + 1)].sorted()
      self = abs(B) < 1 ? .inside(points[0], points[1]) : .outside(points[0], points[1])
    }
  }
}
