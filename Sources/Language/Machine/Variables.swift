import Tensors

/// Boxes, fields and globals: the slow halves of the instructions that move values.
extension Interpreter {
  @inline(never)
  func box(_ register: UnsafeMutablePointer<Slot>) {
    // The register's reference moves into the box.
    register.pointee = Slot(.box, retaining: Box(register.pointee))
  }

  func load(_ box: Box, _ entry: UnsafeMutablePointer<CodeEntry>, name: Int) throws(Diagnostic) -> Slot {
    let value = box.slot
    if value.tag == .undefined { throw unknownName(entry, name: name) }
    value.retain()
    return value
  }

  func store(_ value: Slot, in box: Box) {
    value.retain()
    box.slot.release()
    box.slot = value
  }

  @inline(never)
  func fallback(_ entry: UnsafeMutablePointer<CodeEntry>, _ index: Int) throws(Diagnostic) -> Slot {
    let module = entry.pointee.prototype.takeUnretainedValue().module
    let value = module.fallbacks[index]
    if value.tag == .undefined { throw unknownName(module.names[index], in: module) }
    value.retain()
    return value
  }

  func loadField(_ model: Slot, _ index: Int) throws(Diagnostic) -> Slot {
    guard model.tag == .model else { throw Diagnostic(.value, "V01", "the model of this method is gone") }
    let object = model.object(ModelObject.self)
    guard let value = object.fields[index] else {
      let name = object.definition.fieldNames[index]
      throw Diagnostic(
        .name, "N03", "the field `\(name)` of \(object.definition.name) has no value yet",
        hints: ["assign it in the model's body before this method is called"])
    }
    return Slot(value)
  }

  func storeField(_ model: Slot, _ index: Int, _ value: Slot) {
    guard model.tag == .model else { return }
    model.object(ModelObject.self).fields[index] = value.value
  }

  // MARK: Unknown names

  func unknownName(_ entry: UnsafeMutablePointer<CodeEntry>, name index: Int) -> Diagnostic {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let name = prototype.names[index]
    if prototype.entry.pointee.globals != module.slots || prototype.firstTemporary < prototype.module.count
      || !prototype.name.isEmpty
    {
      if module[name] != nil {
        return Diagnostic(
          .name, "N02", "`\(name)` is used before it has a value in this function",
          hints: [
            "the function assigns `\(name)` somewhere, so it is a variable of its own: pass the outer value as an argument"
          ])
      }
    }
    return unknownName(name, in: prototype.module)
  }

  func unknownName(_ name: String, in module: Module) -> Diagnostic {
    let variables = module.names.indices.filter { module.isDefined($0) }.map { module.names[$0] }
    let near = NearNames.best(for: name, among: variables + registry.names)
    return Diagnostic(.name, "N01", "unknown name `\(name)`", hints: Self.didYouMean(near))
  }

  static func didYouMean(_ names: [String]) -> [String] {
    guard !names.isEmpty else { return [] }
    return ["did you mean " + names.map { "`\($0)`" }.joined(separator: ", ") + "?"]
  }
}
