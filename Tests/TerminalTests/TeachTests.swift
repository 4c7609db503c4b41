import Formatting
import Glibc
import Testing

@testable import Terminal

@Suite("gradus teach", .serialized)
struct TeachTests {
  static let notebook = """
    ---
    title: A lesson
    ---
    # Means

    The *mean* is $\\bar x$.

    ```gradus {#data}
    x = [1.0, 2.0, 6.0]
    ```

    ```gradus {#guess .predict}
    max(x)
    ```

    ```gradus {#m .exercise}
    #| prompt: The mean of `x`.
    #| hint: ["add them up", "divide by three"]
    m = ___
    ```

    ```gradus {.solution for=m}
    m = mean(x)
    ```

    ```gradus {#bad .fails}
    1 / 0
    ```

    ```gradus {#last}
    m * 2
    ```
    """

  /// A folder of its own with the lesson in it.
  private func folder(_ name: String) throws -> String {
    let path = "/tmp/gradus-teach-\(getpid())-\(time(nil))-\(name)"
    mkdir(path, 0o700)
    let file = try #require(fopen(path + "/lesson.md", "w"))
    fputs(Self.notebook, file)
    fclose(file)
    return path
  }

  private func pipe(_ folder: String, _ input: String, _ environment: String = "") -> (
    text: String, status: Int32
  ) {
    Shell.run(
      "cd \(folder); printf '\(input)' | env GRADUS_HOME=\(folder)/home \(environment) $GRADUS teach lesson.md"
    )
  }

  @Test("reads answers from a pipe, judges them, and keeps the place at the end of the input")
  func piped() throws {
    let folder = try folder("pipe")
    let first = pipe(folder, "\\n7\\nm = sum(x)\\n:hint\\n")
    #expect(first.status == 0)
    for text in [
      "The mean is x\u{304}.", "you said 7: it came out 14 % smaller", "3 × mine", "hint 1 of 2: add them up",
    ] {
      #expect(first.text.contains(text), "\(first.text)")
    }
    let second = pipe(folder, "x\\n:hint\\n:hint\\n:solution\\n\\n\\n\\n")
    for text in [
      "you were at step 3 of 5", "f64[3]", "hint 2 of 2: divide by three", "Those were all hints",
      "m = mean(x)",
      "error[Z01]", "= 6.  f64[]", "That was the last step. You solved 0 of 1 exercises.",
    ] {
      #expect(second.text.contains(text), "\(text): \(second.text)")
    }
    #expect(!second.text.contains("\u{1B}["), "no colours in a pipe")
    #expect(pipe(folder, ":quit\\n").text.contains("5 steps"), "from the beginning again")
  }

  @Test("a value that is looked at counts as the answer when it is right")
  func lookedAt() throws {
    let text = pipe(try folder("look"), "\\n\\nsum(x)\\nsum(x) / 3\\n").text
    #expect(text.contains("✓ Right."), "\(text)")
    #expect(!text.contains("Not yet"), "looking is not answering")
  }

  @Test("back and skip move, an unknown command proposes a near one, a missing file ends with status 1")
  func moving() throws {
    let folder = try folder("move")
    let text = pipe(folder, ":skip\\n:back\\n:back\\n:hnt\\n:skip\\n:skip\\n:skip\\n:skip\\n:skip\\n").text
    for wanted in ["This is the first step.", "did you mean `:hint`", "That was the last step"] {
      #expect(text.contains(wanted), "\(text)")
    }
    #expect(Shell.run("$GRADUS teach /nosuch.md").status == 1)
    #expect(Shell.run("$GRADUS teach").status == 2)
  }

  @Test("fits terminals of 40, 80 and 120 columns", arguments: [40, 80, 120])
  func widths(width: Int) throws {
    let folder = try folder("w\(width)")
    let text = Shell.run(
      "cd \(folder); printf '\\n7\\nm = 1\\n' | env GRADUS_HOME=\(folder)/home script -qec 'stty cols \(width); TERM=dumb $GRADUS teach lesson.md' /dev/null"
    ).text
    #expect(text.contains("Not yet"), "\(text)")
  }

  @Test("goes on at the very step after kill -9; Ctrl-C stops a cell and not the walk")
  func killed() throws {
    let folder = try folder("kill")
    let first = try Screen(["GRADUS_HOME=\(folder)/home", Screen.program, "teach", "\(folder)/lesson.md"])
    try first.wait(for: "Enter runs it")
    try first.wait(for: "[1]› ")
    first.type("\n")
    try first.wait(for: "Type what you expect")
    try first.wait(for: "[2]› ")
    first.type("6\n")
    try first.wait(for: "and so it is")
    try first.wait(for: "[3]› ")
    first.type("print(\"go\" + \"ing\"); while true { }\n")
    try first.wait(for: "going")
    first.type("\u{3}")
    try first.wait(for: "error[I01]")
    try first.wait(for: "[4]› ")
    first.type(":hint\n")
    try first.wait(for: "hint 1 of 2")
    try first.wait(for: "[4]› ")
    first.kill9()
    let second = try Screen(["GRADUS_HOME=\(folder)/home", Screen.program, "teach", "\(folder)/lesson.md"])
    try second.wait(for: "you were at step 3 of 5")
    try second.wait(for: "Exercise")
    try second.wait(for: "[4]› ")
    second.type("m = 3\n")
    try second.wait(for: "Right.")
    try second.wait(for: "1 / 0")
    try second.wait(for: "[5]› ")
    second.type("\n")
    try second.wait(for: "error[Z01]")
    try second.wait(for: "m * 2")
    try second.wait(for: "[6]› ")
    second.type("\n")
    try second.wait(for: "You solved 1 of 1 exercises")
    #expect(second.ended() == 0)
  }

  @Test("an exercise of several lines is edited, not typed again: the cell first, then the last answer")
  func edited() throws {
    let folder = try folder("edit")
    let lesson = """
      ```gradus {#f .exercise}
      #| prompt: The mean square.
      f(a) = {
        b = a ^ 2
        ___
      }
      ```

      ```gradus {.solution for=f}
      f(a) = mean(a ^ 2)
      ```
      """
    let file = try #require(fopen(folder + "/lesson.md", "w"))
    fputs(lesson, file)
    fclose(file)
    let screen = try Screen(["GRADUS_HOME=\(folder)/home", Screen.program, "teach", "\(folder)/lesson.md"])
    try screen.wait(for: "Enter to edit the cell")
    try screen.wait(for: "[1]› ")
    screen.type("\n")
    try screen.wait(for: "b = a ^ 2")
    screen.type("\n")
    try screen.wait(for: "The blank is still empty")
    try screen.wait(for: "[1]› ")
    screen.type("\n")
    try screen.wait(for: "b = a ^ 2")
    // The cursor stands where the blank was.
    screen.type("sum(b)\n")
    try screen.wait(for: "Not yet.")
    try screen.wait(for: "[2]› ")
    screen.type("\n")
    try screen.wait(for: "sum(b)")
    // One line up from the brace, three characters on, the call is another one.
    screen.type("\u{1B}[A\u{6}\u{6}\u{6}\u{6}" + "\u{8}\u{8}\u{8}" + "mean\n")
    try screen.wait(for: "Right.")
    try screen.wait(for: "You solved 1 of 1 exercises")
    #expect(screen.ended() == 0)
  }
}
