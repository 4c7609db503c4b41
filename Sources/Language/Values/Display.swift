import Formatting
import Tensors

/// How much room a value has to show itself in.
public struct DisplayOptions: Sendable {
  /// Columns.
  public var width: Int
  /// Draw with ASCII characters only.
  public var ascii: Bool
  /// Use ANSI colours.
  public var color: Bool
  public init(width: Int = 80, ascii: Bool = false, color: Bool = false) {
    self.width = width
    self.ascii = ascii
    self.color = color
  }
}

extension Value {
  /// What the prompt shows for a result.
  public func display(_ options: DisplayOptions = DisplayOptions()) -> String {
    switch self {
    case .tensor(let tensor):
      ([tensor.description(width: options.width), SummaryLine.text(tensor, options)] as [String?])
        .compactMap(\.self).joined(separator: "\n")
    case .parameter(let parameter):
      "param " + parameter.tensor.description(width: options.width - 6).indented(by: 6)
    case .object(let object): object.display(options)
    case .model(let model): ModelTree.text(model, options)
    case .text(let text): text.string.contains("\n") ? text.string : Self.quoted(text.string)
    default: inline(depth: 0)
    }
  }

  /// What `print` and `{…}` in a text show: a text stands for itself.
  public func plainText(_ options: DisplayOptions = DisplayOptions()) -> String {
    if case .text(let text) = self { return text.string }
    if let scalar, tensor != nil, !(tensor.map { $0.rank > 0 } ?? false) {
      return Value(scalar).inline(depth: 0)
    }
    return display(options)
  }

  /// The one-line form, as it stands inside a list or a record.
  public func inline(depth: Int) -> String {
    if depth > 20 { return "…" }
    switch self {
    case .none: return "none"
    case .bool(let x): return x ? "true" : "false"
    case .int(let x): return "\(x)"
    case .float(let x): return Numbers.shortest(x)
    case .text(let text): return Self.quoted(text.string)
    case .tensor(let tensor): return Self.inline(tensor)
    case .list(let list):
      let items = Self.abbreviated(list.count) { list.items[$0].inline(depth: depth + 1) }
      return list.count == 1 ? "(\(items),)" : "(\(items))"
    case .record(let record):
      let fields = Self.abbreviated(record.count) { index in
        let (key, value) = record.entries[index]
        return "\(Self.keyText(key)): \(value.inline(depth: depth + 1))"
      }
      return "{\(fields)}"
    case .range(let range):
      let step = range.step == 1 ? "" : " by \(range.step)"
      return "\(range.start)\(range.isClosed ? "..." : "..<")\(range.end)\(step)"
    case .function(let function): return function.signature
    case .parameter(let parameter): return "param(\(Self.inline(parameter.tensor)))"
    case .model: return fieldsText(depth: depth)
    case .object(let object): return object.typeSummary
    }
  }

  /// A model without parameters by its fields, `Point(x=1, y=2)`; models in it by their names, as they may
  /// refer back to it.
  func fieldsText(depth: Int) -> String {
    guard case .model(let model) = self else { return inline(depth: depth) }
    guard depth == 0, ModelParts(of: self).state.isEmpty else { return "\(model.definition.name)(…)" }
    let fields = zip(model.definition.fieldNames, model.fields).compactMap { name, field in
      field.map { "\(name)=\($0.inline(depth: 1))" }
    }
    return "\(model.definition.name)(\(fields.joined(separator: ", ")))"
  }

  /// A tensor's summary where there is no room for its elements.
  private static func inline(_ tensor: Tensor) -> String {
    if tensor.count <= 8, tensor.rank <= 1 {
      let text = tensor.description(width: 400)
      if !text.contains("\n") { return text }
    }
    return "\(tensor.dtype.name)\(tensor.shape)"
  }

  /// Items separated by commas, the middle of a long sequence left out.
  private static func abbreviated(_ count: Int, _ item: (Int) -> String) -> String {
    guard count > 100 else { return (0..<count).map(item).joined(separator: ", ") }
    let head = (0..<10).map(item).joined(separator: ", ")
    let tail = (count - 10..<count).map(item).joined(separator: ", ")
    return "\(head), … \(Numbers.grouped(count - 20)) more …, \(tail)"
  }

  /// A key as a record's literal has it: a word stands for its own text, so that other words need parentheses.
  static func keyText(_ key: RecordKey) -> String {
    let value = key.value
    switch value {
    case .text(let text):
      let word = text.string
      return Lexer.isName(word) || TokenKind.keywords[word] != nil ? word : quoted(word)
    case .int, .list: return value.inline(depth: 0)
    case .float(let number) where number.isFinite: return value.inline(depth: 0)
    default: return "(\(value.inline(depth: 0)))"
    }
  }

  /// A text as it would be written.
  static func quoted(_ string: String) -> String { "\"" + SyntaxPrinter.escaped(string) + "\"" }
}

extension String {
  /// All lines but the first moved to the right.
  func indented(by columns: Int) -> String {
    replacing("\n", with: "\n" + String(repeating: " ", count: columns))
  }
}
