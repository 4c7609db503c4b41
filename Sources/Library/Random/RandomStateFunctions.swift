import Language
import Tensors

/// NumPy's legacy generator: the functions that make one, and its methods by NumPy's names.
enum RandomStateFunctions {
  static let family = "random (NumPy)"

  static func all(_ generators: RandomStates) -> [BuiltIn] {
    [
      seedFunction(generators), make(generators), reseed, uniformNumbers("random_sample"),
      uniformNumbers("random"),
    ]
      + [rand, randn, randint, permutation, shuffle, choice, multivariateNormal, multinomial, dirichlet]
      + LegacyDistribution.all.map(distribution)
  }

  /// A method: only a generator before the dot calls it, so that it may share its name with other functions.
  private static func method(
    _ name: String, _ parameters: String, summary: String, shapes: String = "size → size", example: String,
    gives: String, section: String = "",
    _ body: @escaping (RandomStateValue, Call) throws(Diagnostic) -> Value
  ) -> BuiltIn {
    BuiltIn(
      name, parameters.isEmpty ? "rng" : "rng, \(parameters)", family: family, summary: summary,
      shapes: shapes,
      example: example, gives: gives, section: section, accepts: { $0.randomState != nil }
    ) { (call: inout Call) throws(Diagnostic) in try body(try call.generator(), call) }
  }

  // MARK: Generators

  private static func seedFunction(_ generators: RandomStates) -> BuiltIn {
    BuiltIn(
      "numpy_seed", "seed", family: family,
      summary: "starts the session's NumPy stream, numpy_random(), anew, as numpy.random.seed does",
      example: "numpy_seed(4873)\nnumpy_random().random_sample(2)", gives: "[0.5376, 0.5835]  f64[2]"
    ) { (call: inout Call) throws(Diagnostic) in
      generators.shared.reseed(try call.seed(0), call.interpreter.context)
      return .none
    }
  }

  private static func make(_ generators: RandomStates) -> BuiltIn {
    BuiltIn(
      "numpy_random", "seed=none", family: family,
      summary: "a generator that draws as numpy.random.RandomState(seed) does; without a seed the session's",
      example: "rng = numpy_random(12046)\nrng.rand(2, 3)",
      gives: "[[0.3031, 0.6710, 0.9768],\n [0.4565, 0.8168, 0.9575]]  f64[2, 3]"
    ) { (call: inout Call) throws(Diagnostic) in
      .object(call[0].isNone ? generators.shared : generators.make(seed: try call.seed(0)))
    }
  }

  private static var reseed: BuiltIn {
    method(
      "seed", "number", summary: "starts a generator anew", shapes: "",
      example: "rng = numpy_random(1)\nrng.seed(4873)\nrng.random_sample()", gives: "0.537614867123851"
    ) { (rng, call) throws(Diagnostic) in
      rng.reseed(try call.seed(1), call.interpreter.context)
      return .none
    }
  }

  // MARK: Uniform and normal numbers

  private static func draw(
    _ distribution: LegacyDistribution, _ parameters: [Tensor], _ shape: Shape?, _ rng: RandomStateValue,
    _ call: Call
  ) throws(Diagnostic) -> Value {
    let drawn = try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
      try state.draw(distribution, parameters, shape)
    }
    return .drawn(drawn, asNumber: shape == nil)
  }

  private static let unit = [Tensor([0.0], []), Tensor([1.0], [])]

  private static func uniformNumbers(_ name: String) -> BuiltIn {
    method(
      name, "size=none", summary: "uniform numbers from 0 to 1, 1 left out",
      example: "numpy_random(4873).\(name)(3)", gives: "[0.5376, 0.5835, 0.2420]  f64[3]"
    ) { (rng, call) throws(Diagnostic) in try draw(.uniform, unit, try call.size(1), rng, call) }
  }

  private static var rand: BuiltIn {
    method(
      "rand", "*sizes", summary: "uniform numbers from 0 to 1, 1 left out",
      shapes: "sizes in a row → that shape",
      example: "numpy_random(12046).rand(1, 2)", gives: "[[0.3031, 0.6710]]  f64[1, 2]"
    ) { (rng, call) throws(Diagnostic) in try draw(.uniform, unit, try call.sizes(1), rng, call) }
  }

  private static var randn: BuiltIn {
    method(
      "randn", "*sizes", summary: "standard normal numbers", shapes: "sizes in a row → that shape",
      example: "numpy_random(5320).randn(2)", gives: "[2.2427, 0.3618]  f64[2]"
    ) { (rng, call) throws(Diagnostic) in try draw(.standardNormal, [], try call.sizes(1), rng, call) }
  }

  // MARK: Integers and order

  private static var randint: BuiltIn {
    method(
      "randint", "low, high=none, size=none, dtype=\"int64\"",
      summary: "integers from low up to high, high left out; from 0 up to low without high",
      example: "numpy_random(1).randint(0, 1000, size=4)", gives: "[ 37, 235, 908,  72]  i64[4]"
    ) { (rng, call) throws(Diagnostic) in
      let first = try call.int(1), (low, high) = call[2].isNone ? (0, first) : (first, try call.int(2))
      let width = try integerWidth(call, 4), size = try call.size(3)
      guard low < high else {
        throw Diagnostic(
          TensorError.argument("there is no integer from \(low) up to \(high)", operation: "randint"))
      }
      let drawn = try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
        try state.integers(low, through: high - 1, width, size ?? [])
      }
      return .drawn(drawn, asNumber: size == nil)
    }
  }

  /// NumPy's name of an integer dtype, or ours.
  private static func integerWidth(_ call: Call, _ index: Int) throws(Diagnostic) -> RandomState.IntegerWidth
  {
    if case .function(let function) = call[index], function.name == "bool" { return .bool }
    let ours = ["i64": "int64", "i32": "int32", "u8": "uint8"], name = try call.text(index)
    guard let width = RandomState.IntegerWidth(rawValue: ours[name] ?? name) else {
      let names = RandomState.IntegerWidth.allCases.map(\.rawValue).joined(separator: ", ")
      throw call.mismatch(index, "one of \(names)")
    }
    return width
  }

  private static var permutation: BuiltIn {
    method(
      "permutation", "x", summary: "the integers below x, or the rows of x, in random order",
      shapes: "n → [n]; rows → the same shape", example: "numpy_random(2310).permutation(5)",
      gives: "[0, 3, 1, 2, 4]  i64[5]"
    ) { (rng, call) throws(Diagnostic) in
      guard case .int(let count) = call[1] else { return try shuffled(rng, call) }
      return .tensor(
        try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
          try state.permutation(count)
        })
    }
  }

  private static var shuffle: BuiltIn {
    method(
      "shuffle", "x", summary: "the rows of x in random order; x itself stays as it is",
      shapes: "rows → the same shape", example: "numpy_random(2310).shuffle((\"a\", \"b\", \"c\"))",
      gives: "(\"b\", \"c\", \"a\")"
    ) { (rng, call) throws(Diagnostic) in
      if case .int = call[1] { throw call.mismatch(1, "rows (a tensor, a list or a table)") }
      return try shuffled(rng, call)
    }
  }

  private static func shuffled(_ rng: RandomStateValue, _ call: Call) throws(Diagnostic) -> Value {
    let rows = try RandomRows(call, 1)
    let order = try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
      try state.permutation(rows.count)
    }
    return try rows.at(order)
  }

  private static var choice: BuiltIn {
    method(
      "choice", "a, size=none, replace=true, p=none",
      summary:
        "elements of a, or integers below a, chosen with or without replacement, perhaps with probabilities p",
      example: "numpy_random(3).choice(10, 4, replace=false)", gives: "[5, 4, 1, 2]  i64[4]"
    ) { (rng, call) throws(Diagnostic) in
      let rows = try RandomRows(call, 1), size = try call.size(2), replaces = try call.flag(3)
      let probabilities = call[4].isNone ? nil : try call.numbers(4)
      let places = try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
        try state.choice(rows.count, size ?? [], replacement: replaces, probabilities: probabilities)
      }
      return try rows.at(places)
    }
  }

  // MARK: Vectors

  private static var multivariateNormal: BuiltIn {
    method(
      "multivariate_normal", "mean, cov, size=none", summary: "vectors from a normal distribution",
      shapes: "[n], [n, n], size → […size, n]",
      example: "numpy_random(4060).multivariate_normal([0, 0], [[1, 0], [0, 1]], 1)",
      gives: "[[-0.7931, -0.1758]]  f64[1, 2]"
    ) { (rng, call) throws(Diagnostic) in
      let mean = try call.tensor(1), covariance = try call.tensor(2), size = try call.size(3)
      return .tensor(
        try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
          try state.multivariateNormal(mean, covariance, size ?? [])
        })
    }
  }

  private static var multinomial: BuiltIn {
    method(
      "multinomial", "n, pvals, size=none",
      summary: "how n trials fall into categories with probabilities pvals",
      shapes: "n, [k], size → […size, k]", example: "numpy_random(1).multinomial(20, [0.2, 0.3, 0.5])",
      gives: "[4, 7, 9]  i64[3]"
    ) { (rng, call) throws(Diagnostic) in
      let trials = try call.int(1), probabilities = try call.numbers(2), size = try call.size(3)
      return .tensor(
        try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
          try state.multinomial(trials, probabilities, size ?? [])
        })
    }
  }

  private static var dirichlet: BuiltIn {
    method(
      "dirichlet", "alpha, size=none", summary: "shares that sum to 1",
      shapes: "[k], size → […size, k]", example: "numpy_random(1).dirichlet([1, 2, 3])",
      gives: "[0.1602, 0.2466, 0.5933]  f64[3]"
    ) { (rng, call) throws(Diagnostic) in
      let alpha = try call.numbers(1), size = try call.size(2)
      return .tensor(
        try rng.draw(call.interpreter.context) { (state: inout RandomState) throws(TensorError) in
          try state.dirichlet(alpha, size ?? [])
        })
    }
  }

  // MARK: Distributions

  /// The method of one distribution: its parameters, numbers or tensors that broadcast, and the size.
  private static func distribution(_ distribution: LegacyDistribution) -> BuiltIn {
    let parameters = distribution.parameters.map { parameter in
      parameter.defaultValue.map { "\(parameter.name)=\(Int($0))" } ?? parameter.name
    }
    return method(
      distribution.name, (parameters + ["size=none"]).joined(separator: ", "), summary: distribution.summary,
      example: distribution.example, gives: distribution.gives
    ) { (rng, call) throws(Diagnostic) in
      var values: [Tensor] = []
      for i in distribution.parameters.indices { values.append(try call.tensor(i + 1)) }
      return try draw(distribution, values, try call.size(values.count + 1), rng, call)
    }
  }
}
