/// The sizes of a tensor's axes, outermost first.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public var dims: [Int]

  public init(_ dims: [Int]) { self.dims = dims }
  public init(arrayLiteral elements: Int...) { dims = elements }

  public var rank: Int { dims.count }

  /// Number of elements; the empty product is 1. Shapes are checked when they are made (`checked`).
  public var count: Int { dims.reduce(1, &*) }

  public subscript(axis: Int) -> Int { dims[axis] }

  /// `[2, 3]`
  public var description: String { "[\(dims.map(String.init).joined(separator: ", "))]" }

  /// Strides in elements of a tensor laid out row by row.
  var contiguousStrides: [Int] {
    if rank <= 1 { return rank == 0 ? [] : [1] }
    var strides = [Int](few: rank) { _ in 1 }
    var step = 1
    for axis in dims.indices.reversed() {
      strides[axis] = step
      step &*= max(1, dims[axis])
    }
    return strides
  }

  /// This shape, its sizes not negative and its number of elements an `Int`.
  public func checked() throws(TensorError) -> Shape {
    var total = 1
    for size in dims {
      guard size >= 0 else { throw .negativeSize(self) }
      let (product, overflow) = total.multipliedReportingOverflow(by: max(1, size))
      if overflow { throw .tooManyElements(self) }
      total = product
    }
    if rank > 64 { throw .tooManyElements(self) }
    return self
  }

  /// The axis a number means, negative ones counting from the end.
  func axis(_ axis: Int, _ operation: String) throws(TensorError) -> Int {
    let position = axis < 0 ? axis &+ max(rank, 1) : axis
    guard position >= 0, position < max(rank, 1) else { throw .axis(axis, shape: self, operation: operation) }
    return position
  }

  /// The shape that both broadcast to (NumPy's rule: aligned at the end, sizes equal or 1).
  static func broadcast(_ a: Shape, _ b: Shape, _ operation: String) throws(TensorError) -> Shape {
    if a.takesIn(b) { return a }
    if b.takesIn(a) { return b }
    let rank = max(a.rank, b.rank)
    var dims = [Int](repeating: 1, count: rank)
    for i in 0..<rank {
      let x = i < a.rank ? a.dims[a.rank - 1 - i] : 1, y = i < b.rank ? b.dims[b.rank - 1 - i] : 1
      guard x == y || x == 1 || y == 1 else { throw .broadcast(a, b, operation: operation) }
      dims[rank - 1 - i] = x == 1 ? y : x
    }
    return try Shape(dims).checked()
  }

  /// Whether another shape broadcasts to this one.
  private func takesIn(_ other: Shape) -> Bool {
    let extra = rank - other.rank
    guard extra >= 0 else { return false }
    for axis in 0..<other.rank where other.dims[axis] != 1 && other.dims[axis] != dims[extra + axis] {
      return false
    }
    return true
  }

  /// Elements along some axes together. A number has none, though axis 0 may be named for one.
  func size(of axes: [Int]) -> Int { axes.reduce(1) { $1 < rank ? $0 * dims[$1] : $0 } }

  /// Without one axis, or with that axis of size 1.
  func reduced(_ axes: [Int], keepingDimensions: Bool) -> Shape {
    if axes.count == rank, !keepingDimensions { return [] }
    return Shape(
      dims.enumerated().compactMap { axis, size in
        axes.contains(axis) ? (keepingDimensions ? 1 : nil) : size
      })
  }
}
