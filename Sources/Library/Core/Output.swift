import Language

/// What cells show while they run.
enum OutputFunctions {
  static var all: [BuiltIn] { [printValues, show] }

  private static var printValues: BuiltIn {
    BuiltIn(
      "print", "*values, sep=\" \", end=none", family: "output",
      summary: "writes values separated by spaces and ends the line", example: "print(\"loss\", 0.25)",
      gives: ""
    ) { (call: inout Call) throws(Diagnostic) in
      let options = call.interpreter.display
      let separator = try call.text(1)
      let end = try call.optionalText(2) ?? "\n"
      let texts = try call.list(0).map { $0.plainText(options) }
      call.interpreter.sink(.text(texts.joined(separator: separator) + end))
      return .none
    }
  }

  private static var show: BuiltIn {
    BuiltIn(
      "show", "value", family: "output",
      summary: "shows a value as the end of a cell would, in the middle of one",
      example: "show([1, 2])", gives: ""
    ) { (call: inout Call) throws(Diagnostic) in
      call.interpreter.sink(.value(call[0]))
      return .none
    }
  }
}
