import ArgumentParser
import Notebook
import Terminal

/// `gradus kernel`: JSON lines on standard input and output, for editors and tests.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Answers JSON requests, one a line, on standard input and output.")

  func run() { KernelServer().run() }
}
