import Tensors

/// Where an error came up, as the reader wrote it: the operation, its operands, their values as far as they
/// are still there, and the cells that made them.
struct ErrorSite {
  let interpreter: Interpreter
  let prototype: FunctionPrototype
  let place: Place
  let operands: [Operand]
  private let registers: UnsafeMutablePointer<Slot>

  struct Operand {
    var range: SourceRange
    var text: String
    /// The operand's value, where it is a variable or in a register.
    var value: Value?
    /// `f32[784, 10]`
    var summary: String?
    var origin: Module.Origin?
  }

  /// - Parameter operands: The kinds of a call's arguments, which are gone when the call has failed.
  init(
    _ interpreter: Interpreter, _ prototype: FunctionPrototype, _ place: Place,
    _ registers: UnsafeMutablePointer<Slot>, index: Int, operands kinds: [String]
  ) {
    self.interpreter = interpreter
    self.prototype = prototype
    self.place = place
    self.registers = registers
    let names = Names(prototype, registers)
    let values = Self.operandValues(prototype.code[index], registers, prototype.constants)
    operands = place.operands.enumerated().map { i, range in
      let text = prototype.source.slice(range)
      var operand = Operand(range: range, text: text)
      if Names.isName(text) {
        let found = names.value(text)
        operand.value = found?.value
        if found?.isGlobal ?? false { operand.origin = prototype.module.origins[text] }
      }
      if values.count == place.operands.count { operand.value = values[i] }
      operand.summary =
        kinds.count == place.operands.count ? kinds[i] : operand.value.map(\.typeSummary)
      return operand
    }
  }

  var source: SourceText { prototype.source }

  /// The failed operation as it is written.
  var text: String { source.slice(place.range) }

  /// The value of a name at this place.
  func value(of name: String) -> Value? { Names(prototype, registers).value(name)?.value }

  /// What an instruction with two operands was to combine: both are still in their registers.
  private static func operandValues(
    _ i: Instruction, _ r: UnsafeMutablePointer<Slot>, _ constants: UnsafeMutableBufferPointer<Slot>
  ) -> [Value] {
    let code = i.operation.rawValue
    func isWithin(_ first: Opcode, _ last: Opcode) -> Bool { (first.rawValue...last.rawValue).contains(code) }
    let usesConstant =
      isWithin(.addK, .powerK) || isWithin(.augmentAddK, .augmentPowerK) || isWithin(.equalK, .isNotInK)
    guard
      usesConstant || isWithin(.add, .power) || isWithin(.augmentAdd, .augmentPower)
        || isWithin(.equal, .isNotIn)
    else { return [] }
    let left = r[i.b], right = usesConstant ? constants[i.c] : r[i.c]
    guard left.tag != .undefined, right.tag != .undefined else { return [] }
    return [left.value, right.value]
  }

  // MARK: Labels

  /// For errors about shapes, dtypes and kinds: each operand with its type and origin. nil when one is not known.
  func labels(for error: Diagnostic) -> [Diagnostic.Label]? {
    guard [.shape, .dtype, .axis, .type, .graph].contains(error.kind), (1...4).contains(operands.count),
      !["T03", "T15"].contains(error.code)
    else { return nil }
    var labels: [Diagnostic.Label] = []
    for operand in operands.flatMap(items) {
      guard let summary = operand.summary else { continue }
      // A literal shows what it is by itself.
      if Double(operand.text) != nil { continue }
      if !summary.contains("["), !Names.isName(operand.text), !operand.text.contains(".") { continue }
      let origin = operand.origin.map { "\tfrom \($0.cell): \(firstLine($0.statement))" } ?? ""
      labels.append(
        .init(operand.range, in: source, "\(shortened(operand.text)) : \(summary)\(origin)"))
    }
    return labels.isEmpty ? nil : labels
  }

  /// The tensors of a list that is written out: `a` and `b` in `cat((a, b))`.
  private func items(of operand: Operand) -> [Operand] {
    guard operand.summary?.hasPrefix("list") ?? false,
      case .expression(let list)? = Statement.only(operand.text)?.kind, case .list(let items) = list.kind
    else { return [operand] }
    let names = Names(prototype, registers)
    return items.prefix(4).compactMap { item in
      let range = SourceRange(operand.range.start + item.range.start, operand.range.start + item.range.end)
      guard case .name(let name) = item.kind, let found = names.value(name), found.value.tensor != nil else {
        return nil
      }
      return Operand(
        range: range, text: name, value: found.value, summary: found.value.typeSummary,
        origin: found.isGlobal ? prototype.module.origins[name] : nil)
    }
  }

  private func shortened(_ text: String) -> String {
    let line = firstLine(text)
    return line.count > 30 ? line.prefix(29) + "…" : line
  }

  private func firstLine(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    return line.count > 60 || line.count < text.count ? line.prefix(59) + "…" : String(line)
  }

  static func isTextLiteral(_ text: String) -> Bool { text.hasPrefix("\"") && text.hasSuffix("\"") }

  /// Where the caret of an error without labelled operands stands: an unknown name is not the whole call.
  func range(of error: Diagnostic) -> SourceRange {
    guard error.code == "N01", let name = error.message.split(separator: "`").dropFirst().first,
      text.hasPrefix(name)
    else { return place.range }
    return SourceRange(place.range.start, place.range.start + name.utf8.count)
  }
}

/// What the names in a function's code stand for while it runs.
private struct Names {
  let prototype: FunctionPrototype
  let registers: UnsafeMutablePointer<Slot>

  init(_ prototype: FunctionPrototype, _ registers: UnsafeMutablePointer<Slot>) {
    self.prototype = prototype
    self.registers = registers
  }

  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "′" }
      && !(text.first?.isNumber ?? true)
  }

  /// A local variable, a field of the method's model, or a variable of the cells; nil for what can't be told.
  func value(_ name: String) -> (value: Value, isGlobal: Bool)? {
    if registers == prototype.entry.pointee.globals { return global(name) }
    if let index = prototype.locals.firstIndex(of: name) {
      var slot = registers[index + (prototype.takesSelf ? 1 : 0)]
      // A register that has no value in this call yet may hold what an earlier call was lent.
      if slot.isLent, index >= prototype.parameters.count { return nil }
      if slot.tag == .box { slot = slot.object(Box.self).place.pointee }
      return slot.tag == .undefined ? nil : (slot.value, false)
    }
    if prototype.takesSelf, registers[0].tag == .model,
      let field = registers[0].object(ModelObject.self)[name]
    {
      return (field, false)
    }
    return readsGlobal(name) ? global(name) : nil
  }

  private func global(_ name: String) -> (value: Value, isGlobal: Bool)? {
    prototype.module[name].map { ($0, true) }
  }

  /// Whether the code has this name of a variable of the cells; otherwise it may be one of an enclosing function.
  private func readsGlobal(_ name: String) -> Bool {
    guard let index = prototype.module.index(of: name) else { return false }
    return prototype.code.contains { $0.operation == .loadGlobal && $0.b == index }
  }
}
