import Language

/// The kernel protocol: one JSON request a line, one JSON answer a line. `docs/kernel.md` describes it.
///
/// Nothing that a request holds ends the kernel: what can't be done is answered with `ok: false`.
public final class Kernel {
  private var workspace = Workspace()
  private var count = 0

  public init() {}

  /// The answer to one line, without its newline; nil for a blank line.
  public func answer(_ line: [UInt8]) -> JSONValue? {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return nil }
    let request: JSONValue
    do {
      request = try JSONParser.parse(line)
    } catch {
      return failure(
        .null, "syntax", "byte \(error.offset + 1) of the request: \(error.message)",
        "send one JSON object a line")
    }
    guard case .object = request else {
      return failure(
        .null, "type", "a request is a JSON object", "for example {\"id\": 1, \"code\": \"1 + 1\"}")
    }
    return answer(to: request)
  }

  private func answer(to request: JSONValue) -> JSONValue {
    let id = request["id"] ?? .null
    if case .bool(true)? = request["interrupt"] { return .object([("id", id), ("ok", .bool(true))]) }
    if case .bool(true)? = request["reset"] {
      workspace = Workspace()
      count = 0
      if request["code"] == nil { return .object([("id", id), ("ok", .bool(true))]) }
    }
    if let text = request["complete"]?.string { return complete(id, text, request["cursor"]?.int) }
    guard let code = request["code"]?.string else {
      return failure(
        id, "arity", "the request has neither code, complete, reset nor interrupt",
        "for example {\"id\": 1, \"code\": \"1 + 1\"}")
    }
    if let given = request["let"] {
      guard case .object(let fields) = given else {
        return failure(id, "type", "`let` is an object of names and values", nil)
      }
      for (name, json) in fields {
        guard let value = JSONValues.value(json) else {
          return failure(
            id, "value", "`\(name)` in `let` stands for no value",
            "a tensor needs dtype, shape and as many values")
        }
        workspace.interpreter.setVariable(name, value)
      }
    }
    return run(id, code)
  }

  private func run(_ id: JSONValue, _ code: String) -> JSONValue {
    count += 1
    let output = workspace.run(code, name: "cell \(count)")
    if let error = output.result.error { return failure(id, error) }
    let warnings = output.result.warnings.map { JSONValue.string("\($0.code): \($0.message)") }
    return .object(
      [
        ("id", id), ("ok", .bool(true)), ("output", .string(output.text)),
        ("value", JSONValues.json(output.result.value)),
      ] + (warnings.isEmpty ? [] : [("warnings", .array(warnings))]))
  }

  private func complete(_ id: JSONValue, _ text: String, _ cursor: Int?) -> JSONValue {
    let completion = Completion.at(cursor ?? text.count, in: text, workspace.interpreter)
    let matches = completion.candidates.map { candidate -> JSONValue in
      .object([("text", .string(candidate.text)), ("note", .string(candidate.note))])
    }
    return .object([
      ("id", id), ("ok", .bool(true)), ("start", .int(completion.start)), ("matches", .array(matches)),
    ])
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

  private func failure(_ id: JSONValue, _ kind: String, _ message: String, _ hint: String?) -> JSONValue {
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
