import Glibc

/// An axis of days since 1970, its ticks at the turns of the calendar: hours, days, Mondays, months, years.
enum DateAxis {
  static func fit(_ request: AxisRequest) -> Axis {
    guard Calendar.days.contains(request.range.lowerBound), Calendar.days.contains(request.range.upperBound)
    else { return LinearAxis.fit(request) }
    // Half a day to each side of a single moment.
    let isWide = request.range.upperBound - request.range.lowerBound > 1e-5
    let lower = isWide ? request.range.lowerBound : request.range.lowerBound - 0.5
    let upper = isWide ? request.range.upperBound : request.range.upperBound + 0.5
    let half = (upper - lower) / Double(max(1, request.cells - 1)) / 2
    var axis = Axis(cells: request.cells, lower: lower - half, upper: upper + half)
    for step in Step.all {
      guard step.days * 400 > upper - lower else { continue }
      let values = step.ticks(lower, upper)
      let style = LabelStyle(step, values)
      let ticks = values.map {
        Axis.Tick(cell: axis.cell($0), label: style.text($0), place: axis.position($0))
      }
      let spacing = request.minimumSpacing(ticks.map(\.label))
      guard zip(ticks.dropFirst(), ticks).allSatisfy({ $0.cell - $1.cell >= spacing }) else { continue }
      // A coarser step would have fewer ticks still.
      axis.ticks = ticks
      axis.note = style.note
      break
    }
    return axis
  }

  enum Step: Equatable {
    case minutes(Int)
    case days(Int)
    /// Mondays.
    case weeks(Int)
    case months(Int)

    static let all: [Step] =
      [1, 5, 15, 30, 60, 180, 360, 720].map { .minutes($0) } + [.days(1), .days(2), .weeks(1), .weeks(2)]
      + [1, 2, 3, 6].map { .months($0) }
      + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map { .months($0 * 12) }

    /// About how long it is.
    var days: Double {
      switch self {
      case .minutes(let n): Double(n) / 1440
      case .days(let n): Double(n)
      case .weeks(let n): Double(7 * n)
      case .months(let n): Double(n) * 30.4
      }
    }

    /// The turns between two moments, both within the calendar.
    func ticks(_ lower: Double, _ upper: Double) -> [Double] {
      let slack = 1e-7
      func multiples(_ unit: Double, _ offset: Double) -> [Double] {
        let first = ((lower - slack - offset) / unit).rounded(.up)
        let last = ((upper + slack - offset) / unit).rounded(.down)
        return first > last ? [] : (Int(first)...Int(last)).map { offset + Double($0) * unit }
      }
      switch self {
      case .minutes(let n): return multiples(Double(n) / 1440, 0)
      case .days(let n): return multiples(Double(n), 0)
      // 1970 began on a Thursday.
      case .weeks(let n): return multiples(Double(7 * n), 4)
      case .months(let n):
        let start = Calendar.date(of: Int(lower.rounded(.down)))
        var month = (start.year * 12 + start.month - 1) / n * n - n
        var result: [Double] = []
        while true {
          let year = month >= 0 ? month / 12 : (month - 11) / 12
          let day = Calendar.day(of: .init(year: year, month: month - year * 12 + 1, day: 1))
          if Double(day) > upper + slack { return result }
          if Double(day) >= lower - slack { result.append(Double(day)) }
          month += n
        }
      }
    }
  }

  /// Labels no longer than they have to be: what all ticks share goes into the note.
  private struct LabelStyle {
    private enum Form { case year, month, date, day, time, dayAndTime }
    private let form: Form
    private(set) var note = ""

    init(_ step: Step, _ values: [Double]) {
      let first = Calendar.text(values.first ?? 0), last = Calendar.text(values.last ?? 0)
      switch step {
      case .months(let n): form = n >= 12 ? .year : .month
      case .days, .weeks:
        if first.prefix(4) == last.prefix(4) {
          form = .day
          note = String(first.prefix(4))
        } else {
          form = .date
        }
      case .minutes:
        if first.prefix(10) == last.prefix(10) {
          form = .time
          note = String(first.prefix(10))
        } else {
          form = .dayAndTime
          if first.prefix(4) == last.prefix(4) { note = String(first.prefix(4)) }
        }
      }
    }

    func text(_ value: Double) -> String {
      let text = Calendar.text(value)
      let time = text.utf8.count > 10 ? String(text.dropFirst(11)) : "00:00"
      return switch form {
      case .year: String(text.prefix(4))
      case .month: String(text.prefix(7))
      case .date: String(text.prefix(10))
      case .day: String(text.prefix(10).dropFirst(5))
      case .time: time
      case .dayAndTime: "\(text.prefix(10).dropFirst(5)) \(time)"
      }
    }
  }
}
