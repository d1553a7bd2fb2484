/// Several estimates under the same assignments, so that they can be judged together.
struct JointStatistics {
  /// The estimates as they are.
  let actual: [Double]
  /// For each assignment the estimates; the actual one is among them.
  let rows: [[Double]]

  init(
    _ columns: [(fit: LinearFit, target: Target)], _ assignments: Assignments, draws: Int, mostEnumerated: Int = RandomisationInference.mostEnumerated,
    random: inout Xoshiro
  ) throws(NotEstimable) {
    var scores: [UnitContributions] = []
    for column in columns { scores.append(try UnitContributions(column.fit, column.target, starts: assignments.starts)) }
    let made = scores
    actual = made.map { $0.outcome(assignments.actual) }
    var rows: [[Double]] = []
    func note(_ assignment: [Int]) { rows.append(made.map { $0.outcome(assignment) }) }
    if assignments.count.map({ $0 <= mostEnumerated }) == true {
      assignments.visitAll(note)
    } else {
      rows.append(actual)
      assignments.visit(draws, &random, note)
    }
    self.rows = rows
  }

  /// The standard deviation of each estimate over the assignments.
  var standardDeviations: [Double] {
    actual.indices.map { column in
      let mean = rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
      return (rows.reduce(0) { $0 + ($1[column] - mean) * ($1[column] - mean) } / Double(rows.count)).squareRoot()
    }
  }
}
