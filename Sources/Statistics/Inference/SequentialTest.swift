/// Looks at a running trial that together keep the level of one test (Lan and DeMets 1983, their spending function of O'Brien and Fleming's kind).
///
/// By look k `2 [1 - Phi(z.975 / sqrt f_k)]` may be spent. The boundaries come from the estimates that the other assignments would have given at the same looks, so no distribution is assumed:
/// of the assignments that haven't crossed before, as many of the largest cross as the spending allows.
public struct SequentialTest: Sendable {
  /// What one look says.
  public struct Look: Hashable, Sendable {
    public let fraction: Double
    public let effect: Double
    /// What may be spent up to here.
    public let spent: Double
    /// The share of assignments that crossed before, or are at least as far from 0 now: no effect is rejected where it is at most what may be spent.
    public let share: Double
    public let rejects: Bool
  }

  /// The looks so far.
  public let looks: [Look]

  /// Whether some look rejects.
  public var rejects: Bool { looks.contains(where: \.rejects) }

  /// What may be spent when the fraction of the information is there.
  public static func spending(_ fraction: Double, level: Double = 0.05) -> Double {
    fraction <= 0 ? 0 : 2 * Normal.above(Normal.quantile(1 - level / 2) / min(1, fraction).squareRoot())
  }

  /// - Parameters:
  ///   - looks: the fit of what was known at each look, of the same units in the same order, with the fraction of the information that was there.
  ///   - assignments: of the whole plan.
  public init(
    _ looks: [(fit: LinearFit, fraction: Double)], target: Target, assignments: Assignments, level: Double = 0.05, draws: Int = 9_999, random: inout Xoshiro
  ) throws(NotEstimable) {
    let joint = try JointStatistics(looks.map { ($0.fit, target) }, assignments, draws: draws, random: &random)
    var survivors = Array(joint.rows.indices)
    let total = Double(joint.rows.count)
    var found: [Look] = []
    for (column, look) in looks.enumerated() {
      let spent = Self.spending(look.fraction, level: level)
      let sizes = survivors.map { abs(joint.rows[$0][column]) }
      let tolerance = 1e-11 * (sizes.max() ?? 0)
      let crossed = total - Double(survivors.count)
      let own = abs(joint.actual[column])
      let share = (crossed + Double(sizes.count { $0 >= own - tolerance })) / total
      found.append(Look(fraction: look.fraction, effect: joint.actual[column], spent: spent, share: share, rejects: share <= spent))
      // Ties cross together or not at all.
      let sorted = sizes.sorted(by: >)
      var allowed = max(0, Int((spent * total - crossed).rounded(.down)))
      if allowed > 0, allowed < sorted.count, sorted[allowed] >= sorted[allowed - 1] - tolerance {
        allowed = sorted.firstIndex { $0 <= sorted[allowed] + tolerance } ?? allowed
      }
      guard allowed > 0 else { continue }
      let bound = sorted[min(allowed, sorted.count) - 1] - tolerance
      survivors = survivors.filter { abs(joint.rows[$0][column]) < bound }
    }
    self.looks = found
  }
}
