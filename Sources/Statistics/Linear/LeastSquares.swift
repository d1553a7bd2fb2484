import CLAPACK

/// A weighted least squares fit: coefficients by LAPACK's QR factorisation, which doesn't square the condition of the problem.
struct LeastSquares {
  let coefficients: [Double]
  /// The inverse of `sum weight x x'`.
  let inverse: SquareMatrix

  /// Nothing where the columns depend on each other.
  init?(outcomes: [Double], rows: [[Double]], weights: [Double]) {
    let width = rows.first?.count ?? 0
    let used = rows.indices.filter { weights[$0] > 0 }
    guard used.count >= width, width > 0 else { return nil }
    var matrix: [Double] = []
    var side: [Double] = []
    matrix.reserveCapacity(used.count * width)
    for row in used {
      let root = weights[row].squareRoot()
      matrix += rows[row].map { $0 * root }
      side.append(outcomes[row] * root)
    }
    guard let inverse = SquareMatrix.inverseOfCrossProduct(matrix, width: width) else { return nil }
    let status = LAPACKE_dgels(
      LAPACK_ROW_MAJOR, CChar(bitPattern: UInt8(ascii: "N")), Int32(used.count), Int32(width), 1, &matrix, Int32(width), &side, 1)
    guard status == 0 else { return nil }
    coefficients = Array(side.prefix(width))
    self.inverse = inverse
  }
}

/// A small square matrix, row by row.
struct SquareMatrix {
  let size: Int
  let values: [Double]

  func times(_ vector: [Double]) -> [Double] {
    (0..<size).map { row in (0..<size).reduce(0) { $0 + values[row * size + $1] * vector[$1] } }
  }

  /// The inverse of `X'X`, its columns brought to one size first; nothing where they depend on each other.
  static func inverseOfCrossProduct(_ rows: [Double], width: Int) -> SquareMatrix? {
    var product = [Double](repeating: 0, count: width * width)
    for start in stride(from: 0, to: rows.count, by: width) {
      for first in 0..<width {
        for second in 0..<width { product[first * width + second] += rows[start + first] * rows[start + second] }
      }
    }
    let scale = (0..<width).map { product[$0 * width + $0].squareRoot() }
    guard scale.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let scaled = product.indices.map { product[$0] / (scale[$0 / width] * scale[$0 % width]) }
    guard let inverse = SymmetricMatrix(scaled, size: width)?.inverse else { return nil }
    return SquareMatrix(size: width, values: inverse.indices.map { inverse[$0] / (scale[$0 / width] * scale[$0 % width]) })
  }
}
