import Language
import Tensors

/// What a tensor is like, and conversions, under PyTorch's names: `x.numel()`, `x.size(0)`, `x.tolist()`.
enum TensorFacts {
  static var all: [BuiltIn] {
    [
      numberOfElements("numel"), numberOfElements("nelement"), rank("dim"), rank("ndimension"), size, toList,
      isFloatingPoint,
    ]
      + conversions
  }

  private static func numberOfElements(_ name: String) -> BuiltIn {
    BuiltIn(
      name, "x", family: "values", summary: "the number of elements of a tensor",
      example: "\(name)([[1, 2], [3, 4]])",
      gives: "4", section: "2.1.1"
    ) { (call: inout Call) throws(Diagnostic) in .int(try call.tensor(0).count) }
  }

  private static func rank(_ name: String) -> BuiltIn {
    BuiltIn(
      name, "x", family: "values", summary: "the number of axes of a tensor",
      example: "[[1, 2], [3, 4]].\(name)()",
      gives: "2", section: "2.1.1"
    ) { (call: inout Call) throws(Diagnostic) in .int(try call.tensor(0).rank) }
  }

  private static var size: BuiltIn {
    BuiltIn(
      "size", "x, axis=none", family: "values", summary: "the shape of a tensor, or its size along one axis",
      example: "[[1, 2, 3], [4, 5, 6]].size(1)", gives: "3", section: "2.1.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let shape = try call.tensor(0).shape
      guard let axis = try call.optionalInt(1) else { return .list(shape.dims.map { .int($0) }) }
      let position = axis < 0 ? axis &+ shape.rank : axis
      guard shape.dims.indices.contains(position) else {
        throw Diagnostic(TensorError.axis(axis, shape: shape, operation: "size"))
      }
      return .int(shape.dims[position])
    }
  }

  private static var toList: BuiltIn {
    BuiltIn(
      "tolist", "x", family: "values", summary: "the elements of a tensor as numbers in lists of lists",
      shapes: "[n, m] → n lists of m", example: "tolist([[1, 2], [3, 4]])", gives: "((1, 2), (3, 4))"
    ) { (call: inout Call) throws(Diagnostic) in
      let given = try call.tensor(0)
      let tensor = try converting { () throws(TensorError) in try given.detached().contiguous() }
      return nested(tensor, axis: 0, start: 0).value
    }
  }

  /// The part of a tensor below one place of the axes before `axis`, and where the next part starts.
  private static func nested(_ tensor: Tensor, axis: Int, start: Int) -> (value: Value, next: Int) {
    guard axis < tensor.rank else { return (Value(tensor.scalar(at: start)), start + 1) }
    var items: [Value] = []
    var next = start
    for _ in 0..<tensor.shape.dims[axis] {
      let (item, end) = nested(tensor, axis: axis + 1, start: next)
      items.append(item)
      next = end
    }
    return (.list(items), next)
  }

  private static var isFloatingPoint: BuiltIn {
    BuiltIn(
      "is_floating_point", "x", family: "values",
      summary: "whether a tensor's dtype is one of f64, f32, f16 and bf16",
      example: "is_floating_point([1, 2])", gives: "false"
    ) { (call: inout Call) throws(Diagnostic) in .bool(try call.tensor(0).dtype.isFloat) }
  }

  /// `x.double()` is `x.to(f64)`.
  private static var conversions: [BuiltIn] {
    [("double", DType.f64), ("half", .f16), ("bfloat16", .bf16), ("long", .i64), ("byte", .u8)].map {
      name, dtype in
      BuiltIn(
        name, "x", family: "values", summary: "converted to \(dtype.name), the same as x.to(\(dtype.name))",
        shapes: "any shape → the same shape", example: "\(name)([1]).dtype", gives: "\"\(dtype.name)\"",
        section: "2.1.1"
      ) { (call: inout Call) throws(Diagnostic) in
        let tensor = try call.tensor(0)
        return .tensor(try converting { () throws(TensorError) in try tensor.converted(to: dtype) })
      }
    }
  }
}
