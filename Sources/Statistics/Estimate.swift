/// What was estimated, or why it can't be.
public enum Estimable<Value> {
  case estimated(Value)
  case notEstimable(NotEstimable)

  /// What was estimated, if it was.
  public var value: Value? { if case .estimated(let value) = self { value } else { nil } }

  /// Why it wasn't.
  public var reason: NotEstimable? { if case .notEstimable(let reason) = self { reason } else { nil } }

  /// Catches a refusal as a value.
  public init(_ body: () throws(NotEstimable) -> Value) {
    do { self = .estimated(try body()) } catch { self = .notEstimable(error) }
  }

  /// The same of another value.
  public func map<Other>(_ body: (Value) -> Other) -> Estimable<Other> {
    switch self {
    case .estimated(let value): .estimated(body(value))
    case .notEstimable(let reason): .notEstimable(reason)
    }
  }

  /// The value, or its refusal thrown.
  public func get() throws(NotEstimable) -> Value {
    switch self {
    case .estimated(let value): return value
    case .notEstimable(let reason): throw reason
    }
  }
}

extension Estimable: Sendable where Value: Sendable {}
extension Estimable: Equatable where Value: Equatable {}

/// From, to; an end that isn't finite is open.
public struct Interval: Hashable, Sendable {
  public let lower: Double
  public let upper: Double

  public init(_ lower: Double, _ upper: Double) { (self.lower, self.upper) = (lower, upper) }

  /// Whether the number lies in it, its ends included.
  public func contains(_ number: Double) -> Bool { lower <= number && number <= upper }

  /// Whether they have a number in common.
  public func overlaps(_ other: Interval) -> Bool { lower <= other.upper && other.lower <= upper }
}

/// An effect with its interval, and how that came about.
public struct Estimate: Hashable, Sendable {
  /// How the interval and p were made.
  public enum Method: String, Hashable, Sendable {
    /// Each unit left out in turn, with Student's t.
    case jackknife
    /// Every assignment that could have been drawn.
    case randomisationExact = "randomisation-exact"
    /// A sample of the assignments that could have been drawn.
    case randomisationSampled = "randomisation-sampled"
    /// The spread of the units for comparison, with Student's t.
    case controlSpread = "control-spread"
    /// A formula of sampling theory, with Student's t.
    case sampling
  }

  /// The effect, in the units of the outcome.
  public let value: Double
  /// The standard deviation of the estimate, by the method.
  public let standardError: Double
  public let interval: Interval
  public let p: Double
  public let method: Method
  /// Of Student's t, where the method rests on it.
  public let degreesOfFreedom: Double?

  /// With Student's t: value ± t(.975) standard error.
  static func student(_ value: Double, standardError: Double, degreesOfFreedom: Double, method: Method) throws(NotEstimable) -> Estimate {
    guard value.isFinite, standardError.isFinite else { throw .notFinite }
    guard standardError > 0 else { throw .noVariation }
    let reach = StudentT.quantile(0.975, degreesOfFreedom: degreesOfFreedom) * standardError
    return Estimate(
      value: value, standardError: standardError, interval: Interval(value - reach, value + reach),
      p: StudentT.twoSided(value / standardError, degreesOfFreedom: degreesOfFreedom), method: method, degreesOfFreedom: degreesOfFreedom)
  }
}
