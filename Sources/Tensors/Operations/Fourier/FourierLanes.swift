/// A tensor's elements along one axis, several lanes at a time, on their way to a transform and back.
///
/// Elements are numbers, or pairs whose parts lie together; what is called a position counts elements.
struct FourierLanes {
  /// How many elements a lane has.
  let length: Int
  /// How many lanes there are.
  let count: Int
  /// Positions between two elements of a lane: the lanes that lie between them.
  private let inner: Int

  /// The lanes along `axis` of a tensor of elements of this shape.
  init(_ shape: Shape, axis: Int) {
    length = shape.dims[axis]
    inner = shape.dims[(axis + 1)...].reduce(1, *)
    count = shape.dims[..<axis].reduce(1, *) * inner
  }

  /// How many lanes of this many pairs to transform side by side: enough to fill the innermost loop, and no
  /// more than a second-level cache holds.
  static func together(_ pairs: Int) -> Int { max(1, min(16, 8192 / max(pairs, 1))) }

  /// Calls `body` with each group of lanes.
  func groups(of size: Int, _ body: (Range<Int>) throws(TensorError) -> Void) throws(TensorError) {
    for start in stride(from: 0, to: count, by: size) { try body(start..<min(start + size, count)) }
  }

  /// The position of a lane's first element.
  @inline(__always)
  func start(_ lane: Int) -> Int { lane / inner * length * inner + lane % inner }

  /// Calls `body` with the position of element j of the i-th of some lanes, for each j and i.
  @inline(__always)
  func walk(_ lanes: Range<Int>, _ body: (_ position: Int, _ j: Int, _ i: Int) -> Void) {
    for i in 0..<lanes.count {
      var position = start(lanes.lowerBound + i)
      for j in 0..<length {
        body(position, j, i)
        position += inner
      }
    }
  }
}

/// Memory that a plan works in, for some lanes side by side.
struct FourierRoom {
  let plan: FourierPlan
  /// How many lanes there is room for.
  let lanes: Int
  private let block: Tensor

  /// - Parameter spare: pairs to have beside the transform's own in each lane.
  init(_ length: Int, of count: Int, spare: Int = 0) throws(TensorError) {
    plan = try FourierPlan(length)
    lanes = max(1, min(FourierLanes.together(plan.scratchLength), count))
    let (pairs, overflow) = (length + spare + plan.scratchLength).multipliedReportingOverflow(by: 2 * lanes)
    guard !overflow else { throw .memory(elements: length, dtype: .f64) }
    block = try Tensor(uninitialized: [pairs], .f64)
  }

  var data: UnsafeMutablePointer<Double> { block.pointer(Double.self) }

  func run(_ count: Int) throws(TensorError) {
    let scratch = data + block.count - 2 * plan.scratchLength * lanes
    try plan.run(data, scratch: scratch, lanes: count)
  }
}
