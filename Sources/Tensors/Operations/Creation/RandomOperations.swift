/// Random numbers, as PyTorch draws them with the same seed.
enum RandomOperations {
  static let all: [OperationEntry] = [
    OperationEntry(Rand.self), OperationEntry(RandNormal.self), OperationEntry(RandInt.self),
    OperationEntry(RandPermutation.self), OperationEntry(NormalNumbers.self),
    OperationEntry(UniformNumbers.self), OperationEntry(ExponentialNumbers.self),
    OperationEntry(BernoulliTrials.self), OperationEntry(MultinomialDraws.self),
    OperationEntry(XavierNormal.self), OperationEntry(XavierUniform.self),
    OperationEntry(KaimingNormal.self), OperationEntry(KaimingUniform.self),
    OperationEntry(LinearInit.self), OperationEntry(Convolution1dInit.self),
    OperationEntry(Convolution2dInit.self), OperationEntry(EmbeddingInit.self),
    OperationEntry(LoaderOrder.self), OperationEntry(RandomSplit.self),
  ]
}
