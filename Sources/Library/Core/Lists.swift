import Language
import Tensors

/// Lists: what they can do in place as methods, and functions over anything that can be gone through.
enum Lists {
  static var all: [BuiltIn] {
    [
      append, extend, insert, pop, remove, clear, sort, reverse, sorted, reversed, map, filter, reduce, zip,
      enumerate,
      sum, any, all_, maximum(of: "max", -1), minimum(of: "min", 1), indexOf, count,
      contains, range, groupBy, counts,
    ]
  }

  private static func isList(_ value: Value) -> Bool {
    switch value {
    case .list, .range: true
    default: false
    }
  }

  /// A function that gives a changed copy, and as a method on a variable changes it in place.
  private static func changing(
    _ name: String, _ parameters: String, summary: String, example: String, gives: String,
    returnsElement: Bool = false, intrinsic: Intrinsic? = nil,
    _ change: @escaping (ListObject, Call) throws(Diagnostic) -> Value
  ) -> BuiltIn {
    let builtIn = BuiltIn(
      name, parameters, family: "lists", summary: summary, example: example, gives: gives, accepts: isList
    ) { (call: inout Call) throws(Diagnostic) in
      if let error = noList(call) { throw error }
      let list = ListObject(try call.list(0))
      let result = try change(list, call)
      return returnsElement ? result : .list(list)
    }
    builtIn.intrinsic = intrinsic
    builtIn.mutate = { (place: inout Value, call: Call) throws(Diagnostic) in
      guard case .list(var list) = place else { throw noList(call) ?? call.mismatch(0, "a list") }
      place = .none
      defer { place = .list(list) }
      if !isKnownUniquelyReferenced(&list) { list = ListObject(copying: list) }
      return try change(list, call)
    }
    return builtIn
  }

  /// What readers expect of lists elsewhere: tensors that grow, `append` giving the list.
  private static func noList(_ call: Call) -> Diagnostic? {
    var error = call.mismatch(0, "a list")
    switch call[0] {
    case .tensor: error.hints = ["a tensor keeps its size: `cat((x, [4]))` makes a longer one"]
    case .none:
      error.hints = [
        "`xs.\(call.builtIn.name)(…)` changes xs and gives none: assigning the result loses the list"
      ]
    default: return nil
    }
    return error
  }

  private static var append: BuiltIn {
    changing(
      "append", "list, value", summary: "adds an element at the end; `xs.append(v)` changes xs",
      example: "xs = (1, 2)\nxs.append(3)\nxs",
      gives: "(1, 2, 3)", intrinsic: .append
    ) { (list, call) in
      list.append(call[1])
      return .none
    }
  }

  private static var extend: BuiltIn {
    changing(
      "extend", "list, values", summary: "adds several elements at the end",
      example: "xs = (1,)\nxs.extend((2, 3))\nxs",
      gives: "(1, 2, 3)"
    ) { (list, call) throws(Diagnostic) in
      list.append(contentsOf: try call.interpreter.elements(of: call[1]))
      return .none
    }
  }

  private static var insert: BuiltIn {
    changing(
      "insert", "list, index, value", summary: "puts an element before position `index`",
      example: "xs = (1, 3)\nxs.insert(1, 2)\nxs", gives: "(1, 2, 3)"
    ) { (list, call) throws(Diagnostic) in
      let index = try call.int(1)
      list.insert(call[2], at: min(max(index < 0 ? index &+ list.count : index, 0), list.count))
      return .none
    }
  }

  private static var pop: BuiltIn {
    changing(
      "pop", "list, index=-1", summary: "takes an element out, the last one by default, and gives it",
      example: "xs = (1, 2, 3)\nxs.pop()", gives: "3", returnsElement: true,
      intrinsic: .pop
    ) { (list, call) throws(Diagnostic) in
      let index = try call.int(1)
      let position = index < 0 ? index &+ list.count : index
      guard list.items.indices.contains(position) else {
        throw Diagnostic(
          .index, "X01",
          list.count == 0
            ? "the list is empty: there is nothing to pop" : "index \(index) is outside the list")
      }
      return list.remove(at: position)
    }
  }

  private static var remove: BuiltIn {
    changing(
      "remove", "list, value", summary: "takes out the first element that equals `value`",
      example: "xs = (1, 2, 1)\nxs.remove(1)\nxs", gives: "(2, 1)"
    ) { (list, call) throws(Diagnostic) in
      guard let index = list.items.firstIndex(where: { $0.isEqual(to: call[1]) }) else {
        throw Diagnostic(.value, "V06", "the list does not contain \(call[1].inline(depth: 0))")
      }
      list.remove(at: index)
      return .none
    }
  }

  private static var clear: BuiltIn {
    changing(
      "clear", "list", summary: "takes all elements out", example: "xs = (1, 2)\nxs.clear()\nxs", gives: "()"
    ) { list, _ in
      list.replaceAll(with: [])
      return .none
    }
  }

  private static var sort: BuiltIn {
    changing(
      "sort", "list, key=none, reverse=false",
      summary: "sorts numbers or texts, or by what `key` gives for each element",
      example: "xs = (3, 1, 2)\nxs.sort()\nxs", gives: "(1, 2, 3)"
    ) { (list, call) throws(Diagnostic) in
      list.replaceAll(
        with: try sorting(Array(list.items), key: call[1], reverse: try call.flag(2), call.interpreter))
      return .none
    }
  }

  private static var reverse: BuiltIn {
    changing(
      "reverse", "list", summary: "turns the order round", example: "xs = (1, 2)\nxs.reverse()\nxs",
      gives: "(2, 1)"
    ) { list, _ in
      list.replaceAll(with: list.items.reversed())
      return .none
    }
  }

  /// A stable merge sort whose comparison may fail.
  private static func sorting(
    _ items: [Value], key: Value, reverse: Bool, _ interpreter: Interpreter
  ) throws(Diagnostic) -> [Value] {
    var keyed: [(key: Value, value: Value)] = []
    for item in items { keyed.append((key.isNone ? item : try interpreter.call(key, item), item)) }
    var width = 1
    while width < keyed.count {
      var merged: [(key: Value, value: Value)] = []
      merged.reserveCapacity(keyed.count)
      for start in stride(from: 0, to: keyed.count, by: 2 * width) {
        try interpreter.checkInterrupt()
        let middle = min(start + width, keyed.count), end = min(start + 2 * width, keyed.count)
        var i = start, j = middle
        while i < middle && j < end {
          if (i &+ j) & 0xFFF == 0 { try interpreter.checkInterrupt() }
          let order = try Interpreter.compare(keyed[j].key, keyed[i].key)
          if reverse ? order > 0 : order < 0 {
            merged.append(keyed[j])
            j += 1
          } else {
            merged.append(keyed[i])
            i += 1
          }
        }
        merged += keyed[i..<middle] + keyed[j..<end]
      }
      keyed = merged
      width *= 2
    }
    return keyed.map(\.value)
  }

  private static var sorted: BuiltIn {
    BuiltIn(
      "sorted", "values, key=none, reverse=false", family: "lists",
      summary: "the elements in order, as a list",
      example: "sorted((\"b\", \"a\"))", gives: "(\"a\", \"b\")"
    ) { (call: inout Call) throws(Diagnostic) in
      .list(
        try sorting(
          try call.interpreter.elements(of: call[0]), key: call[1], reverse: try call.flag(2),
          call.interpreter))
    }
  }

  private static var reversed: BuiltIn {
    BuiltIn(
      "reversed", "values", family: "lists", summary: "the elements from last to first, as a list",
      example: "reversed(0..<3)", gives: "(2, 1, 0)"
    ) { (call: inout Call) throws(Diagnostic) in .list(try call.interpreter.elements(of: call[0]).reversed())
    }
  }

  // MARK: Functions over elements

  private static var map: BuiltIn {
    BuiltIn(
      "map", "values, f", family: "lists", summary: "what `f` gives for each element, as a list",
      example: "map(0..<3, i -> i^2)", gives: "(0, 1, 4)"
    ) { (call: inout Call) throws(Diagnostic) in
      let (values, f) = try functionLast(call)
      return try call.interpreter.map(values, f)
    }
  }

  private static var filter: BuiltIn {
    BuiltIn(
      "filter", "values, f", family: "lists", summary: "the elements for which `f` holds, as a list",
      example: "filter(0..<6, i -> i % 2 == 0)", gives: "(0, 2, 4)"
    ) { (call: inout Call) throws(Diagnostic) in
      let (values, f) = try functionLast(call)
      return try call.interpreter.filter(values, f)
    }
  }

  /// `map(values, f)`, and Python's order `map(f, values)` too.
  private static func functionLast(_ call: Call) throws(Diagnostic) -> (Value, Value) {
    if case .function = call[0] { return (call[1], call[0]) }
    return (call[0], try call.function(1))
  }

  private static var reduce: BuiltIn {
    BuiltIn(
      "reduce", "values, f, start=none", family: "lists",
      summary: "combines the elements two at a time, from the left",
      example: "reduce((1, 2, 3, 4), (a, b) -> a * b)", gives: "24"
    ) { (call: inout Call) throws(Diagnostic) in
      guard let result = try call.interpreter.reduce(call[0], try call.function(1), start: call[2]) else {
        throw Diagnostic(.value, "V07", "there is nothing to combine: give a `start`", argument: 0)
      }
      return result
    }
  }

  private static var zip: BuiltIn {
    BuiltIn(
      "zip", "*lists", family: "lists",
      summary: "first elements together, second elements together, …, to the shortest",
      example: "zip((1, 2), (\"a\", \"b\"))", gives: "((1, \"a\"), (2, \"b\"))"
    ) { (call: inout Call) throws(Diagnostic) in
      var columns: [[Value]] = []
      for list in try call.list(0) { columns.append(try call.interpreter.elements(of: list)) }
      let count = columns.map(\.count).min() ?? 0
      return .list((0..<count).map { i in .list(columns.map { $0[i] }) })
    }
  }

  private static var enumerate: BuiltIn {
    BuiltIn(
      "enumerate", "values, start=0", family: "lists", summary: "each element with its number",
      example: "enumerate((\"a\", \"b\"))", gives: "((0, \"a\"), (1, \"b\"))"
    ) { (call: inout Call) throws(Diagnostic) in
      let start = try call.int(1)
      let values = try call.interpreter.elements(of: call[0])
      return .list(values.enumerated().map { .list([.int(start &+ $0), $1]) })
    }
  }

  // MARK: Reductions of lists

  private static var sum: BuiltIn {
    BuiltIn(
      "sum", "values, start=0", family: "lists", summary: "the elements of a list added up",
      example: "sum((1, 2, 3))",
      gives: "6", accepts: isList
    ) { (call: inout Call) throws(Diagnostic) in
      var total = call[1]
      var values = try Interpreter.Elements(of: call[0], call.interpreter)
      while let value = try values.next() { total = try call.interpreter.binary(.add, total, value) }
      return total
    }
  }

  private static var any: BuiltIn {
    BuiltIn(
      "any", "values", family: "lists", summary: "whether at least one element of a list holds",
      example: "any((false, true))", gives: "true", accepts: isList
    ) { (call: inout Call) throws(Diagnostic) in
      var values = try Interpreter.Elements(of: call[0], call.interpreter)
      while let value = try values.next() { if try call.interpreter.isTrue(value) { return .bool(true) } }
      return .bool(false)
    }
  }

  private static var all_: BuiltIn {
    BuiltIn(
      "all", "values", family: "lists", summary: "whether every element of a list holds",
      example: "all((true, 1))",
      gives: "true", accepts: isList
    ) { (call: inout Call) throws(Diagnostic) in
      var values = try Interpreter.Elements(of: call[0], call.interpreter)
      while let value = try values.next() { if !(try call.interpreter.isTrue(value)) { return .bool(false) } }
      return .bool(true)
    }
  }

  private static func maximum(of name: String, _ sign: Int) -> BuiltIn {
    extreme(name, sign, "the largest element of a list, or of several numbers", "max((3, 1, 2))", "3", .max)
  }

  private static func minimum(of name: String, _ sign: Int) -> BuiltIn {
    extreme(name, sign, "the smallest element of a list, or of several numbers", "min(3, 1, 2)", "1", .min)
  }

  private static func extreme(
    _ name: String, _ sign: Int, _ summary: String, _ example: String, _ gives: String,
    _ intrinsic: Intrinsic
  ) -> BuiltIn {
    let builtIn = BuiltIn(
      name, "values, *more, key=none", family: "lists", summary: summary, example: example, gives: gives,
      accepts: { value in
        switch value {
        case .list, .range, .int, .float, .text: true
        default: false
        }
      }
    ) { (call: inout Call) throws(Diagnostic) in
      let more = try call.list(1)
      let values =
        more.isEmpty && isList(call[0]) ? try call.interpreter.elements(of: call[0]) : [call[0]] + more
      guard var best = values.first else {
        throw Diagnostic(.value, "V07", "an empty list has no \(name)", argument: 0)
      }
      var bestKey = call[2].isNone ? best : try call.interpreter.call(call[2], best)
      for value in values.dropFirst() {
        let key = call[2].isNone ? value : try call.interpreter.call(call[2], value)
        if try Interpreter.compare(bestKey, key) * sign > 0 { (best, bestKey) = (value, key) }
      }
      return best
    }
    builtIn.intrinsic = intrinsic
    return builtIn
  }

  // MARK: Searching and grouping

  private static var contains: BuiltIn {
    BuiltIn(
      "contains", "values, value", family: "lists",
      summary: "`value in values`: whether a list, a text, a record's keys, a range or a tensor has it",
      example: "contains(\"abc\", \"bc\")", gives: "true"
    ) { (call: inout Call) throws(Diagnostic) in .bool(try call.interpreter.contains(call[0], call[1])) }
  }

  private static var range: BuiltIn {
    BuiltIn(
      "range", "start, end=none, step=1", family: "lists",
      summary: "Python's range: `range(n)` is 0..<n, `range(a, b, s)` is a..<b by s",
      example: "list(range(1, 7, 2))", gives: "(1, 3, 5)"
    ) { (call: inout Call) throws(Diagnostic) in
      let first = try call.int(0)
      let (start, end) = call[1].isNone ? (0, first) : (first, try call.int(1))
      guard let range = RangeObject(from: start, to: end, by: try call.int(2), closed: false) else {
        throw Diagnostic(.value, "V16", "a range's step can't be 0", argument: 2)
      }
      return .range(range)
    }
  }

  private static func keyed(_ value: Value, _ call: Call) throws(Diagnostic) -> RecordKey {
    guard let key = RecordKey(value) else {
      throw Diagnostic(.type, "T07", "\(value.kindName) can't be a key", argument: 0)
    }
    return key
  }

  private static var groupBy: BuiltIn {
    BuiltIn(
      "group_by", "values, key", family: "lists",
      summary: "a record of lists: the elements for which `key` gives the same, in order",
      example: "group_by((1, 2, 3, 4), x -> x % 2)", gives: "{1: (1, 3), 0: (2, 4)}", accepts: isList
    ) { (call: inout Call) throws(Diagnostic) in
      let f = try call.function(1)
      let groups = RecordObject()
      var lists: [ListObject] = []
      var numbers: [RecordKey: Int] = [:]
      for value in try call.interpreter.elements(of: call[0]) {
        let key = try keyed(try call.interpreter.call(f, [value]), call)
        let number = numbers[key] ?? lists.count
        if number == lists.count {
          numbers[key] = number
          lists.append(ListObject([Value]()))
          groups.entries[key] = .list(lists[number])
        }
        lists[number].append(value)
      }
      return .record(groups)
    }
  }

  private static var counts: BuiltIn {
    BuiltIn(
      "value_counts", "values", family: "lists",
      summary:
        "a record of how often each element of a list or character of a text occurs, the most frequent first",
      example: "value_counts(\"banana\")", gives: "{a: 3, n: 2, b: 1}",
      accepts: { value in isList(value) || TextFunctions.isText(value) }
    ) { (call: inout Call) throws(Diagnostic) in
      var counts: [(key: RecordKey, count: Int)] = []
      var numbers: [RecordKey: Int] = [:]
      for value in try call.interpreter.elements(of: call[0]) {
        let key = try keyed(value, call)
        if let number = numbers[key] {
          counts[number].count += 1
        } else {
          numbers[key] = counts.count
          counts.append((key, 1))
        }
      }
      let result = RecordObject()
      // Swift's sort is stable: what is equally frequent stays in order of appearance.
      for (key, count) in counts.sorted(by: { $0.count > $1.count }) { result.entries[key] = .int(count) }
      return .record(result)
    }
  }

  private static var indexOf: BuiltIn {
    BuiltIn(
      "index", "list, value", family: "lists",
      summary: "position of the first element that equals `value`; in a text, where it first occurs",
      example: "index((\"a\", \"b\"), \"b\")", gives: "1"
    ) { (call: inout Call) throws(Diagnostic) in
      if case .text(let text) = call[0] {
        guard let place = TextFunctions.position(of: try call.text(1), in: text.string) else {
          throw Diagnostic(
            .value, "V06", "\(call[1].inline(depth: 0)) does not occur in the text",
            hints: ["`find` gives -1 instead"], argument: 1)
        }
        return .int(place)
      }
      let items = try call.interpreter.elements(of: call[0])
      guard let index = items.firstIndex(where: { $0.isEqual(to: call[1]) }) else {
        throw Diagnostic(.value, "V06", "\(call[1].inline(depth: 0)) is not among the elements", argument: 1)
      }
      return .int(index)
    }
  }

  private static var count: BuiltIn {
    BuiltIn(
      "count", "values, value", family: "lists",
      summary: "how many elements equal `value`; in a text, how often it occurs",
      example: "count((1, 2, 1), 1)", gives: "2"
    ) { (call: inout Call) throws(Diagnostic) in
      if case .text(let text) = call[0] {
        let part = try call.text(1)
        return .int(part.isEmpty ? text.string.count + 1 : text.string.ranges(of: part).count)
      }
      return .int(try call.interpreter.elements(of: call[0]).filter { $0.isEqual(to: call[1]) }.count)
    }
  }
}
