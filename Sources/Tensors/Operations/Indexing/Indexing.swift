/// Operations that select, order and place elements.
enum Indexing {
  static let all: [OperationEntry] = [
    OperationEntry(Slice.self), OperationEntry(Take.self), OperationEntry(Gather.self),
    OperationEntry(TakeAlongAxis.self),
    OperationEntry(Sort.self),
    OperationEntry(ArgSort.self), OperationEntry(OneHot.self), OperationEntry(Unique.self),
    OperationEntry(Nonzero.self),
    OperationEntry(MaskedFill.self), OperationEntry(Embedding.self), OperationEntry(TopK.self),
    OperationEntry(Scatter.self),
    OperationEntry(ScatterAdd.self),
    OperationEntry(ScatterReduce.self),
    OperationEntry(IndexSelect.self),
    OperationEntry(IndexAdd.self),
    OperationEntry(IndexCopy.self),
    OperationEntry(IndexFill.self),
    OperationEntry(SearchSorted.self),
    OperationEntry(Bucketize.self),
    OperationEntry(UniqueConsecutive.self),
    OperationEntry(IsIn.self),
    OperationEntry(MaskedSelect.self),
    OperationEntry(Union.self),
    OperationEntry(Intersection.self),
    OperationEntry(SetDifference.self),
    OperationEntry(UnravelIndex.self),
    OperationEntry(MaskedScatter.self),
  ]
}
