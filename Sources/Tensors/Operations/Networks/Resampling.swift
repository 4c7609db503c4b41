/// Each new place along an axis as a weighted sum of old ones.
struct Resampling: Sendable {
  /// Old places.
  let size: Int
  /// Where the sources of each new place end; they start where those of the one before it end.
  private(set) var ends: [Int] = []
  private(set) var sources: [Int] = []
  private(set) var weights: [Double] = []
  var count: Int { ends.count }

  init(size: Int) { self.size = size }

  /// Adds a place. What lies outside the axis counts as its nearest end.
  mutating func add(_ terms: [(place: Int, weight: Double)]) {
    for (place, weight) in terms {
      sources.append(min(max(place, 0), size - 1))
      weights.append(weight)
    }
    ends.append(sources.count)
  }

  /// The other way round: what each old place gave to the new ones.
  var transposed: Resampling {
    var gifts = [[(place: Int, weight: Double)]](repeating: [], count: size)
    var i = 0
    for place in ends.indices {
      while i < ends[place] {
        gifts[sources[i]].append((place, weights[i]))
        i += 1
      }
    }
    var result = Resampling(size: count)
    for gift in gifts { result.add(gift) }
    return result
  }
}

/// An axis with new places: what enlarging and shrinking pictures is made of, one axis after the other.
struct Resample: SingleOperation, ForgetsInputs {
  static let signature = Interpolate.signature
  let axis: Int
  let map: Resampling
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape {
    var shape = inputs[0]
    shape.dims[axis] = map.count
    return try shape.checked()
  }
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor {
    let x = try inputs[0].contiguous()
    let result = try Tensor.full(0, try shape([x.shape]), x.dtype)
    switch x.dtype {
    case .f64: add(x, result, Double.self)
    case .f32: add(x, result, Float.self)
    default: throw .dtype(x.dtype, wanted: "floats", operation: "interpolate")
    }
    return result
  }
  private func add<T: BinaryFloatingPoint>(_ x: Tensor, _ result: Tensor, _: T.Type) {
    let blocks = Blocks(x.shape, axis), row = blocks.inner, weights = map.weights.map { T($0) }
    let from = x.pointer(T.self)
    var to = result.pointer(T.self)
    for outer in 0..<blocks.outer {
      let block = from + outer * blocks.size * row
      var i = 0
      for end in map.ends {
        while i < end {
          let source = block + map.sources[i] * row, weight = weights[i]
          for j in 0..<row { to[j] += weight * source[j] }
          i += 1
        }
        to += row
      }
    }
  }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    [try apply(Resample(axis: axis, map: map.transposed), g)]
  }
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] { [] }
  static var samples: [OperationEntry.Sample] { [] }
}
