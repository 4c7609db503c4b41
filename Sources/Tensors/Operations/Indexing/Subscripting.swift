import Kernels

/// One entry between the brackets of `x[…]`.
public enum Index: Sendable {
  case at(Int)
  case slice(from: Int?, to: Int?, step: Int)
  case newAxis
  case ellipsis
  /// Integer positions, or a mask of the axes that it selects from.
  case tensor(Tensor)
}

/// What the entries of one index mean for one shape: NumPy's rules, worked out once for reading and writing.
struct Subscripting {
  /// The view that the plain entries make.
  var shape: Shape
  var strides: [Int]
  var offset = 0
  /// Axes of the view that integer tensors select from, with their positions, broadcast together.
  var advanced: [(axis: Int, positions: [Int])] = []
  var advancedShape: Shape = []
  /// Where the advanced result's axes go: in the place of the indexed axes when those are neighbours, in front otherwise.
  var advancedPlace = 0

  init(_ x: Tensor, _ given: [Index]) throws(TensorError) {
    let steps = x.strides
    if given.count == 1, case .slice(let from, let to, let step) = given[0], x.rank == 1 {
      let (start, count) = try Subscripting.slice(from, to, step, x.shape.dims[0])
      offset = start * steps[0]
      shape = [count]
      strides = [count > 1 ? steps[0] * step : steps[0]]
      return
    }
    let entries = try Subscripting.expanded(given, x.shape)
    shape = []
    strides = []
    shape.dims.reserveCapacity(entries.count)
    strides.reserveCapacity(entries.count)
    var tensors: [(axis: Int, tensor: Tensor)] = []
    var axis = 0
    for entry in entries {
      switch entry {
      case .newAxis:
        shape.dims.append(1)
        strides.append(0)
      case .ellipsis: break
      case .at(let index):
        let size = x.shape.dims[axis]
        let position = index < 0 ? index &+ size : index
        guard position >= 0, position < size else {
          throw .index(index, size: size, axis: axis, shape: x.shape)
        }
        offset += position * steps[axis]
        axis += 1
      case .slice(let from, let to, let step):
        let (start, count) = try Subscripting.slice(from, to, step, x.shape.dims[axis])
        offset += start * steps[axis]
        shape.dims.append(count)
        // A step beyond the axis selects one element: its stride counts for nothing, and might overflow.
        strides.append(count > 1 ? steps[axis] * step : steps[axis])
        axis += 1
      case .tensor(let tensor) where tensor.dtype == .bool && tensor.rank == 0:
        // One answer for everything: a new axis with all of it, or with nothing.
        tensors.append((shape.rank, Tensor(tensor.bools()[0] ? [0] : [], [tensor.bools()[0] ? 1 : 0])))
        shape.dims.append(1)
        strides.append(0)
      case .tensor(let tensor):
        for positions in try Subscripting.positions(tensor, x.shape, axis) {
          tensors.append((shape.rank, positions))
          shape.dims.append(x.shape.dims[axis])
          strides.append(steps[axis])
          axis += 1
        }
      }
    }
    try combine(tensors, x.shape)
  }

  /// An ellipsis stands for as many full slices as are missing; so does the end.
  private static func expanded(_ entries: [Index], _ shape: Shape) throws(TensorError) -> [Index] {
    var used = 0
    var ellipsis: Int?
    for (i, entry) in entries.enumerated() {
      switch entry {
      case .newAxis: break
      case .ellipsis:
        if ellipsis != nil { throw .argument("only one ... is allowed", operation: "[]") }
        ellipsis = i
      case .tensor(let tensor) where tensor.dtype == .bool: used += Swift.max(tensor.rank, 0)
      default: used += 1
      }
    }
    guard used <= shape.rank else { throw .tooManyIndices(used, shape) }
    if used == shape.rank, ellipsis == nil { return entries }
    let full = [Index](repeating: .slice(from: nil, to: nil, step: 1), count: shape.rank - used)
    guard let ellipsis else { return entries + full }
    return Array(entries[..<ellipsis]) + full + entries[(ellipsis + 1)...]
  }

  fileprivate static func slice(_ from: Int?, _ to: Int?, _ step: Int, _ size: Int) throws(TensorError) -> (
    Int, Int
  ) {
    guard step != 0 else { throw .sliceStep }
    // Python's rules: a negative step starts at the last element and stops before the first.
    let (lowest, highest) = step > 0 ? (0, size) : (-1, size - 1)
    func clamp(_ value: Int) -> Int {
      Swift.min(Swift.max(value < 0 ? value &+ size : value, lowest), highest)
    }
    let start = from.map(clamp) ?? (step > 0 ? lowest : highest)
    let end = to.map(clamp) ?? (step > 0 ? highest : lowest)
    let distance = step > 0 ? end - start : start - end
    return distance > 0 ? (start, (distance - 1) / Int(clamping: step.magnitude) + 1) : (0, 0)
  }

  /// The position tensors that one entry stands for: itself, or one for each axis of a mask.
  private static func positions(_ tensor: Tensor, _ shape: Shape, _ axis: Int) throws(TensorError) -> [Tensor]
  {
    if tensor.dtype.isInteger { return [try tensor.asPositions()] }
    guard tensor.dtype == .bool else { throw .indexDType(tensor.dtype) }
    let covered = Shape(Array(shape.dims[axis..<Swift.min(axis + tensor.rank, shape.rank)]))
    guard covered == tensor.shape else { throw .mask(tensor.shape, shape) }
    return try tensor.nonzeroPositions()
  }

  private mutating func combine(_ tensors: [(axis: Int, tensor: Tensor)], _ whole: Shape) throws(TensorError)
  {
    guard let first = tensors.first, let last = tensors.last else { return }
    advancedShape = first.tensor.shape
    for (_, tensor) in tensors { advancedShape = try Shape.broadcast(advancedShape, tensor.shape, "[]") }
    for (axis, tensor) in tensors {
      let size = shape.dims[axis]
      var positions = try tensor.broadcast(to: advancedShape).contiguous().ints()
      for i in positions.indices {
        let position = positions[i] < 0 ? positions[i] &+ size : positions[i]
        guard position >= 0, position < size else {
          throw .index(positions[i], size: size, axis: axis, shape: whole)
        }
        positions[i] = position
      }
      advanced.append((axis, positions))
    }
    let areNeighbours = last.axis - first.axis == tensors.count - 1
    advancedPlace = areNeighbours ? first.axis : 0
  }

  /// The shape of what the index selects.
  var result: Shape {
    guard !advanced.isEmpty else { return shape }
    let axes = Set(advanced.map(\.axis))
    let kept = shape.dims.enumerated().filter { !axes.contains($0.offset) }.map(\.element)
    let before = areInPlace ? (0..<advancedPlace).filter { !axes.contains($0) }.count : 0
    return Shape(Array(kept.prefix(before)) + advancedShape.dims + Array(kept.dropFirst(before)))
  }

  private var areInPlace: Bool { advancedPlace > 0 }

  /// Offset of each selected element from the first one of the tensor, in the order of the result.
  func offsets() -> [Int] {
    let axes = Set(advanced.map(\.axis))
    let kept = (0..<shape.rank).filter { !axes.contains($0) }
    let before = kept.filter { $0 < advancedPlace && areInPlace },
      after = kept.filter { !before.contains($0) }
    let outer = Subscripting.walk(before.map { (shape.dims[$0], strides[$0]) })
    let inner = Subscripting.walk(after.map { (shape.dims[$0], strides[$0]) })
    var middle = [Int](repeating: 0, count: advancedShape.count)
    for (axis, positions) in advanced {
      for i in middle.indices { middle[i] += positions[i] * strides[axis] }
    }
    var result: [Int] = []
    result.reserveCapacity(outer.count * middle.count * inner.count)
    for a in outer { for b in middle { for c in inner { result.append(offset + a + b + c) } } }
    return result
  }

  private static func walk(_ axes: [(size: Int, stride: Int)]) -> [Int] {
    axes.reduce([0]) { offsets, axis in
      offsets.flatMap { start in (0..<axis.size).map { start + $0 * axis.stride } }
    }
  }
}

extension Tensor {
  /// For each axis, the positions of the elements that are not 0, in order.
  func nonzeroPositions() throws(TensorError) -> [Tensor] {
    let values = try detached().converted(to: .bool).bools()
    var columns = [[Int]](repeating: [], count: rank)
    for (i, value) in values.enumerated() where value {
      var rest = i
      for axis in (0..<rank).reversed() {
        columns[axis].append(rest % shape.dims[axis])
        rest /= shape.dims[axis]
      }
    }
    return columns.map { Tensor($0, [$0.count]) }
  }

  /// What an index selects: a view for plain entries, new elements for tensors of positions.
  public func indexed(_ entries: [Index]) throws(TensorError) -> Tensor {
    if entries.count == 1, let rows = rows(entries[0]) { return rows }
    let subscripting = try Subscripting(self, entries)
    if subscripting.advanced.isEmpty {
      return try apply(Slice(subscripting: subscripting, entries: entries), self)
    }
    let base = try contiguous(recorded: true)
    let positions = try Subscripting(base, entries).offsets()
    return try base.taking(positions, subscripting.result)
  }

  /// `x[i]` and `x[a:b]` of a tensor that lies row by row, outside of a graph: what `Slice` gives, at once. Nil for
  /// anything else, and where there is an error to be told.
  private func rows(_ entry: Index) -> Tensor? {
    guard isContiguous, rank > 0, !requiresGrad, !_slowPath(gradus_profile_is_on()) else { return nil }
    let size = shape.dims[0]
    guard size > 0 else { return nil }
    let row = count / size
    switch entry {
    case .at(let index):
      let position = index < 0 ? index &+ size : index
      guard position >= 0, position < size else { return nil }
      let rest = Shape([Int](few: rank - 1) { shape.dims[$0 + 1] })
      return Tensor(body: TensorBody(View(body.storage, offset: body.offset + position * row, rest, dtype)))
    case .slice(let from, let to, step: 1):
      guard let (start, length) = try? Subscripting.slice(from, to, 1, size) else { return nil }
      let part = Shape([Int](few: rank) { $0 == 0 ? length : shape.dims[$0] })
      return Tensor(body: TensorBody(View(body.storage, offset: body.offset + start * row, part, dtype)))
    default: return nil
    }
  }

  /// Row by row like `contiguous`, and still part of the graph.
  func contiguous(recorded: Bool) throws(TensorError) -> Tensor {
    if isContiguous { return self }
    return try apply(Reshape(target: shape), self)
  }

  /// Replaces what an index selects; `value` is broadcast to it.
  public mutating func assign(_ entries: [Index], _ value: Tensor) throws(TensorError) {
    let subscripting = try Subscripting(self, entries)
    let target = subscripting.result
    guard let fitted = try? Shape.broadcast(value.shape, target, "="), fitted == target else {
      throw .assignment(value.shape, target)
    }
    if requiresGrad || value.requiresGrad {
      let base = try contiguous(recorded: true)
      let positions = try Subscripting(base, entries).offsets()
      let new = try value.converted(to: dtype.isFloat ? dtype : DType.promote(dtype, value.dtype)).expanded(
        to: target)
      self = try base.replacing(positions, with: try new.reshaped([target.count]))
      return
    }
    let new = try value.converted(to: dtype).broadcast(to: target)
    try makeUnique()
    let mine = try Subscripting(self, entries)
    if mine.advanced.isEmpty {
      Copying.copy(new, to: view(mine.shape, mine.strides, offset: body.offset + mine.offset))
    } else {
      let positions = Tensor(mine.offsets(), [target.count])
      let flat = view([1], [1])
      Scattering.store(try new.contiguous(), at: positions.pointer(Int.self), in: flat)
    }
  }
}
