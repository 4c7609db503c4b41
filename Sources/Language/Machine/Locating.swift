import OrderedCollections
import Tensors

/// Errors get their place: the source of the instruction that failed, what its operands were and
/// where they came from.
extension Interpreter {
  func locate(
    _ error: Diagnostic, _ entry: UnsafeMutablePointer<CodeEntry>, _ pc: UnsafePointer<Instruction>,
    _ r: UnsafeMutablePointer<Slot>
  ) -> Diagnostic {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    if let primary = error.primary {
      guard isPrelude(primary.source), !isPrelude(prototype.source) else { return error }
      // The reader's own code called what failed in the prelude: it comes first.
      var outer = error
      (outer.labels, outer.argument) = ([], nil)
      outer = locate(outer, entry, pc, r)
      outer.labels += Self.secondary(error.labels)
      return outer
    }
    let index = pc - UnsafePointer(entry.pointee.code) - 1
    guard prototype.placeIndex.indices.contains(index) else { return error }
    var place = prototype.places[Int(prototype.placeIndex[index])]
    var located = error
    if error.argument == 0, isSecondElement(prototype, index), place.operands.count == 2 {
      // The first of the two steps failed: `a[i]` in `a[i][j]`.
      place = Place(range: place.operands[0], operands: [place.operands[1]])
      located.argument = nil
    }
    let site = ErrorSite(self, prototype, place, r, index: index, operands: error.operands)
    site.advise(&located)
    if let argument = located.argument, place.operands.indices.contains(argument) {
      located.labels = [.init(place.operands[argument], in: prototype.source)]
    } else if let labels = site.labels(for: located) {
      located.labels = labels
    } else {
      located.labels = [.init(site.range(of: located), in: prototype.source)]
    }
    // An error that a `try` block catches is not read: nothing is tried for it.
    if handlers.isEmpty, findsRepairs { RepairSearch(site)?.add(to: &located) }
    return located
  }

  private func isSecondElement(_ prototype: FunctionPrototype, _ index: Int) -> Bool {
    index > 0 && prototype.code[index].operation == .extra && prototype.code[index - 1].operation == .element2
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
    let child = Interpreter(registry: registry, context: context, prelude: prelude)
    child.sink = sink
    child.look = look
    child.dataFile = dataFile
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
