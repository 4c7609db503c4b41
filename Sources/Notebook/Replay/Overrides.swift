import Language

/// Other values for variables, put in the place of what the cells assign: `--set lr=0.3`, `:whatif lr=0.3`.
struct Overrides {
  private var pending: [(name: String, value: String)]

  init(_ values: [(name: String, value: String)]) { pending = values }

  /// Names that no assignment has been found for yet.
  var unused: [String] { pending.map(\.name) }

  /// A cell's text with the first plain assignment to each name given the other value. What later
  /// assignments make of it stands: `lr = lr / 2` still halves.
  mutating func apply(to source: String) -> String {
    guard !pending.isEmpty, let program = try? Parser.parse(SourceText(name: "", text: source)) else {
      return source
    }
    var changes: [(range: SourceRange, value: String)] = []
    for statement in program.statements {
      guard case .assign(.name(let name, _), nil, let old) = statement.kind,
        let place = pending.firstIndex(where: { $0.name == name })
      else { continue }
      changes.append((old.range, pending.remove(at: place).value))
    }
    var bytes = Array(source.utf8)
    for (range, value) in changes.reversed() {
      bytes.replaceSubrange(range.start..<range.end, with: value.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
