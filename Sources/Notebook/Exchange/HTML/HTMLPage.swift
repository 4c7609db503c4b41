import Language

/// A notebook as one HTML file: no network, no scripts, light and dark, on paper too.
public struct HTMLPage {
  private let notebook: RanNotebook
  private let lesson: Lesson
  private var prose: HTMLProse
  private var body: [String] = []
  /// The rules of the plots, once for all of them.
  private var plotRules = ""

  /// The page's text.
  /// - Parameter directory: where the notebook's pictures lie.
  public static func text(_ notebook: RanNotebook, directory: String) -> String {
    var page = HTMLPage(notebook, directory: directory)
    page.build()
    return page.whole
  }

  private init(_ notebook: RanNotebook, directory: String) {
    self.notebook = notebook
    lesson = Lesson(notebook.document)
    prose = HTMLProse(directory: directory)
  }

  private mutating func build() {
    for item in notebook.document.items {
      switch item {
      case .prose(let text):
        if text.contains("attachment:") { prose.attachments = MarkdownCells.attachments(in: text) }
        let html = prose.html(text)
        if !html.isEmpty { body.append(html) }
      case .cell(let index): add(notebook.document.cells[index], index)
      }
    }
  }

  // MARK: Cells

  private mutating func add(_ cell: CodeCell, _ index: Int) {
    if cell.classes.contains(.solution) { return }
    let id = cell.id.isEmpty ? "" : " id=\"cell-\(MathML.escaped(cell.id))\""
    let output = notebook.outputs[index].map { html($0) } ?? ""
    if cell.classes.contains(.exercise) { return exercise(cell, index, id) }
    if cell.classes.contains(.hidden) {
      if !output.isEmpty { body.append("<section class=\"cell\"\(id)>\(output)</section>") }
      return
    }
    let shown =
      cell.classes.contains(.predict) && !output.isEmpty
      ? "<details><summary>What will it show? Decide, then look.</summary>\(output)</details>" : output
    body.append("<section class=\"cell\"\(id)>\(code(cell.source))\(shown)</section>")
  }

  private mutating func exercise(_ cell: CodeCell, _ index: Int, _ id: String) {
    let step = lesson.steps.first { $0.cell == index }
    let exercise = Exercise(cell, solutions: step.map { lesson.solutions(of: $0) } ?? [])
    var parts = ["<p class=\"label\">Exercise</p>", prose.html(exercise.prompt), code(exercise.template)]
    for (i, hint) in exercise.hints.enumerated() {
      parts.append(
        "<details><summary>Hint \(i + 1) of \(exercise.hints.count)</summary><p>\(MathML.escaped(hint))</p></details>"
      )
    }
    let solutions = exercise.solutions.map { code($0) }.joined()
    if !solutions.isEmpty { parts.append("<details><summary>Solution</summary>\(solutions)</details>") }
    body.append("<section class=\"cell exercise\"\(id)>\(parts.joined(separator: "\n"))</section>")
  }

  private func code(_ source: String) -> String {
    let tokens = CodeTokens.of(source).map { text, role in
      let shown = MathML.escaped(String(text))
      return role == .plain ? shown : "<span class=\"\(role.rawValue)\">\(shown)</span>"
    }
    return "<pre class=\"code\"><code>\(tokens.joined())</code></pre>"
  }

  private mutating func html(_ output: CellOutput) -> String {
    var parts: [String] = []
    for piece in output.pieces {
      if let svg = piece.svg {
        parts.append("<figure>\(withoutRules(svg))</figure>")
      } else if !piece.text.allSatisfy(\.isWhitespace) {
        parts.append("<pre class=\"output\" tabindex=\"0\">\(MathML.escaped(Self.trimmed(piece.text)))</pre>")
      }
    }
    if let error = output.result.error {
      parts.append(
        "<pre class=\"output error\" tabindex=\"0\">\(MathML.escaped(DiagnosticText.render(error)))</pre>")
    }
    return parts.joined()
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last?.isNewline ?? false { text.removeLast() }
    return text
  }

  /// All plots share one set of rules.
  private mutating func withoutRules(_ svg: String) -> String {
    guard let start = svg.firstRange(of: "<style>"), let end = svg.firstRange(of: "</style>") else {
      return svg
    }
    if plotRules.isEmpty { plotRules = String(svg[start.upperBound..<end.lowerBound]) }
    return String(svg[..<start.lowerBound] + svg[end.upperBound...])
  }

  // MARK: The page

  private var title: String {
    notebook.document.frontMatter.title ?? prose.headings.first?.title ?? "Notebook"
  }

  private var contents: String {
    let shown = prose.headings.filter { (2...3).contains($0.level) }
    guard shown.count > 2 else { return "" }
    let items = shown.map {
      "<li class=\"level\($0.level)\"><a href=\"#\($0.id)\">\(MathML.escaped($0.title))</a></li>"
    }
    return
      "<nav aria-label=\"Contents\"><details open><summary>Contents</summary><ul>\(items.joined())</ul></details></nav>"
  }

  private var whole: String {
    let language = MathML.escaped(notebook.document.frontMatter.language ?? "en")
    return """
      <!DOCTYPE html>
      <html lang="\(language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Gradus">
      <title>\(MathML.escaped(title))</title>
      <style>
      \(HTMLStyle.sheet)\(plotRules)</style>
      </head>
      <body>
      <a class="skip" href="#main">Skip to the text</a>
      \(contents)
      <main id="main">
      \(body.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }
}
