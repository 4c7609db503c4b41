import ArgumentParser
import Formatting
import Glibc
import Language
import Notebook
import Terminal

/// `gradus run FILE…`: replays notebooks from top to bottom.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replays notebooks: prose, code, output.",
    discussion:
      "Exit status: 0 when all went well, 1 when a cell failed, 3 when an output differs, 130 when interrupted."
  )

  @ArgumentParser.Argument(help: "Notebook files (.md).") var files: [String]
  @Flag(help: "Compare the outputs with the recorded ones.") var check = false
  @Flag(help: "Record the outputs in the files.") var update = false
  @Option(help: "Run only these cells: 3..7, or 4.") var cells: String?
  @Option(name: .customLong("set"), help: "Give a variable another value: --set steps=100.") var settings:
    [String] = []
  @Flag(help: "Show only what failed or differs.") var quiet = false
  @Flag(help: "Say how long each cell took.") var time = false
  @Flag(help: "Skip cells marked .slow.") var fast = false
  @Flag(help: "One JSON object per cell.") var json = false
  @OptionGroup var display: DisplayArguments

  func validate() throws {
    if check && update { throw ValidationError("--check and --update exclude each other") }
    if update && !settings.isEmpty {
      throw ValidationError("--update records the notebook's own outputs: it goes without --set")
    }
    _ = try options()
  }

  private func options() throws -> Replayer.Options {
    var options = Replayer.Options()
    options.mode = check ? .check : update ? .update : .show
    options.skipsSlow = fast
    if let cells {
      let ends = cells.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
      let isRange = cells.contains("..") && !cells.contains("...")
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count == (isRange ? 2 : 1),
        first >= 1,
        first <= last
      else {
        throw ValidationError("--cells takes one number or a range such as 3..7")
      }
      options.cells = first...last
    }
    for setting in settings {
      guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
        throw ValidationError("--set takes name=value, not \(setting)")
      }
      options.settings.append((String(setting[..<equals]), String(setting[setting.index(after: equals)...])))
    }
    return options
  }

  func run() throws {
    // What is recorded, compared or piped is the same everywhere.
    if check || update || isatty(STDOUT_FILENO) != 1 { unsetenv("GRADUS_AMBIGUOUS") }
    let options = try options()
    let report = ReplayReport(
      style: display.style, output: Output.standard, errors: Output(STDERR_FILENO),
      isQuiet: quiet || check || update, showsTime: time, isJSON: json)
    // A cell that failed weighs more than outputs that differ.
    let weights: [Int32] = [0, 3, 1]
    var worst: Int32 = 0
    for file in files {
      let status = report.replay(file, options: options)
      if status == 130 { throw Status.interrupted }
      if weights.firstIndex(of: status) ?? 0 > weights.firstIndex(of: worst) ?? 0 { worst = status }
    }
    if worst != 0 { throw ExitCode(worst) }
  }
}
