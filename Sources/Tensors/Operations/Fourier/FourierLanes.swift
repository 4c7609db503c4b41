/// A tensor's elements along one axis, several lanes at a time, on their way to a transform and back.
///
/// Elements are numbers, or pairs whose parts lie together; what is called a position counts elements.
struct FourierLanes {
  /// How many elements a lane has.
  let length: Int
  /// How many lanes there are.
  let count: Int
  /// Positions between two elements of a lane: the lanes that lie between them.
  let inner: Int

  /// The lanes along `axis` of a tensor of elements of this shape.
  init(_ shape: Shape, axis: Int) {
    length = shape.dims[axis]
    inner = shape.dims[(axis + 1)...].reduce(1, *)
    count = shape.dims[..<axis].reduce(1, *) * inner
  }

  /// How many lanes of this many pairs to transform side by side: enough to fill the innermost loop, and no
  /// more than a second-level cache holds. Long lanes that lie in one piece each fill it by themselves.
  func together(_ pairs: Int) -> Int {
    if inner == 1 && length >= 256 { return 1 }
    let fitting = min(16, 65536 / max(pairs, 1), count)
    // Four pairs fill a line of the cache.
    return max(1, fitting > 4 ? fitting / 4 * 4 : fitting)
  }

  /// Calls `body` with each group of lanes.
  func groups(of size: Int, _ body: (Range<Int>) throws(TensorError) -> Void) throws(TensorError) {
    for start in stride(from: 0, to: count, by: size) { try body(start..<min(start + size, count)) }
  }

  /// The position of a lane's first element.
  @inline(__always)
  func start(_ lane: Int) -> Int { lane / inner * length * inner + lane % inner }

  /// Calls `body` with the position of element j of the i-th of some lanes, for each j and i; neighbours in
  /// memory come one after the other.
  @inline(__always)
  func walk(_ lanes: Range<Int>, _ body: (_ position: Int, _ j: Int, _ i: Int) -> Void) {
    if inner == 1 || lanes.count == 1 {
      for i in 0..<lanes.count {
        var position = start(lanes.lowerBound + i)
        for j in 0..<length {
          body(position, j, i)
          position &+= inner
        }
      }
    } else {
      let starts = lanes.map(start)
      starts.withUnsafeBufferPointer { starts in
        for j in 0..<length {
          for i in 0..<starts.count { body(starts[i] &+ j &* inner, j, i) }
        }
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
  private let spare: Int

  /// - Parameter spare: pairs to have beside the transform's own in each lane of the input.
  init(_ length: Int, _ all: FourierLanes, spare: Int = 0) throws(TensorError) {
    plan = try FourierPlan(length)
    lanes = all.together(2 * length + plan.scratchLength)
    self.spare = spare
    let pairs = 2 * length + spare + plan.scratchLength
    let (size, overflow) = pairs.multipliedReportingOverflow(by: 2 * lanes)
    guard !overflow else { throw .memory(elements: length, dtype: .f64) }
    block = try Tensor(uninitialized: [size], .f64)
  }

  /// Where the lanes' elements go in.
  var input: UnsafeMutablePointer<Double> { block.pointer(Double.self) }
  /// Where their transforms come out.
  var output: UnsafeMutablePointer<Double> { input + 2 * (plan.length + spare) * lanes }
  var scratch: UnsafeMutablePointer<Double> { output + 2 * plan.length * lanes }

  func run(_ count: Int) throws(TensorError) {
    try plan.run(from: input, to: output, scratch: scratch, lanes: count)
  }
}
