/// Making tensors from Swift values and reading them back.
extension Tensor {
  private init<T>(_ values: [T], _ shape: Shape, _ dtype: DType, as _: T.Type) throws(TensorError) {
    guard values.count == shape.count else { throw .elementCount(values.count, shape: shape) }
    self = try Tensor(uninitialized: shape, dtype)
    let target = pointer(T.self)
    values.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { target.initialize(from: base, count: source.count) }
    }
  }

  /// A float tensor of `values`, row by row; empty of shape `[0]` when they do not fill the shape.
  public init(_ values: [Double], _ shape: Shape, _ dtype: DType = .f64) {
    let made: Tensor?
    switch dtype {
    case .f32: made = try? Tensor(values.map { Float($0) }, shape, .f32, as: Float.self)
    case .i64:
      made = try? Tensor(values.map { Int(exactly: $0.rounded(.towardZero)) ?? 0 }, shape, .i64, as: Int.self)
    case .bool: made = try? Tensor(values.map { $0 != 0 }, shape, .bool, as: Bool.self)
    case .f64: made = try? Tensor(values, shape, .f64, as: Double.self)
    }
    self = made ?? Tensor.empty(dtype)
  }

  public init(_ values: [Int], _ shape: Shape) {
    self = (try? Tensor(values, shape, .i64, as: Int.self)) ?? Tensor.empty(.i64)
  }

  public init(_ values: [Bool], _ shape: Shape) {
    self = (try? Tensor(values, shape, .bool, as: Bool.self)) ?? Tensor.empty(.bool)
  }

  public static func scalar(_ value: Scalar, _ dtype: DType) -> Tensor {
    Tensor([value.asDouble], [], dtype, exact: value)
  }

  /// Keeps integers beyond 2^53 exact.
  private init(_ values: [Double], _ shape: Shape, _ dtype: DType, exact: Scalar) {
    if dtype == .i64, case .int(let x) = exact {
      self.init([x], shape)
    } else {
      self.init(values, shape, dtype)
    }
  }

  /// No elements: shape `[0]`. A block of the smallest class is always to be had.
  static func empty(_ dtype: DType) -> Tensor {
    guard let tensor = try? Tensor(uninitialized: [0], dtype) else {
      preconditionFailure("no memory left at all")
    }
    return tensor
  }

  public static func zeros(like tensor: Tensor) -> Tensor {
    (try? full(0, tensor.shape, tensor.dtype)) ?? empty(tensor.dtype)
  }

  static func full(_ value: Double, _ shape: Shape, _ dtype: DType) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, dtype)
    switch dtype {
    case .f64: result.pointer(Double.self).initialize(repeating: value, count: result.count)
    case .f32: result.pointer(Float.self).initialize(repeating: Float(value), count: result.count)
    case .i64:
      result.pointer(Int.self).initialize(
        repeating: Int(exactly: value.rounded(.towardZero)) ?? 0, count: result.count)
    case .bool: result.pointer(Bool.self).initialize(repeating: value != 0, count: result.count)
    }
    return result
  }

  /// A number literal takes the dtype of the tensor that it meets; a float that meets integers the default dtype.
  public static func weak(_ value: Scalar, meeting tensor: Tensor, default defaultDType: DType) -> Tensor {
    switch value {
    case .float: scalar(value, tensor.dtype.isFloat ? tensor.dtype : defaultDType)
    case .int: scalar(value, tensor.dtype == .bool ? .i64 : tensor.dtype)
    case .bool: scalar(value, .bool)
    }
  }

  // MARK: Reading

  /// All elements as doubles, row by row.
  public func doubles() -> [Double] {
    if isContiguous {
      switch dtype {
      case .f64: return Array(UnsafeBufferPointer(start: pointer(Double.self), count: count))
      case .f32: return UnsafeBufferPointer(start: pointer(Float.self), count: count).map { Double($0) }
      case .i64: return UnsafeBufferPointer(start: pointer(Int.self), count: count).map { Double($0) }
      case .bool: return UnsafeBufferPointer(start: pointer(Bool.self), count: count).map { $0 ? 1 : 0 }
      }
    }
    guard let copy = try? contiguous() else { return [] }
    return copy.doubles()
  }

  /// All elements as integers, fractions cut off, row by row.
  public func ints() -> [Int] {
    guard dtype == .i64, let copy = try? contiguous() else {
      return doubles().map { Int(exactly: $0.rounded(.towardZero)) ?? 0 }
    }
    return Array(UnsafeBufferPointer(start: copy.pointer(Int.self), count: count))
  }

  public func bools() -> [Bool] { doubles().map { $0 != 0 } }

  /// The element at a position counted row by row.
  public func scalar(at index: Int) -> Scalar {
    var rest = index, position = 0
    for axis in shape.dims.indices.reversed() where shape.dims[axis] > 0 {
      position += rest % shape.dims[axis] * strides[axis]
      rest /= shape.dims[axis]
    }
    switch dtype {
    case .f64: return .float(pointer(Double.self)[position])
    case .f32: return .float(Double(pointer(Float.self)[position]))
    case .i64: return .int(pointer(Int.self)[position])
    case .bool: return .bool(pointer(Bool.self)[position])
    }
  }

  /// The number in a tensor of one element.
  public func item() throws(TensorError) -> Scalar {
    guard count == 1 else { throw .notOneElement(shape) }
    return scalar(at: 0)
  }

  // MARK: Bytes

  /// The elements' bytes row by row, in the machine's (little-endian) order.
  public func rawBytes() -> [UInt8] {
    guard let copy = try? contiguous() else { return [] }
    return Array(
      UnsafeRawBufferPointer(
        start: copy.body.storage.memory + copy.body.offset * dtype.size, count: copy.byteCount))
  }

  /// Reads what `rawBytes` wrote; nil when the number of bytes does not fit the shape.
  public init?(rawBytes bytes: ArraySlice<UInt8>, _ shape: Shape, _ dtype: DType) {
    guard let checked = try? shape.checked(), bytes.count == checked.count * dtype.size,
      let tensor = try? Tensor(uninitialized: checked, dtype)
    else { return nil }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress {
        tensor.body.storage.memory.copyMemory(from: base, byteCount: source.count)
      }
    }
    if dtype == .bool {
      // Any byte but 0 and 1 would be no Bool.
      let flags = tensor.pointer(UInt8.self)
      for i in 0..<tensor.count where flags[i] > 1 { flags[i] = 1 }
    }
    self = tensor
  }
}
