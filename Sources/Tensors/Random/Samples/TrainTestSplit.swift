import Glibc

/// Which rows train a model and which test it, as scikit-learn draws them.
public struct TrainTestSplit: Sendable {
  /// A share of the rows or how many there are.
  public enum Size: Sendable {
    case share(Double)
    case count(Int)
  }

  public var test: Size?
  public var train: Size?
  public var shuffles = true
  /// A class for each row, numbered in the order of the classes: every class gets its share of both parts.
  public var classes: [Int]?

  public init() {}

  private static let name = "train_test_split"

  /// Positions of the rows for training and for testing.
  public func draw(
    _ rows: Int, _ state: inout RandomState
  ) throws(TensorError) -> (train: [Int], test: [Int]) {
    let (train, test) = try counts(rows)
    guard shuffles else {
      if classes != nil { throw .argument("without shuffling no class gets its share", operation: Self.name) }
      return (Array(0..<train), Array(train..<train + test))
    }
    if let classes { return try stratified(classes, rows, train, test, &state) }
    let order = try state.permutation(rows).ints()
    return (Array(order[test..<test + train]), Array(order[..<test]))
  }

  // MARK: Sizes

  private func counts(_ rows: Int) throws(TensorError) -> (train: Int, test: Int) {
    var (train, test) = (train, test)
    if train == nil, test == nil { test = .share(0.25) }
    try check(train, "train_size", rows)
    try check(test, "test_size", rows)
    let wantedTest = test.map { count($0, rows) { $0.rounded(.up) } }
    let wantedTrain = train.map { count($0, rows) { $0.rounded(.down) } }
    let testCount = wantedTest ?? rows - (wantedTrain ?? 0)
    let trainCount = wantedTrain ?? rows - testCount
    guard trainCount + testCount <= rows else {
      throw .argument(
        "\(trainCount) rows to train and \(testCount) to test are more than \(rows)", operation: Self.name)
    }
    guard trainCount > 0 else {
      throw .argument("of \(rows) rows none is left for training", operation: Self.name)
    }
    return (trainCount, testCount)
  }

  private func check(_ size: Size?, _ parameter: String, _ rows: Int) throws(TensorError) {
    switch size {
    case .share(let share) where !(share > 0 && share < 1):
      throw .argument(
        "`\(parameter)` is \(share), and a share lies between 0 and 1, both left out", operation: Self.name)
    case .count(let count) where count <= 0 || count >= rows:
      throw .argument(
        "`\(parameter)` is \(count), and it has to be above 0 and below the number of rows, \(rows)",
        operation: Self.name)
    default: break
    }
  }

  private func count(_ size: Size, _ rows: Int, _ round: (Double) -> Double) -> Int {
    switch size {
    case .share(let share): Int(round(share * Double(rows)))
    case .count(let count): count
    }
  }

  // MARK: Shares of classes

  private func stratified(
    _ classes: [Int], _ rows: Int, _ train: Int, _ test: Int, _ state: inout RandomState
  ) throws(TensorError) -> (train: [Int], test: [Int]) {
    guard classes.count == rows, classes.allSatisfy({ $0 >= 0 && $0 < rows }) else {
      throw .argument("`stratify` has \(classes.count) rows, and the data \(rows)", operation: Self.name)
    }
    var members = [[Int]](repeating: [], count: (classes.max() ?? -1) + 1)
    for (row, label) in classes.enumerated() { members[label].append(row) }
    guard members.allSatisfy({ $0.count >= 2 }) else {
      throw .argument("every class needs at least 2 rows", operation: Self.name)
    }
    guard min(train, test) >= members.count else {
      throw .argument(
        "\(members.count) classes do not fit parts of \(train) and \(test) rows", operation: Self.name)
    }
    let trainShares = try state.shares(of: members.map(\.count), train)
    let rest = zip(members, trainShares).map { $0.count - $1 }
    let testShares = try state.shares(of: rest, test)
    var trainRows: [Int] = [], testRows: [Int] = []
    for (label, rows) in members.enumerated() {
      let order = try state.permutation(rows.count).ints().map { rows[$0] }
      trainRows += order.prefix(trainShares[label])
      testRows += order.dropFirst(trainShares[label]).prefix(testShares[label])
    }
    return (try state.mixed(trainRows), try state.mixed(testRows))
  }
}

extension RandomState {
  fileprivate mutating func mixed(_ rows: [Int]) throws(TensorError) -> [Int] {
    try permutation(rows.count).ints().map { rows[$0] }
  }

  /// `draws` divided among classes in proportion to their counts. What rounding down leaves over goes to the
  /// largest remainders; chance decides between equal ones.
  fileprivate mutating func shares(of counts: [Int], _ draws: Int) throws(TensorError) -> [Int] {
    let total = Double(counts.reduce(0, +))
    let exact = counts.map { Double($0) / total * Double(draws) }
    var shares = exact.map { Int($0.rounded(.down)) }
    var missing = draws - shares.reduce(0, +)
    let remainders = zip(exact, shares).map { $0 - Double($1) }
    for value in Set(remainders).sorted(by: >) where missing > 0 {
      let equal = remainders.indices.filter { remainders[$0] == value }
      let added = min(equal.count, missing)
      for place in try permutation(equal.count).ints().prefix(added) { shares[equal[place]] += 1 }
      missing -= added
    }
    return shares
  }
}
