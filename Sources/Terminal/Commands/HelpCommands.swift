import Formatting
import Language

/// `:help`, `:explain`, `:source`, `:doc`: what there is and how it works.
@MainActor
enum HelpCommands {
  static var all: [ReplCommand] { [help, explain, source] }

  private static var help: ReplCommand {
    ReplCommand(name: "help", usage: ":help [NAME]", summary: "commands, or what is known about a name") {
      argument, repl in
      guard argument.isEmpty else { return describe(argument, repl) }
      let width = repl.commands.map { $0.usage.count }.max() ?? 0
      let commands = repl.commands.map { "  \(DisplayWidth.pad($0.usage, to: width))  \($0.summary)" }
      repl.say(
        """
        Type an expression or a statement; Enter runs it. An open bracket goes on to the next line.
          x = [1, 2, 3]      assigns          name?      help        name??   source
          sum(x ^ 2)         shows a value    Tab        completes   Ctrl-C   stops, Ctrl-D leaves

        Commands
        \(commands.joined(separator: "\n"))

        Functions by family
        \(families(repl))
        """)
    }
  }

  private static var explain: ReplCommand {
    ReplCommand(
      name: "explain", usage: ":explain [CODE]",
      summary: "what an error's code means; the last one's without CODE"
    ) { argument, repl in
      let code = argument.isEmpty ? repl.lastError?.code ?? "" : argument
      if let text = ErrorCodes.text(of: code) { return repl.say(text) }
      repl.complain(
        code.isEmpty ? "no cell has failed yet" : "there is no code `\(code)`",
        "a code stands behind the word error, as in error[S01]")
    }
  }

  private static func families(_ repl: Repl) -> String {
    var names: [(family: String, names: [String])] = []
    for entry in repl.workspace.interpreter.registry.all {
      if let i = names.firstIndex(where: { $0.family == entry.family }) {
        if !names[i].names.contains(entry.name) { names[i].names.append(entry.name) }
      } else {
        names.append((entry.family, [entry.name]))
      }
    }
    for source in repl.workspace.interpreter.registry.prelude?.sources ?? [] {
      names.append((source.family, repl.workspace.interpreter.registry.prelude?.names(in: source) ?? []))
    }
    return names.map { family in
      wrap(
        family.names.joined(separator: " "), heading: "  " + DisplayWidth.pad(family.family, to: 14),
        width: repl.width)
    }.joined(separator: "\n")
  }

  /// Words after a heading, later lines indented below the first word.
  static func wrap(_ text: String, heading: String, width: Int) -> String {
    var lines: [String] = []
    var line = heading
    for word in text.split(separator: " ") {
      if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > width,
        DisplayWidth.of(line) > heading.count
      {
        lines.append(line)
        line = String(repeating: " ", count: heading.count)
      }
      line += " " + word
    }
    return (lines + [line]).joined(separator: "\n")
  }

  static func describe(_ name: String, _ repl: Repl) {
    if name.hasPrefix(":"), let command = repl.commands.first(where: { $0.name == name.dropFirst() }) {
      return repl.say("\(command.usage)\n  \(command.summary)")
    }
    if let text = Help.text(for: name, in: repl.workspace.interpreter) { return repl.say(text) }
    let interpreter = repl.workspace.interpreter
    let near = NearNames.best(for: name, among: interpreter.variableNames + interpreter.registry.names)
    repl.complain(
      "there is no `\(name)`",
      near.isEmpty ? ":help lists everything" : "did you mean \(near.joined(separator: ", "))?")
  }

  private static var source: ReplCommand {
    ReplCommand(
      name: "source", usage: ":source NAME", summary: "the source of a function or model (also NAME??)"
    ) { argument, repl in
      showSource(argument, repl)
    }
  }

  static func showSource(_ name: String, _ repl: Repl) {
    if let text = Help.source(of: name, in: repl.workspace.interpreter) { return repl.say(text) }
    describe(name, repl)
  }
}
