import Formatting

/// Values that were left out because they are not finite, and where they stand in the data.
struct Omissions: Equatable {
  private(set) var count = 0
  /// The first runs of positions, counted from 0.
  private var runs: [ClosedRange<Int>] = []

  /// More runs than this are not listed.
  private static let limit = 4

  init() {}

  /// Splits `values` into the finite ones and the others.
  static func split(_ values: [Double]) -> (finite: [Double], omitted: Omissions) {
    var omitted = Omissions()
    if values.allSatisfy(\.isFinite) { return (values, omitted) }
    var finite: [Double] = []
    finite.reserveCapacity(values.count)
    for (i, value) in values.enumerated() {
      if value.isFinite { finite.append(value) } else { omitted.add(i) }
    }
    return (finite, omitted)
  }

  /// Positions must come in increasing order.
  mutating func add(_ index: Int) {
    count += 1
    if let last = runs.last, last.upperBound + 1 == index {
      runs[runs.count - 1] = last.lowerBound...index
    } else if runs.count <= Self.limit {
      runs.append(index...index)
    }
  }

  /// `3 non-finite values at 41–43`
  func text(dash: String, ellipsis: String) -> String {
    var places = runs.prefix(Self.limit).map { run in
      run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)\(dash)\(run.upperBound)"
    }
    if runs.count > Self.limit { places.append(ellipsis) }
    let values = "\(Numbers.grouped(count)) \(count == 1 ? "non-finite value" : "non-finite values")"
    return places.isEmpty ? values : values + " at " + places.joined(separator: ", ")
  }

  // MARK: Storing

  /// As numbers: how many, then the ends of each run.
  var encoded: Fields.Field {
    .numbers([Double(count)] + runs.flatMap { [Double($0.lowerBound), Double($0.upperBound)] })
  }

  init(_ fields: Fields) throws(ChartError) {
    let numbers = try fields.numbers("omitted").map { Int(exactly: $0) ?? -1 }
    guard let count = numbers.first, numbers.count % 2 == 1, numbers.count <= 2 * Self.limit + 3,
      numbers.allSatisfy({ $0 >= 0 })
    else { throw .field("omitted") }
    self.count = count
    for i in stride(from: 1, to: numbers.count, by: 2) {
      guard numbers[i] <= numbers[i + 1] else { throw .field("omitted") }
      runs.append(numbers[i]...numbers[i + 1])
    }
  }
}
