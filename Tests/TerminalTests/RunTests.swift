import Glibc
import Testing

@testable import Terminal

@Suite("gradus run", .serialized)
struct RunTests {
  static let notebook = """
    # T

    ```gradus {#a}
    n = 3
    n / 7
    ```

    ```output {#a}
    0.42857142857142855
    ```

    ```gradus {#slow .slow}
    print("slow")
    ```

    ```output {#slow}
    slow
    ```

    ```gradus {#p}
    plot([1.0, 2.0, n])
    ```

    """

  private func folder(_ name: String, _ text: String = RunTests.notebook) throws -> String {
    let path = "/tmp/gradus-run-\(getpid())-\(time(nil))-\(name)"
    mkdir(path, 0o700)
    let file = try #require(fopen(path + "/t.md", "w"))
    fputs(text, file)
    fclose(file)
    return path
  }

  @Test("--update records, --check agrees, and an unedited file keeps every byte")
  func update() throws {
    let folder = try folder("update")
    #expect(Shell.run("cd \(folder); $GRADUS run --check t.md").status == 3, "the plot was not recorded yet")
    #expect(Shell.run("cd \(folder); $GRADUS run --update t.md").status == 0)
    let result = Shell.run(
      "cd \(folder); cp t.md u.md; $GRADUS run --update t.md && cmp t.md u.md && $GRADUS run --check t.md && grep -c 'output {#p plot=' t.md"
    )
    #expect(result.status == 0 && result.text.contains("all outputs agree"), "\(result.text)")
  }

  @Test("--check shows the first line that differs, with a mark where, and status 3")
  func check() throws {
    let folder = try folder("check", Self.notebook.replacing("0.428571", with: "0.428581"))
    let result = Shell.run("cd \(folder); $GRADUS run --check t.md")
    #expect(result.status == 3)
    #expect(result.text.contains("cell 1 #a (line 3), output line 1"), "\(result.text)")
    #expect(
      result.text.contains(
        "  recorded  0.42858142857142855\n  now       0.42857142857142855\n                  ^"),
      "\(result.text)")
    let tolerant = Self.notebook.replacing("0.428571", with: "0.428581").replacing(
      "n = 3", with: "#| tolerance: 1e-3\nn = 3")
    let other = try self.folder("tol", tolerant)
    #expect(Shell.run("cd \(other); $GRADUS run --check --cells 1 t.md").status == 0)
  }

  @Test("plots are compared by their data: a drawing may differ, a number may not")
  func plots() throws {
    let folder = try folder("plots")
    _ = Shell.run("cd \(folder); $GRADUS run --update t.md")
    let redrawn = Shell.run("cd \(folder); sed -i 's/⠤/x/g; s/⣀/y/g; s/⠒/z/g' t.md; $GRADUS run --check t.md")
    #expect(redrawn.status == 0, "\(redrawn.text)")
    let moved = Shell.run("cd \(folder); sed -i 's/2.0, n/2.5, n/' t.md; $GRADUS run --check t.md")
    #expect(moved.status == 3 && moved.text.contains("a plot of"), "\(moved.text)")
  }

  @Test(
    "each flag does what the manual says",
    arguments: [
      ("--fast", "cell 2 skipped", 0), ("--fast --quiet", "2 cells", 0), ("--cells 1", "0.428", 0),
      ("--cells 2..2", "slow", 0),
      ("--set n=14", "2.0", 0), ("--set nosuch=1", "no cell assigns `nosuch`", 0),
      ("--quiet", "t.md: 3 cells", 0),
      ("--time --quiet", "ms", 0),
      ("--json", "{\"cell\": 1, \"id\": \"a\", \"ok\": true, \"output\": \"0.428", 0),
      ("--json", "\"file\": \"t.md\", \"run\": 3, \"failed\": 0, \"differ\": 0", 0),
      ("--json --time", "\"seconds\": ", 0),
      ("--json --check", "\"differs\": true", 3), ("--check --update", "exclude each other", 2),
      ("--update --set n=1", "without --set", 2),
      ("--cells 3...4", "--cells", 2), ("--cells 4..2", "--cells", 2), ("--cells 0", "--cells", 2),
      ("--set n", "--set", 2), ("--nosuch", "nosuch", 2),
    ] as [(String, String, Int32)])
  func flags(flags: String, shown: String, status: Int32) throws {
    let folder = try folder("flags")
    let result = Shell.run("cd \(folder); $GRADUS run \(flags) t.md")
    #expect(result.status == status, "\(result.text)")
    #expect(result.text.contains(shown), "\(result.text)")
    #expect(!result.text.contains("\u{1B}") && !result.text.contains("\r"), "plain text in a pipe")
  }

  @Test("a failing cell is status 1, and outweighs outputs that differ; an interrupt is 130")
  func statuses() throws {
    let folder = try folder("fail", "```gradus\n1/0\n```\n")
    let other = try self.folder("differ")
    #expect(Shell.run("$GRADUS run --check \(other)/t.md \(folder)/t.md").status == 1)
    #expect(Shell.run("$GRADUS run --check \(folder)/t.md \(other)/t.md").status == 1)
    let endless = try self.folder("endless", "```gradus\nwhile true { }\n```\n")
    #expect(Shell.run("timeout --preserve-status -s INT 2 $GRADUS run --check \(endless)/t.md").status == 130)
  }

  @Test("on a terminal a check says which cell it is at, and the line goes away; not on a dumb one")
  func progress() throws {
    let folder = try folder("progress")
    func shown(_ terminal: String) -> String {
      Shell.run("cd \(folder); script -qec 'env TERM=\(terminal) $GRADUS run --check t.md' /dev/null").text
    }
    #expect(shown("xterm").contains("\r\u{1B}[Kt.md: cell 2 of 3 #slow"))
    #expect(!shown("dumb").contains("cell 2 of 3"))
  }

  @Test("export and import: files beside the notebook, nothing overwritten, statuses")
  func exchange() throws {
    let folder = try folder("export")
    let result = Shell.run(
      "cd \(folder); $GRADUS export t.md --to html; $GRADUS export t.md --to ipynb; mkdir n; $GRADUS import t.ipynb -o n/t.md; $GRADUS export n/t.md --to ipynb -o -  | cmp - t.ipynb && echo same"
    )
    for text in ["wrote t.html", "wrote t.ipynb", "wrote n/t.md", "same"] {
      #expect(result.text.contains(text), "\(result.text)")
    }
    #expect(Shell.run("cd \(folder); $GRADUS import t.ipynb").text.contains("t.md is there already"))
    #expect(Shell.run("cd \(folder); $GRADUS export t.md --to md | head -n 1").text == "# T\n")
    #expect(Shell.run("$GRADUS export /nosuch.md --to html").status == 1)
    #expect(Shell.run("cd \(folder); $GRADUS export t.md --to pdf").status == 2)
    #expect(Shell.run("cd \(folder); echo '{' > bad.ipynb; $GRADUS import bad.ipynb").status == 1)
    #expect(
      Shell.run(
        "cd \(folder); printf '```gradus\\n1/0\\n```\\n' > f.md; $GRADUS export f.md --to html; ls f.html"
      ).status != 0)
  }

  @Test("the kernel specification for Jupyter names this program")
  func jupyter() throws {
    let folder = try folder("jupyter")
    let result = Shell.run(
      "JUPYTER_DATA_DIR=\(folder) $GRADUS kernel --install-jupyter; cat \(folder)/kernels/gradus/kernel.json; grep -c 'class GradusKernel' \(folder)/kernels/gradus/gradus_kernel.py"
    )
    for text in [
      "\"display_name\": \"Gradus\"", "{connection_file}", "gradus_kernel.py",
      "\"interrupt_mode\": \"signal\"",
    ] {
      #expect(result.text.contains(text), "\(result.text)")
    }
    #expect(result.text.hasSuffix("1\n"))
  }
}
