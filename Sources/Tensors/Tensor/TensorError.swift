import Formatting
import Kernels

/// What can go wrong in the engine, with its evidence. The sentences are written here and nowhere else.
public enum TensorError: Error, Sendable {
  // Shapes.
  case inner(Shape, Shape)
  case broadcast(Shape, Shape, operation: String)
  case rank(Shape, wanted: String, operation: String)
  case mismatch(Shape, Shape, wanted: String, operation: String)
  case reshape(Shape, Shape)
  case elementCount(Int, shape: Shape)
  case notOneElement(Shape)
  case emptyReduction(String, Shape)
  case negativeSize(Shape)
  // Axes and indices.
  case axis(Int, shape: Shape, operation: String)
  case repeatedAxis(Int, operation: String)
  case index(Int, size: Int, axis: Int, shape: Shape)
  case tooManyIndices(Int, Shape)
  case indexDType(DType)
  case mask(Shape, Shape)
  case sliceStep
  // Kinds of numbers.
  case dtype(DType, wanted: String, operation: String)
  case dtypes(DType, DType, operation: String)
  case conversion(Scalar, DType)
  // Numerics.
  case singular(operation: String)
  case noConvergence(operation: String)
  case notPositiveDefinite
  case divisionByZero
  case overflow(operation: String)
  case notFinite(operation: String)
  // Memory.
  case memory(elements: Int, dtype: DType)
  case tooManyElements(Shape)
  // Graphs.
  case noGraph
  case notScalar(Shape)
  case freedGraph
  case gradientShape(Shape, Shape)
  case overwritten(operation: String, Shape)
  indirect case madeNonFinite(NonFinite)
  /// What a function of the language, called from inside the engine, ended with.
  case callback(any Error)
  case notDifferentiable(String)
  case assignment(Shape, Shape)
  // Others.
  case argument(String, operation: String)
  case interrupted

  /// `S01`
  public var code: String { facts.code }
  /// One of: shape, axis, index, dtype, numeric, memory, graph, value, division, interrupted.
  public var kind: String { facts.kind }
  /// The conflict in one sentence.
  public var message: String { facts.message }
  /// What to do about it.
  public var hints: [String] {
    if case .madeNonFinite(let found) = self { return found.hints }
    return facts.hint.isEmpty ? [] : [facts.hint]
  }

  /// The same error under the name that the caller used: `mse_loss` where the engine subtracted.
  public func called(_ name: String) -> TensorError {
    switch self {
    case .broadcast(let a, let b, _): .broadcast(a, b, operation: name)
    case .rank(let shape, let wanted, _): .rank(shape, wanted: wanted, operation: name)
    case .axis(let axis, let shape, _): .axis(axis, shape: shape, operation: name)
    case .repeatedAxis(let axis, _): .repeatedAxis(axis, operation: name)
    case .mismatch(let a, let b, let wanted, _): .mismatch(a, b, wanted: wanted, operation: name)
    case .emptyReduction(_, let shape): .emptyReduction(name, shape)
    case .dtype(let dtype, let wanted, _): .dtype(dtype, wanted: wanted, operation: name)
    case .dtypes(let a, let b, _): .dtypes(a, b, operation: name)
    case .singular: .singular(operation: name)
    case .noConvergence: .noConvergence(operation: name)
    case .notFinite: .notFinite(operation: name)
    case .overflow: .overflow(operation: name)
    case .argument(let message, _): .argument(message, operation: name)
    default: self
    }
  }

  private typealias Facts = (code: String, kind: String, message: String, hint: String)

  private var facts: Facts {
    switch self {
    case .inner(let a, let b):
      let (inner, outer) = (a.dims.last ?? 1, b.rank > 1 ? b.dims[b.rank - 2] : b.dims.first ?? 1)
      return ("S01", "shape", "the inner sizes of `@` differ, \(inner) and \(outer)", "")
    case .broadcast(let a, let b, let operation):
      return (
        "S02", "shape", "`\(operation)` can't broadcast \(a) and \(b) together",
        "note: sizes are compared from the last axis; they must be equal, or one of them 1"
      )
    case .rank(let shape, let wanted, let operation):
      return ("S03", "shape", "`\(operation)` needs \(wanted), and got shape \(shape)", "")
    case .mismatch(let a, let b, let wanted, let operation):
      return ("S04", "shape", "`\(operation)` needs \(wanted), and got \(a) and \(b)", "")
    case .reshape(let from, let to):
      if to.dims.count(where: { $0 == -1 }) > 1 {
        return ("S05", "shape", "only one size of \(to) may be -1: it is worked out from the others", "")
      }
      return (
        "S05", "shape", "\(from) has \(Numbers.grouped(from.count)) elements and can't become \(to)", ""
      )
    case .elementCount(let count, let shape):
      return ("S06", "shape", "\(count) values do not fill a tensor of shape \(shape)", "")
    case .notOneElement(let shape):
      return (
        "S07", "shape", "a tensor of shape \(shape) is not one number",
        "reduce it first: sum(x), mean(x), x[0]"
      )
    case .emptyReduction(let operation, let shape):
      return ("S08", "shape", "`\(operation)` of no elements has no value (shape \(shape))", "")
    case .negativeSize(let shape): return ("S09", "shape", "the shape \(shape) has a negative size", "")
    case .axis(let axis, let shape, let operation):
      let range =
        shape.rank == 0
        ? "a number has no axes"
        : shape.rank == 1
          ? "\(shape) has one axis, 0"
          : "the axes of \(shape) are 0 to \(shape.rank - 1), or \(-shape.rank) to -1"
      return ("X10", "axis", "`\(operation)` has no axis \(axis): \(range)", "")
    case .repeatedAxis(let axis, let operation):
      return ("X11", "axis", "`\(operation)` was given axis \(axis) twice", "")
    case .index(let index, let size, let axis, let shape):
      let range = size == 0 ? "it is empty" : "its indices go from 0 to \(size - 1)"
      return (
        "X01", "index", "index \(index) is outside axis \(axis) of \(shape): \(range)",
        index == size && size > 0 ? "counting begins at 0: the last one is \(size - 1), or -1" : ""
      )
    case .tooManyIndices(let count, let shape):
      return (
        "X12", "index",
        "\(count) indices for shape \(shape), which has \(shape.rank == 1 ? "one axis" : "\(shape.rank) axes")",
        ""
      )
    case .indexDType(let dtype):
      return (
        "X13", "dtype", "a tensor of \(dtype.name) can't be an index",
        "note: indices are i64 or bool"
      )
    case .mask(let mask, let shape):
      return (
        "X14", "shape", "a mask of shape \(mask) does not fit \(shape)",
        "a mask has the shape of the axes it selects from"
      )
    case .sliceStep: return ("X04", "index", "a slice's step can't be 0", "")
    case .dtype(let dtype, let wanted, let operation):
      return (
        "Y01", "dtype", "`\(operation)` needs \(wanted), and got \(dtype.name)", ""
      )
    case .dtypes(let a, let b, let operation):
      return ("Y02", "dtype", "`\(operation)` can't combine \(a.name) and \(b.name)", "")
    case .conversion(let value, let dtype): return Self.conversionFacts(value, dtype)
    case .singular(let operation):
      return (
        "L01", "numeric", "`\(operation)`: the matrix is singular",
        "rank(a) tells how many independent rows it has; lstsq solves it in the least-squares sense"
      )
    case .noConvergence(let operation):
      return ("L02", "numeric", "`\(operation)` did not converge", "look for nan or inf in the matrix")
    case .notPositiveDefinite: return ("L03", "numeric", "the matrix is not positive definite", "")
    case .divisionByZero:
      return ("Z01", "division", "division by zero in integers", "convert to floats to get inf or nan")
    case .overflow(let operation):
      return (
        "O01", "value", "`\(operation)`: a result does not fit in 64-bit integers",
        "convert to floats first: x.to(f64)"
      )
    case .notFinite(let operation):
      return ("L04", "numeric", "`\(operation)` was given nan or inf", "isfinite(x) shows where")
    case .memory(let elements, let dtype): return Self.memoryFacts(elements, dtype)
    case .tooManyElements(let shape):
      return ("E03", "memory", "the shape \(shape) has more elements than can be counted", "")
    case .noGraph:
      return (
        "G10", "graph", "nothing that this was computed from has a gradient",
        "mark a tensor with param(x), or compute outside no_grad"
      )
    case .notScalar(let shape):
      return (
        "G11", "graph", "a gradient starts from one number, and this has shape \(shape)",
        "take the mean or sum first, or give a gradient of the same shape"
      )
    case .freedGraph:
      return (
        "G12", "graph", "this graph was freed by an earlier `backward`",
        "compute the loss again, or keep the graph with `backward(retain_graph=true)`"
      )
    case .gradientShape(let gradient, let shape):
      return ("G13", "shape", "a gradient of shape \(gradient) for a tensor of shape \(shape)", "")
    case .overwritten(let operation, let shape):
      return (
        "G15", "graph",
        "the derivative of `\(operation)` needs a parameter of shape \(shape) as it was, and it was changed since",
        "call backward before the update, or compute the loss again after it"
      )
    case .madeNonFinite(let found): return ("L05", "numeric", found.message, "")
    case .callback(let error): return ("G16", "graph", "a function called by `backward` failed: \(error)", "")
    case .notDifferentiable(let operation): return ("G14", "graph", "`\(operation)` has no derivative", "")
    case .assignment(let from, let to):
      return ("S10", "shape", "values of shape \(from) can't be stored in shape \(to)", "")
    case .argument(let message, let operation): return ("V20", "value", "`\(operation)`: \(message)", "")
    case .interrupted:
      return gradus_interrupt_is_memory() ? Self.exhausted : ("I01", "interrupted", "interrupted", "")
    }
  }

  private static func conversionFacts(_ value: Scalar, _ dtype: DType) -> Facts {
    let text: String, range: String
    switch value {
    case .bool(let x): text = "\(x)"
    case .int(let x): text = "\(x)"
    case .float(let x): text = Numbers.shortest(x)
    }
    switch dtype {
    case .u8: range = "0 to 255"
    case .i32: range = "-2,147,483,648 to 2,147,483,647"
    default: range = "whole numbers of 64 bits"
    }
    return (
      "O02", "value", "\(text) does not fit in \(dtype.name), which holds \(range)",
      dtype == .u8 ? "x % 256 wraps around, clamp(x, 0, 255) cuts off" : "use a wider dtype, or clamp first"
    )
  }

  private static func memoryFacts(_ elements: Int, _ dtype: DType) -> Facts {
    let bytes = Double(elements) * Double(dtype.size)
    let have = Double(MachineMemory.total)
    return (
      "E01", "memory",
      "\(Numbers.grouped(elements)) elements of \(dtype.name) need \(readable(bytes)), and this machine has \(readable(have))",
      "work in batches, or with fewer elements"
    )
  }

  /// What has grown step by step until nothing was left.
  private static var exhausted: Facts {
    (
      "E02", "memory",
      "the cell used up the \(readable(Double(MachineMemory.total))) of memory that there are",
      "work in batches, and keep only what is needed; the variables are as they were before the cell"
    )
  }

  /// `8.0 TB`
  private static func readable(_ bytes: Double) -> String {
    var value = bytes, unit = 0
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return "\(Numbers.fixed(value, 1)) \(units[unit])"
  }
}
