import Formatting
import Tensors

/// Boxes, fields and globals: the slow halves of the instructions that move values.
extension Interpreter {
  @inline(never)
  func box(_ register: UnsafeMutablePointer<Slot>) {
    // The register's reference moves into the box, which may outlive the call.
    register.pointee = Slot(.box, retaining: Box.make(register.pointee.owned))
  }

  @inline(__always)
  func defined(
    _ variable: UnsafeMutablePointer<Slot>, _ entry: UnsafeMutablePointer<CodeEntry>, name: Int
  ) throws(Diagnostic) -> Slot {
    if variable.pointee.tag == .undefined { throw unknownName(entry, name: name) }
    return variable.pointee
  }

  /// Stores a register in a variable that other code can reach.
  @inline(__always)
  func store(
    _ register: UnsafeMutablePointer<Slot>, in variable: UnsafeMutablePointer<Slot>, moves: Bool,
    _ entry: UnsafeMutablePointer<CodeEntry>, _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  ) {
    let old = variable.pointee
    if moves {
      variable.pointee = register.pointee
      register.pointee = .none
    } else {
      variable.pointee = register.pointee.retained
    }
    if old.tag == .function { retire(old, entry, boxes) } else { old.release() }
  }

  /// The built-in that an undefined global's name means; borrowed.
  @inline(never)
  func fallback(_ entry: UnsafeMutablePointer<CodeEntry>, _ index: Int) throws(Diagnostic) -> Slot {
    let value = entry.pointee.fallbacks[index]
    guard value.tag == .undefined else { return value }
    let module = entry.pointee.prototype.takeUnretainedValue().module
    throw unknownName(module.names[index], in: module)
  }

  // MARK: Functions that are running

  /// Lets go of a function that a variable held. Calls don't retain the function they run, so one that is
  /// still running is kept until the machine is through.
  @inline(never)
  func retire(
    _ function: Slot, _ entry: UnsafeMutablePointer<CodeEntry>, _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  ) {
    guard isRunning(function, entry, boxes) else { return function.release() }
    // A function may be stored and replaced again and again while it runs.
    if retired.contains(where: { $0.bits == function.bits }) { return function.release() }
    if retired.count >= 64 {
      for old in retired where !isRunning(old, entry, boxes) { old.release() }
      retired.removeAll { !isRunning($0, entry, boxes) }
    }
    retired.append(function)
  }

  private func isRunning(
    _ function: Slot, _ entry: UnsafeMutablePointer<CodeEntry>, _ boxes: UnsafeMutablePointer<Unmanaged<Box>>?
  ) -> Bool {
    let target = function.callTarget
    guard target.entry != nil else { return false }
    if target.entry == entry && target.boxes == boxes { return true }
    let active = UnsafeBufferPointer(start: frames, count: frameTop - frames)
    return active.contains { $0.entry == target.entry && $0.boxes == target.boxes }
  }

  /// Lets the functions go that were kept because they were running.
  func releaseRetired() {
    for function in retired { function.release() }
    retired = []
  }

  // MARK: Fields

  /// What a field holds; borrowed.
  @inline(__always)
  func field(_ model: Slot, _ index: Int) throws(Diagnostic) -> Slot {
    if model.tag == .model {
      let value = Unmanaged<ModelObject>.fromOpaque(model.pointer)._withUnsafeGuaranteedRef {
        $0.slots[index]
      }
      if value.tag != .undefined { return value }
    }
    throw missingField(model, index)
  }

  @inline(never)
  func missingField(_ model: Slot, _ index: Int) -> Diagnostic {
    guard model.tag == .model else {
      return Diagnostic(.value, "V01", "the model of this method is gone")
    }
    let definition = model.object(ModelObject.self).definition
    return Diagnostic(
      .name, "N03", "the field `\(definition.fieldNames[index])` of \(definition.name) has no value yet",
      hints: ["assign it in the model's body before this method is called"])
  }

  @inline(__always)
  func storeField(
    _ model: Slot, _ index: Int, _ register: UnsafeMutablePointer<Slot>, moves: Bool
  ) throws(Diagnostic) {
    guard model.tag == .model else { throw missingField(model, index) }
    let place = Unmanaged<ModelObject>.fromOpaque(model.pointer)._withUnsafeGuaranteedRef { $0.slots + index }
    let value = moves ? register.pointee : register.pointee.retained
    if moves { register.pointee = .none }
    set(place, value)
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
