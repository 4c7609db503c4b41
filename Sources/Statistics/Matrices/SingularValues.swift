/// The singular value decomposition A = U S Vᵀ of a small square matrix, by rotating pairs of columns until
/// all are orthogonal (one-sided Jacobi).
///
/// Unlike bidiagonalisation it finds small singular values to full relative accuracy when the columns are
/// only badly scaled (Demmel and Veselić 1992), which is what a design matrix of years and dollars is.
struct SingularValues {
  /// Descending.
  let values: [Double]
  /// Columns of U, one array each; zero where the singular value is zero.
  let left: [[Double]]
  /// Columns of V, one array each.
  let right: [[Double]]

  init(columns start: [[Double]]) {
    var columns = start
    let n = columns.count
    var right = (0..<n).map { j in (0..<n).map { $0 == j ? 1.0 : 0.0 } }
    for _ in 0..<60 {
      var rotated = false
      for i in 0..<max(0, n - 1) {
        for j in i + 1..<n {
          let a = Self.dot(columns[i], columns[i]), b = Self.dot(columns[j], columns[j])
          let c = Self.dot(columns[i], columns[j])
          guard abs(c) > 1e-16 * a.squareRoot() * b.squareRoot(), c != 0 else { continue }
          rotated = true
          let zeta = (b - a) / (2 * c)
          let t = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let cosine = 1 / (1 + t * t).squareRoot()
          Self.rotate(&columns, i, j, cosine, cosine * t)
          Self.rotate(&right, i, j, cosine, cosine * t)
        }
      }
      if !rotated { break }
    }
    let norms = columns.map { Self.dot($0, $0).squareRoot() }
    let order = norms.indices.sorted { norms[$0] > norms[$1] }
    values = order.map { norms[$0] }
    left = order.map { j in norms[j] > 0 ? columns[j].map { $0 / norms[j] } : columns[j] }
    self.right = order.map { right[$0] }
  }

  /// How many singular values are not rounding errors of the largest.
  func rank(tolerance: Double) -> Int {
    values.count { $0 > tolerance * (values.first ?? 0) && $0 > 0 }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  private static func rotate(
    _ columns: inout [[Double]], _ i: Int, _ j: Int, _ cosine: Double, _ sine: Double
  ) {
    for k in columns[i].indices {
      let x = columns[i][k], y = columns[j][k]
      columns[i][k] = cosine * x - sine * y
      columns[j][k] = sine * x + cosine * y
    }
  }
}
