extension FunctionPrototype {
  /// The code as text, one instruction a line, and that of the functions inside it below.
  var listing: String {
    let title =
      "\(name.isEmpty ? "fn" : name): \(registerCount) registers, temporaries from \(firstTemporary)"
    let lines = code.enumerated().map { index, i in
      let place = places[Int(placeIndex[index])].range
      return "\(index)\t\(i.operation) \(i.a) \(i.b) \(i.c)\t\(source.slice(place).prefix { $0 != "\n" })"
    }
    let inner = prototypes + models.flatMap { [$0.constructor] + $0.methods.values }
    return ([title] + lines + inner.map { "\n" + $0.listing }).joined(separator: "\n")
  }
}

extension Interpreter {
  /// What a cell compiles to; for tests, and to see why something is slow.
  public func listing(of source: SourceText) throws(Diagnostic) -> String { try compile(source).listing }
}
