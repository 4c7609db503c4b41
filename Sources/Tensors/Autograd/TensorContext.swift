/// What a session owns of the engine: its graph, its random stream, the dtype of new float tensors.
/// Independent contexts can be used in parallel.
public final class TensorContext {
  public let tape: Tape
  public var defaultDType: DType = .f64
  public var generator = Generator(seed: 0)
  /// - Parameter forgetsFrom: results of so many elements are not kept unless a derivative reads them.
  public init(forgetsFrom: Int = Tape.forgetsFrom) { tape = Tape(forgetsFrom: forgetsFrom) }
}
