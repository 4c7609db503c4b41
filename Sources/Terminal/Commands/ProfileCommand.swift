import Formatting
import Language
import Tensors

/// `:profile`: what the operations of an expression take, those of its backward passes too.
@MainActor
enum ProfileCommand {
  static var all: [ReplCommand] { [profile] }

  private static var profile: ReplCommand {
    ReplCommand(
      name: "profile", usage: ":profile EXPR",
      summary: "runs it in a copy, and shows what each operation takes: time, calls, memory"
    ) { argument, repl in
      if argument.isEmpty {
        return repl.complain("`:profile` needs an expression", ":profile sum(rand(1000) @ rand(1000))")
      }
      let (output, profile) = Profile.measuring {
        GraphSubject.inCopy(repl) { repl.workspace.run(argument, name: "profiled") }
      }
      guard output.succeeded else { return repl.say(output.text) }
      let table = ProfileTable(profile, seconds: output.seconds)
      repl.say(table.lines(width: repl.width, isASCII: repl.style.isASCII).joined(separator: "\n"))
    }
  }
}

/// A profile as a table, as wide as the terminal allows.
@MainActor
struct ProfileTable {
  private struct Line {
    var name: String
    var seconds: Double
    var calls: Int?
    var bytes: Int?
    var inUse: Int?
  }

  private var rows: [Line]
  private let seconds: Double
  private let peak: Int
  private let calls: Int

  /// So many operations are shown; the others together are one line.
  private static let most = 20

  /// - Parameter seconds: what all took together; what no operation took is the language's own.
  init(_ profile: Profile, seconds: Double) {
    let all = profile.rows
    peak = profile.peak
    calls = all.reduce(0) { $0 + $1.calls }
    rows = all.prefix(Self.most).map {
      Line(name: $0.name, seconds: $0.seconds, calls: $0.calls, bytes: $0.bytes, inUse: $0.inUse)
    }
    let others = all.dropFirst(Self.most)
    if !others.isEmpty {
      rows.append(
        Line(
          name: "\(others.count) others", seconds: others.reduce(0) { $0 + $1.seconds },
          calls: others.reduce(0) { $0 + $1.calls }, bytes: others.reduce(0) { $0 + $1.bytes },
          inUse: others.map(\.inUse).max()))
    }
    let operations = all.reduce(0) { $0 + $1.seconds }
    self.seconds = max(seconds, operations)
    rows.append(Line(name: "the language itself", seconds: max(0, seconds - operations)))
    rows.sort { $0.seconds > $1.seconds }
  }

  func lines(width: Int, isASCII: Bool) -> [String] {
    // From the left: what a narrow terminal keeps comes first.
    var columns: [(title: String, texts: [String], isRight: Bool)] = [
      ("operation", rows.map(\.name) + ["total"], false),
      ("time", rows.map { ValueCommands.duration($0.seconds) } + [ValueCommands.duration(seconds)], true),
      ("share", rows.map { share($0.seconds, of: seconds) } + ["100%"], true),
      ("calls", rows.map { $0.calls.map(Numbers.grouped) ?? "" } + [Numbers.grouped(calls)], true),
      ("results", rows.map { $0.bytes.map(Numbers.bytes) ?? "" } + [""], true),
      (
        "of peak",
        rows.map { $0.inUse.map { share(Double($0), of: Double(peak)) } ?? "" } + [Numbers.bytes(peak)], true
      ),
    ]
    if isASCII { columns[1].texts = columns[1].texts.map { $0.replacing("µ", with: "u") } }
    // Small tensors lie in no block that is counted.
    if peak == 0 { columns.removeLast() }
    func cutNames(to least: Int) {
      let room = max(least, size(columns[0]) - (used - width + 2))
      columns[0].texts = columns[0].texts.map {
        DisplayWidth.truncate($0, to: room, ellipsis: isASCII ? "..." : "…")
      }
      used = columns.map(size).reduce(0) { $0 + $1 + 2 }
    }
    var used = columns.map(size).reduce(0) { $0 + $1 + 2 }
    // Long names are cut before figures go, and beyond recognition only when those are gone.
    if used > width - 2 { cutNames(to: 22) }
    while columns.count > 3, used > width - 2 { used -= size(columns.removeLast()) + 2 }
    if used > width - 2 { cutNames(to: 8) }
    let bar = min(24, width - used - 2)
    return (-1..<rows.count + 1).map { row in
      var cells = columns.map { column in
        DisplayWidth.pad(row < 0 ? column.title : column.texts[row], to: size(column), right: column.isRight)
      }
      if bar >= 6 {
        let fraction = rows.indices.contains(row) && seconds > 0 ? rows[row].seconds / seconds : 0
        cells.insert(DisplayWidth.pad(Self.bar(fraction, bar, isASCII), to: bar), at: 3)
      }
      var line = "  " + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func size(_ column: (title: String, texts: [String], isRight: Bool)) -> Int {
    ([column.title] + column.texts).map(DisplayWidth.of).max() ?? 0
  }

  private func share(_ part: Double, of whole: Double) -> String {
    whole > 0 ? "\(Numbers.fixed(100 * part / whole, part / whole < 0.0995 ? 1 : 0))%" : "0%"
  }

  private static func bar(_ fraction: Double, _ columns: Int, _ isASCII: Bool) -> String {
    let eighths = Int((min(max(fraction, 0), 1) * Double(columns * 8)).rounded())
    if isASCII { return String(repeating: "#", count: (eighths + 4) / 8) }
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}
