import Formatting
import Tensors

/// A model as a tree of its parts: names, shapes, numbers of parameters, what is frozen or shared.
struct ModelTree {
  private let options: DisplayOptions
  /// Where each model and parameter stands in the tree: a second place refers to it.
  private let path: (AnyObject) -> String?
  private let counts: [ObjectIdentifier: Int]
  private var lines: [(text: String, count: Int?)] = []
  private var shown: Set<ObjectIdentifier> = []

  /// Longer trees are cut: nobody reads them.
  private static let longest = 200

  static func text(_ model: ModelObject, _ options: DisplayOptions) -> String {
    let parts = ModelParts(of: .model(model))
    // A model without parameters is an object of the reader's own: its fields say more.
    if parts.state.isEmpty { return Value.model(model).fieldsText(depth: 0) }
    var tree = ModelTree(options, parts)
    tree.add(.model(model), name: "", prefix: "", childPrefix: "")
    return tree.rows.joined(separator: "\n") + "\n" + summary(parts.parameters)
  }

  private init(_ options: DisplayOptions, _ parts: ModelParts) {
    self.options = options
    (path, counts) = parts.places()
  }

  private var rows: [String] {
    let cut = lines.prefix(Self.longest)
    let width = cut.map { DisplayWidth.of($0.text) }.max() ?? 0
    let counts = cut.map { $0.count.map(Numbers.grouped) ?? "" }
    // In a narrow terminal the numbers come closer.
    let countWidth = max(min(10, options.width - width - 2), counts.map(\.count).max() ?? 0)
    var rows = zip(cut, counts).map { line, count in
      count.isEmpty
        ? line.text
        : DisplayWidth.pad(line.text, to: width) + "  "
          + DisplayWidth.pad(count, to: countWidth, right: true)
    }
    if lines.count > Self.longest { rows.append("…") }
    return rows
  }

  private static func summary(_ parameters: [Parameter]) -> String {
    let total = parameters.reduce(0) { $0 + $1.tensor.count }
    let frozen = parameters.reduce(0) { $0 + ($1.requiresGrad ? 0 : $1.tensor.count) }
    let text = "\(Numbers.grouped(total)) parameters"
    return frozen == 0 ? text : text + ", \(frozen == total ? "all" : Numbers.grouped(frozen)) frozen"
  }

  /// Whether this is the object's first place in the tree.
  private mutating func isFirst(_ object: AnyObject) -> Bool {
    shown.insert(ObjectIdentifier(object)).inserted
  }

  private mutating func add(_ value: Value, name: String, prefix: String, childPrefix: String) {
    guard lines.count <= Self.longest else { return }
    let label = prefix + (name.isEmpty ? "" : "\(name): ")
    switch value {
    case .parameter(let parameter):
      let tensor = parameter.tensor
      let first = isFirst(parameter)
      let mark = first ? (parameter.requiresGrad ? "" : " frozen") : reference(to: parameter)
      lines.append(("\(label)\(tensor.dtype.name)\(tensor.shape)\(mark)", first ? tensor.count : nil))
    case .tensor(let tensor):
      lines.append(("\(label)\(tensor.dtype.name)\(tensor.shape) buffer", nil))
    case .model(let model):
      guard isFirst(model) else {
        lines.append(("\(label)\(model.definition.name)\(reference(to: model))", nil))
        return
      }
      lines.append(("\(label)\(model.definition.name)", counts[ObjectIdentifier(model)]))
      add(children: children(of: model), childPrefix)
    case .list(let list):
      lines.append(("\(label)list of \(list.count)", nil))
      let items = list.items.enumerated().filter { Self.holdsModels($1, 0) }
      add(children: items.map { ("\($0)", $1) }, childPrefix)
    case .record(let record):
      lines.append(("\(label)record of \(record.count)", nil))
      let items = record.entries.filter { Self.holdsModels($0.value, 0) }
      add(children: items.map { (Value.keyText($0.key), $0.value) }, childPrefix)
    default: break
    }
  }

  private func reference(to object: AnyObject) -> String {
    guard let path = path(object), !path.isEmpty else { return " (above)" }
    return " (is \(path))"
  }

  private func children(of model: ModelObject) -> [(String, Value)] {
    zip(model.definition.fieldNames, model.fields).enumerated().compactMap { i, field in
      guard let value = field.1 else { return nil }
      if case .tensor(let tensor) = value {
        return tensor.requiresGrad || !model.definition.holdsBuffer(i) ? nil : (field.0, value)
      }
      return Self.holdsModels(value, 0) ? (field.0, value) : nil
    }
  }

  private mutating func add(children: [(String, Value)], _ childPrefix: String) {
    for (i, (name, child)) in children.enumerated() {
      let isLast = i == children.count - 1
      let branch = options.ascii ? (isLast ? "`- " : "|- ") : (isLast ? "└ " : "├ ")
      let stem = options.ascii ? (isLast ? "   " : "|  ") : (isLast ? "  " : "│ ")
      add(child, name: name, prefix: childPrefix + branch, childPrefix: childPrefix + stem)
    }
  }

  private static func holdsModels(_ value: Value, _ depth: Int) -> Bool {
    guard depth < 20 else { return false }
    switch value {
    case .parameter, .model: return true
    case .list(let list): return list.items.contains { holdsModels($0, depth + 1) }
    case .record(let record): return record.entries.contains { holdsModels($0.value, depth + 1) }
    default: return false
    }
  }
}
