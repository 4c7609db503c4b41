import Formatting
import ArgumentParser
import Glibc
import Language
import Notebook
import Terminal

/// `gradus doc [NAME]`: the reference manual, from the registry.
struct Doc: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "The reference manual, whole or one name.")
  @ArgumentParser.Argument(
    help: "A function, a constant or an error's code; NAME?? is its source. Everything when left out.")
  var name: String?

  func run() throws {
    let interpreter = Workspace().interpreter
    let output = Output.standard
    if let name, let text = ErrorCodes.text(of: name) { return output.write(text + "\n") }
    if let name, name.hasSuffix("??"), let text = Help.source(of: String(name.dropLast(2)), in: interpreter) {
      return output.write(text + "\n")
    }
    if let name {
      guard let text = Help.text(for: name, in: interpreter) else {
        let near = NearNames.best(for: name, among: interpreter.registry.names)
        let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
        Output(STDERR_FILENO).write("gradus: there is no `\(name)`\(hint)\n")
        throw Status.failed
      }
      return output.write(text + "\n")
    }
    var families: [String] = []
    let entries = interpreter.registry.all
    for entry in entries where !families.contains(entry.family) { families.append(entry.family) }
    for family in families {
      output.write("\n\(family.uppercased())\n\n")
      for entry in entries where entry.family == family { output.write(Help.text(for: entry) + "\n\n") }
    }
    guard let prelude = interpreter.registry.prelude else { return }
    for source in prelude.sources {
      output.write("\n\(source.family.uppercased()), written in the language\n\n")
      for name in prelude.names(in: source) {
        output.write((Help.text(for: name, in: interpreter) ?? name) + "\n\n")
      }
    }
  }
}
