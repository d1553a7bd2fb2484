import CClp

/// Linear programmes over one set, `x >= 0, A x = b`, with one objective after another, by COIN-OR's Clp (primal simplex, each from where the last one ended).
final class LinearProgram {
  private let model: UnsafeMutableRawPointer
  private let size: Int

  /// - Parameters:
  ///   - columns: what each variable adds to each equation.
  ///   - sides: of the equations.
  init?(columns: [[Double]], sides: [Double]) {
    guard let model = Clp_newModel() else { return nil }
    self.model = model
    size = columns.count
    let rows = sides.count
    var (starts, places, values): ([Int32], [Int32], [Double]) = ([0], [], [])
    for column in columns {
      for (row, value) in column.enumerated() where value != 0 {
        places.append(Int32(row))
        values.append(value)
      }
      starts.append(Int32(values.count))
    }
    let lower = [Double](repeating: 0, count: size)
    let upper = [Double](repeating: .infinity, count: size)
    Clp_setLogLevel(model, 0)
    Clp_loadProblem(model, Int32(size), Int32(rows), starts, places, values, lower, upper, lower, sides, sides)
    // -1: the greatest value.
    Clp_setOptimizationDirection(model, -1)
  }

  deinit { Clp_deleteModel(model) }

  /// The greatest value of the objective and where it is taken; nothing where there is none.
  func maximum(of objective: [Double]) -> (value: Double, solution: [Double])? {
    Clp_chgObjCoefficients(model, objective)
    Clp_primal(model, 0)
    guard Clp_status(model) == 0, let solution = Clp_primalColumnSolution(model) else { return nil }
    let found = Array(UnsafeBufferPointer(start: solution, count: size))
    return (zip(objective, found).reduce(0) { $0 + $1.0 * $1.1 }, found)
  }
}
