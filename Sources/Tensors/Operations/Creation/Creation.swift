/// Tensors made of nothing: constants, sequences, random numbers.
enum Creation {
  static let all: [OperationEntry] =
    [
      OperationEntry(Zeros.self), OperationEntry(Ones.self), OperationEntry(Full.self),
      OperationEntry(ZerosLike.self), OperationEntry(OnesLike.self), OperationEntry(Arange.self),
      OperationEntry(Linspace.self), OperationEntry(Identity.self),
      OperationEntry(FullLike.self), OperationEntry(Empty.self), OperationEntry(EmptyLike.self),
      OperationEntry(RandLike.self), OperationEntry(RandNormalLike.self), OperationEntry(Logspace.self),
      OperationEntry(Geomspace.self), OperationEntry(HannWindow.self), OperationEntry(HammingWindow.self),
      OperationEntry(BlackmanWindow.self),
    ] + RandomOperations.all
}

/// An operation without derivative.
protocol CreationOperation: Callable {}
extension CreationOperation {
  static var samples: [OperationEntry.Sample] { [] }
}

extension Arguments {
  /// The shape of a `shape` argument, checked.
  func shape(_ i: Int) throws(TensorError) -> Shape { try Shape(ints(i) ?? []).checked() }
}

extension Signature {
  static func creation(
    _ name: String, _ parameters: [SignatureParameter], family: String = "creation", _ summary: String,
    shapes: String = "shape → shape", example: String, gives: String, section: String = "2.1.1"
  ) -> Signature {
    var signature = Signature(
      name, family: family, summary: summary, shapes: shapes, example: example, gives: gives, section: section
    )
    signature.parameters = parameters
    return signature
  }
}

extension SignatureParameter {
  static var shape: SignatureParameter { .init(.shape, "shape") }
  static var dtype: SignatureParameter { .init(.dtype, "dtype", default: Argument.none) }
}
