/// An n-dimensional array: a view of a storage, and perhaps a node of a graph.
///
/// A value: nothing that holds a copy ever sees a change. It is one reference wide.
public struct Tensor: @unchecked Sendable {
  public internal(set) var body: TensorBody
  public init(body: TensorBody) { self.body = body }

  public var shape: Shape { body.view.shape }
  public var dtype: DType { body.view.dtype }
  /// Steps in elements from one index of an axis to the next; 0 where the tensor is broadcast.
  public var strides: [Int] { body.view.steps ?? shape.contiguousStrides }
  public var rank: Int { body.view.shape.rank }
  public var count: Int { body.view.count }
  public var byteCount: Int { count &* dtype.size }
  /// Whether operations on it are recorded.
  public var requiresGrad: Bool { body.node >= 0 }
  /// The name of the recorded operation that made this tensor; nil for leaves and outside graphs.
  public var gradientOperation: String? {
    body.tape?.nodes[body.node].operation.map { type(of: $0).signature.name }
  }
  public var isContiguous: Bool { body.view.steps == nil }
  /// The block of memory that the elements lie in, which views share, and its size.
  public var memoryBlock: (id: ObjectIdentifier, bytes: Int) {
    (ObjectIdentifier(body.storage), body.storage.byteCount)
  }
}

/// Where elements lie: part of a storage, seen with a shape.
struct View {
  var storage: Storage
  /// In elements.
  let offset: Int
  let shape: Shape
  /// Steps from one index of an axis to the next; nil where the elements lie row by row.
  let steps: [Int]?
  let dtype: DType
  let count: Int

  /// Elements of a storage, row by row.
  init(_ storage: Storage, offset: Int = 0, _ shape: Shape, _ dtype: DType) {
    self.storage = storage
    self.shape = shape
    self.dtype = dtype
    self.offset = offset
    steps = nil
    count = shape.count
  }

  init(_ storage: Storage, offset: Int, _ shape: Shape, _ strides: [Int], _ dtype: DType) {
    self.storage = storage
    self.offset = offset
    self.shape = shape
    self.dtype = dtype
    count = shape.count
    var expected = 1, isContiguous = true
    for axis in shape.dims.indices.reversed() where shape.dims[axis] != 1 {
      if strides[axis] != expected { isContiguous = false }
      expected &*= shape.dims[axis]
    }
    steps = isContiguous || count == 0 ? nil : strides
  }
}

extension View {
  /// Whether every element is the same place in memory: a number broadcast to a shape.
  var isOnePlace: Bool { count == 1 || (steps?.allSatisfy { $0 == 0 } ?? false) }
}

/// What a tensor refers to. Immutable, but for the elements while only one tensor sees them.
public final class TensorBody: @unchecked Sendable {
  var view: View
  /// The node that made this tensor, of which the body holds one count; -1 outside graphs.
  private(set) var node: Int
  /// Not counted: a tape lives as long as it has nodes.
  private var owner: Unmanaged<Tape>?
  /// Which of the node's results it is.
  let output: Int

  init(_ view: View, tape: Tape? = nil, node: Int = -1, output: Int = 0) {
    self.view = view
    owner = tape.map { Unmanaged.passUnretained($0) }
    self.node = node
    self.output = output
  }

  deinit {
    if node >= 0 { owner?._withUnsafeGuaranteedRef { $0.release(node) } }
  }

  /// Whether operations on it are recorded at the moment.
  var isRecorded: Bool { node >= 0 && (owner?._withUnsafeGuaranteedRef { $0.isRecording } ?? false) }

  /// The tape of its node.
  var tape: Tape? { node >= 0 ? owner?.takeUnretainedValue() : nil }

  /// Becomes the first result of a node, whose count includes this body.
  func join(_ tape: Tape, node: Int) {
    owner = .passUnretained(tape)
    self.node = node
  }

  var storage: Storage { view.storage }
  var offset: Int { view.offset }
}

extension Tensor {
  /// A new tensor with uninitialised elements, row by row.
  init(uninitialized shape: Shape, _ dtype: DType) throws(TensorError) {
    let shape = try shape.checked()
    body = TensorBody(View(try Storage.make(count: shape.count, dtype), shape, dtype))
  }

  /// Another view of the same storage, outside any graph.
  func view(_ shape: Shape, _ strides: [Int], offset: Int? = nil) -> Tensor {
    Tensor(body: TensorBody(View(body.storage, offset: offset ?? body.offset, shape, strides, dtype)))
  }

  /// The same values, no part of a graph.
  public func detached() -> Tensor {
    requiresGrad ? Tensor(body: TensorBody(body.view)) : self
  }

  /// The first element's address.
  func pointer<T>(_: T.Type) -> UnsafeMutablePointer<T> {
    body.storage.memory.assumingMemoryBound(to: T.self) + body.offset
  }

  /// The first element's address, whatever its dtype.
  var address: UnsafeMutableRawPointer { body.storage.memory + body.offset * dtype.size }

  /// The same values row by row; itself when they already are.
  public func contiguous() throws(TensorError) -> Tensor {
    if isContiguous { return detached() }
    let result = try Tensor(uninitialized: shape, dtype)
    Copying.copy(self, to: result)
    return result
  }

  /// Broadcast to a larger shape without copying. The shapes must fit.
  func broadcast(to target: Shape) -> Tensor {
    if target == shape { return self }
    var strides = [Int](few: target.rank) { _ in 0 }
    for i in 0..<rank where shape.dims[rank - 1 - i] != 1 {
      strides[target.rank - 1 - i] = self.strides[rank - 1 - i]
    }
    return view(target, strides)
  }
}
