import ArgumentParser
import Glibc
import Notebook
import Terminal

/// `gradus kernel`: JSON lines on standard input and output, for editors and tests.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Answers JSON requests, one a line, on standard input and output.",
    discussion: "docs/kernel.md describes the protocol.")

  @Flag(
    name: .customLong("install-jupyter"),
    help: "Write a kernel specification for Jupyter, which needs ipykernel, and end.") var installsJupyter =
    false

  func run() throws {
    guard installsJupyter else { return KernelServer().run() }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let program = String(decoding: buffer[..<max(0, length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
      let folder = try JupyterKernel.install(in: JupyterKernel.folder, program: program)
      Output.standard.write("wrote \(folder); `jupyter lab` now offers Gradus\n")
    } catch {
      throw Problem.report(error.message, [], Output(STDERR_FILENO))
    }
  }
}
