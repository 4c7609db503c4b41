import Language
import Plotting
import Tensors

/// The computational graph of a result, as a figure.
enum GraphFunctions {
  static var all: [BuiltIn] { [graph] }

  private static var graph: BuiltIn {
    BuiltIn(
      "graph", "x, fold=true, backward=false, title=\"\"", family: "gradients",
      summary:
        "how x was computed: operations, parameters and inputs with values, shapes and gradients; `save_svg` and "
        + "`.dot` give it to other programs",
      shapes: "a result with a gradient → graph",
      example: "w = param(3.0)\ngraph(w * w + w).description",
      gives:
        "\"A computational graph of 2 operations, from 1 parameter (\\\"w\\\") and no input. The result of add is 12. "
        + "Operations: 1 × multiply, 1 × add.\"",
      section: "7.2.1"
    ) { (call: inout Call) throws(Diagnostic) in
      let known = KnownTensors(call.interpreter)
      let tensor = try call.tensor(0)
      let (fold, backward, title) = (try call.flag(1), try call.flag(2), try call.text(3))
      let snapshot = try converting { () throws(TensorError) in
        try GraphSnapshot(of: tensor, known: known.tensors)
      }
      let builder = GraphBuilder(snapshot, GraphNames(snapshot, known))
      return .object(
        ChartValue(.graph(try builder.graph(title: title, isFolded: fold, isBackward: backward))))
    }
  }
}
