/// Random order and random choice.
extension RandomState {
  /// The integers below `count` in random order (Fisher & Yates): from the end, each place exchanges its
  /// number with its own or one before it.
  public mutating func permutation(_ count: Int) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: [count], .i64), out = result.pointer(Int.self)
    for i in 0..<count { out[i] = i }
    try Generator.inPieces(max(0, count - 1)) {
      for step in $0 {
        let i = count - 1 - step, other = Int(truncatingIfNeeded: integer(upTo: UInt64(i)))
        (out[i], out[other]) = (out[other], out[i])
      }
    }
    return result
  }

  // MARK: Choice

  /// Positions below `population`: `shape` of them, with or without replacement, all equally likely or with
  /// the probabilities given.
  public mutating func choice(
    _ population: Int, _ shape: Shape, replacement: Bool, probabilities: [Double]?
  ) throws(TensorError) -> Tensor {
    let count = try shape.checked().count
    guard population > 0 || count == 0 && population == 0 else {
      throw .argument("there is nothing to choose from", operation: "choice")
    }
    if let probabilities { try Self.check(probabilities, population) }
    if replacement {
      guard let probabilities else {
        return try integers(0, through: max(0, population - 1), .int64, shape)
      }
      let result = try Tensor(uninitialized: shape, .i64), out = result.pointer(Int.self)
      let sums = Self.runningSums(probabilities)
      try Generator.inPieces(count) { for i in $0 { out[i] = Self.place(of: uniform(), in: sums) } }
      return result
    }
    guard count <= population else {
      throw .argument(
        "\(count) different elements can't be chosen from \(population)", operation: "choice")
    }
    let chosen =
      if let probabilities {
        try different(count, probabilities)
      } else {
        Array(try permutation(population).ints().prefix(count))
      }
    return try Tensor(chosen, [count]).reshaped(shape)
  }

  private static func check(_ probabilities: [Double], _ population: Int) throws(TensorError) {
    guard probabilities.count == population else {
      throw .argument(
        "\(probabilities.count) probabilities do not fit \(population) elements", operation: "choice")
    }
    guard probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw .argument("probabilities lie between 0 and 1", operation: "choice")
    }
    let sum = probabilities.reduce(0, +)
    guard abs(sum - 1) <= Double.ulpOfOne.squareRoot() else {
      throw .argument("the probabilities sum to \(sum), and they have to sum to 1", operation: "choice")
    }
  }

  /// Sums of the first 1, 2, … of them, scaled to end in 1.
  private static func runningSums(_ weights: [Double]) -> [Double] {
    var total = 0.0
    let sums = weights.map { weight in
      total += weight
      return total
    }
    return sums.map { $0 / total }
  }

  /// The first position whose sum is above `value`.
  private static func place(of value: Double, in sums: [Double]) -> Int {
    var low = 0, high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Rounds of draws with replacement: what is new is kept and has no probability in the next round.
  private mutating func different(_ count: Int, _ probabilities: [Double]) throws(TensorError) -> [Int] {
    let possible = probabilities.count { $0 > 0 }
    guard count <= possible else {
      throw .argument(
        "\(count) different elements can't be chosen where \(possible) have a probability above 0",
        operation: "choice")
    }
    var weights = probabilities, chosen: [Int] = []
    while chosen.count < count {
      let draws = (0..<count - chosen.count).map { _ in uniform() }
      let sums = Self.runningSums(weights)
      for draw in draws {
        let place = Self.place(of: draw, in: sums)
        if weights[place] > 0 {
          weights[place] = 0
          chosen.append(place)
        }
      }
    }
    return chosen
  }
}
