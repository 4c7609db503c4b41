/// What can stand at the cursor: variables, built-ins, fields after a dot, keyword arguments.
public struct Completion {
  public struct Candidate: Equatable {
    public var text: String
    /// Its kind or signature, for the list of candidates.
    public var note: String
    public init(_ text: String, note: String) {
      self.text = text
      self.note = note
    }
  }

  /// Character offset of the text that the candidates replace.
  public var start: Int
  public var candidates: [Candidate]
  /// The cursor is inside a text, where names of files may stand as well.
  public var isInText = false

  static let keywords = [
    "if", "else", "for", "in", "while", "break", "continue", "return", "fn", "model", "match", "try", "catch",
    "assert", "import", "and", "or", "not", "true", "false", "none",
  ]

  /// Completions of `code` at character `cursor`.
  public static func at(_ cursor: Int, in code: String, _ interpreter: Interpreter) -> Completion {
    let characters = Array(code.prefix(max(0, cursor)))
    if let quote = openQuote(characters) { return inText(after: quote, characters, interpreter) }
    var start = characters.count
    while start > 0, isNamePart(characters[start - 1]) { start -= 1 }
    let prefix = String(characters[start...])
    if start > 0, characters[start - 1] == ".", let value = value(before: start - 1, characters, interpreter)
    {
      return Completion(start: start, candidates: fields(of: value, prefix, interpreter))
    }
    var candidates = keywordArguments(before: start, characters, prefix, interpreter)
    candidates += names(prefix, interpreter)
    return Completion(start: start, candidates: candidates)
  }

  private static func openQuote(_ characters: [Character]) -> Int? {
    characters.count { $0 == "\"" } % 2 == 1 ? characters.lastIndex(of: "\"") : nil
  }

  /// The columns of a table, or the keys of a record, in `table["…`.
  private static func inText(
    after quote: Int, _ characters: [Character], _ interpreter: Interpreter
  ) -> Completion {
    let prefix = String(characters[(quote + 1)...])
    var names: [String] = []
    if quote > 0, characters[quote - 1] == "[", let value = value(before: quote - 1, characters, interpreter)
    {
      if case .record = value {
        names = Attributes.names(of: value)
      } else if case .some(.list(let columns)) = try? interpreter.field(of: value, "columns") {
        names = columns.items.compactMap { if case .text(let text) = $0 { text.string } else { nil } }
      }
    }
    return Completion(
      start: quote + 1,
      candidates: names.filter { $0.hasPrefix(prefix) }.map { Candidate($0, note: "column") }, isInText: true)
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// The value of the dotted path that ends at `end`, without running anything.
  private static func value(before end: Int, _ characters: [Character], _ interpreter: Interpreter) -> Value?
  {
    var start = end
    while start > 0, isNamePart(characters[start - 1]) || characters[start - 1] == "." { start -= 1 }
    let path = String(characters[start..<end]).split(separator: ".").map(String.init)
    guard let first = path.first, var value = interpreter.variable(first) else { return nil }
    for name in path.dropFirst() {
      guard case .some(.some(let inner)) = try? interpreter.field(of: value, name) else { return nil }
      value = inner
    }
    return value
  }

  private static func fields(of value: Value, _ prefix: String, _ interpreter: Interpreter) -> [Candidate] {
    let own = Attributes.names(of: value).filter { $0.hasPrefix(prefix) }.map { Candidate($0, note: "field") }
    // Functions whose first parameter could be this value can be written as methods.
    let methods = interpreter.registry.names.compactMap { name -> Candidate? in
      guard name.hasPrefix(prefix), !own.contains(where: { $0.text == name }),
        let entry = interpreter.registry.function(name)?.builtIns.first(where: { $0.accepts(value) }),
        !entry.parameters.isEmpty, prefix.count > 0 || entry.family == family(of: value)
      else { return nil }
      return Candidate(name + "(", note: entry.summary)
    }
    return own + methods
  }

  private static func family(of value: Value) -> String {
    switch value {
    case .list: "lists"
    case .text: "text"
    case .record: "records"
    case .object(let object): object.methodFamily
    default: ""
    }
  }

  private static func names(_ prefix: String, _ interpreter: Interpreter) -> [Candidate] {
    var found: [Candidate] = []
    for name in interpreter.variableNames where name.hasPrefix(prefix) {
      guard let value = interpreter.variable(name) else { continue }
      if case .function = value {
        found.append(Candidate(name + "(", note: "function"))
      } else {
        found.append(Candidate(name, note: value.typeSummary))
      }
    }
    guard !prefix.isEmpty else { return found }
    for name in interpreter.registry.names
    where name.hasPrefix(prefix) && interpreter.variable(name) == nil && interpreter.registry.offers(name) {
      if let entry = interpreter.registry.function(name)?.builtIns.first {
        found.append(Candidate(name + "(", note: entry.summary))
      } else {
        let isDefinition = interpreter.registry.prelude?.definition(name) != nil
        found.append(
          Candidate(isDefinition ? name + "(" : name, note: interpreter.registry.constantSummary(name) ?? ""))
      }
    }
    for keyword in keywords where keyword.hasPrefix(prefix) {
      found.append(Candidate(keyword, note: "keyword"))
    }
    return found
  }

  /// `axis=` inside the parentheses of a call.
  private static func keywordArguments(
    before start: Int, _ characters: [Character], _ prefix: String, _ interpreter: Interpreter
  ) -> [Candidate] {
    var depth = 0, i = start - 1
    while i >= 0 {
      if characters[i] == ")" || characters[i] == "]" { depth += 1 }
      if characters[i] == "(" || characters[i] == "[" {
        if depth == 0 { break }
        depth -= 1
      }
      i -= 1
    }
    guard i > 0, characters[i] == "(" else { return [] }
    var nameStart = i
    while nameStart > 0, isNamePart(characters[nameStart - 1]) { nameStart -= 1 }
    let name = String(characters[nameStart..<i])
    guard case .function(let function)? = interpreter.meaning(of: name) else { return [] }
    return function.parameterNames.filter { $0.hasPrefix(prefix) }.map {
      Candidate($0 + "=", note: "argument")
    }
  }
}

extension FunctionObject {
  /// Names that a call can use for its arguments.
  var parameterNames: [String] {
    switch kind {
    case .closure(let prototype, _), .method(_, let prototype, _): prototype.parameters.map(\.name)
    case .model(let definition): definition.constructor.parameters.map(\.name)
    case .builtIn(let overloads):
      overloads.flatMap { $0.parameters.filter { !$0.isVariadic }.map(\.name) }.reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
      }
    case .native: []
    }
  }
}
