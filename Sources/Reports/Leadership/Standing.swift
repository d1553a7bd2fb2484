/// Which bureaus stand out beyond noise, and by what: found among those whose figures are published.
public struct Standing: Sendable {
  public enum Measure: String, Sendable, CaseIterable {
    /// Counts of persons or adoptions, against binomial limits.
    case adoption, training, reporting
    /// Ratios of hours, against the others' spread.
    case redirection, unaccounted
  }

  /// A bureau outside of what is usual for one of its size.
  public struct Outside: Sendable {
    public let measure: Measure
    public let unit: UnitName
    public let rate: Double
    public let usual: ClosedRange<Double>
    public var isAbove: Bool { rate > usual.upperBound }
  }

  /// By bureau and measure.
  public let outside: [Outside]
  /// Measures of which it can't be said.
  public let unknown: [Measure]
  /// Of the adoption rate.
  public let funnel: Funnel?

  init(_ bureaus: [Bureau]) {
    var outside: [Outside] = []
    var unknown: [Measure] = []
    func judge(_ measure: Measure, _ rates: [(unit: UnitName, rate: Double, usual: ClosedRange<Double>?)]) {
      if rates.allSatisfy({ $0.usual == nil }) { unknown.append(measure) }
      outside += rates.compactMap { unit, rate, usual in
        usual.flatMap { $0.contains(rate) ? nil : Outside(measure: measure, unit: unit, rate: rate, usual: $0) }
      }
    }
    func counted(_ key: String, _ of: String, _ parts: (Figures) -> Funnel.Unit) -> (rates: [(UnitName, Double, ClosedRange<Double>?)], funnel: Funnel?) {
      let shown = bureaus.filter { $0.figures.withheld.isDisjoint(with: [key, of]) }.map { ($0.unit, parts($0.figures)) }.filter { $0.1.of > 0 }
      let funnel = Funnel(shown.map(\.1))
      return (shown.map { ($0.0, $0.1.rate, funnel?.limits(of: $0.1.of)) }, funnel)
    }
    func timed(_ key: String, _ part: (Figures) -> Int) -> [(UnitName, Double, ClosedRange<Double>?)] {
      let shown = bureaus.filter { $0.figures.withheld.isDisjoint(with: [key, "freed"]) && $0.figures.account.freed > 0 }
        .map { ($0.unit, Double(part($0.figures)) / Double($0.figures.account.freed)) }
      let usual = Outliers(shown.map(\.1))?.usual
      return shown.map { ($0.0, $0.1, usual) }
    }
    let adoption = counted("adopters", "headcount") { Funnel.Unit(count: $0.adopters, of: $0.headcount) }
    judge(.adoption, adoption.rates)
    judge(.training, counted("covered", "headcount") { Funnel.Unit(count: $0.covered, of: $0.headcount) }.rates)
    judge(.reporting, counted("reported", "in_force") { Funnel.Unit(count: $0.reported, of: $0.inForce) }.rates)
    judge(.redirection, timed("higher_value.confirmed") { $0.account.higherValue.confirmed })
    judge(.unaccounted, timed("unaccounted.claimed") { $0.account.unaccounted })
    self.outside = outside
    self.unknown = unknown
    funnel = adoption.funnel
  }
}
