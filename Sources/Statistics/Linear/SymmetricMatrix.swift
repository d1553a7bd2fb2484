import CLAPACK
import Glibc

/// A symmetric positive definite matrix, factored once by LAPACK (Cholesky), for solving.
struct SymmetricMatrix {
  let size: Int
  private let factor: [Double]

  /// Nothing where the matrix isn't safely positive definite.
  ///
  /// - Parameter values: all of them, row by row.
  init?(_ values: [Double], size: Int) {
    self.size = size
    var factor = values
    let order = Int32(size)
    guard size > 0 else {
      self.factor = []
      return
    }
    let largest = (0..<size).reduce(0) { max($0, values[$1 * size + $1]) }
    guard largest.isFinite, LAPACKE_dpotrf(LAPACK_COL_MAJOR, CChar(bitPattern: UInt8(ascii: "L")), order, &factor, order) == 0 else { return nil }
    // A pivot that rounding alone could have left there means dependence.
    let least = (0..<size).reduce(Double.infinity) { min($0, factor[$1 * size + $1]) }
    guard least * least > largest * 1e-12 else { return nil }
    self.factor = factor
  }

  /// L of the factorisation L L', row by row, its upper part 0.
  var lower: [Double] { (0..<size * size).map { $0 % size > $0 / size ? 0 : factor[$0 % size * size + $0 / size] } }

  /// Solves for several right-hand sides, one after another in the array.
  func solve(_ sides: [Double]) -> [Double] {
    guard size > 0, !sides.isEmpty else { return sides }
    var solution = sides
    let order = Int32(size)
    let status = LAPACKE_dpotrs(
      LAPACK_COL_MAJOR, CChar(bitPattern: UInt8(ascii: "L")), order, Int32(sides.count / size), factor, order, &solution, order)
    precondition(status == 0)
    return solution
  }

  /// The inverse, row by row.
  var inverse: [Double] {
    var identity = [Double](repeating: 0, count: size * size)
    for place in 0..<size { identity[place * size + place] = 1 }
    return solve(identity)
  }

  /// The logarithm of the determinant.
  var logarithmOfDeterminant: Double { (0..<size).reduce(0) { $0 + 2 * log(factor[$1 * size + $1]) } }

  /// `v' A^-1 v`.
  func quadraticForm(_ vector: [Double]) -> Double { zip(vector, solve(vector)).reduce(0) { $0 + $1.0 * $1.1 } }
}
