import Language
import Tensors

/// Rows for training and rows for testing.
enum TrainTestFunction {
  static func builtIn(_ generators: RandomStates) -> BuiltIn {
    BuiltIn(
      "train_test_split",
      "*data, test_size=none, train_size=none, shuffle=true, stratify=none, seed=none, random_state=none",
      family: SampleFunctions.family,
      summary:
        "rows to train with and rows to test with, of each argument in turn; stratify gives every class its share",
      shapes: "k data sets of n rows → 2k of them",
      example: "train_test_split(arange(5), test_size=0.4, random_state=2310)",
      gives: "([1, 2, 4]  i64[3], [0, 3]  i64[2])",
      section: "4.1.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let data = try rows(call)
      var split = TrainTestSplit()
      split.test = try size(call, 1)
      split.train = try size(call, 2)
      split.shuffles = try call.flag(3)
      split.classes = call[4].isNone ? nil : try classes(call, 4)
      let generator = try call.generator(seed: 5, randomState: 6, generators)
      let count = data[0].count, wanted = split
      let parts = try generator.draw(call.interpreter.context) {
        (state: inout RandomState) throws(TensorError) in
        try wanted.draw(count, &state)
      }
      var result: [Value] = []
      for rows in data {
        for part in [parts.train, parts.test] { result.append(try rows.at(Tensor(part, [part.count]))) }
      }
      return .list(result)
    }
  }

  private static func rows(_ call: Call) throws(Diagnostic) -> [RandomRows] {
    var data: [RandomRows] = []
    for value in try call.list(0) {
      if case .int = value { throw Self.noData("an integer") }
      data.append(try RandomRows(value, call, 0))
    }
    guard let first = data.first else { throw Self.noData("nothing") }
    if let other = data.first(where: { $0.count != first.count }) {
      throw Diagnostic(
        .shape, "S11", "the data sets have different numbers of rows, \(first.count) and \(other.count)")
    }
    return data
  }

  private static func noData(_ got: String) -> Diagnostic {
    Diagnostic(
      .type, "T01", "`train_test_split` needs tensors, lists or tables to split, and got \(got)", argument: 0)
  }

  private static func size(_ call: Call, _ index: Int) throws(Diagnostic) -> TrainTestSplit.Size? {
    switch call[index] {
    case .none: nil
    case .int(let count): .count(count)
    default: .share(try call.number(index))
    }
  }

  /// Classes numbered in their own order: of numbers, or of texts.
  private static func classes(_ call: Call, _ index: Int) throws(Diagnostic) -> [Int] {
    if let tensor = call[index].tensor { return ranks(tensor.doubles(), <) }
    let values: [Value]
    if case .object(let object) = call[index], let column = object as? ColumnValue {
      values = (0..<column.column.count).map { ColumnValue.value(column.column[$0]) }
    } else {
      values = try call.list(index)
    }
    let texts = values.compactMap { value -> String? in
      if case .text(let text) = value { text.string } else { nil }
    }
    if texts.count == values.count {
      return ranks(texts) { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
    let numbers = values.compactMap(\.number)
    guard numbers.count == values.count else {
      throw call.mismatch(index, "a class for each row, all numbers or all texts,")
    }
    return ranks(numbers, <)
  }

  private static func ranks<T: Hashable>(_ values: [T], _ isBefore: (T, T) -> Bool) -> [Int] {
    var rank: [T: Int] = [:]
    for (i, value) in Set(values).sorted(by: isBefore).enumerated() { rank[value] = i }
    return values.compactMap { rank[$0] }
  }
}
