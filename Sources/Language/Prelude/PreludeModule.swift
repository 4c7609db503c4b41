/// What a session has compiled of the prelude: one set of globals for all its files.
///
/// The notebooks that a session imports share it, so that a model has the same definition everywhere.
final class PreludeModule {
  let module = Module()
  fileprivate var loaded: Set<Int> = []
  /// Code is kept for as long as the session may run it.
  fileprivate var cells: [FunctionPrototype] = []
}

extension Interpreter {
  /// The prelude's function or model of this name; its file is compiled when it is first asked for.
  public func preludeValue(_ name: String) throws(Diagnostic) -> Value? {
    guard let source = registry.prelude, let definition = source.definition(name) else { return nil }
    try load(definition.file, of: source)
    return prelude.module[name]
  }

  /// A variable, a built-in, or something of the prelude: whatever a name means at the prompt.
  public func meaning(of name: String) -> Value? {
    variable(name) ?? registry.value(name) ?? (try? preludeValue(name)).flatMap { $0 }
  }

  /// Gives the globals that a cell is the first to name their meaning in the prelude, if they have one.
  func linkPrelude(to module: Module) throws(Diagnostic) {
    while module.linked < module.count {
      let index = module.linked
      module.linked += 1
      guard module.fallbacks[index].tag == .undefined else { continue }
      if let value = try preludeValue(module.names[index]) { module.fallbacks[index] = Slot(value) }
    }
  }

  /// Runs a file's definitions, then those of the files that it mentions. Definitions call nothing, so the
  /// order does not matter, and files may mention each other.
  private func load(_ file: Int, of source: Prelude) throws(Diagnostic) {
    guard prelude.loaded.insert(file).inserted else { return }
    let program = try Parser.parse(source.sources[file])
    let cell = try Compiler.compile(program, module: prelude.module, registry: registry, context: context)
    prelude.cells.append(cell)
    _ = try run(cell: cell)
    var index = 0
    while index < prelude.module.count {
      if !prelude.module.isDefined(index), let other = source.definition(prelude.module.names[index]) {
        try load(other.file, of: source)
      }
      index += 1
    }
  }

  /// The name under which the prelude defines this code; nil for all other code.
  func preludeName(_ name: String, _ source: SourceText) -> String? {
    guard let all = registry.prelude, let definition = all.definition(name),
      all.sources[definition.file] === source
    else { return nil }
    return name
  }

  // MARK: Errors

  func isPrelude(_ source: SourceText) -> Bool { registry.prelude?.contains(source) ?? false }

  /// An error inside the prelude, told from where the reader's own code led there.
  func facingReader(_ error: Diagnostic) -> Diagnostic {
    guard let primary = error.primary, isPrelude(primary.source),
      let call = error.frames.first(where: { !isPrelude($0.source) })
    else { return error }
    var told = error
    told.labels = [Diagnostic.Label(call.range, in: call.source)] + Self.secondary(error.labels)
    return told
  }

  static func secondary(_ labels: [Diagnostic.Label]) -> [Diagnostic.Label] {
    labels.map { label in
      var label = label
      label.isPrimary = false
      return label
    }
  }
}
