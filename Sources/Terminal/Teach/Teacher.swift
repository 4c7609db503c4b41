import Formatting
import Glibc
import Language
import Notebook

/// `gradus teach`: a notebook one step at a time. Enter runs the step's cell; everything else is done as at the
/// prompt, and the step stays.
@MainActor
public final class Teacher {
  let repl: Repl
  private(set) var walkthrough: Walkthrough
  private var lesson: Lesson { walkthrough.lesson }
  private var style: Style { repl.style }
  /// The step on the screen; another one is shown when the reader comes to it.
  private var shown: Int?
  /// What the reader typed as an answer, and the state before it ran.
  private var pending: (source: String, before: Checkpoint)?
  /// What a cell of the notebook does to the reader's progress when it ends.
  private var whenRun: ((CellOutput) -> LessonChange?)?
  /// The answer that a looked-at value turned out to be.
  private var followUp: String?
  /// What the reader is given to edit next.
  private var draft: Draft?
  /// What the reader types comes from a cell that they were given.
  private var isEdited = false
  /// The last answer that was typed, and the step it was for.
  private var lastAnswer: (position: Int, source: String)?

  /// Opens a notebook where the reader left it.
  /// - Parameters:
  ///   - path: where the document is from.
  ///   - sessionPath: where variables and progress are kept; nil keeps nothing.
  public init(
    _ document: NotebookDocument, path: String, options: Repl.Options, style: Style, output: Output
  ) {
    let lesson = Lesson(document)
    repl = Repl(options: options, style: style, output: output)
    let reader = SessionFolder.reader, file = NotebookPath.name(of: path)
    let progress = (try? repl.session?.progress(reader: reader, file: file)) ?? LessonProgress()
    walkthrough = Walkthrough(lesson, reader: reader, file: file, progress: progress)
    repl.workspace.directory = NotebookPath.directory(of: path)
    if walkthrough.isNew || progress.place == "" {
      lesson.document.frontMatter.apply(to: repl.workspace.context)
    }
    if progress.place == "" { keep(walkthrough.move(by: -lesson.steps.count)) }
    let own = TeachCommands.all(self), names = Set(own.map(\.name))
    repl.commands = own + ReplCommand.all.filter { !names.contains($0.name) }
    repl.beforeKeeping = { [unowned self] in self.judge($0) }
  }

  /// Teaches until the end, or until the reader leaves.
  /// - Returns: the exit status.
  public func run() -> Int32 {
    repl.completes()
    greet()
    while !repl.isDone, !walkthrough.isAtEnd, !repl.output.isClosed {
      repl.followWidth()
      present()
      guard let step = walkthrough.step else { break }
      if runsByItself(step) {
        runCell(step)
        continue
      }
      switch read(step) {
      case .endOfInput: repl.isDone = true
      case .interrupted: continue
      case .text(let text): text.trimmed.isEmpty ? enter(step) : take(text, step)
      }
    }
    if walkthrough.isAtEnd { finish() }
    repl.session?.close(readingAll: false)
    if style.isInteractive { repl.output.write("\n") }
    return 0
  }

  private func read(_ step: Lesson.Step) -> Input {
    let number = repl.book.upcomingNumber
    isEdited = draft != nil
    if let given = draft {
      draft = nil
      // Where the blank was nothing stands yet: that is no reason to wait for more lines.
      let input = repl.read(number: number, initial: given) { $0 != given.text && Parser.isIncomplete($0) }
      guard input == .text(given.text), given.isToBeFilled else { return input }
      repl.tell("The blank is still empty; Enter gives you the cell again.", isDim: true)
      return .interrupted
    }
    // A prediction may be words; a cell may go on over several lines.
    return step.kind == .prediction && walkthrough.record(step).state == .open
      ? repl.readLine(prompt: "[\(number)]› ") : repl.read(number: number)
  }

  /// Gives the reader the step's cell to edit: their last answer, or the cell as it stands in the notebook.
  /// - Returns: false when the step has none.
  func giveToEdit() -> Bool {
    guard let step = walkthrough.step, let cell = lesson.cell(step) else { return false }
    guard step.kind == .exercise else {
      draft = Draft(cell.source)
      return true
    }
    let answered =
      lastAnswer?.position == walkthrough.position ? lastAnswer?.source : walkthrough.record(step).answer
    draft = Draft(answered.flatMap { $0.isEmpty ? nil : $0 } ?? cell.source, filling: "___")
    return true
  }

  /// Code that the notebook hides runs when the reader comes to it.
  private func runsByItself(_ step: Lesson.Step) -> Bool {
    lesson.cell(step).map { $0.classes.contains(.hidden) && step.kind == .code } ?? false
      && walkthrough.record(step).state == .open
  }

  // MARK: What the reader does

  private func enter(_ step: Lesson.Step) {
    switch step.kind {
    case .reading: keep(walkthrough.update(advances: true) { $0.state = .done })
    case .code: runCell(step)
    case .prediction: predict("", step)
    case .exercise:
      guard let exercise = exercise(step) else { return }
      if walkthrough.record(step).state == .shown {
        runSolution(exercise)
      } else if exercise.hasBlank, style.isInteractive {
        _ = giveToEdit()
      } else if exercise.hasBlank {
        repl.tell(StepScreen.wayToAnswer(exercise), isDim: true)
      } else {
        answer(exercise.template)
      }
    }
  }

  private func take(_ text: String, _ step: Lesson.Step) {
    let isCommand = text.trimmed.hasPrefix(":") || text.trimmed.hasSuffix("?")
    switch step.kind {
    case .prediction where !isCommand && walkthrough.record(step).state == .open: predict(text.trimmed, step)
    case .exercise where !isCommand: answer(text)
    default: repl.handle(text)
    }
  }

  /// Runs the step's cell and goes on when it did what it was to do.
  private func runCell(_ step: Lesson.Step, then show: (CellOutput) -> Void = { _ in }) {
    guard let cell = lesson.cell(step) else { return }
    whenRun = { [unowned self] output in
      guard output.succeeded != cell.classes.contains(.fails), !output.wasInterrupted else { return nil }
      return self.walkthrough.update(advances: true) { $0.state = .done }
    }
    let output = repl.run(cell.source)
    whenRun = nil
    show(output)
    if !output.succeeded, !cell.classes.contains(.fails) {
      repl.tell(
        "The step stays: Enter runs it again, `:skip` passes over it, `:explain` says more.", isDim: true)
    }
  }

  private func predict(_ text: String, _ step: Lesson.Step) {
    guard let cell = lesson.cell(step) else { return }
    let prediction = text.isEmpty ? nil : Prediction(text, in: repl.workspace)
    whenRun = { [unowned self] output in
      guard output.succeeded != cell.classes.contains(.fails), !output.wasInterrupted else { return nil }
      return self.walkthrough.update(advances: true) {
        $0.state = .done
        $0.answer = text
      }
    }
    let output = repl.run(cell.source)
    whenRun = nil
    if let prediction { repl.say(style.good(prediction.beside(output.result.value))) }
  }

  // MARK: Exercises

  func exercise(_ step: Lesson.Step) -> Exercise? {
    lesson.cell(step).map { Exercise($0, solutions: lesson.solutions(of: step)) }
  }

  private func answer(_ text: String) {
    // What was edited and has a slip is not typed again either.
    if let step = walkthrough.step, isEdited || exercise(step)?.isAnswer(text) ?? false {
      lastAnswer = (walkthrough.position, text)
    }
    pending = (text, Checkpoint(repl.workspace.interpreter))
    repl.handle(text)
    pending = nil
    guard let source = followUp else { return }
    followUp = nil
    answer(source)
  }

  private func runSolution(_ exercise: Exercise) {
    whenRun = { [unowned self] output in
      output.succeeded ? self.walkthrough.update(advances: true) { $0.state = .shown } : nil
    }
    repl.run(exercise.solutions.first ?? exercise.template)
    whenRun = nil
  }

  /// What a finished cell means for the reader's progress.
  private func judge(_ output: CellOutput) -> LessonChange? {
    if let whenRun { return whenRun(output) }
    guard let (source, before) = pending, output.succeeded, let step = walkthrough.step,
      let exercise = exercise(step)
    else { return nil }
    let judge = Judge(exercise, in: repl.workspace)
    guard exercise.isAnswer(source) else {
      if output.result.showsValue, judge.isAnswer(output.result.value, before: before) {
        followUp = "\(exercise.targets[0]) = \(source.trimmed)"
      }
      return nil
    }
    let verdict = judge.verdict(on: source, output, before: before)
    repl.say(
      StepScreen.text(of: verdict, hintsLeft: exercise.hints.count - walkthrough.record(step).hints, style))
    let isRight: Bool
    if case .wrong = verdict { isRight = false } else { isRight = true }
    return walkthrough.update(advances: isRight) { record in
      record.answer = source
      if isRight, record.state != .shown { record.state = verdict == .right ? .solved : .done }
    }
  }

  // MARK: Keeping and showing

  func keep(_ change: LessonChange) {
    do { try repl.session?.keep(change) } catch {
      repl.complain(error.message, "your place in the lesson is not kept")
    }
  }

  /// Changes the present step's record.
  func update(advances: Bool = false, _ change: (inout StepRecord) -> Void) {
    keep(walkthrough.update(advances: advances, change))
  }

  func move(by count: Int) {
    keep(walkthrough.move(by: count))
    shown = nil
  }

  private func greet() {
    let title = lesson.document.frontMatter.title ?? "This notebook"
    if walkthrough.position > 0 {
      let exercises = walkthrough.exercises
      let solved = exercises.all > 0 ? ", \(exercises.solved) of \(exercises.all) exercises solved" : ""
      repl.tell(
        "\(title): you were at step \(walkthrough.position + 1) of \(lesson.steps.count)\(solved).",
        isDim: true)
    } else {
      repl.tell(
        "\(title): \(lesson.steps.count) steps. Enter runs a cell, everything else is evaluated right here; "
          + "`:help` lists the commands, Ctrl-D leaves and keeps your place.", isDim: true)
    }
  }

  /// Shows the present step, once.
  private func present() {
    guard shown != walkthrough.position, let step = walkthrough.step else { return }
    shown = walkthrough.position
    var screen = StepScreen(style: style)
    screen.progress(walkthrough.position + 1, of: lesson.steps.count, heading: step.heading)
    screen.add(
      step, lesson, exercise: step.kind == .exercise ? exercise(step) : nil, walkthrough.record(step))
    page(screen.lines)
  }

  /// Writes lines; what is longer than the terminal waits for Enter after each screen.
  private func page(_ lines: [String]) {
    let rows = style.isInteractive ? style.rows - 2 : Int.max
    var rest = lines[...]
    while rest.count > max(10, rows) {
      repl.output.write(rest.prefix(max(10, rows)).joined(separator: "\n") + "\n")
      rest = rest.dropFirst(max(10, rows))
      guard case .text = repl.readLine(prompt: "Enter: more › ") else { break }
    }
    repl.output.write(rest.joined(separator: "\n") + "\n")
  }

  private func finish() {
    let exercises = walkthrough.exercises
    var text = "That was the last step."
    if exercises.all > 0 { text += " You solved \(exercises.solved) of \(exercises.all) exercises." }
    repl.say(style.good(text))
  }
}
