import Kernels

/// A stack of matrices in double precision, each column by column: what LAPACK reads and overwrites.
///
/// An operation copies its operand into one, walks it, and gives what LAPACK left there as its result.
struct MatrixStack {
  /// `f64`, contiguous, of shape […, columns, rows]; nobody else refers to it.
  let values: Tensor
  /// The axes before the matrix's own.
  let batch: Shape
  let rows: Int
  let columns: Int

  /// A stack with elements that nothing was written to yet.
  init(uninitialized batch: Shape, rows: Int, columns: Int) throws(TensorError) {
    guard max(rows, columns) <= Int(Int32.max) else {
      throw .tooManyElements(Shape(batch.dims + [rows, columns]))
    }
    (self.batch, self.rows, self.columns) = (batch, rows, columns)
    values = try Tensor(uninitialized: Shape(batch.dims + [columns, rows]), .f64)
  }

  /// A copy of a tensor's matrices.
  /// - Throws: `TensorError.rank` for anything below a matrix, and `TensorError.notFinite`: with nan or inf
  ///   some of LAPACK's iterations never end.
  init(_ x: Tensor, _ operation: String) throws(TensorError) {
    let (n, m) = try x.shape.matrix(operation)
    try self.init(uninitialized: x.shape.batch, rows: n, columns: m)
    let turned = x.swappingLastAxes()
    Copying.copy(try Copying.convert(turned, to: .f64), to: values)
    let elements = values.pointer(Double.self)
    for i in 0..<values.count where !elements[i].isFinite { throw .notFinite(operation: operation) }
  }

  var count: Int { batch.count }

  /// The elements of one matrix.
  func matrix(_ i: Int) -> UnsafeMutablePointer<Double> { values.pointer(Double.self) + i * rows * columns }

  /// The element in a row and column of one matrix.
  func element(_ i: Int, _ row: Int, _ column: Int) -> Double { matrix(i)[column * rows + row] }

  /// The matrices as a tensor: a view, where the dtype is `f64`.
  func tensor(_ dtype: DType) throws(TensorError) -> Tensor {
    try Copying.convert(values.swappingLastAxes(), to: dtype)
  }

  /// Calls `body` with the number of each matrix of a stack, until somebody interrupts.
  static func walk(_ count: Int, _ body: (Int) throws(TensorError) -> Void) throws(TensorError) {
    for i in 0..<count {
      if gradus_interrupt_requested() { throw .interrupted }
      try body(i)
    }
  }
}

extension Shape {
  /// All axes but the last two.
  var batch: Shape { Shape(dims.dropLast(2)) }

  /// The sizes of the matrices of a stack.
  func matrix(_ operation: String) throws(TensorError) -> (rows: Int, columns: Int) {
    guard rank >= 2 else {
      throw .rank(self, wanted: "a matrix or a stack of matrices", operation: operation)
    }
    return (dims[rank - 2], dims[rank - 1])
  }

  /// The size of the square matrices of a stack.
  @discardableResult
  func square(_ operation: String) throws(TensorError) -> Int {
    guard rank >= 2, dims[rank - 2] == dims[rank - 1] else {
      throw .rank(self, wanted: "a square matrix or a stack of them", operation: operation)
    }
    return dims[rank - 1]
  }

  /// The shape with other sizes in place of the last two.
  func matrices(_ rows: Int, _ columns: Int) -> Shape { Shape(batch.dims + [rows, columns]) }

  /// For each position of a larger batch, the position of this one that broadcasting brings there.
  func positions(in larger: Shape) -> [Int] {
    larger == self ? Array(0..<count) : Tensor(Array(0..<count), self).broadcast(to: larger).ints()
  }
}

extension Tensor {
  /// A view, outside any graph, with the last two axes exchanged.
  func swappingLastAxes() -> Tensor {
    var (dims, steps) = (shape.dims, strides)
    dims.swapAt(rank - 1, rank - 2)
    steps.swapAt(rank - 1, rank - 2)
    return view(Shape(dims), steps)
  }
}
