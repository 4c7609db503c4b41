import Formatting
import ArgumentParser
import Glibc
import Language
import Notebook
import Terminal

/// `gradus eval CODE`: evaluates and prints.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Evaluates code and prints the result.")

  @ArgumentParser.Argument(help: "The code, or - to read it from standard input.") var code: String
  @Flag(help: "Print one JSON object, as the kernel does.") var json = false
  @OptionGroup var display: DisplayArguments

  func run() throws {
    let output = Output.standard
    let source: String
    if code == "-" {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(STDIN_FILENO, &chunk, chunk.count)
        if count < 0 && errno == EINTR { throw Status.interrupted }
        if count <= 0 { break }
        bytes += chunk[..<count]
      }
      source = String(decoding: bytes, as: UTF8.self)
    } else {
      source = code
    }
    if json {
      let request = JSONValue.object([("id", .null), ("code", .string(source))])
      let answer = Kernel().answer(Array(request.text.utf8)) ?? .null
      output.write(answer.text + "\n")
      if answer["ok"] == .bool(false) { throw Status.failed }
      return
    }
    let style = display.style
    let workspace = Workspace()
    workspace.display = DisplayOptions(width: style.width, ascii: style.isASCII, color: style.hasColor)
    workspace.diagnosticStyle = { style.diagnosticText($0, $1) }
    let errors = Output(STDERR_FILENO)
    workspace.live = { output.write($0) }
    workspace.liveError = { errors.write($0) }
    let result = workspace.run(source, name: "code")
    if result.wasInterrupted { throw Status.interrupted }
    if !result.succeeded { throw Status.failed }
  }
}
