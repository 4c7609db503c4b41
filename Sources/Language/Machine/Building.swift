import Formatting
import Kernels
import OrderedCollections
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
          hints: ["brackets make tensors of numbers; parentheses make lists of anything: (\"a\", \"b\")"],
          argument: i)
      }
      tensors.append(tensor)
    }
    do {
      return try Tensor.stacked(tensors)
    } catch {
      throw Diagnostic(error)
    }
  }

  @inline(never)
  func makeList(_ items: UnsafeMutablePointer<Slot>, _ count: Int) -> Slot {
    var values: [Value] = []
    values.reserveCapacity(count)
    for i in 0..<count { values.append(items[i].take()) }
    return Slot(.list, retaining: ListObject(values))
  }

  @inline(never)
  func makeRecord(_ items: UnsafeMutablePointer<Slot>, _ count: Int) throws(Diagnostic) -> Slot {
    var entries: OrderedDictionary<RecordKey, Value> = [:]
    for i in 0..<count {
      let key = items[2 * i].take()
      guard let recordKey = RecordKey(key) else {
        throw Diagnostic(
          .type, "T07", "\(key.kindName) can't be a key", hints: ["keys are texts, numbers and lists of them"]
        )
      }
      entries[recordKey] = items[2 * i + 1].take()
    }
    return Slot(.record, retaining: RecordObject(entries))
  }

  @inline(never)
  func makeRange(_ parts: UnsafeMutablePointer<Slot>, closed: Bool) throws(Diagnostic) -> Slot {
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
    return Slot(.range, retaining: range)
  }

  // MARK: Texts

  @inline(never)
  func makeText(_ pieces: UnsafeMutablePointer<Slot>, _ count: Int) -> Slot {
    var result = ""
    for i in 0..<count { result += pieces[i].take().plainText(display) }
    return Slot(.text(result))
  }

  @inline(never)
  func formatText(_ value: Slot, _ specification: Slot?) throws(Diagnostic) -> Slot {
    let value = value.value
    guard case .text(let specification)? = specification?.value else {
      return Slot(.text(value.plainText(display)))
    }
    return Slot(.text(try Self.format(value, specification.string, display)))
  }

  /// `value` by a format of Python's mini-language.
  static func format(_ value: Value, _ specification: String, _ display: DisplayOptions) throws(Diagnostic)
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
        .value, "V04", "the format `\(specification)` does not fit \(value.kindName): \(error)")
    }
  }
}
