/// Sums of products by the letters of their axes: "ij,jk->ik" is a matrix product.
///
/// Operands are joined two at a time, each pair as one product of stacks of matrices.
struct EinsteinSum: Callable {
  static let signature = Signature(
    "einsum", .init(.text, "equation"), .init(.tensors, "tensors", isVariadic: true),
    family: "linear algebra",
    summary:
      "sums of products by the letters of their axes; letters that are not in the result are summed over",
    shapes: "\"ij,jk->ik\": [i, j], [j, k] → [i, k]", example: "einsum(\"i,i->\", ([1, 2], [3, 4]))",
    gives: "11  i64[]")

  static func call(_ a: Arguments) throws(TensorError) -> [Tensor] {
    let tensors = try a.tensors(1).unified("einsum")
    let (inputs, output) = try parse(a.text(0), tensors)
    var sizes: [Character: Int] = [:]
    var operands: [Labelled] = []
    for (letters, tensor) in zip(inputs, tensors) {
      for (letter, size) in zip(letters, tensor.shape.dims) {
        if let known = sizes[letter], known != size {
          throw .argument(
            "axis `\(letter)` has size \(known) in one tensor and \(size) in another", operation: "einsum")
        }
        sizes[letter] = size
      }
      operands.append(try Labelled(tensor: tensor, letters: letters).withoutRepetitions())
    }
    if let unknown = output.first(where: { sizes[$0] == nil }) {
      throw .argument("axis `\(unknown)` of the result is in no tensor", operation: "einsum")
    }
    var total = operands[0]
    for i in 1..<max(1, operands.count) {
      let needed = Set(output).union(operands[(i + 1)...].flatMap(\.letters))
      total = try total.joined(with: operands[i], keeping: needed, sizes)
    }
    total = try total.summed(keeping: Set(output))
    return [try total.tensor.permuted(output.compactMap { total.letters.firstIndex(of: $0) })]
  }

  /// The letters of each operand, and of the result: without `->` those that occur once, in order.
  private static func parse(_ text: String, _ tensors: [Tensor]) throws(TensorError) -> (
    [[Character]], [Character]
  ) {
    func wrong(_ what: String) -> TensorError { .argument("\"\(text)\": \(what)", operation: "einsum") }
    let plain = text.filter { $0 != " " }
    let arrow = plain.firstRange(of: "->")
    let left = arrow.map { plain[..<$0.lowerBound] } ?? plain[...]
    let inputs = left.split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    let output: [Character]
    if let arrow {
      output = Array(plain[arrow.upperBound...])
    } else {
      let all = inputs.joined()
      output = Set(all).filter { letter in all.count { $0 == letter } == 1 }.sorted()
    }
    for letter in inputs.joined() + output where !letter.isLetter {
      throw wrong("`\(letter)` is not a letter")
    }
    guard inputs.count == tensors.count else {
      throw wrong("it names \(inputs.count) tensors, and there are \(tensors.count)")
    }
    for (letters, tensor) in zip(inputs, tensors) where letters.count != tensor.rank {
      throw wrong("`\(String(letters))` does not fit shape \(tensor.shape)")
    }
    guard Set(output).count == output.count else { throw wrong("an axis is in the result twice") }
    return (inputs, output)
  }

  static var samples: [OperationEntry.Sample] {
    let pair = [Samples.small, Tensor(Samples.square.doubles(), [3, 3])]
    return [
      .init(.text("ij,jk->ik"), .tensors(pair)), .init(.text("ij,kj->"), .tensors(pair)),
      .init(.text("ij,jj,j->ij"), .tensors(pair + [Samples.row])),
      .init(.text("ii->i"), .tensors([Samples.square])),
    ]
  }
}

/// A tensor whose axes have letters.
private struct Labelled {
  var tensor: Tensor
  var letters: [Character]

  /// `ii` becomes the diagonal `i`.
  func withoutRepetitions() throws(TensorError) -> Labelled {
    var result = self
    while let second = result.letters.indices.first(where: {
      result.letters[..<$0].contains(result.letters[$0])
    }),
      let first = result.letters.firstIndex(of: result.letters[second])
    {
      let size = result.tensor.shape.dims[second], rank = result.letters.count
      let order = (0..<rank).filter { $0 != first && $0 != second } + [first, second]
      let moved = try result.tensor.permuted(order)
      let flat = try moved.reshaped(Shape(moved.shape.dims.dropLast(2) + [size * size]))
      let diagonal = Tensor((0..<size).map { $0 * (size + 1) }, [size])
      result.tensor = try flat.indexed([.ellipsis, .tensor(diagonal)])
      result.letters = order.dropLast().map { result.letters[$0] }
    }
    return result
  }

  func summed(keeping needed: Set<Character>) throws(TensorError) -> Labelled {
    let axes = letters.indices.filter { !needed.contains(letters[$0]) }
    if axes.isEmpty { return self }
    return Labelled(tensor: try tensor.sum(axes), letters: letters.filter(needed.contains))
  }

  /// [batch, free, contracted] @ [batch, contracted, free]: letters in both that are needed later are the
  /// batch, those that are not are contracted.
  func joined(
    with other: Labelled, keeping needed: Set<Character>, _ sizes: [Character: Int]
  ) throws(TensorError) -> Labelled {
    let a = try summed(keeping: needed.union(other.letters)),
      b = try other.summed(keeping: needed.union(letters))
    let shared = a.letters.filter(b.letters.contains)
    let batch = shared.filter(needed.contains), contracted = shared.filter { !needed.contains($0) }
    let left = a.letters.filter { !shared.contains($0) }, right = b.letters.filter { !shared.contains($0) }
    func size(_ letters: [Character]) -> Int { letters.reduce(1) { $0 * (sizes[$1] ?? 1) } }
    func arranged(_ x: Labelled, _ groups: [[Character]]) throws(TensorError) -> Tensor {
      let order = groups.joined().compactMap { x.letters.firstIndex(of: $0) }
      return try x.tensor.permuted(order).reshaped(Shape(groups.map(size)))
    }
    let product = try Tensor.matmul(
      try arranged(a, [batch, left, contracted]), try arranged(b, [batch, contracted, right]))
    let result = batch + left + right
    return Labelled(tensor: try product.reshaped(Shape(result.map { sizes[$0] ?? 1 })), letters: result)
  }
}
