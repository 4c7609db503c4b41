/// A tensor with identity: what an optimiser updates in place and `backward` collects gradients for.
///
/// An update never changes values that a graph still refers to: they are copied first.
public final class Parameter {
  public private(set) var tensor: Tensor
  private let tape: Tape
  /// Holds the node; its own values are nothing.
  private let leaf: Tensor

  /// - Throws: `TensorError.dtype` for anything but floats.
  public init(_ tensor: Tensor, context: TensorContext) throws(TensorError) {
    guard tensor.dtype.isFloat else {
      throw .dtype(tensor.dtype, wanted: "a float dtype", operation: "param")
    }
    tape = context.tape
    leaf = tape.leaf(Tensor.empty(tensor.dtype))
    self.tensor = tape.leaf(try tensor.contiguous(), sameAs: leaf)
  }

  public var requiresGrad: Bool {
    get { tensor.requiresGrad }
    set { tensor = newValue ? tape.leaf(tensor.detached(), sameAs: leaf) : tensor.detached() }
  }

  public var grad: Tensor? {
    get { tape.cell(of: leaf)?.gradient }
    set { tape.cell(of: leaf)?.gradient = newValue }
  }

  public func zeroGrad() { grad = nil }

  /// Gives the parameter other values of the same shape; they take its dtype.
  public func assign(_ new: Tensor) throws(TensorError) {
    guard new.shape == tensor.shape else { throw .assignment(new.shape, tensor.shape) }
    if let cell = tape.cell(of: leaf), cell.gradient != nil { cell.isOutdated = true }
    let values = try Copying.convert(new.detached(), to: tensor.dtype).contiguous()
    tensor = requiresGrad ? tape.leaf(values, sameAs: leaf) : values
  }

  public enum Update { case add, subtract, multiply, divide }

  /// `p op= other` in the memory of the parameter's values, where nobody else sees those and they are few: nothing
  /// is allocated. False where new values have to be made and assigned.
  public func update(_ update: Update, by other: Tensor) -> Bool {
    guard tensor.shape == other.shape, tensor.dtype == other.dtype, other.isContiguous,
      tensor.ownsFewElements()
    else { return false }
    if let cell = tape.cell(of: leaf), cell.gradient != nil { cell.isOutdated = true }
    let kernel: BinaryKernel =
      switch update {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      }
    ElementwiseKernels.update(tensor, kernel, by: other)
    return true
  }

  /// Goes back to values that the parameter had before.
  public func restore(_ values: Tensor, gradient: Tensor?, requiresGrad: Bool) {
    tensor = requiresGrad ? tape.leaf(values, sameAs: leaf) : values
    grad = gradient
  }
}
