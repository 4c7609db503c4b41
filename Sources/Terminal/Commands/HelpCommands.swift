import Formatting
import Language

/// `:help`, `:explain`, `:source`, `:doc`: what there is and how it works.
@MainActor
enum HelpCommands {
  static var all: [ReplCommand] { [help, explain, source] }

  private static var help: ReplCommand {
    ReplCommand(
      name: "help", usage: ":help [NAME]",
      summary: "commands, or what is known about a name, a family or all functions"
    ) { argument, repl in
      if argument == "functions" {
        return repl.say("Functions by family; `:help FAMILY` says what each does\n" + families(repl))
      }
      if repl.workspace.interpreter.meaning(of: argument) == nil, let family = family(argument, repl) {
        return repl.say(family)
      }
      argument.isEmpty ? overview(repl) : describe(argument, repl)
    }
  }

  private static func overview(_ repl: Repl) {
    let room = repl.style.isInteractive ? repl.width : Int.max
    // In a narrow terminal what a command does goes below it.
    let longest = repl.commands.map { $0.usage.count }.filter { $0 <= 24 }.max() ?? 0
    let column = room < 60 ? 6 : longest + 4
    let commands = repl.commands.map { command -> String in
      let usage = "  \(command.usage)", indent = String(repeating: " ", count: column)
      let isBelow = usage.count + 2 > column
      let summary = WordWrap.text(command.summary, width: room, indent: indent, used: column)
      return isBelow ? "\(usage)\n\(indent)\(summary)" : DisplayWidth.pad(usage, to: column) + summary
    }
    repl.tell(
      """
      Type an expression or a statement; Enter runs it. An open bracket goes on to the next line.
        x = [1, 2, 3]      assigns
        sum(x ^ 2)         shows a value
        name?              help; name?? shows the source
        Tab                completes names, and symbols such as \\alpha
        Up, Down           earlier cells; Ctrl-R searches; Meta-Enter begins another line
        Ctrl-C             stops a cell; Ctrl-D leaves

      Commands
      """)
    repl.say(repl.style.plain(commands.joined(separator: "\n")))
    repl.tell("\n`:help functions` lists the functions by family, `:help NAME` explains one.")
  }

  /// The functions of a family with what each does; nil when there is none of that name.
  private static func family(_ name: String, _ repl: Repl) -> String? {
    let interpreter = repl.workspace.interpreter
    var rows: [(name: String, summary: String)] = []
    for entry in interpreter.registry.all where entry.family == name && !entry.isReordered {
      if !rows.contains(where: { $0.name == entry.name }) { rows.append((entry.name, entry.summary)) }
    }
    for source in interpreter.registry.prelude?.sources ?? [] where source.family == name {
      for name in interpreter.registry.prelude?.names(in: source) ?? [] {
        let help = Help.text(for: name, in: interpreter)?.split(separator: "\n").dropFirst().first ?? ""
        rows.append((name, String(help).trimmed))
      }
    }
    guard !rows.isEmpty else { return nil }
    let width = rows.map { DisplayWidth.of($0.name) }.max() ?? 0
    return rows.map { row in
      DisplayWidth.truncate("  \(DisplayWidth.pad(row.name, to: width))  \(row.summary)", to: repl.width)
    }.joined(separator: "\n")
  }

  private static var explain: ReplCommand {
    ReplCommand(
      name: "explain", usage: ":explain [CODE]",
      summary: "what an error's code means; the last one's without CODE"
    ) { argument, repl in
      let code = argument.isEmpty ? repl.lastCode ?? "" : argument
      if let text = ErrorCodes.text(of: code) { return repl.tell(text) }
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
    // Words after a heading, later lines below the first word.
    return names.map { family in
      let heading = "  " + DisplayWidth.pad(family.family, to: 14) + " "
      return heading
        + WordWrap.text(
          family.names.joined(separator: " "), width: repl.width,
          indent: String(repeating: " ", count: heading.count), used: heading.count)
    }.joined(separator: "\n")
  }

  static func describe(_ name: String, _ repl: Repl) {
    if name.hasPrefix(":"), let command = repl.commands.first(where: { $0.name == name.dropFirst() }) {
      return repl.say("\(command.usage)\n  \(command.summary)")
    }
    if let text = Help.text(for: name, in: repl.workspace.interpreter) { return repl.tell(text) }
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
