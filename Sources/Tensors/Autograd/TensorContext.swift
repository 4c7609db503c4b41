/// What a session owns of the engine: its graph, its random stream, the dtype of new float tensors.
/// Independent contexts can be used in parallel.
public final class TensorContext {
  public let tape = Tape()
  public var defaultDType: DType = .f64
  public var generator = Generator(seed: 0)
  public init() {}
}
