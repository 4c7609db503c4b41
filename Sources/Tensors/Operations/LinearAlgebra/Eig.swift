/// Eigenvalues and eigenvectors (as columns) of any square matrix, complex numbers as pairs [re, im].
///
/// Each vector has length 1 and its largest element is real (LAPACK's convention), in no particular order.
/// The derivative is that of this very choice, and so also right for what does not depend on it. It is
/// defined for eigenvalues that differ; for a matrix without independent eigenvectors there is none, and asking for it is an error.
struct Eig: Operation {
  static let signature = Signature(
    "eig", .tensor("a"), family: "linear algebra",
    summary: "eigenvalues and eigenvectors (columns) of a square matrix, each number as a pair [re, im]",
    shapes: "[…, n, n] → […, n, 2], […, n, n, 2]", example: "eig([[0.0, -1.0], [1.0, 0.0]])[0]",
    gives: "[[ 0.,  1.],\n [ 0., -1.]]  f64[2, 2]", section: "2.1.2")
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] {
    let n = try inputs[0].square("eig")
    return [
      try Shape(inputs[0].batch.dims + [n, 2]).checked(), try Shape(inputs[0].dims + [2]).checked(),
    ]
  }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
    let stack = try MatrixStack(inputs[0], "eig"), n = stack.rows, dtype = inputs[0].dtype
    let packed = try MatrixStack(uninitialized: stack.batch, rows: n, columns: n)
    let (real, imaginary) = try Lapack.eigenvalues(stack, vectors: packed, "eig")
    let vectors = try Tensor(uninitialized: Shape(inputs[0].shape.dims + [2]), .f64)
    let signs = imaginary.pointer(Double.self)
    for i in 0..<stack.count {
      Self.unpack(packed.matrix(i), signs + i * n, n, into: vectors.pointer(Double.self) + i * n * n * 2)
    }
    return [
      try Copying.convert(try Tensor.stacked([real, imaginary], axis: -1), to: dtype),
      try Copying.convert(vectors, to: dtype),
    ]
  }

  /// A pair of conjugate eigenvalues has its vectors' real and imaginary parts in two columns, for the
  /// eigenvalue above the real axis, which comes first.
  private static func unpack(
    _ columns: UnsafePointer<Double>, _ signs: UnsafePointer<Double>, _ n: Int,
    into pairs: UnsafeMutablePointer<Double>
  ) {
    for j in 0..<n {
      let real = columns + (signs[j] < 0 ? j - 1 : j) * n
      for i in 0..<n {
        let pair = pairs + 2 * (i * n + j)
        pair[0] = real[i]
        pair[1] = signs[j] == 0 ? 0 : signs[j] > 0 ? real[i + n] : -real[i + n]
      }
    }
  }

  /// With m = v⁻¹ da v, dλ_j = m_jj, and dv = v·c for c_ij = m_ij/(λ_j − λ_i), apart from what keeps the
  /// columns' length and phase: so ∂L/∂a = v⁻ᴴ (diag(g_λ) + (vᴴ g)_ij / conj(λ_j − λ_i)) vᴴ.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    let values = try ComplexMatrix(pairs: outputs[0]), v = try ComplexMatrix(pairs: outputs[1])
    try Self.checkIndependent(v)
    let identity = try Tensor.identity(try inputs[0].shape.square("eig"), inputs[0].dtype)
    let zeros = try Tensor.full(0, inputs[0].shape, inputs[0].dtype)
    var inner = ComplexMatrix(zeros, zeros)
    if let gradient = gradients[0] {
      let g = try ComplexMatrix(pairs: gradient)
      inner = try inner + ComplexMatrix(g.real.asColumns(), g.imaginary.asColumns()) * identity
    }
    if let gradient = gradients[1] {
      let g = try Self.projected(try ComplexMatrix(pairs: gradient), v)
      // [i, j] = λ_j − λ_i, with ones on the diagonal, where nothing is divided.
      let gaps = ComplexMatrix(
        try values.real.asRows() - values.real.asColumns() + identity,
        try values.imaginary.asRows() - values.imaginary.asColumns())
      let turned = try v.adjoint().multiplied(by: g)
      inner = try inner + (turned * (1 - identity)).divided(byConjugatesOf: gaps)
    }
    let right = try inner.multiplied(by: v.adjoint())
    return [try v.adjoint().solved(right, "the derivative of eig").real]
  }

  private static func checkIndependent(_ v: ComplexMatrix) throws(TensorError) {
    let whole = try v.asReal().detached(), s = try apply(SingularValues(name: "eig"), whole)
    let limits = RankTolerance().limits(s, whole), values = s.doubles(), n = s.shape.dims[s.rank - 1]
    for (i, limit) in limits.enumerated() where n > 0 && values[(i + 1) * n - 1] <= limit {
      throw .argument("a matrix without independent eigenvectors has no derivative", operation: "eig")
    }
  }

  /// The gradient of vectors whose length and phase are free, from that of vectors where they are fixed.
  private static func projected(_ g: ComplexMatrix, _ v: ComplexMatrix) throws(TensorError) -> ComplexMatrix {
    let rows = v.real.rank - 2
    // Turning a column by a small angle φ adds iφv, and the largest element says how much that has to be.
    let largest = try Self.largestElements(v)
    let size = try (v.real * largest).sum([rows], keepingDimensions: true)
    let angle =
      try (g.imaginary * v.real - g.real * v.imaginary).sum([rows], keepingDimensions: true) / size
    let turned = ComplexMatrix(g.real, try g.imaginary - largest * angle)
    // Nothing is left along the column itself, whose length is 1.
    let along = try (turned.real * v.real + turned.imaginary * v.imaginary)
      .sum([rows], keepingDimensions: true)
    return try turned - v * along
  }

  /// 1 where a column's largest element is, 0 elsewhere.
  private static func largestElements(_ v: ComplexMatrix) throws(TensorError) -> Tensor {
    let (re, im) = (v.real.detached(), v.imaginary.detached())
    let n = re.shape.dims[re.rank - 1], squares = try (re * re + im * im).doubles()
    let imaginary = im.doubles()
    var marks = [Double](repeating: 0, count: squares.count)
    for start in stride(from: 0, to: squares.count, by: max(n * n, 1)) {
      for j in 0..<n {
        // The element that LAPACK made real; rounding may make another one look as large.
        let column = (0..<n).map { start + $0 * n + j }
        let candidates = column.filter { imaginary[$0] == 0 && squares[$0] > 0 }
        if let best = candidates.max(by: { squares[$0] < squares[$1] }) { marks[best] = 1 }
      }
    }
    return Tensor(marks, re.shape, re.dtype)
  }

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { try apply(Eig(), [try a.float(0)]) }
  static var samples: [OperationEntry.Sample] {
    // Three real eigenvalues, and one with a conjugate pair.
    [Samples.square, Samples.turning].flatMap { matrix in
      (0..<2).map { OperationEntry.Sample(.tensor(matrix), output: $0) }
    }
  }
}

extension Samples {
  /// A turn by some angle, stretched: a pair of conjugate eigenvalues and a real one.
  static var turning: Tensor { Tensor([0.3, -1.9, 0.4, 1.2, 0.5, -0.2, 0.3, 0.7, -1.1], [3, 3]) }
}
