import Formatting

/// Hints in the reader's own words: what the source around an error makes of the machine's message.
extension ErrorSite {
  func advise(_ error: inout Diagnostic) {
    switch error.code {
    case "N01": adviseName(&error)
    case "T02": adviseOperator(&error)
    case "T03":
      let condition = text
      guard condition.count <= 40, !condition.contains("\n") else { return }
      error.hints = ["ask for one answer: `any(\(condition))` or `all(\(condition))`"]
    case "T15": adviseCall(&error)
    case "X02": adviseKey(&error)
    case "S03":
      if error.message.hasPrefix("`@`"), operands.contains(where: { $0.value?.plainNumber != nil }) {
        error.hints = ["`*` multiplies by a number"]
      }
    default: break
    }
    error.hints = error.hints.map(naming)
  }

  /// A hint with what the reader wrote before the dot.
  private func naming(_ hint: String) -> String {
    guard hint.contains(ForeignNames.receiver) else { return hint }
    var receiver = operands.first?.text ?? "x"
    if hint.contains("zero_grad("), receiver.hasSuffix(".grad") { receiver.removeLast(5) }
    if receiver.count > 30 || receiver.contains(" ") { receiver = "x" }
    return hint.replacing(ForeignNames.receiver, with: receiver)
  }

  // MARK: Names

  /// `torch.tensor(…)`: the module's name means nothing here, what follows it may.
  private func adviseName(_ error: inout Diagnostic) {
    guard let name = error.message.split(separator: "`").dropFirst().first.map(String.init) else { return }
    if ForeignNames.modules.contains(name), let path = memberPath(after: name), let member = path.last {
      error.message = "`\(name)` is not needed: what there is has plain names"
      let whole = ([name] + path).joined(separator: ".")
      if let hint = ForeignNames.functions[member] {
        error.hints = [hint]
      } else if interpreter.registry.offers(member) {
        error.hints = ["write `\(member)`, not `\(whole)`"]
      } else {
        let near = NearNames.best(for: member, among: interpreter.registry.names)
        error.hints = near.isEmpty ? ["nothing here is called `\(member)`"] : Interpreter.didYouMean(near)
      }
      return
    }
    if let hint = ForeignNames.functions[name] { error.hints = [hint] }
    if followsSlashes { error.hints = ["`//` divides; a comment begins with `#`"] }
    if follows(name, "<-") { error.hints = ["`=` assigns: `\(name) = …`"] }
  }

  /// Whether a piece of source stands behind the name, whatever the spaces between them.
  private func follows(_ name: String, _ piece: StaticString) -> Bool {
    let rest = source.utf8.dropFirst(place.range.start + name.utf8.count).drop { $0 == UInt8(ascii: " ") }
    return rest.starts(with: Array(piece.description.utf8))
  }

  /// `x = 3 // seconds`: the name is the first word of what was meant as a comment.
  private var followsSlashes: Bool {
    let before = source.utf8.prefix(place.range.start)
    let rest = before.reversed().drop { $0 == UInt8(ascii: " ") }
    return before.last == UInt8(ascii: " ") && rest.prefix(2).elementsEqual("//".utf8)
  }

  /// `["nn", "functional", "relu"]` after `torch`.
  private func memberPath(after name: String) -> [String]? {
    let bytes = source.utf8
    var end = place.range.start + name.utf8.count
    var path: [String] = []
    while end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      var next = end + 1
      while next < bytes.count, isNameByte(bytes[next]) { next += 1 }
      if next == end + 1 { break }
      path.append(source.slice(SourceRange(end + 1, next)))
      end = next
    }
    return path.isEmpty ? nil : path
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }

  // MARK: Keys

  /// `counts[word] += 1` for a word that is not there yet.
  private func adviseKey(_ error: inout Diagnostic) {
    guard let target = operands.first?.text, text.hasPrefix(target), target.hasSuffix("]"),
      let bracket = target.lastIndex(of: "[")
    else { return }
    let rest = text.dropFirst(target.count).drop { $0 == " " }
    guard rest.hasPrefix("+=") || rest.hasPrefix("-=") else { return }
    let (record, key) = (target[..<bracket], target[bracket...].dropFirst().dropLast())
    error.hints = [
      "a key counts from a first value: `\(target) = get(\(record), \(key), 0) \(rest.prefix(1)) …`"
    ]
  }

  // MARK: Operators

  private func adviseOperator(_ error: inout Diagnostic) {
    guard operands.count == 2 else { return }
    for operand in operands where operand.value?.isNone ?? false {
      if operand.text.hasSuffix(".grad") {
        error.hints = ["`\(operand.text)` is none until `backward` has run on a loss that depends on it"]
        return
      }
    }
    let (left, right) = (operands[0], operands[1])
    if error.message.hasPrefix("`%`"), Self.isTextLiteral(left.text) {
      error.hints = ["values stand in the text itself: \"{n:.2f} items\""]
    }
    if error.message.hasPrefix("`+`"), Self.isTextLiteral(left.text), isSimple(right.text) {
      error.hints = ["put the value into the text: \(left.text.dropLast()){\(right.text)}\""]
    }
  }

  // MARK: Calls

  /// `2(x + 1)` is no product here, and `x(0)` is no element.
  private func adviseCall(_ error: inout Diagnostic) {
    guard let first = operands.first, text.hasSuffix(")"), !text.contains("\n"), !text.contains("|>"),
      error.message.hasSuffix("can't be called")
    else { return }
    let bracket = first.range.start - place.range.start - 1
    let bytes = Array(text.utf8)
    guard bytes.indices.contains(bracket), bytes[bracket] == UInt8(ascii: "(") else { return }
    let callee = String(decoding: bytes[..<bracket], as: UTF8.self)
    let arguments = String(decoding: bytes[(bracket + 1)...].dropLast(), as: UTF8.self)
    guard !callee.isEmpty, text.count <= 60 else { return }
    switch error.message.split(separator: " ").dropLast(3).last {
    case "number", "integer":
      let factor = operands.count == 1 && isSimple(arguments) ? arguments : "(\(arguments))"
      error.hints = ["for a product write `\(callee) * \(factor)`"]
    case "tensor", "list", "text", "range", "record", "table", "column":
      error.hints = ["an element is written with square brackets: `\(callee)[\(arguments)]`"]
    default: break
    }
  }

  /// A name or a number.
  private func isSimple(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") }
  }
}
