import Language

/// Records: their keys, values and entries.
enum Records {
  static var all: [BuiltIn] {
    [keys, values, items, get, update, mergeRecords, setDefault, pop, remove, clear]
  }

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

  /// A function that gives a changed copy, and as a method on a variable changes it in place.
  private static func changing(
    _ name: String, _ parameters: String, summary: String, example: String, gives: String,
    givesValue: Bool = false, _ change: @escaping (RecordObject, Call) throws(Diagnostic) -> Value
  ) -> BuiltIn {
    let builtIn = BuiltIn(
      name, parameters, family: "records", summary: summary, example: example, gives: gives, accepts: isRecord
    ) { (call: inout Call) throws(Diagnostic) in
      let result = RecordObject(copying: try record(call))
      let value = try change(result, call)
      return givesValue ? value : .record(result)
    }
    builtIn.mutate = { (place: inout Value, call: Call) throws(Diagnostic) in
      guard case .record(var record) = place else { throw call.mismatch(0, "a record") }
      place = .none
      defer { place = .record(record) }
      if !isKnownUniquelyReferenced(&record) { record = RecordObject(copying: record) }
      return try change(record, call)
    }
    return builtIn
  }

  private static func key(_ call: Call, _ index: Int = 1) throws(Diagnostic) -> RecordKey {
    guard let key = RecordKey(call[index]) else { throw call.mismatch(index, "a key") }
    return key
  }

  private static func missing(_ key: RecordKey) -> Diagnostic {
    Diagnostic(.index, "X02", "the record has no \(key.value.inline(depth: 0))", argument: 1)
  }

  private static func merge(_ value: Value, into record: RecordObject, _ call: Call) throws(Diagnostic) {
    guard case .record(let other) = value else { throw call.mismatch(1, "a record") }
    for (key, value) in other.entries { record.entries[key] = value }
  }

  private static var update: BuiltIn {
    changing(
      "update", "record, other", summary: "adds the entries of another record; `r.update(s)` changes r",
      example: "r = {a: 1}\nr.update({b: 2})\nr", gives: "{a: 1, b: 2}"
    ) { (record, call) throws(Diagnostic) in
      try merge(call[1], into: record, call)
      return .none
    }
  }

  private static var mergeRecords: BuiltIn {
    BuiltIn(
      "merge", "record, *others", family: "records",
      summary: "a record with the entries of several; later ones win",
      example: "merge({a: 1, b: 1}, {b: 2})", gives: "{a: 1, b: 2}", accepts: isRecord
    ) { (call: inout Call) throws(Diagnostic) in
      let result = RecordObject(copying: try record(call))
      for other in try call.list(1) { try merge(other, into: result, call) }
      return .record(result)
    }
  }

  private static var setDefault: BuiltIn {
    changing(
      "setdefault", "record, key, default=none",
      summary: "the value of a key; where there is none `default`, which `r.setdefault(k, v)` then adds to r",
      example: "r = {}\nr.setdefault(\"a\", 1)\nr", gives: "{a: 1}", givesValue: true
    ) { (record, call) throws(Diagnostic) in
      let key = try key(call)
      if let value = record.entries[key] { return value }
      record.entries[key] = call[2]
      return call[2]
    }
  }

  private static var pop: BuiltIn {
    changing(
      "pop", "record, key, *default",
      summary: "takes an entry out and gives its value; `default`, if given, where there is none",
      example: "r = {a: 1, b: 2}\nr.pop(\"a\")", gives: "1", givesValue: true
    ) { (record, call) throws(Diagnostic) in
      let key = try key(call)
      if let value = record.entries[key] {
        record.entries[key] = nil
        return value
      }
      guard let value = try call.list(2).first else { throw missing(key) }
      return value
    }
  }

  private static var remove: BuiltIn {
    changing(
      "remove", "record, key", summary: "takes the entry of a key out",
      example: "r = {a: 1, b: 2}\nr.remove(\"a\")\nr",
      gives: "{b: 2}"
    ) { (record, call) throws(Diagnostic) in
      let key = try key(call)
      guard record.entries[key] != nil else { throw missing(key) }
      record.entries[key] = nil
      return .none
    }
  }

  private static var clear: BuiltIn {
    changing(
      "clear", "record", summary: "takes all entries out", example: "r = {a: 1}\nr.clear()\nr", gives: "{}"
    ) { (record, _) throws(Diagnostic) in
      for key in record.entries.keys.reversed() { record.entries[key] = nil }
      return .none
    }
  }
}
