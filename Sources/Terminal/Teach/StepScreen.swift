import Formatting
import Notebook

/// How a step of a walkthrough looks.
@MainActor
struct StepScreen {
  let style: Style
  private(set) var lines: [String] = []

  init(style: Style) { self.style = style }

  private mutating func add(_ text: String) {
    lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// `━━━━━━──────  12/34  3.2.1 Machine learning`
  mutating func progress(_ number: Int, of count: Int, heading: String?) {
    let width = min(style.width, 100), place = " \(number)/\(count) "
    let length = min(30, max(6, width / 4)), done = count > 0 ? length * (number - 1) / count : 0
    let (full, rest) = style.isASCII || AmbiguousWidth.ofTerminal == .wide ? ("#", ".") : ("━", "─")
    let bar = String(repeating: full, count: done), left = String(repeating: rest, count: length - done)
    let room = max(0, width - length - place.count - 1)
    let title = DisplayWidth.truncate(heading ?? "", to: room, ellipsis: style.plain("…"))
    lines += ["", style.good(bar) + style.dim(left + place + title), ""]
  }

  /// The step's prose and its cell.
  mutating func add(_ step: Lesson.Step, _ lesson: Lesson, exercise: Exercise?, _ record: StepRecord) {
    for prose in step.prose {
      add(style.prose(prose))
      lines.append("")
    }
    guard let cell = lesson.cell(step) else {
      lines.append(style.dim("Enter goes on."))
      return
    }
    if let exercise {
      add(exercise, record)
    } else if !cell.classes.contains(.hidden) || step.kind == .prediction {
      add(style.code(cell.source))
      lines.append(style.dim(Self.note(cell, step, record)))
    }
  }

  private mutating func add(_ exercise: Exercise, _ record: StepRecord) {
    lines.append(style.strong("Exercise"))
    if !exercise.prompt.isEmpty { add(style.prose(exercise.prompt)) }
    lines.append("")
    add(style.code(exercise.template))
    let hints = exercise.hints.count - record.hints
    let isEdited = style.isInteractive && exercise.hasBlank && record.state != .shown
    lines.append(
      style.dim(
        style.plain(
          "Type your answer" + (isEdited ? ", or Enter to edit the cell" : "")
            + (hints > 0 ? " · :hint (\(hints))" : "")
            + (exercise.solutions.isEmpty ? "" : " · :solution") + " · :skip"
            + (record.state == .shown ? " · Enter takes the solution" : ""))))
  }

  private static func note(_ cell: CodeCell, _ step: Lesson.Step, _ record: StepRecord) -> String {
    if step.kind == .prediction, record.state == .open {
      return "What will it show? Type what you expect; Enter alone just runs it."
    }
    let time = cell.classes.contains(.slow) ? " (takes a while; Ctrl-C stops it)" : ""
    return (record.state == .done ? "Enter runs it again" : "Enter runs it") + time
  }

  static func wayToAnswer(_ exercise: Exercise) -> String {
    guard let name = exercise.targets.first else {
      return "Fill in the blank ___: type the cell with your answer."
    }
    return exercise.template.contains("\n")
      ? "Fill in the blank ___: type the lines with your answer; what counts is `\(name)`."
      : "Fill in the blank ___: type `\(name) = …` with your answer."
  }

  static func text(of verdict: Judge.Verdict, hintsLeft: Int, _ style: Style) -> String {
    switch verdict {
    case .right: return style.good(style.isASCII ? "Right." : "✓ Right.")
    case .unjudged(let reason): return style.dim("Not judged: \(reason).")
    case .wrong(let reasons):
      let more = hintsLeft > 0 ? "Try again; `:hint` helps." : "Try again; `:solution` shows one."
      let lines =
        reasons.isEmpty ? ["The value is another one than asked."] : reasons.map { "\($0.capitalizedFirst)." }
      let shown = lines.flatMap { $0.hasSuffix("?.") ? [String($0.dropLast())] : [$0] }
      return ([style.error("Not yet.")] + shown.map { "  " + $0 } + [style.dim("  " + more)]).joined(
        separator: "\n")
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
