/// What `name?` shows: everything the registry or a definition knows about a name, as plain text.
public enum Help {
  /// Help for a variable, a built-in or a constant; nil when nothing has that name.
  public static func text(for name: String, in interpreter: Interpreter) -> String? {
    if let value = interpreter.variable(name) { return text(for: value, name: name) }
    if let function = interpreter.registry.function(name) { return text(for: function) }
    guard let value = interpreter.meaning(of: name) else { return nil }
    if case .function(let function) = value { return text(for: function) }
    return "\(name) = \(value.inline(depth: 0))\n  \(interpreter.registry.constantSummary(name) ?? "")"
  }

  /// Help for a value that stands for itself.
  public static func text(of value: Value) -> String { text(for: value, name: "") }

  private static func text(for value: Value, name: String) -> String {
    if case .function(let function) = value { return text(for: function) }
    var lines = [name.isEmpty ? value.typeSummary : "\(name) : \(value.typeSummary)"]
    if case .model(let model) = value, let documentation = model.definition.documentation {
      lines += ["", documentation]
    }
    lines += ["", value.display()]
    return lines.joined(separator: "\n")
  }

  static func text(for function: FunctionObject) -> String {
    if !function.builtIns.isEmpty {
      return function.builtIns.filter { !$0.isReordered }.map(text).joined(separator: "\n\n")
    }
    var lines = [function.signature]
    if let documentation = function.documentation {
      lines += ["  " + documentation.replacing("\n", with: "\n  ")]
    }
    if let source = function.source { lines += ["", "defined in \(source.origin)"] }
    return lines.joined(separator: "\n")
  }

  /// One entry of the manual.
  public static func text(for entry: BuiltIn) -> String {
    var lines = [entry.signatureText, "  " + entry.summary]
    if !entry.aliases.isEmpty { lines.append("  also     " + entry.aliases.joined(separator: ", ")) }
    if !entry.shapes.isEmpty { lines.append("  shapes   " + entry.shapes) }
    if !entry.section.isEmpty { lines.append("  book     \(entry.section)") }
    if !entry.example.isEmpty {
      lines.append("")
      lines += entry.example.split(separator: "\n").map { "  › " + $0 }
      if !entry.gives.isEmpty { lines += entry.gives.split(separator: "\n").map { "    " + $0 } }
    }
    return lines.joined(separator: "\n")
  }

  /// The source of a name that the language defined; nil for others.
  public static func source(of name: String, in interpreter: Interpreter) -> String? {
    guard case .function(let function)? = interpreter.meaning(of: name), let source = function.source else {
      return nil
    }
    return "# \(source.origin)\n\(source.text)"
  }
}
