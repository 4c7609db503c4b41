import COpenBLAS

/// Memory that a LAPACK routine works in.
struct Workspace {
  private let block: Tensor
  let size: Int32
  var reals: UnsafeMutablePointer<Double> { block.pointer(Double.self) }

  /// Asks a routine how much it needs: offered −1 numbers, it answers in the first.
  init(
    asking routine: (_ reals: UnsafeMutablePointer<Double>, _ size: Int32) -> Int32
  ) throws(TensorError) {
    var answer = 1.0
    _ = routine(&answer, -1)
    try self.init(answer)
  }

  /// Room for a known number of elements.
  init(_ count: Double) throws(TensorError) {
    guard count < Double(Int32.max) else { throw .memory(elements: Int(count), dtype: .f64) }
    size = max(1, Int32(count))
    block = try Tensor(uninitialized: [Int(size)], .f64)
  }
}

/// What several operations ask of LAPACK.
enum Lapack {
  /// The singular values of each matrix, and the vectors that belong to them where there is room for those:
  /// job `S` for as many as there are values, `A` for all. The matrices are destroyed.
  static func singularValues(
    _ stack: MatrixStack, _ s: Tensor, _ vectors: (job: Character, u: MatrixStack, vt: MatrixStack)?,
    _ operation: String
  ) throws(TensorError) {
    let (m, n) = (Int32(stack.rows), Int32(stack.columns)), k = min(stack.rows, stack.columns)
    let job = CChar(vectors?.job.asciiValue ?? UInt8(ascii: "N"))
    let integers = try Tensor(uninitialized: [8 * max(k, 1)], .i32)
    func run(_ i: Int, _ work: UnsafeMutablePointer<Double>, _ size: Int32) -> Int32 {
      gradus_svd(
        job, m, n, stack.matrix(i), s.pointer(Double.self) + i * k, vectors?.u.matrix(i),
        vectors?.vt.matrix(i),
        work, size, integers.pointer(Int32.self))
    }
    let work = try Workspace { run(0, $0, $1) }
    try MatrixStack.walk(stack.count) { (i) throws(TensorError) in
      guard run(i, work.reals, work.size) == 0 else { throw .noConvergence(operation: operation) }
    }
  }

  /// The eigenvalues of each symmetric matrix, smallest first; eigenvectors take the matrices' places, or
  /// the matrices are destroyed.
  static func symmetricEigenvalues(
    _ stack: MatrixStack, withVectors: Bool, _ operation: String
  ) throws(TensorError) -> Tensor {
    let n = Int32(stack.rows),
      values = try Tensor(uninitialized: Shape(stack.batch.dims + [stack.rows]), .f64)
    if values.count == 0 { return values }
    var needed: Int32 = 1
    let work = try Workspace {
      gradus_eigh(withVectors ? 1 : 0, n, stack.matrix(0), values.pointer(Double.self), $0, $1, &needed, -1)
    }
    let integers = try Tensor(uninitialized: [Int(max(needed, 1))], .i32)
    try MatrixStack.walk(stack.count) { (i) throws(TensorError) in
      let info = gradus_eigh(
        withVectors ? 1 : 0, n, stack.matrix(i), values.pointer(Double.self) + i * stack.rows, work.reals,
        work.size, integers.pointer(Int32.self), needed)
      guard info == 0 else { throw .noConvergence(operation: operation) }
    }
    return values
  }

  /// Eigenvalues, real and imaginary parts in two tensors, and eigenvectors as LAPACK packs them. The
  /// matrices are destroyed.
  static func eigenvalues(
    _ stack: MatrixStack, vectors: MatrixStack?, _ operation: String
  ) throws(TensorError) -> (real: Tensor, imaginary: Tensor) {
    let n = stack.rows, shape = Shape(stack.batch.dims + [n])
    let real = try Tensor(uninitialized: shape, .f64), imaginary = try Tensor(uninitialized: shape, .f64)
    if real.count == 0 { return (real, imaginary) }
    func run(_ i: Int, _ work: UnsafeMutablePointer<Double>, _ size: Int32) -> Int32 {
      gradus_eig(
        Int32(n), stack.matrix(i), real.pointer(Double.self) + i * n, imaginary.pointer(Double.self) + i * n,
        vectors?.matrix(i), work, size)
    }
    let work = try Workspace { run(0, $0, $1) }
    try MatrixStack.walk(stack.count) { (i) throws(TensorError) in
      guard run(i, work.reals, work.size) == 0 else { throw .noConvergence(operation: operation) }
    }
    return (real, imaginary)
  }
}
