public import Domain

/// What a trial looks at, for each unit and month.
public enum TrialMeasure: Hashable, Sendable {
  /// 導入率.
  case adoptionRate
  /// 受講率.
  case trainingCoverage
  /// 報告率: of the adoptions in force, those with a time record.
  case reportingRate
  /// 振向け率, which can't be primary: reporting less freed time raises it.
  case redirectionRate
  /// 創出時間(純), minutes per FTE.
  case netPerFTE
  /// Freed minutes per FTE.
  case freedPerFTE
  /// 振向け時間 as claimed, minutes per FTE.
  case claimedPerFTE
  /// 振向け時間 as confirmed by a second person, minutes per FTE.
  case confirmedPerFTE
  /// Any 指標 by its code.
  case indicator(String)

  static let named: [(code: String, measure: TrialMeasure)] = [
    ("adoption_rate", .adoptionRate), ("training_coverage", .trainingCoverage), ("reporting_rate", .reportingRate), ("redirection_rate", .redirectionRate),
    ("net_per_fte", .netPerFTE), ("freed_per_fte", .freedPerFTE), ("claimed_per_fte", .claimedPerFTE), ("confirmed_per_fte", .confirmedPerFTE),
  ]

  /// As it stands in plans and results; an indicator is `indicator:CODE`.
  public init?(code: String) {
    if let indicator = code.split(separator: ":", maxSplits: 1).last, code.hasPrefix("indicator:") {
      self = .indicator(String(indicator))
    } else if let known = Self.named.first(where: { $0.code == code }) {
      self = known.measure
    } else {
      return nil
    }
  }

  public var code: String {
    if case .indicator(let code) = self { return "indicator:\(code)" }
    return Self.named.first { $0.measure == self }?.code ?? ""
  }

  /// Whether it is minutes, which have levels of evidence.
  var isTime: Bool { [.netPerFTE, .freedPerFTE, .claimedPerFTE, .confirmedPerFTE].contains(self) }

  /// Whether it is redirected minutes, which a scheme's cost is held against.
  var isRedirected: Bool { [.claimedPerFTE, .confirmedPerFTE].contains(self) }

  public func title(_ language: Language) -> String {
    switch self {
    case .adoptionRate: language.choose("導入率", "adoption rate")
    case .trainingCoverage: language.choose("受講率", "training coverage")
    case .reportingRate: language.choose("報告率", "reporting rate")
    case .redirectionRate: language.choose("振向け率", "redirection rate")
    case .netPerFTE: language.choose("創出時間（純）", "net time")
    case .freedPerFTE: language.choose("創出時間", "freed time")
    case .claimedPerFTE: language.choose("振向け時間（申告）", "redirected time as claimed")
    case .confirmedPerFTE: language.choose("振向け時間（確認済み）", "redirected time as confirmed")
    case .indicator(let code): language.choose("指標 \(code)", "indicator \(code)")
    }
  }

  /// A difference of it with its unit.
  func amount(_ number: Double, _ language: Language) -> String {
    switch self {
    case .adoptionRate, .trainingCoverage, .reportingRate, .redirectionRate:
      language.choose("\(Self.decimal(number * 100)) ポイント", "\(Self.decimal(number * 100)) points")
    case .netPerFTE, .freedPerFTE, .claimedPerFTE, .confirmedPerFTE:
      language.choose("常勤1人・1か月あたり \(Self.decimal(number)) 分", "\(Self.decimal(number)) minutes per FTE and month")
    case .indicator: Self.decimal(number)
    }
  }

  /// One decimal; two for what would be rounded away.
  static func decimal(_ number: Double) -> String {
    let scale: Double = abs(number) < 1 ? 100 : 10
    let rounded = (number * scale).rounded() / scale
    return "\(rounded == 0 ? 0 : rounded)"
  }
}
