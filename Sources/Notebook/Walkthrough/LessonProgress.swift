/// What became of one step of a lesson.
public struct StepRecord: Sendable, Equatable {
  public enum State: String, Sendable {
    case open, done, skipped
    /// The exercise was solved; by the reader, or after the solution was shown.
    case solved, shown
  }

  public var state = State.open
  /// Hints that the reader has seen.
  public var hints = 0
  /// What the reader answered or predicted last.
  public var answer = ""
  public init() {}
}

/// One change of a reader's progress in a file, as a session keeps it: together with the cell that made it.
public struct LessonChange: Sendable {
  public var reader: String
  public var file: String
  /// Key of the step where the reader now is; empty at the end.
  public var place: String
  /// The step that changed.
  public var step: (key: String, record: StepRecord)?
}

/// A reader's progress in a file.
public struct LessonProgress: Sendable {
  /// Key of the step where the reader was; nil before the first one, empty at the end.
  public var place: String?
  public var steps: [String: StepRecord] = [:]
  public init() {}
}

/// Where a reader is in a lesson, and what became of the steps so far.
public struct Walkthrough: Sendable {
  public let lesson: Lesson
  /// Index of the present step; the number of steps at the end.
  public private(set) var position = 0
  private var records: [String: StepRecord]
  private let reader: String
  private let file: String

  /// Goes on where the progress says: at the very step, also when the file has changed around it.
  public init(_ lesson: Lesson, reader: String, file: String, progress: LessonProgress) {
    self.lesson = lesson
    self.reader = reader
    self.file = file
    records = progress.steps
    if let place = progress.place {
      position = lesson.steps.firstIndex { $0.key == place } ?? firstOpen
    }
  }

  /// The first step with which nothing was done; where a step that was removed from the file leaves the reader.
  private var firstOpen: Int {
    lesson.steps.firstIndex { record($0).state == .open } ?? lesson.steps.count
  }

  public var step: Lesson.Step? { position < lesson.steps.count ? lesson.steps[position] : nil }
  public var isAtEnd: Bool { step == nil }
  /// Nothing was done yet.
  public var isNew: Bool { position == 0 && records.isEmpty }

  public func record(_ step: Lesson.Step) -> StepRecord { records[step.key] ?? StepRecord() }

  /// Exercises that the reader solved, and all of them.
  public var exercises: (solved: Int, all: Int) {
    let all = lesson.steps.filter { $0.kind == .exercise }
    return (all.count { record($0).state == .solved }, all.count)
  }

  /// Changes the present step's record and, with `advances`, goes on to the next step.
  public mutating func update(advances: Bool, _ change: (inout StepRecord) -> Void) -> LessonChange {
    var changed: (String, StepRecord)?
    if let step {
      var record = record(step)
      change(&record)
      records[step.key] = record
      changed = (step.key, record)
      if advances { position += 1 }
    }
    return LessonChange(reader: reader, file: file, place: step?.key ?? "", step: changed)
  }

  /// Goes to another step, counted from the present one.
  public mutating func move(by count: Int) -> LessonChange {
    position = min(max(0, position + count), lesson.steps.count)
    return LessonChange(reader: reader, file: file, place: step?.key ?? "", step: nil)
  }
}
