import Notebook

/// The loaded notebook: one cell at a time.
extension Repl {
  func load(_ path: String) {
    do {
      let document = try NotebookDocument(path: path)
      loaded = LoadedNotebook(document, path: path)
      document.frontMatter.apply(to: workspace.context)
      workspace.directory = NotebookPath.directory(of: path)
      say("\(document.frontMatter.title ?? path): \(document.cells.count) cells. `:next` runs the first.")
      remember("notebook", path)
    } catch {
      complain(error.message, error.hints.first ?? ":load notebooks/03-linear-regression.md")
    }
  }

  func next(runs: Bool) {
    guard loaded != nil else {
      return complain("no notebook is loaded", ":load notebooks/03-linear-regression.md")
    }
    guard let step = loaded?.next() else { return say("That was the last cell.") }
    for prose in step.prose {
      let shown = style.prose(prose)
      if !shown.isEmpty { output.write(shown + "\n\n") }
    }
    output.write(style.code(step.source) + "\n")
    if runs { run(step.source) } else { say("(skipped)") }
    remember("position", String(loaded?.position ?? 0))
  }
}
