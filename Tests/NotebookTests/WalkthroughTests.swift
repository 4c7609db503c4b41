import Glibc
import Testing

@testable import Notebook

@Suite("Walking through a notebook")
struct WalkthroughTests {
  static let text = """
    ---
    title: T
    ---
    # One

    ```gradus {#a}
    x = 1
    ```

    ```gradus {#e .exercise}
    #| hint: ["h1", "h2"]
    m = ___
    ```

    ```gradus {.solution for=e}
    m = 2
    ```

    ## Two

    ```gradus {.predict}
    x + 1
    ```

    The end.
    """

  @Test("takes prose and cell together; solutions wait, and their prose goes to the next step")
  func steps() throws {
    let lesson = Lesson(try NotebookDocument(text: Self.text))
    #expect(lesson.steps.map(\.kind) == [.code, .exercise, .prediction, .reading])
    #expect(lesson.steps.map(\.heading) == ["One", "One", "Two", "Two"])
    #expect(lesson.solutions(of: lesson.steps[1]).map(\.source) == ["m = 2"])
    #expect(Set(lesson.steps.map(\.key)).count == 4)
  }

  @Test("progress is kept per reader and file, and survives a change of the file")
  func progress() throws {
    let path = "/tmp/gradus-test-\(getpid())-\(time(nil))-lesson.sqlite"
    let lesson = Lesson(try NotebookDocument(text: Self.text))
    do {
      let store = try SessionStore(path: path)
      var walk = Walkthrough(
        lesson, reader: "ann", file: "t.md", progress: try store.progress(reader: "ann", file: "t.md"))
      #expect(walk.isNew)
      try store.save(walk.update(advances: true) { $0.state = .done })
      try store.save(walk.update(advances: false) { $0.hints = 1 })
      store.close()
    }
    let store = try SessionStore(path: path)
    #expect(try store.progress(reader: "bob", file: "t.md").place == nil)
    let kept = try store.progress(reader: "ann", file: "t.md")
    #expect(Walkthrough(lesson, reader: "ann", file: "t.md", progress: kept).position == 1)
    #expect(kept.steps["#e"]?.hints == 1)
    let longer = Self.text.replacing("# One", with: "# One\n\n```gradus\nnew = 0\n```\n")
    let walk = Walkthrough(
      Lesson(try NotebookDocument(text: longer)), reader: "ann", file: "t.md", progress: kept)
    #expect(walk.position == 2, "the reader is still at the exercise")
    let without = Self.text.replacing("{#e .exercise}", with: "{#f .exercise}")
    #expect(
      Walkthrough(Lesson(try NotebookDocument(text: without)), reader: "ann", file: "t.md", progress: kept)
        .position
        == 1, "a step that is gone leaves the reader at the first open one")
  }

  @Test("a cell and its progress are kept together or not at all")
  func transaction() throws {
    let path = "/tmp/gradus-test-\(getpid())-\(time(nil))-together.sqlite"
    do {
      let workspace = Workspace()
      let session = try WorkspaceSession(path: path, workspace: workspace)
      var walk = Walkthrough(
        Lesson(try NotebookDocument(text: Self.text)), reader: "r", file: "f", progress: LessonProgress())
      let output = workspace.run("x = 1", name: "c")
      try session.keep(
        .init(number: 1, source: "x = 1", output: output.text, seconds: 0, succeeded: true),
        lesson: walk.update(advances: true) { $0.state = .done })
      session.close()
    }
    let again = try WorkspaceSession(path: path, workspace: Workspace())
    #expect(try again.restore().cells.count == 1)
    #expect(try again.progress(reader: "r", file: "f").place == "#e")
  }

  @Test(
    "a prediction is set beside the result, and is never wrong",
    arguments: [
      ("2", "and so it is"), ("1 + 1", "1 + 1 = 2"), ("1.99", "within 2 %"), ("1", "2 times as large"),
      ("1.8", "11 % larger"), ("it grows", "you said: it grows"), ("(1,", "you said: (1,"),
      ("-2", "other side of zero"),
      ("[1, 2]", "it came out as"), ("0", "it came out as 2"),
    ])
  func predictions(text: String, said: String) {
    let workspace = Workspace()
    _ = workspace.run("x = 1", name: "a")
    let prediction = Prediction(text, in: workspace)
    let result = workspace.run("x + 1", name: "b").result.value
    #expect(prediction.beside(result).contains(said), "\(prediction.beside(result))")
    for word in ["wrong", "Wrong", "error"] { #expect(!prediction.beside(result).contains(word)) }
  }
}
