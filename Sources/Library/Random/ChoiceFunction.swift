import Language
import Tensors

/// `choice(values)`: elements drawn with the session's generator.
enum ChoiceFunction {
  static var builtIn: BuiltIn {
    BuiltIn(
      "choice", "values, size=none, replace=true, p=none", family: "random",
      summary: "an element drawn at random, or `size` of them, each with its probability in `p`",
      shapes: "list, text or range → element, or a list; [n, …] → […], or [size, …]",
      example: "seed(1) { choice((\"a\", \"b\", \"c\"), 4) }", gives: "(\"b\", \"c\", \"a\", \"c\")",
      accepts: { value in
        switch value {
        case .list, .text, .range, .tensor: true
        default: false
        }
      }
    ) { (call: inout Call) throws(Diagnostic) in
      let elements = try call.interpreter.elements(of: call[0])
      guard !elements.isEmpty else {
        throw Diagnostic(.value, "V20", "there is nothing to choose from", argument: 0)
      }
      let values = try drawn(call[1].isNone ? 1 : try call.int(1), of: elements.count, call)
        .map { elements[$0] }
      if call[1].isNone { return values.first ?? .none }
      guard case .tensor = call[0], !values.isEmpty else { return .list(values) }
      return try call.interpreter.tensor(from: .list(values)).map { .tensor($0) } ?? .none
    }
  }

  private static func drawn(_ size: Int, of count: Int, _ call: Call) throws(Diagnostic) -> [Int] {
    let replaces = try call.flag(2)
    guard size >= 0, replaces || size <= count else {
      throw Diagnostic(
        .value, "V20", "\(size) elements can't be drawn from \(count) without putting them back",
        hints: ["draw at most \(count), or leave out `replace=false`"], argument: 1)
    }
    func run(_ name: String, _ arguments: [Value]) throws(Diagnostic) -> [Int] {
      guard let function = call.interpreter.registry.value(name) else { return [] }
      return try call.interpreter.call(function, arguments).tensor?.ints() ?? []
    }
    if size == 0 { return [] }
    if !call[3].isNone { return try run("multinomial", [call[3], .int(size), .bool(replaces)]) }
    if replaces { return try run("randint", [.int(0), .int(count), .list([.int(size)])]) }
    return Array(try run("randperm", [.int(count)]).prefix(size))
  }
}
