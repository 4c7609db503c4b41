/// What hands that know IPython type, and what it is here.
enum IPythonHabits {
  private static let commands = [
    "time": ":time", "timeit": ":time", "who": ":vars", "whos": ":vars", "history": ":cells",
    "hist": ":cells",
    "edit": ":edit", "reset": ":clear", "save": ":save", "load": ":load", "run": ":load", "prun": ":profile",
    "debug": ":step", "quickref": ":help", "magic": ":help", "lsmagic": ":help", "rerun": ":rerun",
  ]

  /// `:time f(x)` for `%time f(x)`; nil for what is no line magic.
  static func command(for text: String) -> String? {
    guard text.hasPrefix("%") else { return nil }
    let name = text.drop { $0 == "%" }.prefix { $0.isLetter }
    guard let command = commands[String(name)] else { return nil }
    let rest = String(text.drop { $0 != " " }).trimmed
    // Their options are none of ours.
    let takesRest = [":time", ":profile", ":step", ":edit", ":save", ":load"].contains(command)
    return rest.isEmpty || rest.hasPrefix("-") || !takesRest ? command : "\(command) \(rest)"
  }
}
