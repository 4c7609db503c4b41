/// Operations that make fewer elements of many, and running totals.
enum Reductions {
  static let all: [OperationEntry] = [
    OperationEntry(Sum.self), OperationEntry(Mean.self), OperationEntry(Prod.self), OperationEntry(Max.self),
    OperationEntry(Min.self), OperationEntry(ArgMax.self), OperationEntry(ArgMin.self),
    OperationEntry(Variance.self),
    OperationEntry(StandardDeviation.self), OperationEntry(AnyTrue.self), OperationEntry(AllTrue.self),
    OperationEntry(LogSumExp.self), OperationEntry(Norm.self), OperationEntry(Quantile.self),
    OperationEntry(Median.self),
    OperationEntry(CumulativeSum.self), OperationEntry(CumulativeProduct.self),
    OperationEntry(Histogram.self),
    OperationEntry(BinCount.self),
    OperationEntry(CumulativeMax.self),
    OperationEntry(CumulativeMin.self),
    OperationEntry(LogCumulativeSumExp.self),
    OperationEntry(Differences.self),
    OperationEntry(NaNSum.self),
    OperationEntry(NaNMean.self),
    OperationEntry(CountNonzero.self),
    OperationEntry(KthValue.self),
    OperationEntry(StandardDeviationAndMean.self),
    OperationEntry(VarianceAndMean.self),
  ]
}
