/// Where a function takes a value.
enum Roots {
  /// For a function that rises without end of its own; doubles the upper end until it is high enough, then halves the interval to the last digit.
  static func rising(to value: Double, from lower: Double, _ function: (Double) -> Double) -> Double {
    var (lower, upper) = (lower, max(1, lower * 2))
    while function(upper) < value {
      (lower, upper) = (upper, upper * 2)
      if upper > 1e300 { return .infinity }
    }
    while true {
      let middle = lower + (upper - lower) / 2
      if middle <= lower || middle >= upper { return middle }
      if function(middle) < value { lower = middle } else { upper = middle }
    }
  }
}
