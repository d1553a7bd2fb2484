/// Several primary measures judged together (Holm 1979): the chance that any is wrongly called an effect stays at the level.
public enum Holm {
  /// Adjusted p, in the order given.
  public static func adjusted(_ values: [Double]) -> [Double] {
    var adjusted = values
    var largest = 0.0
    for (rank, place) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
      largest = max(largest, min(1, Double(values.count - rank) * values[place]))
      adjusted[place] = largest
    }
    return adjusted
  }
}
