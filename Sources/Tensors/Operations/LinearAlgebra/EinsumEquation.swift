/// An equation of `einsum`: the axes of each operand and of the result, each axis under a label.
struct EinsumEquation {
  /// A letter's Unicode scalar; axes that "..." stands for are −1 for the last, −2 for the one before it, ….
  typealias Label = Int

  var operands: [[Label]]
  var result: [Label]

  /// - Throws: `TensorError.argument` with the part of the text that is wrong.
  init(_ text: String, _ shapes: [Shape]) throws(TensorError) {
    func wrong(_ what: String) -> TensorError { .argument("\"\(text)\": \(what)", operation: "einsum") }
    let plain = text.filter { !$0.isWhitespace }
    let arrow = plain.firstRange(of: "->")
    let left = arrow.map { plain[..<$0.lowerBound] } ?? plain[...]
    let terms = left.split(separator: ",", omittingEmptySubsequences: false)
    guard terms.count == shapes.count else {
      throw wrong("it names \(terms.count) tensors, and there are \(shapes.count)")
    }
    operands = []
    for (term, shape) in zip(terms, shapes) {
      guard let (before, after, hasDots) = Self.letters(term) else {
        throw wrong("`\(term)` is not letters with at most one `...` between them")
      }
      let covered = shape.rank - before.count - after.count
      guard covered == 0 || covered > 0 && hasDots else {
        throw wrong("`\(term)` does not fit shape \(shape)")
      }
      operands.append(before + Self.dots(covered) + after)
    }
    let all = operands.joined(), widest = all.min().map { max(0, -$0) } ?? 0
    guard let arrow else {
      let letters = Set(all.filter { $0 > 0 }).filter { letter in all.count { $0 == letter } == 1 }
      result = Self.dots(widest) + letters.sorted()
      return
    }
    let term = plain[arrow.upperBound...]
    guard let (before, after, hasDots) = Self.letters(term) else {
      throw wrong("`\(term)` is not letters with at most one `...` between them")
    }
    result = before + (hasDots ? Self.dots(widest) : []) + after
    guard Set(result).count == result.count else { throw wrong("an axis is in the result twice") }
    if let unknown = result.first(where: { !all.contains($0) }) {
      throw wrong("axis `\(Self.name(unknown))` of the result is in no tensor")
    }
  }

  /// The letters before and after "...", and whether that is there; nil for anything else.
  private static func letters(_ term: Substring) -> ([Label], [Label], Bool)? {
    let dots = term.firstRange(of: "...")
    let parts: [Substring] = dots.map { [term[..<$0.lowerBound], term[$0.upperBound...]] } ?? [term, ""]
    var labels: [[Label]] = []
    for part in parts {
      guard part.allSatisfy({ $0.isLetter && $0.unicodeScalars.count == 1 }) else { return nil }
      labels.append(part.unicodeScalars.map { Int($0.value) })
    }
    return (labels[0], labels[1], dots != nil)
  }

  private static func dots(_ count: Int) -> [Label] { Array(-count..<0) }

  /// How an error calls an axis.
  static func name(_ label: Label) -> String {
    label < 0 ? "..." : Unicode.Scalar(UInt32(label)).map { String(Character($0)) } ?? "?"
  }
}
