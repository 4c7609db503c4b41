import Glibc
import Language

/// Files: texts, and any value with all that belongs to it.
enum FileFunctions {
  static var all: [BuiltIn] { [readText, writeText, exists, save, load] }

  /// Texts and values larger than this are not read.
  private static let limit = 4 << 30

  /// The file that is to be read.
  static func source(_ call: Call, _ index: Int) throws(Diagnostic) -> String {
    let written = try call.text(index), path = call.interpreter.resolve(written)
    guard !written.hasPrefix("data:") || access(path, F_OK) == 0 else {
      throw Diagnostic(
        .file, "F01", "no file `\(written)`", hints: NearFiles.hints(for: written, in: call.interpreter))
    }
    return path
  }

  /// The file that is to be written.
  static func target(_ call: Call, _ index: Int) throws(Diagnostic) -> String {
    try call.interpreter.resolve(writing: try call.text(index))
  }

  static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    do {
      return try Files.read(path, limit: limit)
    } catch {
      throw Diagnostic(
        .file, error.isMissing ? "F01" : "F02", error.message,
        hints: error.isMissing ? ["a relative path starts in the notebook's folder"] : [])
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
    do {
      try Files.write(bytes, to: path)
    } catch {
      throw Diagnostic(.file, "F02", error.message)
    }
  }

  static func text(_ path: String) throws(Diagnostic) -> String {
    guard let text = String(validating: try read(path), as: UTF8.self) else {
      throw Diagnostic(.file, "F04", "\(path) is not a text in UTF-8", argument: 0)
    }
    return text
  }

  private static var readText: BuiltIn {
    BuiltIn(
      "read_text", "path", family: "files", summary: "the text in a file, which has to be UTF-8",
      shapes: "path → text", section: "10.1"
    ) { (call: inout Call) throws(Diagnostic) in
      var text = try text(try source(call, 0))
      // Lines end in one way only.
      if text.utf8.contains(13) { text = text.replacing("\r\n", with: "\n") }
      return .text(text)
    }
  }

  private static var writeText: BuiltIn {
    BuiltIn(
      "write_text", "path, text, append=false", family: "files",
      summary: "writes a text to a file, in one step; with append=true behind what is there",
      shapes: "path, text → file", section: "10.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let path = try target(call, 0), text = try call.text(1)
      var bytes: [UInt8] = []
      if try call.flag(2), access(path, F_OK) == 0 { bytes = try read(path) }
      try write(bytes + Array(text.utf8), to: path)
      return .none
    }
  }

  private static var exists: BuiltIn {
    BuiltIn(
      "exists", "path", family: "files", summary: "whether there is a file or a folder of this name",
      example: "exists(\"no/such/file\")", gives: "false"
    ) { (call: inout Call) throws(Diagnostic) in
      let path = call.interpreter.resolve(try call.text(0))
      return .bool(!path.utf8.contains(0) && access(path, F_OK) == 0)
    }
  }

  private static var save: BuiltIn {
    BuiltIn(
      "save", "value, path", family: "files",
      summary: "writes any value to a file, bit for bit: tensors, lists, models with all they have learnt",
      shapes: "value → file", section: "3.4.2"
    ) { (call: inout Call) throws(Diagnostic) in
      guard let bytes = Archive(call.interpreter).bytes(of: call[0]) else {
        throw Diagnostic(
          .value, "V17", "\(call[0].kindName) can't be saved: a function that a built-in made is part of it",
          hints: ["save what a model has learnt: save(net.state, path)"], argument: 0)
      }
      try write(bytes, to: try target(call, 1))
      return .none
    }
  }

  private static var load: BuiltIn {
    BuiltIn(
      "load", "path", family: "files", summary: "the value that `save` wrote to a file",
      shapes: "path → value",
      section: "3.4.2"
    ) { (call: inout Call) throws(Diagnostic) in
      let path = try source(call, 0)
      let bytes = try read(path)
      do throws(Diagnostic) {
        return try Archive(call.interpreter).value(from: bytes)
      } catch {
        var error = error
        error.message = "\(path): \(error.message)"
        error.hints = ["`load` reads what `save` wrote; read_text, read_json and read_csv read other files"]
        throw error
      }
    }
  }
}
