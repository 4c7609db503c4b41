import Language

/// Records: their keys, values and entries.
enum Records {
  static var all: [BuiltIn] { [keys, values, items, get, update] }

  private static func isRecord(_ value: Value) -> Bool {
    if case .record = value { true } else { false }
  }

  private static func record(_ call: Call) throws(Diagnostic) -> RecordObject {
    guard case .record(let record) = call[0] else { throw call.mismatch(0, "a record") }
    return record
  }

  private static var keys: BuiltIn {
    BuiltIn(
      "keys", "record", family: "records", summary: "the keys of a record, as a list",
      example: "keys({a: 1, b: 2})",
      gives: "(\"a\", \"b\")", accepts: isRecord
    ) { (call: inout Call) throws(Diagnostic) in .list(try record(call).entries.keys.map(\.value)) }
  }

  private static var values: BuiltIn {
    BuiltIn(
      "values", "record", family: "records", summary: "the values of a record, as a list",
      example: "values({a: 1, b: 2})",
      gives: "(1, 2)", accepts: isRecord
    ) { (call: inout Call) throws(Diagnostic) in .list(Array(try record(call).entries.values)) }
  }

  private static var items: BuiltIn {
    BuiltIn(
      "items", "record", family: "records", summary: "(key, value) pairs of a record, as a list",
      example: "items({a: 1})", gives: "((\"a\", 1),)", accepts: isRecord
    ) { (call: inout Call) throws(Diagnostic) in
      .list(try record(call).entries.map { .list([$0.key.value, $0.value]) })
    }
  }

  private static var get: BuiltIn {
    let builtIn = BuiltIn(
      "get", "record, key, default=none", family: "records",
      summary: "the value of a key, or `default` where there is none",
      example: "get({a: 1}, \"b\", 0)", gives: "0", accepts: isRecord
    ) { (call: inout Call) throws(Diagnostic) in
      guard let key = RecordKey(call[1]) else { throw call.mismatch(1, "a key") }
      return try record(call).entries[key] ?? call[2]
    }
    builtIn.intrinsic = .get
    return builtIn
  }

  private static var update: BuiltIn {
    let builtIn = BuiltIn(
      "update", "record, other", family: "records",
      summary: "adds the entries of another record; `r.update(s)` changes r",
      example: "r = {a: 1}\nr.update({b: 2})\nr", gives: "{a: 1, b: 2}", accepts: isRecord
    ) { (call: inout Call) throws(Diagnostic) in
      let result = RecordObject(copying: try record(call))
      try merge(into: result, call)
      return .record(result)
    }
    builtIn.mutate = { (place: inout Value, call: Call) throws(Diagnostic) in
      guard case .record(var record) = place else { throw call.mismatch(0, "a record") }
      place = .none
      defer { place = .record(record) }
      if !isKnownUniquelyReferenced(&record) { record = RecordObject(copying: record) }
      try merge(into: record, call)
      return .none
    }
    return builtIn
  }

  private static func merge(into record: RecordObject, _ call: Call) throws(Diagnostic) {
    guard case .record(let other) = call[1] else { throw call.mismatch(1, "a record") }
    for (key, value) in other.entries { record.entries[key] = value }
  }
}
