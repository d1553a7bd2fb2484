public import Domain
import Statistics

/// What a trial has found by a look.
public struct TrialResult: Codable, Sendable {
  /// A difference with its interval; an end that is open is left out.
  public struct Quantity: Codable, Sendable {
    public let estimate: Double
    public let standardError: Double
    public let lower: Double?
    public let upper: Double?
    public let p: Double
    public let method: String

    enum CodingKeys: String, CodingKey { case estimate, standardError = "standard_error", lower, upper, p, method }

    init(_ estimate: Estimate) {
      self.estimate = estimate.value
      standardError = estimate.standardError
      lower = estimate.interval.lower.isFinite ? estimate.interval.lower : nil
      upper = estimate.interval.upper.isFinite ? estimate.interval.upper : nil
      p = estimate.p
      method = estimate.method.rawValue
    }
  }

  /// Why something can't be said 判定不能, in both languages.
  public struct Reason: Codable, Sendable {
    public let ja: String
    public let en: String

    init(_ ja: String, _ en: String) { (self.ja, self.en) = (ja, en) }

    init(_ reason: NotEstimable) { self.init(reason.sentence(in: .japanese, period: Month.written), reason.sentence(in: .english, period: Month.written)) }

    public func sentence(_ language: Language) -> String { language.choose(ja, en) }
  }

  /// A quantity, or why there is none.
  public struct Outcome: Codable, Sendable {
    public let measure: String
    public let value: Quantity?
    public let notEstimable: Reason?

    enum CodingKeys: String, CodingKey { case measure, value, notEstimable = "not_estimable" }

    init(_ measure: TrialMeasure, _ outcome: Estimable<Estimate>) {
      self.measure = measure.code
      value = outcome.value.map(Quantity.init)
      notEstimable = outcome.reason.map(Reason.init)
    }

    init(_ measure: TrialMeasure, _ reason: Reason) { (self.measure, value, notEstimable) = (measure.code, nil, reason) }
  }

  /// So many months after the start.
  public struct Event: Codable, Sendable {
    public let event: Int
    public let estimate: Double
    public let units: Int
    /// Of this month alone.
    public let lower: Double?
    public let upper: Double?
    /// That holds for all months together.
    public let bandLower: Double?
    public let bandUpper: Double?

    enum CodingKeys: String, CodingKey { case event, estimate, units, lower, upper, bandLower = "band_lower", bandUpper = "band_upper" }
  }

  /// Whether the groups moved alike before the start.
  public struct PreTrend: Codable, Sendable {
    public let p: Double?
    /// The trend apart, per month, that would have been found in four of five cases.
    public let detectableSlope: Double?
    public let notEstimable: Reason?

    enum CodingKeys: String, CodingKey { case p, detectableSlope = "detectable_slope", notEstimable = "not_estimable" }
  }

  /// What would have been seen under the other orders that could have been drawn.
  public struct Chance: Codable, Sendable {
    public let orders: Int
    public let isExact: Bool
    /// The edges of the bars, one more than there are bars.
    public let edges: [Double]
    public let counts: [Int]

    enum CodingKeys: String, CodingKey { case orders, isExact = "is_exact", edges, counts }
  }

  /// What may be said at a look so that looking often doesn't find what isn't there.
  public struct Spending: Codable, Sendable {
    public let look: Int
    public let spent: Double
    public let share: Double
    public let rejects: Bool
  }

  /// One department in the month of the look, for HR only.
  public struct Department: Codable, Sendable {
    public let code: String
    public let name: String
    public let controls: Int
    public let value: Quantity?
    public let shrunken: Double?
    public let notEstimable: Reason?

    enum CodingKeys: String, CodingKey { case code, name, controls, value, shrunken, notEstimable = "not_estimable" }
  }

  /// What the scheme costs for each hour redirected, between two bounds.
  public struct Cost: Codable, Sendable {
    public let yen: Int
    public let hoursLower: Double?
    public let hoursUpper: Double?
    public let lower: Double?
    public let upper: Double?
    public let notEstimable: Reason?

    enum CodingKeys: String, CodingKey {
      case yen, hoursLower = "hours_lower", hoursUpper = "hours_upper", lower = "yen_per_hour_lower", upper = "yen_per_hour_upper", notEstimable =
        "not_estimable"
    }
  }

  /// A month after the reward has ended.
  public struct FollowUp: Codable, Sendable {
    public let month: String
    public let value: Quantity?
    public let notEstimable: Reason?

    enum CodingKeys: String, CodingKey { case month, value, notEstimable = "not_estimable" }
  }

  public let code: String
  public let title: String
  public let schemeCode: String
  public let schemeTitle: String
  public let registeredOn: String
  public let registration: String
  public let isRandom: Bool
  public let seed: Int?
  public let look: Int
  public let looks: Int
  public let month: String
  public let isFollowUp: Bool
  public let unitCount: Int
  public let startedCount: Int
  public let detectable: Double
  public let primary: Outcome
  /// The same by leaving out each unit in turn, beside the test by redrawing.
  public let jackknife: Quantity?
  /// Where the order was chosen: of no difference at all, by a wild bootstrap.
  public let wildBootstrap: Double?
  public let callawaySantAnna: Outcome
  public let spending: [Spending]
  public var events: [Event]
  public let hasBand: Bool
  public let preTrend: PreTrend
  public let guardrails: [Outcome]
  public let cost: Cost?
  public let chance: Chance?
  public var quality: TrialQuality?
  public var departments: [Department]?
  /// Of what follows the end of the reward, by month.
  public let followUp: [FollowUp]
  /// Those that were there at the look; whoever shows the result puts in those since.
  public var amendments: [String]
  /// What isn't worked out, so that nobody takes it for found to be all right.
  public let missing: [Reason]

  enum CodingKeys: String, CodingKey {
    case code, title, schemeCode = "scheme_code", schemeTitle = "scheme_title", registeredOn = "registered_on", registration = "registration_sha256"
    case isRandom = "is_random", seed, look, looks, month, isFollowUp = "is_follow_up", unitCount = "units", startedCount = "units_started"
    case detectable = "minimum_detectable_effect", primary, jackknife, wildBootstrap = "wild_bootstrap_p", callawaySantAnna = "callaway_santanna", spending,
      events
    case hasBand = "has_band", preTrend = "pre_trend", guardrails, cost, chance, quality, departments, followUp = "follow_up", amendments, missing
  }

  /// The same without any single unit's or few units' figures.
  var published: TrialResult {
    var result = self
    result.departments = nil
    result.quality = nil
    result.events = events.filter { $0.units >= 3 }
    return result
  }
}

/// How good the data is: what may be seen at any time, for it says nothing of effects.
public struct TrialQuality: Codable, Sendable {
  public let month: String
  /// Of the primary measure's unit-months.
  public let missingShare: Double
  /// Of adoptions in the last month, of units under the scheme and of the others.
  public let reportedUnderScheme: Double?
  public let reportedElsewhere: Double?
  /// Of those who were in the units when the trial began: how many are in the same unit still, how many in one of another start.
  public let members: Int
  public let stayed: Int
  public let crossed: Int

  enum CodingKeys: String, CodingKey {
    case month, missingShare = "missing_share", reportedUnderScheme = "reported_under_scheme", reportedElsewhere = "reported_elsewhere", members, stayed,
      crossed
  }
}
