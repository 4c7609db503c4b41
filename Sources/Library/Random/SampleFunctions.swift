import Language
import Tensors

/// Made-up data sets as scikit-learn draws them, for trying models out.
struct SampleFunctions {
  static let family = "data sets"
  let generators: RandomStates

  var all: [BuiltIn] { [moons, circles, blobs, classification, regression, sCurve, swissRoll] }

  /// What a call asks for, once its arguments are read.
  private typealias Recipe = (inout RandomState) throws(TensorError) -> [Tensor]

  /// A sampler: each one ends in `seed` and, as scikit-learn calls it, `random_state`.
  private func sampler(
    _ name: String, _ parameters: String, summary: String, shapes: String, example: String, gives: String,
    _ read: @escaping (Call) throws(Diagnostic) -> Recipe
  ) -> BuiltIn {
    BuiltIn(
      name, "\(parameters), seed=none, random_state=none", family: Self.family, summary: summary,
      shapes: shapes, example: example, gives: gives
    ) { [generators] (call: inout Call) throws(Diagnostic) in
      let recipe = try read(call), last = call.arguments.count - 1
      let generator = try call.generator(seed: last - 1, randomState: last, generators)
      return .list(try generator.draw(call.interpreter.context, recipe).map { .tensor($0) })
    }
  }

  // MARK: Classes

  private var moons: BuiltIn {
    sampler(
      "make_moons", "n_samples=100, noise=none, shuffle=true",
      summary: "two half circles that reach into each other, with normal noise",
      shapes: "n → [n, 2], [n]", example: "make_moons(4, seed=1)[1]", gives: "[1, 1, 0, 0]  i64[4]"
    ) { (call) throws(Diagnostic) in
      let (outer, inner) = try call.halves(0), noise = try call.optionalNumber(1), shuffle = try call.flag(2)
      return { (state: inout RandomState) throws(TensorError) in
        try state.moons(outer: outer, inner: inner, noise: noise, shuffle: shuffle)
      }
    }
  }

  private var circles: BuiltIn {
    sampler(
      "make_circles", "n_samples=100, noise=none, factor=0.8, shuffle=true",
      summary: "a circle inside another one, `factor` times as large, with normal noise",
      shapes: "n → [n, 2], [n]", example: "make_circles(4, shuffle=false, seed=1)[1]",
      gives: "[0, 0, 1, 1]  i64[4]"
    ) { (call) throws(Diagnostic) in
      let (outer, inner) = try call.halves(0), noise = try call.optionalNumber(1)
      let factor = try call.number(2), shuffle = try call.flag(3)
      return { (state: inout RandomState) throws(TensorError) in
        try state.circles(outer: outer, inner: inner, noise: noise, factor: factor, shuffle: shuffle)
      }
    }
  }

  private var blobs: BuiltIn {
    sampler(
      "make_blobs",
      "n_samples=100, n_features=2, centers=none, cluster_std=1.0, center_box=none, shuffle=true",
      summary: "clouds of normal points around centers: given ones, or so many random ones",
      shapes: "n → [n, features], [n]", example: "make_blobs(6, centers=2, shuffle=false, seed=1)[1]",
      gives: "[0, 0, 0, 1, 1, 1]  i64[6]"
    ) { (call) throws(Diagnostic) in try BlobArguments(call).recipe }
  }

  private var classification: BuiltIn {
    sampler(
      "make_classification",
      "n_samples=100, n_features=20, n_informative=2, n_redundant=2, n_repeated=0, n_classes=2, "
        + "n_clusters_per_class=2, weights=none, flip_y=0.01, class_sep=1.0, hypercube=true, shift=0.0, "
        + "scale=1.0, shuffle=true",
      summary:
        "classes in clusters at the corners of a cube, some features of which say something about them",
      shapes: "n → [n, features], [n]",
      example: "make_classification(6, n_features=4, seed=4040)[0].shape", gives: "(6, 4)"
    ) { (call) throws(Diagnostic) in
      var made = Classification()
      made.samples = try call.int(0)
      made.features = try call.int(1)
      made.informative = try call.int(2)
      made.redundant = try call.int(3)
      made.repeated = try call.int(4)
      made.classes = try call.int(5)
      made.clustersPerClass = try call.int(6)
      made.weights = call[7].isNone ? nil : try call.numbers(7)
      made.flip = try call.number(8)
      made.separation = try call.number(9)
      made.isHypercube = try call.flag(10)
      made.shift = try call.optionalNumber(11)
      made.scale = try call.optionalNumber(12)
      made.shuffles = try call.flag(13)
      return { [made] (state: inout RandomState) throws(TensorError) in try made.draw(&state) }
    }
  }

  // MARK: Numbers

  private var regression: BuiltIn {
    sampler(
      "make_regression",
      "n_samples=100, n_features=100, n_informative=10, n_targets=1, bias=0.0, effective_rank=none, "
        + "tail_strength=0.5, noise=0.0, shuffle=true, coef=false",
      summary:
        "outcomes of a linear model that uses some of the features; with coef=true its coefficients too",
      shapes: "n → [n, features], [n]", example: "make_regression(5, 3, noise=0.1, seed=1)[0].shape",
      gives: "(5, 3)"
    ) { (call) throws(Diagnostic) in
      var made = Regression()
      made.samples = try call.int(0)
      made.features = try call.int(1)
      made.informative = try call.int(2)
      made.targets = try call.int(3)
      made.bias = try call.number(4)
      made.effectiveRank = try call.optionalInt(5)
      made.tailStrength = try call.number(6)
      made.noise = try call.number(7)
      made.shuffles = try call.flag(8)
      let wantsCoefficients = try call.flag(9)
      return { [made] (state: inout RandomState) throws(TensorError) in
        let parts = try made.draw(&state)
        return wantsCoefficients ? parts : Array(parts.prefix(2))
      }
    }
  }

  private var sCurve: BuiltIn {
    sampler(
      "make_s_curve", "n_samples=100, noise=0.0",
      summary: "points on a sheet bent like an S, and where along it each lies", shapes: "n → [n, 3], [n]",
      example: "make_s_curve(5, seed=1)[0].shape", gives: "(5, 3)"
    ) { (call) throws(Diagnostic) in
      let count = try call.int(0), noise = try call.number(1)
      return { (state: inout RandomState) throws(TensorError) in try state.sCurve(count, noise: noise) }
    }
  }

  private var swissRoll: BuiltIn {
    sampler(
      "make_swiss_roll", "n_samples=100, noise=0.0, hole=false",
      summary: "points on a rolled-up sheet, and where along it each lies", shapes: "n → [n, 3], [n]",
      example: "make_swiss_roll(5, seed=1)[0].shape", gives: "(5, 3)"
    ) { (call) throws(Diagnostic) in
      let count = try call.int(0), noise = try call.number(1), hole = try call.flag(2)
      return { (state: inout RandomState) throws(TensorError) in
        try state.swissRoll(count, noise: noise, hole: hole)
      }
    }
  }
}

extension Call {
  fileprivate func optionalNumber(_ index: Int) throws(Diagnostic) -> Double? {
    arguments[index].isNone ? nil : try number(index)
  }

  /// Sizes of two classes: a total, the first class getting the smaller half, or both.
  fileprivate func halves(_ index: Int) throws(Diagnostic) -> (Int, Int) {
    if case .int(let total) = arguments[index] { return (total / 2, total - total / 2) }
    let sizes = try size(index)?.dims ?? []
    guard sizes.count == 2 else { throw mismatch(index, "an integer or two of them") }
    return (sizes[0], sizes[1])
  }
}

/// What `make_blobs` was asked for: counts, centers and deviations may each be one number for all clusters.
private struct BlobArguments {
  let samples: Value
  let sizes: [Int]?
  let features: Int
  let centers: Value
  let givenCenters: Tensor?
  let deviations: [Double]
  let box: (low: Double, high: Double)
  let shuffle: Bool

  init(_ call: Call) throws(Diagnostic) {
    samples = call[0]
    if case .int = call[0] { sizes = nil } else { sizes = try call.size(0)?.dims }
    features = try call.int(1)
    centers = call[2]
    if case .int = call[2] {
      givenCenters = nil
    } else {
      givenCenters = call[2].isNone ? nil : try call.tensor(2)
    }
    deviations = try call.numbers(3)
    let limits = call[4].isNone ? [-10, 10] : try call.numbers(4)
    guard limits.count == 2 else { throw call.mismatch(4, "two numbers") }
    box = (limits[0], limits[1])
    shuffle = try call.flag(5)
  }

  func recipe(_ state: inout RandomState) throws(TensorError) -> [Tensor] {
    let clusters = givenCenters.map { $0.shape.dims.first ?? 0 } ?? sizes?.count ?? centers.integer ?? 3
    guard clusters > 0 else { throw .argument("at least one center is needed", operation: "make_blobs") }
    let places =
      if let givenCenters {
        try givenCenters.converted(to: .f64)
      } else {
        try state.centers(clusters, features: features, low: box.low, high: box.high)
      }
    let total = samples.integer ?? 0
    guard total >= 0 else { throw .argument("numbers of points are at least 0", operation: "make_blobs") }
    let counts = sizes ?? (0..<clusters).map { total / clusters + ($0 < total % clusters ? 1 : 0) }
    let spread = deviations.count == 1 ? [Double](repeating: deviations[0], count: clusters) : deviations
    return try state.blobs(counts: counts, centers: places, deviations: spread, shuffle: shuffle)
  }
}
