import Kernels

/// What the registry lists: a signature and what a call does. An operation that is made of others, such
/// as `var`, needs no more than this: its graph is theirs.
protocol Callable: Sendable {
  static var signature: Signature { get }

  /// Makes the operation from the arguments of a call, and runs it.
  static func call(_ a: Arguments) throws(TensorError) -> [Tensor]

  /// Calls whose gradients the tests check numerically; empty when there is none.
  static var samples: [OperationEntry.Sample] { get }
}

/// One operation of the graph: its attributes are stored properties, everything that it knows is below.
///
/// The tape and every caller reach operations only through `apply`. Adding one is adding one file and
/// one line in its family's list.
protocol Operation: Callable {
  /// What the result will look like, from shapes alone: for errors and previews, before anything runs.
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape]

  /// The results. Shapes have been checked; no graph is recorded here.
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor]

  /// Gradients of the inputs from those of the results (nil: zero). Made of recorded operations, so
  /// that derivatives have derivatives.
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?]

  /// The same for an operation with one result, without lists of one.
  func derivativeOfOne(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?]

  /// Whether the inputs' gradients have nothing in common, and `derivative(of:)` gives each.
  var isSeparable: Bool { get }

  /// The gradient of one input, without a list.
  func derivative(
    of input: Int, _ g: Tensor, _ inputs: Inputs, _ output: Tensor
  ) throws(TensorError) -> Tensor?

  /// Whether it is known without its inputs that the derivative does not read the result.
  var neverReadsOutput: Bool { get }

  /// How the gradient of each operand is made, written in the language, for people: `g * y`. `g` is the gradient
  /// of the result, `out` the result itself, operands have the signature's names.
  static var rules: [String] { get }

  /// Whether no gradient ever flows through it.
  static var isConstant: Bool { get }

  /// For an operation whose result is a part of its input as it is: which part. A backward walk adds the
  /// result's gradient to that part of the input's, and does not ask for the derivative.
  var part: [Index]? { get }

  /// Whether `addGradient` can do anything.
  var addsGradients: Bool { get }

  /// Adds the gradient of one input to `total` in place, a tensor of that input's shape, row by row, which nobody
  /// else sees: a product need not be made first and added then. False where it has to be.
  func addGradient(
    of input: Int, _ g: Tensor, _ inputs: [Tensor], to total: Tensor
  ) throws(TensorError) -> Bool

  /// Whether the derivative looks at the values of an input, which must then be what they were.
  func reads(_ input: Int, of inputs: [Tensor]) -> Bool

  /// Whether the derivative looks at the values of the result. What nobody reads is not kept (`Forgotten`).
  func readsOutput(_ inputs: [Tensor]) -> Bool
}

extension Operation {
  static var rules: [String] { [] }
  static var isConstant: Bool { false }
  var part: [Index]? { nil }
  var isSeparable: Bool { false }
  func derivative(
    of input: Int, _ g: Tensor, _ inputs: Inputs, _ output: Tensor
  ) throws(TensorError) -> Tensor? { try derivativeOfOne(g, inputs.all, output)[input] }
  var neverReadsOutput: Bool { false }
  var addsGradients: Bool { false }
  func addGradient(
    of input: Int, _ g: Tensor, _ inputs: [Tensor], to total: Tensor
  ) throws(TensorError) -> Bool { false }
  func derivativeOfOne(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] { try derivative([g], inputs, [output]) }
  func reads(_ input: Int, of inputs: [Tensor]) -> Bool { true }
  func readsOutput(_ inputs: [Tensor]) -> Bool { true }
}

/// An operation whose derivative does not look at its inputs' values: a linear one, or one whose result says
/// enough, as with `exp`.
protocol ForgetsInputs: Operation {}
extension ForgetsInputs {
  func reads(_ input: Int, of inputs: [Tensor]) -> Bool { false }
}

/// An operation whose derivative does not look at its result, and that gives the same one whenever it is run on the
/// same inputs.
protocol ForgetsOutput: Operation {}
extension ForgetsOutput {
  func readsOutput(_ inputs: [Tensor]) -> Bool { false }
  var neverReadsOutput: Bool { true }
}

/// An operation whose derivative by one input looks only at the other: a product of some kind.
protocol Bilinear: Operation {}
extension Bilinear {
  func reads(_ input: Int, of inputs: [Tensor]) -> Bool {
    inputs.indices.contains { $0 != input && inputs[$0].requiresGrad }
  }
}

/// An operation with one result, which most are.
protocol SingleOperation: Operation {
  /// Whether `value` checks the shapes itself, so that `shape` need not be asked first.
  static var checksInValue: Bool { get }
  func shape(_ inputs: [Shape]) throws(TensorError) -> Shape
  func value(_ inputs: [Tensor]) throws(TensorError) -> Tensor
  /// Gradients of the inputs; `g` is the result's.
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?]
}

extension SingleOperation {
  func derivativeOfOne(
    _ g: Tensor, _ inputs: [Tensor], _ output: Tensor
  ) throws(TensorError) -> [Tensor?] { try derivative(g, inputs, output) }
  static var checksInValue: Bool { false }
  func shapes(_ inputs: [Shape]) throws(TensorError) -> [Shape] { [try shape(inputs)] }
  func forward(_ inputs: [Tensor]) throws(TensorError) -> [Tensor] { [try value(inputs)] }
  func derivative(
    _ gradients: [Tensor?], _ inputs: [Tensor], _ outputs: [Tensor]
  ) throws(TensorError) -> [Tensor?] {
    guard let g = gradients[0] else { return inputs.map { _ in nil } }
    return try derivative(g, inputs, outputs[0])
  }
}

/// An operation that says how the gradient of each input is made by itself.
protocol SeparableOperation: SingleOperation {}
extension SeparableOperation {
  var isSeparable: Bool { true }
  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    var gradients: [Tensor?] = []
    gradients.reserveCapacity(inputs.count)
    let list = Inputs(inputs)
    for i in inputs.indices {
      let isWanted = inputs.count == 1 || inputs[i].requiresGrad
      gradients.append(isWanted ? try derivative(of: i, g, list, output) : nil)
    }
    return gradients
  }
}

/// An operation that no gradient flows through: comparisons, positions, roundings.
protocol ConstantOperation: SingleOperation {}
extension ConstantOperation {
  static var isConstant: Bool { true }
  static var samples: [OperationEntry.Sample] { [] }

  func derivative(_ g: Tensor, _ inputs: [Tensor], _ output: Tensor) throws(TensorError) -> [Tensor?] {
    inputs.map { _ in nil }
  }
}

/// An operation that moves elements without computing with them, and so takes any dtype as it is.
protocol Relocation: Operation {}

/// An operation whose results have the dtype of their operands, integers too: `u8 + u8` is `u8`, where
/// positions and counts are `i64` whatever they were made from.
protocol KeepsIntegers: Operation {}

/// Runs an operation and records it when an input is part of a graph.
func apply(_ operation: some Operation, _ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
  guard _slowPath(gradus_profile_is_on()) else { return try run(operation, inputs) }
  return try Profile.measured(type(of: operation).signature.name, bytes: Profile.bytes) {
    () throws(TensorError) in try run(operation, inputs)
  }
}

private func run(_ operation: some Operation, _ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
  let shapes = try operation.shapes(inputs.map(\.shape))
  let results = try forward(operation, inputs)
  assert(
    zip(shapes, results).allSatisfy { $0 == $1.shape }, "\(type(of: operation)): shape rule and value differ")
  guard let tape = inputs.first(where: \.requiresGrad)?.body.tape, tape.isRecording else { return results }
  return tape.record(operation, inputs, results)
}

/// The results alone, whatever the operands' dtypes.
func forward(_ operation: some Operation, _ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
  inputs.contains(where: \.dtype.isStorageOnly)
    ? try forwardWidened(operation, inputs) : try operation.forward(inputs)
}

/// Computes in the dtype that the operands' dtype is computed in, and rounds the results once.
private func forwardWidened(_ operation: some Operation, _ inputs: [Tensor]) throws(TensorError) -> [Tensor] {
  if operation is any Relocation { return try operation.forward(inputs) }
  let stored = inputs.lazy.map(\.dtype).filter(\.isStorageOnly).reduce(DType.bool, DType.promote)
  var widened: [Tensor] = []
  for input in inputs { widened.append(try Copying.convert(input, to: input.dtype.computing)) }
  let results = try operation.forward(widened)
  // An operand that is f32 itself makes the results f32; integers that are no positions go back.
  let isMixed = inputs.contains { $0.dtype == stored.computing && stored.isFloat }
  guard !isMixed, stored.isFloat || operation is any KeepsIntegers else { return results }
  var narrowed: [Tensor] = []
  for result in results {
    narrowed.append(result.dtype == stored.computing ? try Copying.convert(result, to: stored) : result)
  }
  return narrowed
}

func apply<O: SingleOperation>(_ operation: O, _ inputs: Tensor...) throws(TensorError) -> Tensor {
  try applyToAll(operation, inputs)
}

/// The same for a list of operands.
func applyToAll<O: SingleOperation>(_ operation: O, _ inputs: [Tensor]) throws(TensorError) -> Tensor {
  guard _slowPath(gradus_profile_is_on()) else { return try runOne(operation, inputs) }
  return try Profile.measured(O.signature.name, bytes: \.byteCount) {
    () throws(TensorError) in try runOne(operation, inputs)
  }
}

@inline(__always)
private func runOne<O: SingleOperation>(_ operation: O, _ inputs: [Tensor]) throws(TensorError) -> Tensor {
  if inputs.contains(where: \.dtype.isStorageOnly) { return try run(operation, inputs)[0] }
  if !O.checksInValue {
    let shape = try operation.shape(inputs.map(\.shape))
    let result = try operation.value(inputs)
    assert(shape == result.shape, "\(O.self): shape rule and value differ")
    return recorded(operation, inputs, consume result)
  }
  return recorded(operation, inputs, try operation.value(inputs))
}

private func recorded(
  _ operation: some Operation, _ inputs: [Tensor], _ result: consuming Tensor
) -> Tensor {
  for input in inputs {
    if let tape = input.body.tape {
      return tape.isRecording ? tape.record(operation, inputs, consume result) : result
    }
  }
  return result
}

/// An operation as the registry lists it.
public struct OperationEntry: Sendable {
  public let signature: Signature
  /// Calls it with one argument per parameter.
  public let call:
    @Sendable (_ arguments: [Argument], _ context: TensorContext) throws(TensorError) -> [Tensor]
  /// Calls to differentiate numerically in tests; empty when the operation is not differentiable.
  let samples: [Sample]

  init<O: Callable>(_: O.Type) {
    signature = O.signature
    samples = O.samples
    call = { (arguments, context) throws(TensorError) in
      guard _slowPath(gradus_profile_is_on()) else {
        return try O.call(Arguments(values: arguments, context: context))
      }
      return try Profile.measured(O.signature.name, bytes: Profile.bytes) { () throws(TensorError) in
        try O.call(Arguments(values: arguments, context: context))
      }
    }
  }

  /// A call whose gradient a test checks: every f64 tensor argument is varied.
  struct Sample: Sendable {
    var arguments: [Argument]
    /// Which result to look at.
    var output = 0
    /// The second derivative too.
    var twice = true
    /// The operation needs symmetric matrices: x enters as (x + xᵀ)/2.
    var isSymmetric = false

    init(_ arguments: Argument..., output: Int = 0, twice: Bool = true, isSymmetric: Bool = false) {
      self.arguments = arguments
      self.output = output
      self.twice = twice
      self.isSymmetric = isSymmetric
    }
  }
}

/// The list of all operations: the families' lists, one after the other.
public enum OperationRegistry {
  public static let all: [OperationEntry] =
    Elementwise.all + Activations.all + Reductions.all + Shaping.all + Indexing.all + LinearAlgebra.all
    + Fourier.all + Losses.all + Networks.all + Creation.all

  private static let byName: [String: Int] = {
    var names: [String: Int] = [:]
    for (i, entry) in all.enumerated() {
      for name in [entry.signature.name] + entry.signature.aliases { names[name] = i }
    }
    return names
  }()

  public static func named(_ name: String) -> OperationEntry? { byName[name].map { all[$0] } }
}
