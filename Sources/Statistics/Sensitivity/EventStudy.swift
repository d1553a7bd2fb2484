/// Effects by time since the start with their covariance, the base period left out: what sensitivity to departures from parallel trends is judged on.
public struct EventStudy: Sendable {
  /// Before the start, the earliest first.
  public let pre: [Double]
  /// From the start on.
  public let post: [Double]
  /// Of all of them, row by row.
  public let covariance: [Double]

  var effects: [Double] { pre + post }
  var size: Int { pre.count + post.count }

  public init(pre: [Double], post: [Double], covariance: [Double]) {
    precondition(covariance.count == (pre.count + post.count) * (pre.count + post.count))
    (self.pre, self.post, self.covariance) = (pre, post, covariance)
  }

  /// Of a result with the universal base, for which departures add up over time; the covariance is that of the influence functions.
  public static func of(_ result: CallawaySantAnna.Result) -> Estimable<EventStudy> {
    Estimable { () throws(NotEstimable) in
      let events = result.averages.filter { average in
        if case .event = average.target { !average.cells.allSatisfy { result.list[$0].isBase } } else { false }
      }
      var (pre, post, influences): ([Double], [Double], [[Double]]) = ([], [], [])
      for average in events {
        guard case .event(let event) = average.target, let effect = result.effect(of: average.target), let influence = result.influence(of: average.target)
        else { continue }
        if event < 0 { pre.append(effect) } else { post.append(effect) }
        influences.append(influence)
      }
      guard !pre.isEmpty, !post.isEmpty else { throw .noCells }
      let count = Double(result.units.count)
      let covariance = influences.flatMap { first in
        influences.map { second in zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } / (count * count) }
      }
      return EventStudy(pre: pre, post: post, covariance: covariance)
    }
  }

  func covariance(_ first: Int, _ second: Int) -> Double { covariance[first * size + second] }

  /// The variance of a sum of the effects.
  func variance(_ weights: [Double]) -> Double {
    var sum = 0.0
    for (first, weight) in weights.enumerated() where weight != 0 {
      for (second, other) in weights.enumerated() { sum += weight * other * covariance(first, second) }
    }
    return sum
  }
}
