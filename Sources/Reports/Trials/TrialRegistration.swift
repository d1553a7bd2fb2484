import Domain
import Foundation

/// A trial as it is registered: the plan, the order of starts that came of it, and what it can find. Its document is what the hash locks.
public struct TrialRegistration: Codable, Sendable {
  /// The scheme's rule on the day of registration.
  public struct Scheme: Codable, Sendable {
    public let code: String
    public let title: String
    public let kind: String
    public let rewards: String
    public let version: Int
    public let costYen: Int?

    enum CodingKeys: String, CodingKey { case code, title, kind, rewards, version, costYen = "cost_yen" }
  }

  /// A unit with the start that it was given.
  public struct Unit: Codable, Sendable {
    public let code: String
    public let name: String
    public let bureau: String
    /// Within which the order was drawn; empty: it was chosen.
    public let stratum: String
    /// nil: never.
    public let start: PlanMonth?
    /// In the month before the registration.
    public let headcount: Int
    /// The mean of the primary measure over the months before.
    public let baseline: Double
  }

  /// What the plan can find, from the organisation's own last months.
  public struct Detectable: Codable, Sendable {
    /// The smallest effect that is found in four of five trials, in the units of the primary measure.
    public let effect: Double
    /// The mean of the primary measure over units and months before, to hold it against.
    public let mean: Double
    public let months: Int
    /// Of one unit and month, once unit and month effects are gone.
    public let standardDeviation: Double
    public let persistence: Double
    /// The share of simulated trials of this plan in which an effect of that size was found.
    public let simulatedPower: Double
    public let simulations: Int

    enum CodingKeys: String, CodingKey {
      case effect, mean, months, standardDeviation = "standard_deviation", persistence, simulatedPower = "simulated_power", simulations
    }
  }

  /// What has to be said to whoever registers it.
  public enum Note: String, Codable, Sendable {
    /// The reporting rate was added to the guardrails.
    case reportingRateAdded = "reporting_rate_added"
    /// So few units find very large effects only.
    case fewUnits = "few_units"
    /// A 1 April lies in the window.
    case april
    /// Starts were chosen.
    case chosen
  }

  public let registeredOn: String
  public let plan: TrialPlan
  public let scheme: Scheme
  /// In the order in which they were drawn.
  public let units: [Unit]
  public let detectable: Detectable
  public let notes: [Note]

  enum CodingKeys: String, CodingKey { case registeredOn = "registered_on", plan, scheme, units, detectable, notes }

  /// One form only, so that its hash locks it.
  func document() throws -> String { try TrialDocument.text(self) }

  init(document: String) throws { self = try TrialDocument.read(document) }

  init(
    registeredOn: String, plan: TrialPlan, scheme: Scheme, units: [Unit], detectable: Detectable, notes: [Note]
  ) {
    (self.registeredOn, self.plan, self.scheme, self.units, self.detectable, self.notes) = (registeredOn, plan, scheme, units, detectable, notes)
  }

  /// By unit; those that never start have none.
  var starts: [String: Month] { Dictionary(uniqueKeysWithValues: units.compactMap { unit in unit.start.map { (unit.code, $0.month) } }) }

  var strata: [String: String] { Dictionary(uniqueKeysWithValues: units.map { ($0.code, $0.stratum) }) }

  var firstStart: Month { starts.values.min() ?? plan.window.until.month }

  var primary: TrialMeasure { get throws { try TrialMeasure.known(plan.primary.measure) } }

  /// The months at which is looked, the follow-up's last.
  var looks: [Month] { plan.looks.map(\.month) + (plan.window.followUpUntil.map { [$0.month] } ?? []) }
}

/// JSON in one form only: keys in order, no spaces.
enum TrialDocument {
  static func text(_ value: some Encodable, isPretty: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = isPretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func read<Value: Decodable>(_ text: String) throws -> Value { try JSONDecoder().decode(Value.self, from: Data(text.utf8)) }
}

extension TrialMeasure {
  /// The measure of a registered plan.
  static func known(_ code: String) throws -> TrialMeasure {
    guard let measure = TrialMeasure(code: code) else { throw UnknownMeasure(code: code) }
    return measure
  }

  /// A registered plan names a measure that this program hasn't got.
  struct UnknownMeasure: Error {
    let code: String
  }
}
