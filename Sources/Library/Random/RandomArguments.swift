import Language
import Tensors

/// Arguments that random functions share.
extension Call {
  /// The generator that a method is called on.
  func generator(_ index: Int = 0) throws(Diagnostic) -> RandomStateValue {
    guard let generator = arguments[index].randomState else {
      throw mismatch(index, "a NumPy generator, such as numpy_random(1),")
    }
    return generator
  }

  /// A size as NumPy takes it: nil for `none`, which asks for one number.
  func size(_ index: Int) throws(Diagnostic) -> Shape? {
    let value = arguments[index]
    if value.isNone { return nil }
    if case .int(let count) = value { return [count] }
    if let tensor = value.tensor, tensor.dtype.isInteger { return Shape(tensor.ints()) }
    guard case .list(let list) = value else { throw mismatch(index, "an integer or a list of integers") }
    return try shape(Array(list.items), index)
  }

  /// Sizes that stand in a row: `rng.rand(2, 3)`.
  func sizes(_ index: Int) throws(Diagnostic) -> Shape? {
    let items = try list(index)
    if items.count == 1, case .list(let inner) = items[0] { return try shape(Array(inner.items), index) }
    return items.isEmpty ? nil : try shape(items, index)
  }

  private func shape(_ items: [Value], _ index: Int) throws(Diagnostic) -> Shape {
    var dims: [Int] = []
    for item in items {
      guard case .int(let size) = item else {
        throw Diagnostic(
          .type, "T01", "`\(builtIn.name)` needs integers as sizes, and got \(item.kindName)", argument: index
        )
      }
      dims.append(size)
    }
    return Shape(dims)
  }

  /// A seed as NumPy takes it.
  func seed(_ index: Int) throws(Diagnostic) -> UInt32 {
    guard let seed = UInt32(exactly: try int(index)) else {
      throw Diagnostic(
        .value, "V21", "a seed of NumPy's lies between 0 and 4294967295, and this is \(try int(index))",
        argument: index)
    }
    return seed
  }

  /// What `random_state` or, shorter, `seed` stands for, as scikit-learn reads it: a seed starts a generator
  /// of its own, a generator is drawn from, without either the session's is.
  func generator(
    seed: Int, randomState: Int, _ generators: RandomStates
  ) throws(Diagnostic) -> RandomStateValue {
    guard arguments[seed].isNone || arguments[randomState].isNone else {
      throw Diagnostic(
        .keyword, "K03", "`\(builtIn.name)` was given both `seed` and `random_state`", argument: seed)
    }
    let index = arguments[seed].isNone ? randomState : seed
    if arguments[index].isNone { return generators.shared }
    if let generator = arguments[index].randomState { return generator }
    return RandomStates().make(seed: try self.seed(index))
  }
}

extension Value {
  var randomState: RandomStateValue? {
    if case .object(let object) = self { object as? RandomStateValue } else { nil }
  }

  /// A number where one was asked for, otherwise the tensor.
  static func drawn(_ tensor: Tensor, asNumber: Bool) -> Value {
    asNumber && tensor.rank == 0 ? Value(tensor.scalar(at: 0)) : .tensor(tensor)
  }
}
