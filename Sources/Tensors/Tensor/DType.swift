/// The kinds of numbers that tensors hold, in the order of promotion; raw values as in `kernels.h`.
///
/// Arithmetic is done in `i64`, `f32` and `f64`. The others are ways to store: their elements are widened
/// before an operation and its result is rounded once (`apply`), which is what PyTorch's kernels do.
public enum DType: UInt8, Sendable, CaseIterable {
  case bool, u8, i32, i64, f16, bf16, f32, f64

  /// `f64`
  public var name: String {
    switch self {
    case .bool: "bool"
    case .u8: "u8"
    case .i32: "i32"
    case .i64: "i64"
    case .f16: "f16"
    case .bf16: "bf16"
    case .f32: "f32"
    case .f64: "f64"
    }
  }

  public init?(name: String) {
    guard let dtype = DType.allCases.first(where: { $0.name == name }) else { return nil }
    self = dtype
  }

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .bool, .u8: 1
    case .f16, .bf16: 2
    case .i32, .f32: 4
    case .i64, .f64: 8
    }
  }

  public var isFloat: Bool { rawValue >= DType.f16.rawValue }
  public var isInteger: Bool { self == .i64 || self == .i32 || self == .u8 }

  /// The dtype that arithmetic on this one is done in.
  public var computing: DType {
    switch self {
    case .u8, .i32: .i64
    case .f16, .bf16: .f32
    case .bool, .i64, .f32, .f64: self
    }
  }
  /// Whether elements are widened before anything is computed.
  var isStorageOnly: Bool { computing != self }

  /// The dtype of a result of both, as in PyTorch: the wider of the two, floats over integers over booleans.
  public static func promote(_ a: DType, _ b: DType) -> DType {
    if a == .f16 && b == .bf16 || a == .bf16 && b == .f16 { return .f32 }
    return a.rawValue >= b.rawValue ? a : b
  }

  /// The dtype that sums and products of this one are counted in: integers and booleans as `i64`.
  var counting: DType { isFloat ? self : .i64 }
}

extension Tensor {
  /// The dtype of a result of both, as in PyTorch: a tensor without axes makes one with axes no wider within its
  /// kind. Only an integer that the other dtype can't hold does: PyTorch would wrap it around.
  static func commonDType(_ a: Tensor, _ b: Tensor) -> DType {
    let promoted = DType.promote(a.dtype, b.dtype)
    if a.dtype == b.dtype || (a.rank == 0) == (b.rank == 0) { return promoted }
    let (axes, number) = a.rank > 0 ? (a, b) : (b, a)
    if axes.dtype.isFloat { return axes.dtype }
    guard axes.dtype.isInteger, number.dtype.isInteger, promoted != axes.dtype else { return promoted }
    return (try? Copying.convert(number, to: axes.dtype)) == nil ? promoted : axes.dtype
  }
}

/// One number of any dtype.
public enum Scalar: Sendable, Hashable {
  case bool(Bool)
  case int(Int)
  case float(Double)

  var asDouble: Double {
    switch self {
    case .bool(let x): x ? 1 : 0
    case .int(let x): Double(x)
    case .float(let x): x
    }
  }
}
