import Formatting
import Glibc
import Language

/// The kernel specification that makes Jupyter run cells with `gradus kernel`.
public enum JupyterKernel {
  /// Where Jupyter looks for a user's kernels: `$JUPYTER_DATA_DIR/kernels`, or `~/.local/share/jupyter/kernels`.
  public static var folder: String {
    if let own = environment("JUPYTER_DATA_DIR") { return own + "/kernels" }
    let data = environment("XDG_DATA_HOME") ?? (environment("HOME") ?? "/tmp") + "/.local/share"
    return data + "/jupyter/kernels"
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Writes the specification and the Python program that Jupyter starts.
  /// - Parameters:
  ///   - folder: Jupyter's folder of kernels.
  ///   - program: the path of `gradus`.
  /// - Returns: the folder of the specification.
  /// - Throws: `F02` when it can't be written.
  public static func install(in folder: String, program: String) throws(NotebookError) -> String {
    let own = folder + "/gradus", script = own + "/gradus_kernel.py"
    guard SessionFolder.makeParent(of: script) else { throw NotebookError("F02", "\(own) can't be made") }
    // Jupyter puts its own Python in the place of this name.
    let specification = JSONValue.object([
      ("argv", .array(["python3", script, "-f", "{connection_file}"].map { .string($0) })),
      ("display_name", .string("Gradus")), ("language", .string("gradus")),
      ("interrupt_mode", .string("signal")), ("env", .object([("GRADUS", .string(program))])),
    ])
    do {
      try Files.write(PackageResources.gradus_kernel_py, to: script)
      try Files.write(JSONText.indented(specification) + "\n", to: own + "/kernel.json")
    } catch {
      throw NotebookError("F02", error.message)
    }
    return own
  }
}
