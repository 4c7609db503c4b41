import Language

/// One cell of a prompt's session: its text, and what came of it when it last ran.
public struct Cell: Sendable {
  /// Stays with the cell when others are deleted or moved.
  public let number: Int
  /// The text as it is now.
  public internal(set) var source: String
  /// The text that ran; nil when it never did.
  public internal(set) var ran: String?
  public internal(set) var output = ""
  public internal(set) var seconds = 0.0
  public internal(set) var succeeded = false
  /// When it last ran, counted over all cells; 0 before this start of the program.
  public internal(set) var turn = 0
  public internal(set) var isQueued = false
  /// What the text uses.
  public internal(set) var names: CellNames

  init(number: Int, source: String) {
    self.number = number
    self.source = source
    names = CellNames(source)
  }

  /// A cell as a session kept it.
  public init(_ kept: SessionStore.Cell) {
    self.init(number: kept.number, source: kept.source)
    ran = kept.ran ?? kept.source
    (output, seconds, succeeded) = (kept.output, kept.seconds, kept.succeeded)
  }

  /// As a session keeps it.
  public var kept: SessionStore.Cell {
    .init(
      number: number, source: source, output: output, seconds: seconds, succeeded: succeeded,
      ran: ran == source ? nil : ran ?? "")
  }

  /// Where a cell stands, for the mark beside it.
  public enum State: Sendable, Equatable {
    case fresh, failed, edited, queued
    /// What it read has changed since: the variable, and the cell that changed it (nil: a command did).
    case stale(variable: String, cell: Int?)
    /// It ran before the program was last started.
    case earlier

    /// The mark that `:cells` shows.
    public var mark: String {
      switch self {
      case .fresh: "✓"
      case .failed: "✗"
      case .edited: "✎"
      case .queued: "…"
      case .stale: "!"
      case .earlier: "?"
      }
    }
  }
}
