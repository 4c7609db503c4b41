/// The kinds of numbers that tensors hold.
public enum DType: UInt8, Sendable, CaseIterable {
  case bool, i64, f32, f64

  /// `f64`
  public var name: String {
    switch self {
    case .bool: "bool"
    case .i64: "i64"
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
    case .bool: 1
    case .f32: 4
    case .i64, .f64: 8
    }
  }

  public var isFloat: Bool { self == .f32 || self == .f64 }
  public var isInteger: Bool { self == .i64 }

  /// The dtype of a result of both, as in PyTorch: the wider of the two, floats over integers over booleans.
  public static func promote(_ a: DType, _ b: DType) -> DType { a.rawValue >= b.rawValue ? a : b }
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
