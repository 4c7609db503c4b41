/// Layers without their parameters: what networks are put together from.
enum Networks {
  static let all: [OperationEntry] = [
    OperationEntry(Linear.self), OperationEntry(Normalize.self), OperationEntry(LayerNorm.self),
    OperationEntry(RMSNorm.self), OperationEntry(GroupNorm.self), OperationEntry(InstanceNorm.self),
    OperationEntry(BatchNorm.self), OperationEntry(Dropout.self), OperationEntry(FeatureDropout.self),
    OperationEntry(Attention.self), OperationEntry(PixelShuffle.self), OperationEntry(PixelUnshuffle.self),
    OperationEntry(ChannelShuffle.self), OperationEntry(Interpolate.self), OperationEntry(Convolution2d.self),
    OperationEntry(Convolution1d.self), OperationEntry(TransposedConvolution2d.self),
    OperationEntry(TransposedConvolution1d.self), OperationEntry(MaxPool2d.self),
    OperationEntry(MaxPool1d.self), OperationEntry(AveragePool2d.self), OperationEntry(AveragePool1d.self),
    OperationEntry(AdaptiveAveragePool2d.self), OperationEntry(AdaptiveAveragePool1d.self),
    OperationEntry(AdaptiveMaxPool2d.self), OperationEntry(AdaptiveMaxPool1d.self),
    OperationEntry(LSTMCell.self), OperationEntry(GRUCell.self), OperationEntry(AdamStep.self),
  ]
}
