import Language
import Plotting
import Tensors

extension PlotArguments {
  /// Columns of numbers with names: fields of a record, several arguments, or one.
  ///
  /// - Parameters:
  ///   - start: the first of the data that is a group.
  ///   - names: what groups are called that have no name, when there is more than one.
  func groups(
    from start: Int = 0, default names: [String] = []
  ) throws(Diagnostic) -> [(label: String, values: [Double])] {
    if data.count == start + 1, case .record(let record) = data[start] {
      var groups: [(label: String, values: [Double])] = []
      for (key, value) in record.entries {
        guard let tensor = try call.interpreter.tensor(from: value) else {
          throw Diagnostic(
            .type, "T01",
            "`\(call.builtIn.name)` draws numbers, and `\(key.value.plainText())` is \(value.kindName)")
        }
        groups.append((key.value.plainText(), tensor.doubles()))
      }
      return groups
    }
    let label = try text("label")
    var groups: [(label: String, values: [Double])] = []
    for i in start..<max(start, data.count) {
      let number = i - start
      let name = names.indices.contains(number) ? names[number] : "\(number + 1)"
      groups.append((data.count > start + 1 ? name : label, try numbers(i)))
    }
    return groups
  }

  /// Samples with names, for one box or violin each: fields of a record, several arguments, a list of
  /// tensors, the columns of a matrix, or one column split by the names in `by`.
  func samples() throws(Diagnostic) -> (names: [String], samples: [[Double]]) {
    let given = try names("labels")
    if let by = try names("by") {
      try expect(1...1, "one column of values to split by names")
      return try split(numbers(0), by: by)
    }
    if data.count == 1, case .record = data[0] {
      let groups = try groups()
      return (given ?? groups.map(\.label), groups.map(\.values))
    }
    var samples: [[Double]] = []
    if data.count == 1, case .list(let list) = data[0], list.items.contains(where: { $0.number == nil }) {
      for item in list.items {
        guard let tensor = try call.interpreter.tensor(from: item) else {
          throw Diagnostic(
            .type, "T01", "`\(call.builtIn.name)` draws numbers, and got \(item.kindName)"
          ).blaming(gathered: place(0))
        }
        samples.append(tensor.doubles())
      }
    } else if data.count == 1, let tensor = try call.interpreter.tensor(from: data[0]), tensor.rank == 2 {
      let values = tensor.doubles(), columns = tensor.shape[1]
      samples = (0..<columns).map { column in
        stride(from: column, to: values.count, by: max(1, columns)).map { values[$0] }
      }
    } else {
      for i in data.indices { samples.append(try numbers(i)) }
    }
    let label = try text("label")
    return (given ?? (samples.count == 1 ? [label] : samples.indices.map { "\($0 + 1)" }), samples)
  }

  private func split(_ values: [Double], by names: [String]) throws(Diagnostic) -> ([String], [[Double]]) {
    guard values.count == names.count else {
      throw Diagnostic(ChartError.lengths(left: "values", values.count, right: "by", names.count))
    }
    var order: [String] = [], numbers: [String: Int] = [:], samples: [[Double]] = []
    for (name, value) in zip(names, values) {
      if let number = numbers[name] {
        samples[number].append(value)
      } else {
        numbers[name] = order.count
        order.append(name)
        samples.append([value])
      }
    }
    return (order, samples)
  }
}
