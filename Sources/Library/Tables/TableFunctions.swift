import Language
import Tables
import Tensors

/// Making, reading and looking at tables.
enum TableFunctions {
  static var all: [BuiltIn] {
    [readCSV, writeCSV, table, head, tail, describe, sortBy, valueCounts, dropMissing]
  }

  private static func isTable(_ value: Value) -> Bool {
    if case .object(let object) = value { object is TableValue } else { false }
  }

  private static func table(_ call: Call) throws(Diagnostic) -> Table {
    guard case .object(let object) = call[0], let value = object as? TableValue else {
      throw call.mismatch(0, "a table")
    }
    return value.table
  }

  private static var readCSV: BuiltIn {
    BuiltIn(
      "read_csv", "path, header=true, names=none, separator=none, comment=none", family: "tables",
      summary:
        "a table from a file of comma-separated values; kinds of columns and the separator are found out",
      shapes: "path → table", section: "4.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      var options = CSV.Options()
      if !(try call.flag(1)) { options.header = .absent }
      if !call[2].isNone {
        var names: [String] = []
        for item in try call.list(2) {
          guard case .text(let name) = item else { throw call.mismatch(2, "a list of names") }
          names.append(name.string)
        }
        options.header = .names(names)
      }
      options.delimiter = try character(call, 3)
      options.comment = try character(call, 4)
      let written = try call.text(0)
      let path = call.interpreter.resolve(written)
      return .object(
        TableValue(
          try tabling { () throws(TableError) in
            do throws(TableError) {
              return try CSV.read(path: path, options: options)
            } catch {
              throw error.naming(path, as: written)
            }
          } missing: {
            NearFiles.hints(for: written, in: call.interpreter)
          }))
    }
  }

  private static func character(_ call: Call, _ index: Int) throws(Diagnostic) -> Character? {
    guard let text = try call.optionalText(index) else { return nil }
    guard text.count == 1 else {
      let name = call.builtIn.parameters[index].name
      throw Diagnostic(
        .data, "D30", "`\(name)` is one character, and this text has \(text.count)", argument: index)
    }
    return text.first
  }

  private static var writeCSV: BuiltIn {
    BuiltIn(
      "write_csv", "table, path", family: "tables", summary: "writes a table as comma-separated values",
      shapes: "table → file",
      section: "4.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let table = try table(call)
      let path = try FileFunctions.target(call, 1)
      try tabling { () throws(TableError) in try CSV.write(table, to: path) }
      return .none
    }
  }

  private static var table: BuiltIn {
    BuiltIn(
      "table", "columns", family: "tables", summary: "a table from a record of columns",
      shapes: "columns of one length",
      example: "table({x: [1, 2], name: (\"a\", \"b\")}).columns", gives: "(\"x\", \"name\")",
      section: "4.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      guard case .record(let record) = call[0] else {
        throw call.mismatch(0, "a record of columns, {x: [1, 2]},")
      }
      var columns: [(name: String, column: Column)] = []
      for (key, value) in record.entries {
        columns.append((key.value.plainText(), try TableArchive.column(from: value, rows: nil)))
      }
      let made = columns
      return .object(TableValue(try tabling { () throws(TableError) in try Table(made) }))
    }
  }

  private static var head: BuiltIn {
    BuiltIn(
      "head", "table, count=5", family: "tables", summary: "the first rows",
      example: "len(head(table({x: 0..<9}), 2))", gives: "2",
      section: "4.2.1", accepts: isTable
    ) { (call: inout Call) throws(Diagnostic) in .object(TableValue(try table(call).head(try call.int(1)))) }
  }

  private static var tail: BuiltIn {
    BuiltIn(
      "tail", "table, count=5", family: "tables", summary: "the last rows",
      example: "tail(table({x: 0..<9}), 1).x",
      gives: "[8]  i64[1]", section: "4.2.1", accepts: isTable
    ) { (call: inout Call) throws(Diagnostic) in .object(TableValue(try table(call).tail(try call.int(1)))) }
  }

  private static var describe: BuiltIn {
    BuiltIn(
      "describe", "table, text=false", family: "tables",
      summary:
        "count, mean, standard deviation, quartiles of every numeric column; with text=true counts of the text columns",
      example: "len(describe(table({x: [1, 2]})))", gives: "8", section: "4.2.1", accepts: isTable
    ) { (call: inout Call) throws(Diagnostic) in
      .object(TableValue(try table(call).describe(text: try call.flag(1))))
    }
  }

  private static var sortBy: BuiltIn {
    BuiltIn(
      "sort_by", "table, *names, descending=false", family: "tables",
      summary: "the rows in the order of columns",
      example: "sort_by(table({x: [3, 1, 2]}), \"x\").x", gives: "[1, 2, 3]  i64[3]", section: "4.2.1",
      accepts: isTable
    ) { (call: inout Call) throws(Diagnostic) in
      let table = try table(call), names = try call.list(1).map { $0.plainText() },
        descending = try call.flag(2)
      return .object(
        TableValue(
          try tabling { () throws(TableError) in try table.sorted(by: names, descending: descending) }))
    }
  }

  private static var valueCounts: BuiltIn {
    BuiltIn(
      "value_counts", "table, name", family: "tables",
      summary: "how often each value of a column occurs, most frequent first",
      example: "len(value_counts(table({x: (\"a\", \"b\", \"a\")}), \"x\"))", gives: "2", section: "4.2.1",
      accepts: isTable
    ) { (call: inout Call) throws(Diagnostic) in
      let table = try table(call), name = try call.text(1)
      return .object(TableValue(try tabling { () throws(TableError) in try table.valueCounts(name) }))
    }
  }

  private static var dropMissing: BuiltIn {
    BuiltIn(
      "drop_missing", "table", family: "tables", summary: "the rows without missing values",
      example: "len(drop_missing(table({x: (1, none)})))", gives: "1", section: "4.2.1", accepts: isTable
    ) { (call: inout Call) throws(Diagnostic) in
      let table = try table(call)
      return .object(TableValue(try tabling { () throws(TableError) in try table.droppingMissing() }))
    }
  }
}
