/// What everyone but the operation itself needs to know about it: call, help, completion, manual, tests.
public struct Signature: Sendable {
  public var name: String
  public var aliases: [String]
  public var parameters: [SignatureParameter]
  /// One line, lower case.
  public var summary: String
  /// Shapes in symbols: `[n, k] @ [k, m] → [n, m]`.
  public var shapes: String
  /// One line of the language and what it gives; a test runs it.
  public var example: String
  public var gives: String
  /// The section of the book.
  public var section: String
  /// The family, which is also the folder: `reductions`.
  public var family: String
  /// Names of the leading parameters in PyTorch's order, where that differs: `gather(x, dim, index)`. Calls
  /// whose arguments fit this order only are taken in it.
  public var torchOrder: [String]

  init(
    _ name: String, _ parameters: SignatureParameter..., aliases: [String] = [], torchOrder: [String] = [],
    family: String,
    summary: String,
    shapes: String = "any shape → the same shape", example: String, gives: String, section: String = ""
  ) {
    self.name = name
    self.aliases = aliases
    self.torchOrder = torchOrder
    self.parameters = parameters
    self.summary = summary
    self.shapes = shapes
    self.example = example
    self.gives = gives
    self.section = section
    self.family = family
  }
}

public struct SignatureParameter: Sendable {
  public var name: String
  public var kind: ParameterKind
  public var `default`: Argument?
  /// Takes the remaining positional arguments: `einsum("ij,jk->ik", a, b)`.
  public var isVariadic: Bool

  init(_ kind: ParameterKind, _ name: String, default value: Argument? = nil, isVariadic: Bool = false) {
    self.isVariadic = isVariadic
    self.name = name
    self.kind = kind
    self.default = value
  }

  /// Whether tensors come in here, through which gradients may go back.
  public var isOperand: Bool {
    switch kind {
    case .tensor, .tensors, .optionalTensor, .scalarOrTensor: true
    default: false
    }
  }

  static func tensor(_ name: String) -> SignatureParameter { .init(.tensor, name) }
  static func axis(_ name: String = "axis", default value: Argument? = nil) -> SignatureParameter {
    .init(.axis, name, default: value)
  }
}

public enum ParameterKind: Sendable {
  case tensor, tensors, optionalTensor
  /// One axis.
  case axis
  /// One axis, several, or none for all.
  case axes
  /// Sizes or axes: one list, or several integers in a row as in `x.reshape(2, 3)`.
  case shape
  case int, ints, number, flag, text, dtype
  /// A number, or a word for what has no number: the order of a norm.
  case numberOrText
  /// Integers, or a word for what they would have to be: `padding="same"`.
  case integersOrText
  /// Broadcast with the other operands; a plain number is weak.
  case scalarOrTensor
}

/// A bound argument.
public enum Argument: Sendable {
  case tensor(Tensor)
  case tensors([Tensor])
  case int(Int)
  case ints([Int])
  case number(Double)
  case flag(Bool)
  case text(String)
  case dtype(DType)
  case none
}

/// The arguments of one call, one per parameter, read by kind.
struct Arguments {
  let values: [Argument]
  let context: TensorContext

  func tensor(_ i: Int) -> Tensor {
    if case .tensor(let tensor) = values[i] { tensor } else { Tensor.empty(.f64) }
  }
  func optionalTensor(_ i: Int) -> Tensor? {
    if case .tensor(let tensor) = values[i] { tensor } else { nil }
  }
  func tensors(_ i: Int) -> [Tensor] {
    if case .tensors(let tensors) = values[i] { tensors } else { [] }
  }
  func int(_ i: Int) -> Int { optionalInt(i) ?? 0 }
  func optionalInt(_ i: Int) -> Int? {
    switch values[i] {
    case .int(let x): x
    case .ints(let x) where x.count == 1: x[0]
    default: nil
    }
  }
  /// nil for `none`.
  func ints(_ i: Int) -> [Int]? {
    switch values[i] {
    case .int(let x): [x]
    case .ints(let x): x
    default: nil
    }
  }
  func number(_ i: Int) -> Double {
    switch values[i] {
    case .number(let x): x
    case .int(let x): Double(x)
    case .tensor(let x): x.count == 1 ? x.scalar(at: 0).asDouble : .nan
    default: 0
    }
  }
  func optionalNumber(_ i: Int) -> Double? {
    if case .none = values[i] { nil } else { number(i) }
  }
  func flag(_ i: Int) -> Bool {
    if case .flag(let x) = values[i] { x } else { false }
  }
  func text(_ i: Int) -> String {
    if case .text(let x) = values[i] { x } else { "" }
  }
  func dtype(_ i: Int) -> DType? {
    if case .dtype(let x) = values[i] { x } else { nil }
  }
}
