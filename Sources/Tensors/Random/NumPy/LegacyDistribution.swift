import Formatting
import Kernels

/// A distribution of NumPy's legacy generator: what its parameters are called, what they may be, and how one
/// number is drawn. The families' lists are the only place that knows them.
public struct LegacyDistribution: Sendable {
  /// Draws one number; made from parameters, so that what depends only on them is worked out once.
  enum Sampler: Sendable {
    case real(@Sendable (_ parameters: [Double]) -> @Sendable (inout RandomState) -> Double)
    case whole(@Sendable (_ parameters: [Double]) -> @Sendable (inout RandomState) -> Int)
  }

  public struct Parameter: Sendable {
    public var name: String
    public var defaultValue: Double?
    var limit: Limit
  }

  /// What a parameter has to be.
  enum Limit: Sendable {
    case finite, positive, notNegative, probability, positiveProbability, probabilityBelowOne, aboveOne, count

    func allows(_ x: Double) -> Bool {
      guard x.isFinite else { return false }
      return switch self {
      case .finite: true
      case .positive: x > 0
      case .notNegative: x >= 0
      case .probability: x >= 0 && x <= 1
      case .positiveProbability: x > 0 && x <= 1
      case .probabilityBelowOne: x >= 0 && x < 1
      case .aboveOne: x > 1
      case .count: x >= 0 && x == x.rounded() && x < 0x1p53
      }
    }

    var text: String {
      switch self {
      case .finite: "a finite number"
      case .positive: "above 0"
      case .notNegative: "at least 0"
      case .probability: "between 0 and 1"
      case .positiveProbability: "above 0 and at most 1"
      case .probabilityBelowOne: "at least 0 and below 1"
      case .aboveOne: "above 1"
      case .count: "a whole number of at least 0"
      }
    }
  }

  public let name: String
  public let parameters: [Parameter]
  public let summary: String
  /// A line of the language and what it gives; a test runs it.
  public let example: String
  public let gives: String
  /// What its parameters have to be together: the broken rule as a sentence, or nil.
  let conflict: @Sendable ([Double]) -> String?
  let sampler: Sampler

  init(
    _ name: String, _ parameters: [Parameter], _ summary: String, example arguments: String, gives: String,
    conflict: @escaping @Sendable ([Double]) -> String? = { _ in nil }, _ sampler: Sampler
  ) {
    self.name = name
    self.parameters = parameters
    self.summary = summary
    example = "numpy_random(1).\(name)(\(arguments))"
    self.gives = gives
    self.conflict = conflict
    self.sampler = sampler
  }

  /// All of them, family by family. (NumPy's `f` is missing: a function of that name would be in the way of
  /// everyone's own f. It is `noncentral_f` with `nonc` 0.)
  public static let all = uniforms + normals + gammas + counts

  func check(_ values: [Double]) throws(TensorError) {
    for (parameter, value) in zip(parameters, values) where !parameter.limit.allows(value) {
      throw .argument(
        "`\(parameter.name)` is \(Numbers.shortest(value)), and it has to be \(parameter.limit.text)",
        operation: name)
    }
    if let conflict = conflict(values) { throw .argument(conflict, operation: name) }
  }
}

extension LegacyDistribution.Parameter {
  static func any(_ name: String, _ value: Double? = nil) -> Self { .init(name, value, .finite) }
  static func positive(_ name: String) -> Self { .init(name, nil, .positive) }
  static func scale(_ name: String = "scale", _ value: Double? = 1) -> Self {
    .init(name, value, .notNegative)
  }

  init(_ name: String, _ value: Double? = nil, _ limit: LegacyDistribution.Limit) {
    self.name = name
    defaultValue = value
    self.limit = limit
  }
}

extension RandomState {
  /// Numbers from a distribution: `shape` of them, or one for each element of the parameters broadcast
  /// together. `f64`, and `i64` for counts.
  public mutating func draw(
    _ distribution: LegacyDistribution, _ parameters: [Tensor], _ shape: Shape?
  ) throws(TensorError) -> Tensor {
    var common: Shape = []
    for parameter in parameters {
      common = try Shape.broadcast(common, parameter.shape, distribution.name)
    }
    let target = shape ?? common
    guard try Shape.broadcast(common, target, distribution.name) == target else {
      throw .broadcast(common, target, operation: distribution.name)
    }
    let isWhole = if case .whole = distribution.sampler { true } else { false }
    let result = try Tensor(uninitialized: target, isWhole ? .i64 : .f64)
    if parameters.allSatisfy({ $0.count == 1 }) {
      let values = parameters.map { $0.doubles()[0] }
      try distribution.check(values)
      try fill(result, 0..<result.count, distribution.sampler, values)
    } else {
      let columns = try parameters.map { (parameter) throws(TensorError) in
        try parameter.detached().broadcast(to: target).contiguous().doubles()
      }
      // All are checked before the first is drawn.
      for i in 0..<result.count { try distribution.check(columns.map { $0[i] }) }
      for i in 0..<result.count {
        try fill(result, i..<i + 1, distribution.sampler, columns.map { $0[i] })
      }
    }
    return result
  }

  private mutating func fill(
    _ result: Tensor, _ range: Range<Int>, _ sampler: LegacyDistribution.Sampler, _ parameters: [Double]
  ) throws(TensorError) {
    switch sampler {
    case .real(let make):
      let draw = make(parameters), out = result.pointer(Double.self) + range.lowerBound
      try Generator.inPieces(range.count) { for i in $0 { out[i] = draw(&self) } }
    case .whole(let make):
      let draw = make(parameters), out = result.pointer(Int.self) + range.lowerBound
      try Generator.inPieces(range.count) { for i in $0 { out[i] = draw(&self) } }
    }
  }
}
