import Kernels

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
    let made = try? Tensor(values, shape, .f64, as: Double.self)
    self = made.flatMap { try? Copying.convert($0, to: dtype) } ?? Tensor.empty(dtype)
  }

  public init(_ values: [Int], _ shape: Shape) {
    self = (try? Tensor(values, shape, .i64, as: Int.self)) ?? Tensor.empty(.i64)
  }

  public init(_ values: [Bool], _ shape: Shape) {
    self = (try? Tensor(values, shape, .bool, as: Bool.self)) ?? Tensor.empty(.bool)
  }

  public static func scalar(_ value: Scalar, _ dtype: DType) -> Tensor {
    if dtype == .f64 || dtype == .f32, let tensor = try? Tensor(uninitialized: [], dtype) {
      if dtype == .f64 {
        tensor.pointer(Double.self).pointee = value.asDouble
      } else {
        tensor.pointer(Float.self).pointee = Float(value.asDouble)
      }
      return tensor
    }
    let made = Tensor([value.asDouble], [], dtype, exact: value)
    // What the dtype can't hold stays a float, as an integer too large for it stays one of 64 bits.
    return made.rank == 0 ? made : Tensor([value.asDouble], [], .f64)
  }

  /// Keeps integers beyond 2^53 exact.
  private init(_ values: [Double], _ shape: Shape, _ dtype: DType, exact: Scalar) {
    if dtype.isInteger, case .int(let x) = exact {
      let wide = Tensor([x], shape)
      self = (try? Copying.convert(wide, to: dtype)) ?? wide
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

  /// A tensor of one value, which takes the memory of one number whatever its shape: for trying shapes.
  public static func standIn(_ shape: Shape, _ dtype: DType) -> Tensor {
    scalar(dtype.isFloat ? .float(1) : dtype == .bool ? .bool(false) : .int(0), dtype).broadcast(to: shape)
  }

  static func full(_ value: Double, _ shape: Shape, _ dtype: DType) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, dtype)
    switch dtype {
    case .f64: result.pointer(Double.self).initialize(repeating: value, count: result.count)
    case .f32: result.pointer(Float.self).initialize(repeating: Float(value), count: result.count)
    default: fill(result, with: try Copying.convert(Tensor([value], [1]), to: dtype))
    }
    return result
  }

  /// Stores one element everywhere.
  private static func fill(_ result: Tensor, with one: Tensor) {
    func fill<T>(_: T.Type) {
      result.pointer(T.self).initialize(repeating: one.pointer(T.self).pointee, count: result.count)
    }
    switch result.dtype.size {
    case 1: fill(UInt8.self)
    case 2: fill(UInt16.self)
    case 4: fill(UInt32.self)
    default: fill(UInt64.self)
    }
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
      case .bool, .u8: return UnsafeBufferPointer(start: pointer(UInt8.self), count: count).map { Double($0) }
      case .i32: return UnsafeBufferPointer(start: pointer(Int32.self), count: count).map { Double($0) }
      case .f16, .bf16: break
      }
    }
    guard let copy = try? dtype.isStorageOnly ? Copying.convert(self, to: .f64) : contiguous() else {
      return []
    }
    return copy.doubles()
  }

  /// All elements as integers, fractions cut off, row by row.
  public func ints() -> [Int] {
    guard dtype.isInteger, let copy = try? Copying.convert(self, to: .i64).contiguous() else {
      return doubles().map { Int(exactly: $0.rounded(.towardZero)) ?? 0 }
    }
    return Array(UnsafeBufferPointer(start: copy.pointer(Int.self), count: count))
  }

  /// Itself as `i64`, for use as positions; any integer dtype will do.
  func asPositions() throws(TensorError) -> Tensor {
    guard dtype.isInteger else { throw .indexDType(dtype) }
    return try Copying.convert(self, to: .i64)
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
    case .u8: return .int(Int(pointer(UInt8.self)[position]))
    case .i32: return .int(Int(pointer(Int32.self)[position]))
    case .f16, .bf16: return .float(half(position))
    }
  }

  /// A 16-bit float, which every wider dtype holds exactly.
  private func half(_ position: Int) -> Double {
    var value = 0.0
    _ = gradus_convert(
      Int32(dtype.rawValue), 1, pointer(UInt16.self) + position, Int32(DType.f64.rawValue), &value)
    return value
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

  /// The elements' bytes where they lie; the tensor must be contiguous.
  public func withRawBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    precondition(isContiguous, "bytes of a view with steps")
    return try withExtendedLifetime(self) {
      try body(UnsafeRawBufferPointer(start: UnsafeRawPointer(address), count: byteCount))
    }
  }

  /// A tensor whose bytes, row by row, are filled in by a function.
  /// - Throws: `TensorError.memory` for more than the machine has, and what the function throws.
  public init(
    _ shape: Shape, _ dtype: DType, filledBy fill: (UnsafeMutableRawBufferPointer) throws(TensorError) -> Void
  ) throws(TensorError) {
    self = try Tensor(uninitialized: shape.checked(), dtype)
    try fill(UnsafeMutableRawBufferPointer(start: address, count: byteCount))
    makeFlagsValid()
  }

  /// A tensor whose bytes, row by row, are filled in when somebody first looks at them. Flags must be 0 or 1.
  /// - Throws: `TensorError.memory` for more than the machine has.
  public static func filledLater(
    _ shape: Shape, _ dtype: DType, by fill: @escaping (UnsafeMutableRawBufferPointer) -> Void
  ) throws(TensorError) -> Tensor {
    let shape = try shape.checked()
    return Tensor(body: TensorBody(View(try Storage.reading(count: shape.count, dtype, fill), shape, dtype)))
  }

  /// Whether nobody has looked yet at elements that are to be filled in then.
  public var isUnread: Bool { body.storage.isUnread }

  /// Has the elements filled in.
  public func read() { _ = body.storage.memory }

  /// Any byte but 0 and 1 would be no Bool.
  private func makeFlagsValid() {
    guard dtype == .bool else { return }
    let flags = pointer(UInt8.self)
    for i in 0..<count where flags[i] > 1 { flags[i] = 1 }
  }

  /// Whether both are the same elements in the same memory, seen in the same way.
  public func isSameView(as other: Tensor) -> Bool {
    body.storage === other.body.storage && body.offset == other.body.offset && dtype == other.dtype
      && shape == other.shape && body.view.steps == other.body.view.steps
  }

  /// Reads what `rawBytes` wrote; nil when the number of bytes does not fit the shape.
  public init?(rawBytes bytes: ArraySlice<UInt8>, _ shape: Shape, _ dtype: DType) {
    // Sizes may say anything; only what the bytes bear out is believed.
    guard let checked = try? shape.checked(), bytes.count % dtype.size == 0,
      checked.count == bytes.count / dtype.size,
      let tensor = try? Tensor(uninitialized: checked, dtype)
    else { return nil }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress {
        tensor.body.storage.memory.copyMemory(from: base, byteCount: source.count)
      }
    }
    tensor.makeFlagsValid()
    self = tensor
  }
}
