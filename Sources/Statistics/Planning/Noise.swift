import Glibc

/// How a unit's outcome moves from period to period once unit and period effects are gone: `Omega = sigma^2 rho^|s-t| + nu^2 1{s=t}`.
public struct Noise: Hashable, Sendable {
  /// Of what carries over to the next period.
  public let variance: Double
  /// What part of it carries over.
  public let persistence: Double
  /// Of what doesn't.
  public let ownVariance: Double

  public init(variance: Double, persistence: Double, ownVariance: Double = 0) {
    (self.variance, self.persistence, self.ownVariance) = (variance, persistence, ownVariance)
  }

  /// Of one unit in one period.
  public var standardDeviation: Double { (variance + ownVariance).squareRoot() }

  /// The covariance of two periods so far apart.
  func covariance(_ distance: Int) -> Double { variance * pow(persistence, Double(abs(distance))) + (distance == 0 ? ownVariance : 0) }

  /// From the periods before anybody's start, by restricted maximum likelihood: of differences from period to period of outcomes less the period's mean, in which unit and
  /// period effects are gone (Patterson and Thompson 1971). Units with a gap there are left out. It refuses fewer than 12 periods or 6 units.
  public static func estimated(from panel: Panel, anticipation: Int = 0, leastPeriods: Int = 12, leastUnits: Int = 6) -> Estimable<Noise> {
    Estimable { () throws(NotEstimable) in
      let start = panel.firstTreated.compactMap { $0 }.min()
      let before = panel.periods.indices.filter { place in start.map { panel.periods[place] < $0 - anticipation } != false }
      guard before.count >= leastPeriods else { throw .fewPrePeriods(before.count, least: leastPeriods) }
      let rows = panel.units.indices.map { unit in before.map { panel.outcomes[unit * panel.periodCount + $0] } }.filter { $0.allSatisfy(\.isFinite) }
      guard rows.count >= leastUnits else { throw .fewUnits(rows.count, least: leastUnits) }
      guard let noise = Likelihood(rows, periods: before.map { panel.periods[$0] }).best else { throw .noVariation }
      return noise
    }
  }
}

/// How likely noise makes the differences that were seen.
private struct Likelihood {
  private let periods: [Int]
  private let count: Double
  /// The sum of the differences' products, row by row.
  private let products: [Double]

  init(_ rows: [[Double]], periods: [Int]) {
    self.periods = periods
    count = Double(rows.count)
    let means = periods.indices.map { period in rows.reduce(0) { $0 + $1[period] } / Double(rows.count) }
    let width = periods.count - 1
    var products = [Double](repeating: 0, count: width * width)
    for row in rows {
      let centred = zip(row, means).map { $0 - $1 }
      let differences = zip(centred.dropFirst(), centred).map { $0 - $1 }
      for first in 0..<width {
        for second in 0..<width { products[first * width + second] += differences[first] * differences[second] }
      }
    }
    self.products = products
  }

  /// Searched on a grid, which is made finer around its best point.
  var best: Noise? {
    guard products.contains(where: { $0 != 0 }) else { return nil }
    // Persistence, and what part of the variance carries over.
    var (best, point): (Double, (Double, Double)?) = (.infinity, nil)
    var (rhoStep, shareStep) = (0.1, 0.2)
    for round in 0..<6 {
      let rhos = round == 0 ? stride(from: 0, through: 0.95, by: rhoStep).map { $0 } : (-2...2).map { (point?.0 ?? 0) + Double($0) * rhoStep }
      let shares = round == 0 ? stride(from: 0.2, through: 1, by: shareStep).map { $0 } : (-2...2).map { (point?.1 ?? 1) + Double($0) * shareStep }
      for rho in rhos where (0...0.98).contains(rho) {
        for share in shares where share > 0.01 && share <= 1 {
          if let value = deviance(rho, share)?.value, value < best { (best, point) = (value, (rho, share)) }
        }
      }
      (rhoStep, shareStep) = (rhoStep / 2.5, shareStep / 2.5)
    }
    guard let point, let scale = deviance(point.0, point.1)?.scale else { return nil }
    return Noise(variance: scale * point.1, persistence: point.0, ownVariance: scale * (1 - point.1))
  }

  private func deviance(_ rho: Double, _ share: Double) -> (value: Double, scale: Double)? {
    let noise = Noise(variance: share, persistence: rho, ownVariance: 1 - share)
    let width = periods.count - 1
    var covariance = [Double](repeating: 0, count: width * width)
    for first in 0..<width {
      for second in 0..<width {
        func between(_ a: Int, _ b: Int) -> Double { noise.covariance(periods[a] - periods[b]) }
        covariance[first * width + second] =
          between(first + 1, second + 1) - between(first + 1, second) - between(first, second + 1) + between(first, second)
      }
    }
    guard let matrix = SymmetricMatrix(covariance, size: width) else { return nil }
    let solved = matrix.solve(products)
    let trace = (0..<width).reduce(0) { $0 + solved[$1 * width + $1] }
    let scale = trace / ((count - 1) * Double(width))
    guard scale > 0 else { return nil }
    return ((count - 1) * (matrix.logarithmOfDeterminant + Double(width) * log(scale)), scale)
  }
}
