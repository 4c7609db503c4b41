import Formatting
import Kernels
import Tensors

/// Instructions that make values: tensors, lists, records, ranges, texts.
extension Interpreter {
  @inline(never)
  func makeTensor(_ items: UnsafeMutablePointer<Slot>, _ count: Int) throws(Diagnostic) -> Slot {
    var values: [Value] = []
    values.reserveCapacity(count)
    for i in 0..<count { values.append(items[i].take()) }
    return Slot(.tensor(try stack(values)))
  }

  /// A tensor of numbers, or of tensors of one shape stacked along a new first axis.
  func stack(_ values: [Value]) throws(Diagnostic) -> Tensor {
    var numbers: [Scalar] = []
    numbers.reserveCapacity(values.count)
    for value in values {
      switch value {
      case .int(let x): numbers.append(.int(x))
      case .float(let x): numbers.append(.float(x))
      case .bool(let x): numbers.append(.bool(x))
      default: return try stackTensors(values)
      }
    }
    guard
      let result = Language.tensor(of: numbers, shape: [numbers.count], defaultDType: context.defaultDType)
    else {
      throw Diagnostic(.memory, "E02", "a tensor of \(numbers.count) elements can't be made")
    }
    return result
  }

  private func stackTensors(_ values: [Value]) throws(Diagnostic) -> Tensor {
    var tensors: [Tensor] = []
    for (i, value) in values.enumerated() {
      guard let tensor = try tensor(from: value) else {
        throw Diagnostic(
          .type, "T11", "element \(i) of the tensor is \(value.kindName)",
          hints: [
            value.isNone
              ? "nan stands for a number that is missing"
              : "brackets make tensors of numbers; parentheses make lists of anything: (\"a\", \"b\")"
          ],
          argument: i)
      }
      tensors.append(tensor)
    }
    if let i = tensors.firstIndex(where: { $0.shape != tensors[0].shape }) {
      throw Diagnostic(
        .shape, "S12",
        "the parts of a tensor have one shape, and these have \(tensors[0].shape) and \(tensors[i].shape)",
        hints: ["parentheses make a list of parts of any shapes"], argument: i)
    }
    do {
      return try Tensor.stacked(tensors)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Elements and fields move from the registers into the list or record.
  @inline(never)
  func makeList(_ items: UnsafeMutablePointer<Slot>, _ count: Int) -> Slot {
    Slot(.list, retaining: ListObject(count: count) { Self.move(count, from: items, into: $0) })
  }

  /// A list that is looked at by the next instruction and then forgotten: of integers it is the same one again
  /// and again, lent to the register.
  @inline(never)
  func makeKey(_ items: UnsafeMutablePointer<Slot>, _ count: Int) -> Slot {
    for i in 0..<count where !items[i].isInt { return makeList(items, count) }
    // Whoever keeps the last one, such as an error, keeps it as it is.
    if keyList.count != count || !isKnownUniquelyReferenced(&keyList) {
      keyList = ListObject(count: count) { $0.initialize(repeating: .none, count: count) }
    }
    for i in 0..<count { keyList.slots[i] = items[i] }
    return Slot(tag: .list, bits: Slot.bits(of: keyList))
  }

  /// A record whose keys are all names: its shape was made with the code.
  @inline(never)
  func makeFields(
    _ entry: UnsafeMutablePointer<CodeEntry>, shape index: Int, _ values: UnsafeMutablePointer<Slot>
  ) -> Slot {
    let shape = entry.pointee.prototype._withUnsafeGuaranteedRef { $0.shapes[index] }
    return Slot(
      .record, retaining: RecordObject(shape: shape) { Self.move(shape.count, from: values, into: $0) })
  }

  private static func move(
    _ count: Int, from registers: UnsafeMutablePointer<Slot>, into block: UnsafeMutablePointer<Slot>
  ) {
    for i in 0..<count {
      (block + i).initialize(to: registers[i])
      registers[i] = .none
    }
  }

  /// A record from keys and values in turn.
  @inline(never)
  func makeRecord(_ items: UnsafeMutablePointer<Slot>, _ count: Int) throws(Diagnostic) -> Slot {
    let record = RecordObject()
    for i in 0..<count {
      guard let key = items[2 * i].normalKey else {
        throw Diagnostic(
          .type, "T07", "\(items[2 * i].value.kindName) can't be a key",
          hints: [
            "keys are texts, numbers, booleans, none, functions, models, and lists of them"
          ], argument: 2 * i)
      }
      defer { key.release() }
      set(record.place(of: key), items[2 * i + 1])
      items[2 * i + 1] = .none
    }
    return Slot(.record, retaining: record)
  }

  @inline(never)
  func makeRange(_ parts: UnsafeMutablePointer<Slot>, closed: Bool) throws(Diagnostic) -> Slot {
    Slot(.range, retaining: try makeRangeObject(parts, closed: closed))
  }

  func makeRangeObject(_ parts: UnsafeMutablePointer<Slot>, closed: Bool) throws(Diagnostic) -> RangeObject {
    let values = (0..<3).map { parts[$0].take() }
    guard let from = values[0].integer, let to = values[1].integer,
      let step = values[2].isNone ? 1 : values[2].integer
    else {
      throw Diagnostic(
        .type, "T12", "a range counts in integers",
        hints: ["for steps that are no integers use linspace(a, b, n) or arange(a, b, step)"])
    }
    guard let range = RangeObject(from: from, to: to, by: step, closed: closed) else {
      throw Diagnostic(
        .value, "V03", step == 0 ? "a range's step can't be 0" : "the range has too many elements")
    }
    return range
  }

  // MARK: Texts

  /// A template with its gaps filled.
  @inline(never)
  func makeText(
    _ entry: UnsafeMutablePointer<CodeEntry>, template index: Int, _ values: UnsafeMutablePointer<Slot>
  ) throws(Diagnostic) -> Slot {
    let template = entry.pointee.prototype._withUnsafeGuaranteedRef { $0.templates[index] }
    // One buffer serves all texts.
    var bytes: [UInt8] = []
    swap(&bytes, &textBuffer)
    bytes.removeAll(keepingCapacity: true)
    defer { swap(&bytes, &textBuffer) }
    var next = 0
    for piece in template.pieces {
      if case .literal(let text) = piece {
        bytes.append(contentsOf: text)
        continue
      }
      do throws(Diagnostic) {
        try write(values + next, piece, to: &bytes)
      } catch {
        var error = error
        error.argument = next
        throw error
      }
      next += 1
    }
    return Slot(.text(String(decoding: bytes, as: UTF8.self)))
  }

  private func write(
    _ register: UnsafeMutablePointer<Slot>, _ piece: TextTemplate.Piece, to bytes: inout [UInt8]
  ) throws(Diagnostic) {
    switch (register.pointee.tag, piece) {
    case (.int, .value): Numbers.append(register.pointee.int, to: &bytes)
    case (.text, .value):
      register.pointee.object(TextObject.self).append(to: &bytes)
      set(register, .none)
    case (.float, .formatted(_, let specification?))
    where specification.appendQuickly(register.pointee.float, to: &bytes):
      break
    case (_, .formatted(let text, _)):
      bytes.append(contentsOf: try Self.format(register.pointee.take(), text, display).utf8)
    default: bytes.append(contentsOf: register.pointee.take().plainText(display).utf8)
    }
  }

  /// `value` by a format of Python's mini-language.
  public static func format(_ value: Value, _ specification: String, _ display: DisplayOptions)
    throws(Diagnostic)
    -> String
  {
    do {
      switch value {
      case .int(let x): return try FormatSpecification.format(x, specification)
      case .float(let x): return try FormatSpecification.format(x, specification)
      case .bool(let x): return try FormatSpecification.format(x ? "true" : "false", specification)
      case .tensor, .parameter:
        guard let scalar = value.scalar else {
          throw Diagnostic(
            .type, "T13", "a tensor of shape \(value.tensor?.shape ?? []) can't be formatted as one number",
            hints: ["format its elements, or leave the format out"])
        }
        return try format(Value(scalar), specification, display)
      default: return try FormatSpecification.format(value.plainText(display), specification)
      }
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic(
        .value, "V04", "the format `\(specification)` does not fit \(value.kindName)",
        hints: ["formats are Python's: `.2f` for two decimals, `e`, `%`, `>8` for a width"])
    }
  }
}
