import COpenBLAS

/// The least-squares solution of X b ≈ y, and what standard errors need.
struct LeastSquares {
  let coefficients: [Double]
  let fitted: [Double]
  let residuals: [Double]
  /// (XᵀX)⁻¹, or its pseudoinverse when X is singular.
  let inverseGram: Matrix
  let rank: Int
  /// Of X, descending; those that are rounding errors are 0.
  let singularValues: [Double]
  /// Is 1 a combination of the columns of X?
  let spansConstant: Bool
  private let root: Root

  /// Something whose product with its own transpose is the inverse Gram matrix.
  private enum Root {
    /// Columns of R; the root is R⁻¹.
    case triangle([[Double]])
    /// Columns v/s of the singular value decomposition.
    case columns([[Double]])
  }

  /// Multiplications in double-double arithmetic that a regression may cost unasked; about 2 ms.
  private static let freeWork = 400_000
  /// Multiplications that an ill-conditioned regression may cost; about 3 s.
  private static let largestWork = 600_000_000
  /// Condition number, after scaling the columns, from which plain doubles lose more than 6 digits.
  private static let illConditioned = 1e6

  /// - Parameters:
  ///   - x: n × p without missing values. - y: n values.
  init(_ x: Matrix, _ y: [Double]) {
    let scales = Self.scales(x)
    // Whether 1 is a combination of columns is seen like the fit of y, unless it is a column.
    let hasConstant = x.hasConstantColumn
    let sides = hasConstant ? [y] : [y, [Double](repeating: 1, count: y.count)]
    let work = x.rows.multipliedReportingOverflow(by: x.columns * (x.columns + 2))
    let cost = work.overflow ? Int.max : work.partialValue
    func accurate() -> QRFactors {
      let columns = (0..<x.columns).map { j in x.column(j).map { $0 * scales[j] } }
      return AccurateQR.factors(columns: columns, rightHandSides: sides)
    }
    var isAccurate = cost <= Self.freeWork || x.rows < x.columns
    var factors = isAccurate ? accurate() : TallQR.factors(x, sides: sides, scales: scales)
    var spectrum = SingularValues(columns: Self.square(factors.triangle))
    if !isAccurate, cost <= Self.largestWork, spectrum.isIllConditioned(Self.illConditioned) {
      factors = accurate()
      spectrum = SingularValues(columns: Self.square(factors.triangle))
      isAccurate = true
    }
    let p = x.columns
    let rank = spectrum.rank(tolerance: 4 * Double(max(16, p)) * .ulpOfOne)
    self.rank = rank
    spansConstant = hasConstant || factors.unexplained(1) <= 1e-20 * Double(x.rows)

    // Back in the reader's units.
    let triangle = (0..<p).map { j in factors.triangle[j].map { $0.rounded / scales[j] } }
    let unscaled = SingularValues(columns: Self.square(triangle))
    singularValues = unscaled.values.enumerated().map { $0 < rank ? $1 : 0 }
    if rank == p {
      let scaled = factors.solution(0)
      coefficients = zip(scaled, scales).map { $0.rounded * $1 }
      inverseGram = Self.gramInverse(factors.inverse(), scales)
      root = .triangle(triangle)
      fitted = isAccurate ? Self.product(x, scaled, scales) : Self.product(x, coefficients)
    } else {
      let rotated = factors.rotated[0].prefix(p).map(\.rounded)
      let pseudo = (0..<rank).map { k in unscaled.right[k].map { $0 / unscaled.values[k] } }
      var solution = [Double](repeating: 0, count: p)
      for k in 0..<rank {
        let share = Accurate.dot(unscaled.left[k], rotated)
        for j in 0..<p { solution[j] += share * pseudo[k][j] }
      }
      coefficients = solution
      inverseGram = Self.outerProducts(pseudo, p)
      root = .columns(pseudo)
      fitted = Self.product(x, coefficients)
    }
    residuals = zip(y, fitted).map { $0 - $1 }
  }

  /// xᵀ (XᵀX)⁻¹ x for one row x: the variance of its fitted value over σ². Never negative.
  func leverage(_ row: [Double]) -> Double {
    switch root {
    case .triangle(let columns):
      // Rᵀ z = x, then |z|².
      var z = row
      for j in columns.indices {
        for i in 0..<j { z[j] -= columns[j][i] * z[i] }
        z[j] /= columns[j][j]
      }
      return Accurate.squares(z)
    case .columns(let columns): return Accurate.squares(columns.map { Accurate.dot($0, row) })
    }
  }

  // MARK: Pieces

  /// Powers of two that bring each column's norm near 1, without rounding anything.
  private static func scales(_ x: Matrix) -> [Double] {
    let p = x.columns
    var squares = [Double](repeating: 0, count: p)
    x.values.withUnsafeBufferPointer { values in
      squares.withUnsafeMutableBufferPointer { squares in
        for i in 0..<x.rows { for j in 0..<p { squares[j] += values[i * p + j] * values[i * p + j] } }
      }
    }
    return squares.enumerated().map { j, square in
      // Where squares overflow or vanish the largest entry has to do.
      let norm = square.isNormal ? square.squareRoot() : x.column(j).reduce(0) { max($0, abs($1)) }
      let scale = 1 / norm
      return scale.isNormal ? Double(sign: .plus, exponent: scale.exponent, significand: 1) : 1
    }
  }

  private static func square(_ triangle: [[DoubleDouble]]) -> [[Double]] {
    square(triangle.map { $0.map(\.rounded) })
  }

  /// Columns of equal length, zeros below the diagonal.
  private static func square(_ triangle: [[Double]]) -> [[Double]] {
    triangle.map { $0 + [Double](repeating: 0, count: triangle.count - $0.count) }
  }

  private static func gramInverse(_ inverse: [[DoubleDouble]], _ scales: [Double]) -> Matrix {
    let p = inverse.count
    var result = Matrix(rows: p, columns: p)
    for i in 0..<p {
      for j in i..<p {
        var sum = DoubleDouble.zero
        for k in j..<p { sum += inverse[k][i] * inverse[k][j] }
        result[i, j] = sum.rounded * scales[i] * scales[j]
        result[j, i] = result[i, j]
      }
    }
    return result
  }

  private static func outerProducts(_ columns: [[Double]], _ p: Int) -> Matrix {
    var result = Matrix(rows: p, columns: p)
    for column in columns {
      for i in 0..<p { for j in 0..<p { result[i, j] += column[i] * column[j] } }
    }
    return result
  }

  /// X b rounded once, from scaled coefficients.
  private static func product(_ x: Matrix, _ scaled: [DoubleDouble], _ scales: [Double]) -> [Double] {
    (0..<x.rows).map { i in
      var sum = DoubleDouble.zero
      for j in 0..<x.columns { sum += DoubleDouble(x[i, j] * scales[j]) * scaled[j] }
      return sum.rounded
    }
  }

  private static func product(_ x: Matrix, _ b: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: x.rows)
    let n = Int32(clamping: x.rows), p = Int32(clamping: x.columns)
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, p, 1, x.values, p, b, 1, 0, &result, 1)
    return result
  }
}

extension SingularValues {
  fileprivate func isIllConditioned(_ limit: Double) -> Bool {
    guard let first = values.first, let last = values.last else { return false }
    return !(first < limit * last)
  }
}

extension Matrix {
  /// Is some column one number other than 0 throughout?
  var hasConstantColumn: Bool {
    (0..<columns).contains { j in
      guard rows > 0, self[0, j] != 0 else { return false }
      return (1..<rows).allSatisfy { self[$0, j] == self[0, j] }
    }
  }
}
