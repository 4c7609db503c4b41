import OrderedCollections
import Tensors

/// Errors get their place: the source of the instruction that failed, what its operands were and
/// where they came from.
extension Interpreter {
  func locate(
    _ error: Diagnostic, _ entry: UnsafeMutablePointer<CodeEntry>, _ pc: UnsafePointer<Instruction>,
    _ r: UnsafeMutablePointer<Slot>
  ) -> Diagnostic {
    guard error.labels.isEmpty else { return error }
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let index = pc - UnsafePointer(entry.pointee.code) - 1
    guard prototype.placeIndex.indices.contains(index) else { return error }
    var place = prototype.places[Int(prototype.placeIndex[index])]
    var located = error
    if error.argument == 0, isSecondElement(prototype, index), place.operands.count == 2 {
      // The first of the two steps failed: `a[i]` in `a[i][j]`.
      place = Place(range: place.operands[0], operands: [place.operands[1]])
      located.argument = nil
    }
    if let argument = located.argument, let range = argumentRange(argument, place, prototype, index) {
      located.labels = [.init(range, in: prototype.source)]
    } else if let labels = operandLabels(error, place, prototype, index, r), !labels.isEmpty {
      located.labels = labels
    } else {
      located.labels = [.init(place.range, in: prototype.source)]
    }
    return located
  }

  private func isSecondElement(_ prototype: FunctionPrototype, _ index: Int) -> Bool {
    index > 0 && prototype.code[index].operation == .extra && prototype.code[index - 1].operation == .element2
  }

  private func argumentRange(
    _ argument: Int, _ place: Place, _ prototype: FunctionPrototype, _ index: Int
  ) -> SourceRange? {
    place.operands.indices.contains(argument) ? place.operands[argument] : nil
  }

  /// For errors about shapes, dtypes and kinds: each operand with its type and origin.
  private func operandLabels(
    _ error: Diagnostic, _ place: Place, _ prototype: FunctionPrototype, _ index: Int,
    _ r: UnsafeMutablePointer<Slot>
  ) -> [Diagnostic.Label]? {
    guard [.shape, .dtype, .axis, .type, .graph].contains(error.kind), !place.operands.isEmpty,
      place.operands.count <= 4
    else { return nil }
    var labels: [Diagnostic.Label] = []
    for (i, range) in place.operands.enumerated() {
      let text = prototype.source.slice(range)
      guard isName(text), let value = visibleValue(text, prototype, r) else { continue }
      let origin =
        prototype.module.origins[text].map { "   from \($0.cell): \(firstLine($0.statement))" } ?? ""
      labels.append(
        .init(
          range, in: prototype.source, "\(text) : \(value.typeSummary)\(origin)",
          isPrimary: labels.isEmpty && i == 0))
    }
    if labels.isEmpty { return nil }
    if !labels.contains(where: \.isPrimary) {
      labels.insert(.init(place.range, in: prototype.source), at: 0)
    }
    return labels
  }

  private func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !(text.first?.isNumber ?? true)
  }

  private func firstLine(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    return line.count > 60 ? line.prefix(59) + "…" : String(line)
  }

  /// The value of a variable of a cell or a parameter of a function, as it is now.
  private func visibleValue(
    _ name: String, _ prototype: FunctionPrototype, _ r: UnsafeMutablePointer<Slot>
  ) -> Value? {
    if r != prototype.entry.pointee.globals,
      let i = prototype.parameters.firstIndex(where: { $0.name == name })
    {
      let slot = r[i + (prototype.takesSelf ? 1 : 0)]
      return slot.tag == .undefined ? nil : slot.value
    }
    return prototype.module[name]
  }

  func callFrame(
    _ callee: String, _ caller: UnsafeMutablePointer<CodeEntry>, _ next: UnsafePointer<Instruction>
  ) -> Diagnostic.Frame {
    let prototype = caller.pointee.prototype.takeUnretainedValue()
    let index = next - UnsafePointer(caller.pointee.code) - 1
    let place =
      prototype.placeIndex.indices.contains(index) ? prototype.places[Int(prototype.placeIndex[index])] : nil
    return Diagnostic.Frame(
      function: callee.isEmpty ? "a function" : callee, range: place?.range ?? prototype.range,
      source: prototype.source)
  }

  // MARK: Errors that code makes

  func assertionFailure(_ message: Slot) -> Diagnostic {
    let value = message.value
    return Diagnostic(
      .assertion, "A10",
      value.isNone
        ? "the assertion does not hold" : "the assertion does not hold: \(value.plainText(display))")
  }

  /// What `catch e` binds.
  static func errorRecord(_ error: Diagnostic) -> Slot {
    Slot(
      .record(
        RecordObject(fields: [
          "message": .text(error.message), "kind": .text(error.kind.rawValue), "code": .text(error.code),
        ])))
  }

  /// Runs another notebook's cells with variables of their own, and gives those as a record.
  @inline(never)
  func importFile(_ path: Slot) throws(Diagnostic) -> Slot {
    guard case .text(let path) = path.value else {
      throw Diagnostic(.type, "T16", "`import` needs the path of a notebook as a text")
    }
    guard let importer else { throw Diagnostic(.file, "F03", "files can't be imported here") }
    let file = resolve(path.string)
    guard !importing.contains(file) else {
      let circle = importing.drop { $0 != file } + [file]
      throw Diagnostic(
        .file, "F05", "notebooks import each other in a circle: \(circle.joined(separator: " → "))",
        hints: ["put what both need into a third one"])
    }
    let imported = try importer(file)
    let child = Interpreter(registry: registry, context: context)
    child.sink = sink
    child.display = display
    child.importer = self.importer
    child.directory = imported.directory
    child.importing = importing + [file]
    for source in imported.sources {
      if let error = child.run(source).error { throw error }
    }
    let record = RecordObject()
    for name in child.variableNames { record.entries[.text(name)] = child.variable(name) }
    // Functions of the notebook read its variables: they keep it alive.
    self.imported.append(child)
    return Slot(.record(record))
  }
}
