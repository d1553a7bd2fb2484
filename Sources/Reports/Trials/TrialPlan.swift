public import Domain
import Foundation

/// The plan of a trial, as somebody writes it down before it starts.
public struct TrialPlan: Codable, Sendable {
  /// How units come to their starts.
  public enum Assignment: String, Codable, Sendable {
    /// The order is drawn from the seed.
    case random
    /// Somebody has chosen.
    case chosen
  }

  /// A unit; with its start where that was chosen.
  public struct Member: Codable, Sendable {
    public let unitCode: String
    /// nil: never, or to be drawn.
    public let start: PlanMonth?

    enum CodingKeys: String, CodingKey { case unitCode = "unit_code", start }

    public init(_ unitCode: String, start: PlanMonth? = nil) { (self.unitCode, self.start) = (unitCode, start) }

    /// A code alone, or an object with its start.
    public init(from decoder: any Decoder) throws {
      let code: String?
      do { code = try decoder.singleValueContainer().decode(String.self) } catch DecodingError.typeMismatch { code = nil }
      if let code {
        self.init(code)
      } else {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(try members.decode(String.self, forKey: .unitCode), start: try members.decodeIfPresent(PlanMonth.self, forKey: .start))
      }
    }
  }

  /// The one measure that decides.
  public struct Primary: Codable, Sendable {
    public let measure: String
    /// Of minutes: the levels that count; from E2 on where nothing is said.
    public var evidence: [String]?
  }

  /// From when to when is looked.
  public struct Window: Codable, Sendable {
    public let from: PlanMonth
    /// The last month of the effect.
    public let until: PlanMonth
    /// Where the reward ends: how long is watched what stays.
    public var followUpUntil: PlanMonth?

    enum CodingKeys: String, CodingKey { case from, until, followUpUntil = "follow_up_until" }
  }

  public let code: String
  public let title: String
  public let hypothesis: String
  public let schemeCode: String
  public let units: [Member]
  public let assignment: Assignment
  /// Of a random order: the months in which units start.
  public var starts: [PlanMonth]?
  /// Of a random order: how many units stay without; about as many as start in a month where nothing is said.
  public var never: Int?
  /// By what the order is stratified: `bureau`, `size`, `baseline`; by all of them where nothing is said.
  public var strata: [String]?
  /// Of a random order: drawn where nothing is said.
  public var seed: Int?
  public let primary: Primary
  public var guardrails: [String]
  public let window: Window
  public let looks: [PlanMonth]
  /// `imputation`, the only one whose interval is the headline; others stand beside it.
  public var estimator: String
  public let stoppingRule: String

  enum CodingKeys: String, CodingKey, CaseIterable {
    case code, title, hypothesis, schemeCode = "scheme_code", units, assignment, starts, never, strata, seed, primary, guardrails, window, looks, estimator
    case stoppingRule = "stopping_rule"
  }

  /// Reads a plan.
  ///
  /// - Throws: `PlanProblems`.
  public init(json bytes: [UInt8]) throws {
    do {
      let known = Set(CodingKeys.allCases.map(\.rawValue))
      let unknown = try JSONDecoder().decode(Keys.self, from: Data(bytes)).names.subtracting(known).sorted()
      if let key = unknown.first {
        throw PlanProblems(
          [
            PlanProblem(
              key, ("この項目はありません", "項目は \(known.sorted().joined(separator: "、")) です"),
              ("there is no such key", "the keys are \(known.sorted().joined(separator: ", "))"))
          ])
      }
      self = try JSONDecoder().decode(TrialPlan.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw PlanProblems([PlanProblem(error)])
    }
  }

  /// The keys of an object.
  private struct Keys: Decodable {
    let names: Set<String>

    private struct Name: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws { names = Set(try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue)) }
  }

  /// The levels of evidence that count, where the measure has any.
  var evidence: Set<Int> {
    Set((primary.evidence ?? ["E2", "E3", "E4", "E5"]).compactMap { $0.hasPrefix("E") ? Int($0.dropFirst()) : nil })
  }

  /// The last month that is watched.
  var lastMonth: Month { (window.followUpUntil ?? window.until).month }
}

/// A month in a plan: `2027-04`.
public struct PlanMonth: Codable, Hashable, Sendable {
  public let month: Month

  public init(_ month: Month) { self.month = month }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let month = Month(text) else { throw DecodingError.dataCorruptedError(in: container, debugDescription: text) }
    self.month = month
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(month.description)
  }
}
