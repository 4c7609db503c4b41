/// Random numbers, as PyTorch draws them with the same seed.
enum RandomOperations {
  static let all: [OperationEntry] = [
    OperationEntry(Rand.self), OperationEntry(RandNormal.self), OperationEntry(RandInt.self),
    OperationEntry(RandPermutation.self), OperationEntry(NormalNumbers.self),
    OperationEntry(UniformNumbers.self), OperationEntry(ExponentialNumbers.self),
    OperationEntry(BernoulliTrials.self),
  ]
}
