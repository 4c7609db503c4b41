/// Values combined with what is at an index's positions along an axis.
struct ScatterReduce: Callable {
  static let signature = Signature(
    "scatter_reduce", .tensor("x"), .tensor("index"), .init(.scalarOrTensor, "values"),
    .init(.text, "reduce"), .axis("axis", default: .int(-1)),
    .init(.flag, "include_self", default: .flag(true)),
    torchOrder: ["x", "axis", "index", "values", "reduce"], family: "indexing",
    summary: "x combined with values at the index’s positions: sum, prod, mean, amax or amin",
    shapes: "x’s shape; values of the index’s shape or larger, or one number",
    example: "scatter_reduce([1.0, 1.0], [0, 0], [2.0, 3.0], \"prod\")", gives: "[6., 1.]  f64[2]",
    section: "6.3.1")
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let s = try Scattered(a, axis: 4, "scatter_reduce")
    let heaps = Heaps(of: s.places, size: s.x.count, includesSelf: a.flag(5))
    let own = try s.x.reshaped([s.x.count]), given = try s.values.reshaped([s.values.count])
    let all = try apply(Concatenate(axis: 0), [own, given])[0]
    let sorted = try all.taking(heaps.entries, [heaps.entries.count])
    return [try reduced(sorted, heaps, a.text(3)).reshaped(s.x.shape)]
  }

  private static func reduced(_ x: Tensor, _ heaps: Heaps, _ how: String) throws(TensorError) -> Tensor {
    switch how {
    case "sum": return try heaps.sums(of: x)
    case "mean":
      let sizes = Tensor(heaps.sizes, [heaps.count]), sums = try heaps.sums(of: x)
      // As in PyTorch, a mean of integers is rounded down.
      return x.dtype.isFloat
        ? try sums / sizes.converted(to: x.dtype)
        : try FloorDivide.of(sums, sizes).converted(to: x.dtype)
    case "prod":
      // A product that starts anew at each heap: yᵢ = bᵢ + aᵢ yᵢ₋₁, where either b or a is 0.
      let isFirst = heaps.firsts(), zero = Tensor.scalar(.int(0), x.dtype)
      let factors = try apply(Where(), isFirst, zero, x), starts = try apply(Where(), isFirst, x, zero)
      let products = try apply(LinearRecurrence(axis: 0, isReversed: false), starts, factors)
      return try products.taking(heaps.lasts, [heaps.count])
    case "amax": return try apply(HeapExtreme(heaps: heaps, wantsLargest: true), x)
    case "amin": return try apply(HeapExtreme(heaps: heaps, wantsLargest: false), x)
    default:
      throw .argument("reduce is sum, prod, mean, amax or amin, not \"\(how)\"", operation: "scatter_reduce")
    }
  }
  static var samples: [OperationEntry.Sample] {
    ["prod", "amax", "mean"].flatMap { how in
      [true, false].map {
        .init(
          .tensor(Samples.row), .tensor(Tensor([2, 2, 0], [3])), .tensor(Tensor([0.5, 0.7, 0], [3])),
          .text(how), .int(0), .flag($0))
      }
    }
  }
}

/// What comes together at each place: entries, of which the first `count` are the places' own, in the order
/// of the places. No heap is empty.
struct Heaps: Sendable {
  private(set) var entries: [Int] = []
  /// Where in `entries` each heap ends.
  private(set) var ends: [Int] = []
  var count: Int { ends.count }

  /// - Parameter includesSelf: whether a place's own entry counts where others came.
  init(of places: Tensor, size: Int, includesSelf: Bool) {
    let at = places.pointer(Int.self), given = places.count
    var sizes = [Int](repeating: 0, count: size)
    for i in 0..<given { sizes[at[i]] += 1 }
    ends.reserveCapacity(size)
    var total = 0
    for place in 0..<size {
      let keepsOwn = includesSelf || sizes[place] == 0
      ends.append(total + (keepsOwn ? 1 : 0))
      total += sizes[place] + (keepsOwn ? 1 : 0)
    }
    entries = [Int](repeating: 0, count: total)
    for place in 0..<size where includesSelf || sizes[place] == 0 { entries[ends[place] - 1] = place }
    for i in 0..<given {
      entries[ends[at[i]]] = size + i
      ends[at[i]] += 1
    }
  }

  var lasts: [Int] { ends.map { $0 - 1 } }
  func start(_ heap: Int) -> Int { heap == 0 ? 0 : ends[heap - 1] }
  var sizes: [Int] { ends.indices.map { ends[$0] - start($0) } }

  /// Of each entry in order, the heap that it lies on.
  func owners() -> Tensor {
    var owners: [Int] = []
    owners.reserveCapacity(entries.count)
    for heap in ends.indices {
      owners.append(contentsOf: repeatElement(heap, count: ends[heap] - start(heap)))
    }
    return Tensor(owners, [owners.count])
  }

  /// Whether each entry in order is the first of its heap.
  func firsts() -> Tensor {
    var firsts = [Bool](repeating: false, count: entries.count)
    for heap in ends.indices { firsts[start(heap)] = true }
    return Tensor(firsts, [firsts.count])
  }

  func sums(of x: Tensor) throws(TensorError) -> Tensor {
    try apply(PutAdd(positions: owners(), target: [count]), x)
  }
}

/// The largest or smallest of each heap's entries, which lie in order; nan wins.
struct HeapExtreme: SingleOperation, KeepsIntegers {
  static let signature = ScatterReduce.signature
  let heaps: Heaps
  let wantsLargest: Bool
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape { [heaps.count] }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous(), result = try Tensor(uninitialized: [heaps.count], x.dtype)
    switch x.dtype {
    case .f64: pick(x, result, Double.self)
    case .f32: pick(x, result, Float.self)
    case .i64: pick(x, result, Int.self)
    case .bool: pick(x, result, UInt8.self)
    case .u8, .i32, .f16, .bf16:
      throw .dtype(x.dtype, wanted: "numbers to compute with", operation: "scatter_reduce")
    }
    return result
  }
  private func pick<T: Comparable>(_ x: Tensor, _ result: Tensor, _: T.Type) {
    let from = x.pointer(T.self), to = result.pointer(T.self)
    for heap in 0..<heaps.count {
      let start = heaps.start(heap), size = heaps.ends[heap] - start
      to[heap] = from[start + Extreme.position(from + start, size, wantsLargest)]
    }
  }
  /// The gradient goes to the extreme entries, in equal parts where several tie.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    let owners = heaps.owners(), n = owners.shape
    func spread(_ values: Tensor) throws(TensorError) -> Tensor {
      try apply(Take(positions: owners, target: n), try values.contiguous(recorded: true))
    }
    let chosen = try Tensor.compare(.equal, inputs[0].detached(), spread(output.detached())).converted(
      to: g.dtype)
    return [try spread(g / heaps.sums(of: chosen)) * chosen]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
