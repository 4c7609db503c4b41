/// Activation functions of neurons.
enum Activations {
  static let all: [OperationEntry] = [
    OperationEntry(Sigmoid.self),
    OperationEntry(Relu.self),
    OperationEntry(Softplus.self),
    OperationEntry(Softmax.self),
    OperationEntry(LogSoftmax.self),
    OperationEntry(Silu.self),
    OperationEntry(Elu.self),
    OperationEntry(LeakyRelu.self),
    OperationEntry(Gelu.self),
    OperationEntry(LogSigmoid.self),
  ]
}
