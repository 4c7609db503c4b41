import Language

/// What cells show while they run.
enum OutputFunctions {
  static var all: [BuiltIn] { [printValues, show, warn] }

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
      "show", "value, live=false", family: "output",
      summary:
        "shows a value as the end of a cell would, in the middle of one; with live=true in the place of the one shown "
        + "before, so that a plot moves while a loop runs: show(plot_loss(losses), live=true)",
      example: "show([1, 2])", gives: ""
    ) { (call: inout Call) throws(Diagnostic) in
      call.interpreter.sink(try call.flag(1) ? .frame(call[0]) : .value(call[0]))
      return .none
    }
  }

  private static var warn: BuiltIn {
    BuiltIn(
      "warn", "message, hint=none, code=\"W08\"", family: "output",
      summary: "shows a warning at the line that runs, once for each place, and goes on",
      example: "warn(\"the data have gaps\", hint=\"fill them first\")", gives: ""
    ) { (call: inout Call) throws(Diagnostic) in
      let code = try call.text(2)
      guard code.hasPrefix("W"), ErrorCodes.explanation(of: code) != nil else {
        throw call.mismatch(2, "a warning's code, such as \"W08\",")
      }
      let hint = try call.optionalText(1)
      call.interpreter.warn(
        Diagnostic(.value, code, try call.text(0), hints: hint.map { [$0] } ?? []))
      return .none
    }
  }
}
