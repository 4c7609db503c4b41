/// Operations that select, order and place elements.
enum Indexing {
  static let all: [OperationEntry] = [
    OperationEntry(Slice.self), OperationEntry(Take.self), OperationEntry(Gather.self),
    OperationEntry(Sort.self),
    OperationEntry(ArgSort.self), OperationEntry(OneHot.self), OperationEntry(Unique.self),
    OperationEntry(Nonzero.self),
    OperationEntry(MaskedFill.self), OperationEntry(Embedding.self), OperationEntry(TopK.self),
  ]
}
