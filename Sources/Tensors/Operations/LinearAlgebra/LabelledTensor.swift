/// A tensor whose axes have labels, each once: an operand of `einsum` on its way to the result.
struct LabelledTensor {
  typealias Label = EinsumEquation.Label
  var tensor: Tensor
  var labels: [Label]

  /// A label that comes twice means the diagonal: `ii` becomes `i`.
  init(_ tensor: Tensor, _ labels: [Label]) throws(TensorError) {
    (self.tensor, self.labels) = (tensor, labels)
    while let second = self.labels.indices.first(where: { self.labels[..<$0].contains(self.labels[$0]) }),
      let first = self.labels.firstIndex(of: self.labels[second])
    {
      let sizes = [first, second].map { self.tensor.shape.dims[$0] }
      guard sizes[0] == sizes[1] else {
        throw .argument(
          "axis `\(EinsumEquation.name(self.labels[second]))` has sizes \(sizes[0]) and \(sizes[1]) in one tensor",
          operation: "einsum")
      }
      let order = self.labels.indices.filter { $0 != first && $0 != second } + [first, second]
      self.tensor = try self.tensor.permuted(order).diagonals()
      self.labels = order.dropLast().map { self.labels[$0] }
    }
  }

  private init(labels: [Label], _ tensor: Tensor) { (self.tensor, self.labels) = (tensor, labels) }

  /// Without axes of size 1 that stand beside a larger size in another operand: they would be broadcast.
  func withoutStretched(_ sizes: [Label: Int]) throws(TensorError) -> LabelledTensor {
    let keeps = labels.indices.map { tensor.shape.dims[$0] != 1 || sizes[labels[$0]] == 1 }
    if keeps.allSatisfy(\.self) { return self }
    let kept = labels.indices.filter { keeps[$0] }
    return LabelledTensor(
      labels: kept.map { labels[$0] }, try tensor.reshaped(Shape(kept.map { tensor.shape.dims[$0] })))
  }

  /// Summed over every axis that nobody needs.
  func summed(keeping needed: Set<Label>) throws(TensorError) -> LabelledTensor {
    let axes = labels.indices.filter { !needed.contains(labels[$0]) }
    if axes.isEmpty { return self }
    return LabelledTensor(labels: labels.filter(needed.contains), try tensor.sum(axes))
  }

  /// The axes in the order of some labels; one that is missing gets size 1.
  func arranged(_ order: [Label]) throws(TensorError) -> Tensor {
    let known = order.compactMap { labels.firstIndex(of: $0) }
    let dims = order.map { label in labels.firstIndex(of: label).map { tensor.shape.dims[$0] } ?? 1 }
    return try tensor.permuted(known).reshaped(Shape(dims))
  }

  /// The product with another operand, summed over the labels that nobody needs afterwards.
  func joined(
    with other: LabelledTensor, keeping needed: Set<Label>, _ sizes: [Label: Int]
  ) throws(TensorError) -> LabelledTensor {
    let a = try summed(keeping: needed.union(other.labels)),
      b = try other.summed(keeping: needed.union(labels))
    let shared = a.labels.filter(b.labels.contains)
    let batch = shared.filter(needed.contains), contracted = shared.filter { !needed.contains($0) }
    let left = a.labels.filter { !shared.contains($0) }, right = b.labels.filter { !shared.contains($0) }
    let result = batch + left + right
    // Nothing to sum over: the product of elements, broadcast.
    if contracted.isEmpty {
      return LabelledTensor(labels: result, try a.arranged(result) * b.arranged(result))
    }
    // [batch, left, contracted] @ [batch, contracted, right]
    func size(_ labels: [Label]) -> Int { labels.reduce(1) { $0 * (sizes[$1] ?? 1) } }
    func flat(_ x: LabelledTensor, _ groups: [[Label]]) throws(TensorError) -> Tensor {
      try x.arranged(groups.flatMap(\.self)).reshaped(Shape(groups.map(size)))
    }
    let product = try Tensor.matmul(
      try flat(a, [batch, left, contracted]), try flat(b, [batch, contracted, right]))
    return LabelledTensor(labels: result, try product.reshaped(Shape(result.map { sizes[$0] ?? 1 })))
  }
}
