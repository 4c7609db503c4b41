/// What an operation was recorded with. One or two inputs, which most operations have, need no list: they lie in
/// the node.
struct Inputs: RandomAccessCollection {
  private let first: Tensor?
  private let second: Tensor?
  /// All of them where they came in a list; empty otherwise.
  private let list: [Tensor]

  init() { (first, second, list) = (nil, nil, []) }
  init(_ first: Tensor, _ second: Tensor? = nil) { (self.first, self.second, list) = (first, second, []) }
  init(_ list: [Tensor]) { (first, second, self.list) = (nil, nil, list) }

  var startIndex: Int { 0 }
  var endIndex: Int { first == nil ? list.count : second == nil ? 1 : 2 }

  subscript(index: Int) -> Tensor {
    if index == 0, let first { return first }
    if index == 1, let second { return second }
    return list[index]
  }

  /// As a list, for operations that want one.
  var all: [Tensor] { first == nil ? list : Array(self) }
}
