import Glibc

/// Panels made up by a model, for plans and for checking the intervals: unit effects, a season of twelve periods, noise that carries over, effects that can grow.
public struct SimulatedPanel: Sendable {
  public let noise: Noise
  /// The standard deviation of what units differ in for good.
  public let unitSpread: Double
  /// The half swing of the season.
  public let season: Double
  /// The effect, by periods since the start.
  public let effect: @Sendable (_ event: Int) -> Double

  public init(
    noise: Noise = Noise(variance: 1, persistence: 0.5), unitSpread: Double = 1, season: Double = 1, effect: @escaping @Sendable (_ event: Int) -> Double
  ) {
    (self.noise, self.unitSpread, self.season, self.effect) = (noise, unitSpread, season, effect)
  }

  /// Draws a panel.
  public func draw(periods: [Int], firstTreated: [Int?], random: inout Xoshiro) -> Panel {
    var outcomes: [Double] = []
    outcomes.reserveCapacity(firstTreated.count * periods.count)
    for first in firstTreated {
      let unit = unitSpread * random.normal()
      var carried = noise.variance.squareRoot() * random.normal()
      for (place, period) in periods.enumerated() {
        if place > 0 {
          let kept = pow(noise.persistence, Double(period - periods[place - 1]))
          carried = kept * carried + (noise.variance * (1 - kept * kept)).squareRoot() * random.normal()
        }
        let own = noise.ownVariance > 0 ? noise.ownVariance.squareRoot() * random.normal() : 0
        let after = first.flatMap { period >= $0 ? effect(period - $0) : nil } ?? 0
        outcomes.append(unit + season * sin(2 * Double.pi * Double(period % 12) / 12) + carried + own + after)
      }
    }
    return Panel(units: firstTreated.indices.map { "\($0 + 1)" }, periods: periods, firstTreated: firstTreated, outcomes: outcomes)
  }

  /// The true average effect over the treated cells.
  public func truth(periods: [Int], firstTreated: [Int?]) -> Double {
    let cells = firstTreated.compactMap { $0 }.flatMap { first in periods.filter { $0 >= first }.map { effect($0 - first) } }
    return cells.reduce(0, +) / Double(cells.count)
  }
}
