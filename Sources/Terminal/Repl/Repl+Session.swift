import Notebook

/// Keeping cells and variables in the session's file, and bringing them back.
extension Repl {
  func openSession(_ path: String, _ options: Options) {
    do {
      let opened = try WorkspaceSession(
        path: path, workspace: workspace, folder: options.sessionFolder)
      session = opened
      book.earlierState = { [unowned self] in self.restoreState(before: $0) }
      opened.foundDamaged = { [unowned self] in
        complain(
          "a stored tensor is damaged: its elements are nan, or -1", "run the cell that made it again")
      }
      let restored = try opened.restore()
      book.restore(restored.cells.map { Cell($0) })
      for failure in restored.failures {
        complain(
          "`\(failure.name)` could not be read back: \(failure.reason.message)",
          "run the cell that made it again")
      }
    } catch {
      complain(
        error.message,
        "this time nothing will be kept; `gradus --no-session` starts without a session on purpose")
    }
  }

  func keep(_ cell: Cell, _ lesson: LessonChange? = nil) {
    guard let session else { return }
    do {
      for name in try session.keep(cell.kept, lesson: lesson, state: book.present) {
        say(style.dim("`\(name)` will not be kept: it holds a function made by a built-in"))
      }
    } catch {
      complain("this cell could not be kept: \(error.message)", "its variables are here until you leave")
    }
  }

  /// Keeps what a command changed in variables or settings.
  func keepSettings() {
    book.noteChanges()
    keepState(.change)
  }

  /// Keeps the present state, which no cell made just now.
  func keepState(_ step: SessionStep) {
    do { try session?.keep(nil, state: book.present, step: step) } catch {
      complain("the change could not be kept: \(error.message)", "it holds until you leave")
    }
  }

  /// Goes back to where only the session's file leads, as it does after a new start.
  private func restoreState(before count: Int) -> Int? {
    do {
      guard let (cell, failures) = try session?.restore(before: count) else { return nil }
      for (name, reason) in failures {
        complain("`\(name)` could not be read from the session: \(reason.message)", "run its cell again")
      }
      return cell
    } catch {
      complain("the earlier state can't be read: \(error.message)", "the variables are as they were")
      return nil
    }
  }

  /// Keeps an edited cell, and the order of the cells.
  func keepArrangement(_ edited: Cell? = nil) {
    do { try session?.arrange(edited?.kept, order: book.cells.map(\.number)) } catch {
      complain("the change could not be kept: \(error.message)", "it holds until you leave")
    }
  }

  /// Keeps a setting such as the place in a notebook, without disturbing the reader when that fails.
  func remember(_ name: String, _ value: String) {
    do { try session?.set(name, value) } catch {
      complain(error.message, "the place in the notebook is not kept")
    }
  }

  func clearVariables() {
    workspace.interpreter.removeAllVariables()
    keepSettings()
  }
}
