import Formatting
import Language

/// The kernel protocol: one JSON request a line, one JSON answer a line. `docs/kernel.md` describes it.
///
/// Nothing that a request holds ends the kernel: what can't be done is answered with `ok: false`.
public final class Kernel {
  private var workspace = Workspace()
  private var count = 0
  private let clearsInterrupt: Bool
  /// Receives what a cell shows while it runs, as JSON, when the request asks for it.
  public var stream: ((JSONValue) -> Void)?

  /// Longer code, and longer texts to complete, are refused: their syntax trees would take much memory.
  private static let codeLimit = 8 << 20

  /// - Parameter clearsInterrupt: whether an interrupt that came before a cell is forgotten; a server that reads
  ///   requests on another thread decides that itself.
  public init(clearsInterrupt: Bool = true) {
    self.clearsInterrupt = clearsInterrupt
    workspace.clearsInterrupt = clearsInterrupt
  }

  /// The answer to one line, without its newline; nil for a blank line.
  public func answer(_ line: [UInt8]) -> JSONValue? {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return nil }
    let request: JSONValue
    do {
      request = try JSONParser.parse(line)
    } catch {
      return Self.failure(
        .null, "syntax", "byte \(error.offset + 1) of the request: \(error.message)",
        "send one JSON object a line")
    }
    guard case .object = request else {
      return Self.failure(
        .null, "type", "a request is a JSON object", "for example {\"id\": 1, \"code\": \"1 + 1\"}")
    }
    return answer(to: request)
  }

  private func answer(to request: JSONValue) -> JSONValue {
    let id = request["id"] ?? .null
    if case .bool(true)? = request["interrupt"] { return .object([("id", id), ("ok", .bool(true))]) }
    if case .bool(true)? = request["reset"] {
      workspace = Workspace()
      workspace.clearsInterrupt = clearsInterrupt
      count = 0
      if request["code"] == nil { return .object([("id", id), ("ok", .bool(true))]) }
    }
    for name in ["code", "complete", "incomplete"] {
      guard let text = request[name]?.string, text.utf8.count > Self.codeLimit else { continue }
      return Self.failure(
        id, "memory", "`\(name)` is longer than \(Self.codeLimit >> 20) MB", "send data in `let`")
    }
    if let text = request["complete"]?.string { return complete(id, text, request["cursor"]?.int) }
    if let name = request["help"]?.string { return help(id, name) }
    if let text = request["incomplete"]?.string {
      return .object([("id", id), ("ok", .bool(true)), ("incomplete", .bool(Parser.isIncomplete(text)))])
    }
    guard let code = request["code"]?.string else {
      return Self.failure(
        id, "arity", "the request has none of code, complete, help, incomplete, reset and interrupt",
        "for example {\"id\": 1, \"code\": \"1 + 1\"}")
    }
    if let given = request["let"], let problem = set(given, id) { return problem }
    return run(id, code, isRich: request["rich"] == .bool(true), isStreamed: request["stream"] == .bool(true))
  }

  /// Sets the variables of `let`: all of them, or none and the reason.
  private func set(_ given: JSONValue, _ id: JSONValue) -> JSONValue? {
    guard case .object(let fields) = given else {
      return Self.failure(id, "type", "`let` is an object of names and values", nil)
    }
    var values: [(String, Value)] = []
    for (name, json) in fields {
      guard Self.isName(name) else {
        return Self.failure(
          id, "name", "`\(name.prefix(40))` in `let` is no name", "a name has letters, digits and _")
      }
      do {
        values.append((name, try JSONValues.value(json)))
      } catch {
        return Self.failure(
          id, "value", "`\(name)` in `let`: \(error.message)",
          "a tensor needs dtype, shape and as many values")
      }
    }
    for (name, value) in values { workspace.interpreter.setVariable(name, value) }
    return nil
  }

  /// Whether code could assign to this.
  private static func isName(_ text: String) -> Bool {
    guard text.utf8.count <= 200, let program = try? Parser.parse(SourceText(name: "", text: "\(text) = 0")),
      program.statements.count == 1, case .assign(.name(let name, _), nil, _) = program.statements[0].kind
    else { return false }
    return name == text
  }

  private func run(_ id: JSONValue, _ code: String, isRich: Bool, isStreamed: Bool) -> JSONValue {
    count += 1
    if isStreamed, let stream {
      workspace.onPiece = { piece, isResult in
        stream(.object([("id", id), ("piece", Self.json(piece, isRich: isRich, isResult: isResult))]))
      }
    }
    defer { workspace.onPiece = nil }
    let output = workspace.run(code, name: "cell \(count)")
    // What was streamed is not sent twice.
    let pieces: [(String, JSONValue)] = isRich && !isStreamed ? [("pieces", .array(Self.json(output)))] : []
    if let error = output.result.error {
      guard case .object(let fields) = failure(id, error) else { return .null }
      return .object(fields + pieces)
    }
    let warnings = output.result.warnings.map { JSONValue.string("\($0.code): \($0.message)") }
    return .object(
      [
        ("id", id), ("ok", .bool(true)), ("output", .string(output.text)),
        ("value", JSONValues.json(output.result.value)),
      ] + (warnings.isEmpty ? [] : [("warnings", .array(warnings))]) + pieces)
  }

  private static func json(_ output: CellOutput) -> [JSONValue] {
    output.pieces.enumerated().map { i, piece in
      let isLast = i == output.pieces.count - 1
      return json(piece, isRich: true, isResult: isLast && output.succeeded && output.result.showsValue)
    }
  }

  /// `{"text": "…"}`, with `"svg"` for a picture, `"isValue"` for what is no printed text, and `"isResult"` for what the
  /// cell itself gives.
  private static func json(_ piece: OutputPiece, isRich: Bool, isResult: Bool) -> JSONValue {
    var fields: [(String, JSONValue)] = [("text", .string(piece.text))]
    guard case .value = piece else { return .object(fields) }
    fields.append(("isValue", .bool(true)))
    if isResult { fields.append(("isResult", .bool(true))) }
    if isRich, let svg = piece.svg { fields.append(("svg", .string(svg))) }
    return .object(fields)
  }

  /// Positions are counted in Unicode code points, as the strings of most languages with JSON have them.
  private func complete(_ id: JSONValue, _ text: String, _ cursor: Int?) -> JSONValue {
    let scalars = text.unicodeScalars
    let before = String(scalars.prefix(min(max(0, cursor ?? scalars.count), scalars.count)))
    let completion = Completion.at(before.count, in: before, workspace.interpreter)
    let matches = completion.candidates.map { candidate -> JSONValue in
      .object([("text", .string(candidate.text)), ("note", .string(candidate.note))])
    }
    let start = before.prefix(completion.start).unicodeScalars.count
    return .object([
      ("id", id), ("ok", .bool(true)), ("start", .int(start)), ("matches", .array(matches)),
    ])
  }

  private func help(_ id: JSONValue, _ name: String) -> JSONValue {
    guard let text = Help.text(for: name, in: workspace.interpreter) else {
      return Self.failure(id, "name", "there is no `\(name.prefix(100))`", nil)
    }
    return .object([("id", id), ("ok", .bool(true)), ("help", .string(text))])
  }

  private func failure(_ id: JSONValue, _ error: Diagnostic) -> JSONValue {
    let place = error.position
    return .object([
      ("id", id), ("ok", .bool(false)),
      (
        "error",
        .object([
          ("message", .string(error.message)), ("kind", .string(error.kind.rawValue)),
          ("code", .string(error.code)),
          ("line", place.map { .int($0.line) } ?? .null), ("column", place.map { .int($0.column) } ?? .null),
          ("hint", error.hints.first.map { .string($0) } ?? .null),
          ("text", .string(DiagnosticText.render(error))),
        ])
      ),
    ])
  }

  /// An answer that says what is wrong with a request.
  public static func failure(_ id: JSONValue, _ kind: String, _ message: String, _ hint: String?) -> JSONValue
  {
    .object([
      ("id", id), ("ok", .bool(false)),
      (
        "error",
        .object([
          ("message", .string(message)), ("kind", .string(kind)), ("hint", hint.map { .string($0) } ?? .null),
        ])
      ),
    ])
  }
}
