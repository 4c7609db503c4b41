import Glibc

/// A made-up classification problem, as scikit-learn draws it (Guyon 2003): clusters of normal points at the
/// corners of a cube; some features say something about the class, some repeat what others say, some nothing.
public struct Classification: Sendable {
  public var samples = 100
  public var features = 20
  public var informative = 2
  public var redundant = 2
  public var repeated = 0
  public var classes = 2
  public var clustersPerClass = 2
  /// Shares of the classes; the last may be left out.
  public var weights: [Double]?
  /// Share of labels that are drawn again.
  public var flip = 0.01
  public var separation = 1.0
  public var isHypercube = true
  /// nil for random ones.
  public var shift: Double? = 0
  public var scale: Double? = 1
  public var shuffles = true

  public init() {}

  private static let name = "make_classification"
  private var clusters: Int { classes * clustersPerClass }
  private var useful: Int { informative + redundant }
  private var useless: Int { features - useful - repeated }

  private func check() throws(TensorError) {
    let sizes = [samples, features, informative, redundant, repeated]
    guard sizes.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }), informative > 0, classes > 0, clustersPerClass > 0,
      classes <= 1_000_000, clustersPerClass <= 1_000_000 / classes
    else {
      throw .argument(
        "sizes are at least 0, with an informative feature and from one cluster to a million",
        operation: Self.name)
    }
    guard useless >= 0 else {
      throw .argument(
        "\(informative) informative, \(redundant) redundant and \(repeated) repeated features are more than \(features)",
        operation: Self.name)
    }
    guard informative >= 62 || clusters <= 1 << informative else {
      throw .argument(
        "\(clusters) clusters need more corners than a cube of \(informative) informative features has",
        operation: Self.name)
    }
    guard flip <= 1, [flip, separation, shift ?? 0, scale ?? 0].allSatisfy(\.isFinite) else {
      throw .argument("`flip_y` is at most 1, and all numbers are finite", operation: Self.name)
    }
  }

  private func shares() throws(TensorError) -> [Double] {
    guard var weights else { return [Double](repeating: 1 / Double(classes), count: classes) }
    if weights.count == classes - 1 { weights.append(1 - weights.reduce(0, +)) }
    guard weights.count == classes else {
      throw .argument("\(weights.count) weights do not fit \(classes) classes", operation: Self.name)
    }
    guard weights.allSatisfy({ $0 >= 0 && $0 <= 1 }), weights.reduce(0, +) <= 1 + 1e-9 else {
      throw .argument("weights lie between 0 and 1 and sum to at most 1", operation: Self.name)
    }
    return weights
  }

  /// Points [samples, features] and labels [samples].
  public func draw(_ state: inout RandomState) throws(TensorError) -> [Tensor] {
    try check()
    let shares = try shares()
    var counts = (0..<clusters).map { k in
      Int(Double(samples) * shares[k % classes] / Double(clustersPerClass))
    }
    for i in 0..<max(0, samples - counts.reduce(0, +)) { counts[i % clusters] += 1 }

    let corners = try centroids(&state)
    let points = try state.normals([samples, informative])
    var parts: [Tensor] = [], labels: [Int] = [], start = 0
    for (k, count) in counts.enumerated() {
      labels += [Int](repeating: k % classes, count: count)
      // A random matrix gives each cluster its own shape.
      let shape = try state.symmetric([informative, informative])
      let cluster = try points.indexed([.slice(from: start, to: start + count, step: 1)])
      parts.append(try Tensor.matmul(cluster, shape) + corners.indexed([.at(k)]))
      start += count
    }
    var columns = [try Tensor.joined(parts, axis: 0)]
    try addFeatures(&columns, &state)
    var x = try Tensor.joined(columns, axis: 1)
    try flipLabels(&labels, &state)
    x = try moved(x, &state)
    guard shuffles else { return [x, Tensor(labels, [samples])] }
    let rows = try state.shuffledTogether([x, Tensor(labels, [samples])])
    let order = try state.permutation(features)
    return [try rows[0].indexed([.slice(from: nil, to: nil, step: 1), .tensor(order)]), rows[1]]
  }

  private func centroids(_ state: inout RandomState) throws(TensorError) -> Tensor {
    let corners = try state.hypercube(clusters, informative)
    var centers = try corners * (2 * separation) - separation
    if !isHypercube {
      centers = try centers * state.uniforms([clusters, 1])
      centers = try centers * state.uniforms([1, informative])
    }
    return centers
  }

  /// Combinations of the informative features, copies of both, and noise.
  private func addFeatures(_ columns: inout [Tensor], _ state: inout RandomState) throws(TensorError) {
    if redundant > 0 {
      columns.append(try Tensor.matmul(columns[0], try state.symmetric([informative, redundant])))
    }
    if repeated > 0 {
      let choices = try state.uniforms([repeated]).doubles().map { Int(Double(useful - 1) * $0 + 0.5) }
      let all = try Tensor.joined(columns, axis: 1)
      columns.append(
        try all.indexed([.slice(from: nil, to: nil, step: 1), .tensor(Tensor(choices, [repeated]))]))
    }
    if useless > 0 { columns.append(try state.normals([samples, useless])) }
  }

  private func flipLabels(_ labels: inout [Int], _ state: inout RandomState) throws(TensorError) {
    guard flip >= 0 else { return }
    let places = try state.uniforms([samples]).doubles().enumerated().filter { $0.element < flip }.map(
      \.offset)
    let new = try state.integers(0, through: classes - 1, .int64, [places.count]).ints()
    for (place, label) in zip(places, new) { labels[place] = label }
  }

  private func moved(_ x: Tensor, _ state: inout RandomState) throws(TensorError) -> Tensor {
    let shift =
      if let shift = self.shift {
        Tensor.scalar(.float(shift), .f64)
      } else {
        try state.symmetric([features]) * separation
      }
    let moved = try x + shift
    if let scale { return try moved * scale }
    return try moved * (state.uniforms([features]) * 100 + 1)
  }
}

extension Tensor {
  /// One after the other along an axis.
  static func joined(_ parts: [Tensor], axis: Int) throws(TensorError) -> Tensor {
    try apply(Concatenate(axis: axis), parts)[0]
  }
}

extension RandomState {
  /// Uniform numbers from −1 to 1.
  mutating func symmetric(_ shape: Shape) throws(TensorError) -> Tensor {
    try uniforms(shape) * 2 - 1
  }

  /// Different corners of a cube: rows of zeros and ones.
  mutating func hypercube(_ count: Int, _ dimensions: Int) throws(TensorError) -> Tensor {
    if dimensions > 30 {
      let first = try integers(0, through: 1, .int64, [count, dimensions - 30]).converted(to: .f64)
      return try Tensor.joined([first, try hypercube(count, 30)], axis: 1)
    }
    let corners = try sample(count, of: 1 << dimensions)
    let bits = corners.flatMap { corner in
      (0..<dimensions).reversed().map { Double(corner >> $0 & 1) }
    }
    return Tensor(bits, [count, dimensions])
  }

  /// Different integers below `population`. How they are drawn depends on their share of it.
  private mutating func sample(_ count: Int, of population: Int) throws(TensorError) -> [Int] {
    let share = Double(count) / Double(population)
    if share > 0.01, share < 0.99 { return Array(try permutation(population).ints().prefix(count)) }
    if share < 0.2 {
      var seen: Set<Int> = [], chosen: [Int] = []
      while chosen.count < count {
        let candidate = Int(integer(upTo: UInt64(population - 1)))
        if seen.insert(candidate).inserted { chosen.append(candidate) }
      }
      return chosen
    }
    // A reservoir: later integers replace earlier ones, each with its fair chance.
    var chosen = Array(0..<count)
    for i in count..<max(count, population) {
      let place = Int(integer(upTo: UInt64(i)))
      if place < count { chosen[place] = i }
    }
    return chosen
  }
}
