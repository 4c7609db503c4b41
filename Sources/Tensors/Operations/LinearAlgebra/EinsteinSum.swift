/// Sums of products by the letters of their axes: "ij,jk->ik" is a matrix product.
///
/// Operands are joined two at a time, each pair as one product of stacks of matrices; of more than two, the
/// pair first whose product is smallest beside the operands that it replaces.
struct EinsteinSum: Callable {
  static let signature = Signature(
    "einsum", .init(.text, "equation"), .init(.tensors, "tensors", isVariadic: true),
    family: "linear algebra",
    summary:
      "sums of products by the letters of their axes; letters that are not in the result are summed over, \"...\" stands for the axes without letters, a letter twice in one tensor for its diagonal, and without -> the result has the letters that come once, in order",
    shapes: "\"ij,jk->ik\": [i, j], [j, k] → [i, k]; \"...ij->...ji\": […, i, j] → […, j, i]",
    example: "einsum(\"i,i->\", ([1, 2], [3, 4]))", gives: "11  i64[]", section: "2.1.6")
  typealias Label = EinsumEquation.Label

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    var tensors = try a.tensors(1).unified("einsum")
    if tensors[0].dtype == .bool {
      for i in tensors.indices { tensors[i] = try tensors[i].converted(to: .i64) }
    }
    let equation = try EinsumEquation(a.text(0), tensors.map(\.shape))
    var operands: [LabelledTensor] = []
    for (tensor, labels) in zip(tensors, equation.operands) {
      operands.append(try LabelledTensor(tensor, labels))
    }
    let sizes = try sizes(operands)
    for i in operands.indices { operands[i] = try operands[i].withoutStretched(sizes) }
    while operands.count > 1 {
      let (i, j) = cheapestPair(operands, equation.result, sizes)
      let second = operands.remove(at: j), first = operands.remove(at: i)
      let needed = Set(equation.result).union(operands.flatMap(\.labels))
      operands.append(try first.joined(with: second, keeping: needed, sizes))
    }
    let total = try operands[0].summed(keeping: Set(equation.result))
    return [try total.arranged(equation.result)]
  }

  /// The size of each label's axis; a size of 1 fits any other.
  private static func sizes(_ operands: [LabelledTensor]) throws(TensorError) -> [Label: Int] {
    var sizes: [Label: Int] = [:]
    for operand in operands {
      for (label, size) in zip(operand.labels, operand.tensor.shape.dims) {
        let known = sizes[label] ?? 1
        if known != 1, size != 1, known != size {
          throw .argument(
            "axis `\(EinsumEquation.name(label))` has size \(known) in one tensor and \(size) in another",
            operation: "einsum")
        }
        sizes[label] = known == 1 ? size : known
      }
    }
    return sizes
  }

  /// The two operands whose product is smallest beside themselves; of two there is only one choice.
  private static func cheapestPair(
    _ operands: [LabelledTensor], _ result: [Label], _ sizes: [Label: Int]
  ) -> (Int, Int) {
    var best = (0, 1), lowest = Double.infinity
    guard operands.count > 2 else { return best }
    func size(_ labels: some Sequence<Label>) -> Double { labels.reduce(1) { $0 * Double(sizes[$1] ?? 1) } }
    for i in operands.indices {
      for j in operands.indices where j > i {
        let others = operands.indices.filter { $0 != i && $0 != j }.flatMap { operands[$0].labels }
        let both = Set(operands[i].labels).union(operands[j].labels)
        let product = size(both.intersection(Set(result).union(others)))
        let cost = product - size(operands[i].labels) - size(operands[j].labels)
        if cost < lowest { (best, lowest) = ((i, j), cost) }
      }
    }
    return best
  }

  static var samples: [OperationEntry.Sample] {
    let pair = [Samples.small, Samples.square]
    let stacks = [Samples.cube, Tensor(Samples.small.doubles(), [2, 3])]
    return [
      .init(.text("ij,jk->ik"), .tensors(pair)),
      .init(.text("ij,kj->"), .tensors(pair)),
      .init(.text("ij,jj,j->ij"), .tensors(pair + [Samples.row])),
      .init(.text("ii->i"), .tensors([Samples.square])), .init(.text("ii"), .tensors([Samples.square])),
      .init(.text("...jk,...ij"), .tensors(stacks)), .init(.text("bji,bj->ib"), .tensors(stacks)),
      .init(.text("ij,kj,kl,l->il"), .tensors([Samples.small, Samples.square, Samples.square, Samples.row])),
    ]
  }
}
