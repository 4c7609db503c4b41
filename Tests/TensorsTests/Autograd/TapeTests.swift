import Testing

@testable import Tensors

@Suite struct TapeTests {
  let context = TensorContext()
  var tape: Tape { context.tape }

  @Test("a million nodes go forward, backward and away without recursion")
  func deep() throws {
    // Unoptimised code is slow; a recursion would be found by a tenth of it.
    #if DEBUG
      let length = 100_000
    #else
      let length = 1_000_000
    #endif
    do {
      let x = tape.leaf(number(1))
      var y = x
      let step = number(1e-6)
      for _ in 0..<length { y = try Tensor.add(y, step) }
      #expect(tape.liveNodes == length + 1)
      try tape.backward(from: y, gradient: nil)
      #expect(x.grad?.doubles() == [1])
      // `y` holds its own node, and that has been freed of what it kept.
      #expect(tape.liveNodes <= 2)
    }
    #expect(tape.liveNodes == 0)
  }

  @Test("a graph that is dropped without backward takes no memory")
  func dropped() throws {
    do {
      let x = tape.leaf(number(1))
      var y = x
      for _ in 0..<100_000 { y = try Tensor.multiply(y, x) }
      #expect(tape.liveNodes == 100_001)
    }
    #expect(tape.liveNodes == 0)
    let x = tape.leaf(number(1))
    for _ in 0..<1000 { _ = try Tensor.multiply(x, x) }
    #expect(tape.liveNodes == 1)
  }

  @Test("gradients of repeated use add up, and of repeated backward too")
  func accumulate() throws {
    let x = tape.leaf(number(3))
    let y = try Tensor.add(try Tensor.multiply(x, x), x)
    try tape.backward(from: y, gradient: nil, retainGraph: true)
    #expect(x.grad?.doubles() == [7])
    try tape.backward(from: y, gradient: nil)
    #expect(x.grad?.doubles() == [14])
  }

  @Test("a walk whose hook frees a part of its graph says so, and the tape is as before")
  func freedMeanwhile() throws {
    let x = tape.leaf(number(3))
    do {
      let h = try Tensor.multiply(x, x)
      let other = try Tensor.multiply(h, number(2)), k = try Tensor.multiply(h, h)
      let tape = self.tape
      _ = try k.addGradientHook { (g) throws(TensorError) in
        try tape.backward(from: other, gradient: nil)
        return g
      }
      let y = try Tensor.multiply(k, number(1))
      let error = #expect(throws: TensorError.self) { try tape.backward(from: y, gradient: nil) }
      guard case .freedGraph? = error else { Issue.record("\(error.debugDescription)"); return }
      // What the hook's walk collected is there.
      #expect(x.grad?.doubles() == [12])
    }
    #expect(tape.liveNodes == 1)
    try tape.backward(from: try Tensor.multiply(x, x), gradient: nil)
    #expect(x.grad?.doubles() == [18])
  }

  @Test("products add their gradients to those that wait: with one use of a matrix, with several, in stacks")
  func addedProducts() throws {
    // Whole numbers, so that every order of adding gives the same digits.
    func whole(_ shape: Shape, _ step: Int) -> Tensor {
      Tensor((0..<shape.count).map { Double(($0 * step + 1) % 7 - 3) }, shape)
    }
    func gradients(inPlace: Bool) throws -> [[Double]] {
      let x = tape.leaf(whole([2, 3, 4], 3)), v = tape.leaf(whole([4], 4))
      let w = tape.leaf(whole([5, 4], 2)), m = tape.leaf(whole([4, 5], 5))
      var sum = number(0)
      for factor in [1.0, 2, -3] {
        let y = try apply(WeightProduct(), Tensor.multiply(x, number(factor)), w)
        let z = try Tensor.add(try apply(WeightProduct(), x, w), try Tensor.matmul(x, m))
        let u = try apply(WeightProduct(), v, w)
        for part in [y, z, u] {
          sum = try Tensor.add(sum, try Tensor.multiply(part, part).summed(to: []))
        }
      }
      // Looking for nan asks each operation for its derivative, and adds afterwards.
      tape.findsNonFinite = !inPlace
      defer { tape.findsNonFinite = false }
      try tape.backward(from: sum, gradient: nil)
      return [x, w, m, v].map { $0.grad?.doubles() ?? [] }
    }
    let added = try gradients(inPlace: true)
    #expect(added == (try gradients(inPlace: false)))
    #expect(added.map(\.count) == [24, 20, 20, 4])
  }

  @Test("a shared subgraph is walked once: 60 doublings are 60 steps")
  func diamonds() throws {
    let x = tape.leaf(number(1))
    var y = x
    for _ in 0..<60 { y = try Tensor.add(y, y) }
    try tape.backward(from: y, gradient: nil)
    #expect(x.grad?.doubles() == [0x1p60])
  }

  @Test("the third derivative of x⁴ is 24x")
  func third() throws {
    let x = tape.leaf(number(2))
    var y = try Tensor.power(x, number(4))
    for _ in 0..<3 {
      guard let next = try tape.gradients(of: y, withRespectTo: [x], createGraph: true)[0] else {
        Issue.record("no gradient")
        return
      }
      y = next
    }
    #expect(abs(y.doubles()[0] - 48) < 1e-12)
  }

  @Test("gradients(of:) adds nothing to grad, and is nil where nothing depends")
  func functional() throws {
    let x = tape.leaf(number(2)), other = tape.leaf(number(5))
    let y = try Tensor.multiply(x, x)
    let found = try tape.gradients(of: y, withRespectTo: [x, other, number(1)], createGraph: false)
    #expect(found[0]?.doubles() == [4] && found[1] == nil && found[2] == nil)
    #expect(x.grad == nil)
  }

  @Test("an intermediate result keeps its gradient only when asked to")
  func retained() throws {
    let x = tape.leaf(number(2))
    let y = try Tensor.multiply(x, x), z = try Tensor.multiply(y, y)
    try y.retainGrad()
    try tape.backward(from: z, gradient: nil)
    #expect(y.grad?.doubles() == [8] && z.grad == nil && x.grad?.doubles() == [32])
  }

  @Test("with recording off nothing is recorded")
  func noGrad() throws {
    let x = tape.leaf(number(2))
    tape.isRecording = false
    let y = try Tensor.multiply(x, x)
    tape.isRecording = true
    #expect(!y.requiresGrad && tape.liveNodes == 1)
  }

  @Test("backward states what is wrong with its start")
  func errors() throws {
    let x = tape.leaf(vector(1, 2))
    let y = try Tensor.multiply(x, x)
    expect("G11") { try tape.backward(from: y, gradient: nil) }
    expect("G13") { try tape.backward(from: y, gradient: vector(1)) }
    expect("G10") { try tape.backward(from: number(1), gradient: nil) }
    try tape.backward(from: y, gradient: vector(1, 10))
    #expect(x.grad?.doubles() == [2, 40])
    expect("G12") { try tape.backward(from: y, gradient: vector(1, 10)) }
  }

  @Test("a failing derivative leaves the tape as it was")
  func failedBackward() throws {
    do {
      let x = tape.leaf(number(1))
      let y = try Tensor.multiply(x, x)
      try tape.backward(from: y, gradient: nil)
      expect("G12") { try tape.backward(from: try Tensor.multiply(y, y), gradient: nil) }
      #expect(tape.isRecording)
    }
    #expect(tape.liveNodes == 0)
  }

  // MARK: Parameters

  @Test("a graph whose values an update replaced is refused, not differentiated at the wrong place")
  func update() throws {
    let p = try Parameter(number(3), context: context)
    let y = try Tensor.multiply(p.tensor, p.tensor)
    try p.assign(number(100))
    #expect(y.doubles() == [9])
    expect("G15") { try tape.backward(from: y, gradient: nil) }
    #expect(p.tensor.doubles() == [100] && p.tensor.dtype == .f64)
    p.zeroGrad()
    #expect(p.grad == nil)
    expect("S10") { try p.assign(vector(1, 2)) }
  }

  @Test("a parameter keeps its dtype, and can be frozen and thawed")
  func freeze() throws {
    let p = try Parameter(number(3).converted(to: .f32), context: context)
    try p.assign(number(0.1))
    #expect(p.tensor.dtype == .f32)
    p.requiresGrad = false
    #expect(!(try Tensor.multiply(p.tensor, p.tensor)).requiresGrad)
    p.requiresGrad = true
    try tape.backward(from: try Tensor.multiply(p.tensor, p.tensor), gradient: nil)
    #expect(p.grad?.dtype == .f32)
    expect("Y01") { _ = try Parameter(Tensor([true], [1]), context: context) }
  }

  @Test("a hundred thousand steps of training take no more memory than the first hundred")
  func loop() throws {
    // Unoptimised code is slow; what grows would be seen after a tenth of them.
    #if DEBUG
      let steps = 10_000
    #else
      let steps = 100_000
    #endif
    let p = try Parameter(vector(1, -1), context: context)
    var warm: [Int] = []
    weak var earlier: Storage?
    for step in 0..<steps {
      let loss = try Tensor.multiply(p.tensor, p.tensor).sum([0])
      try tape.backward(from: loss, gradient: nil)
      let g = try #require(p.grad)
      // Values, gradients and graphs of the last step are gone.
      #expect(earlier == nil)
      earlier = p.tensor.body.storage
      try p.assign(try Tensor.subtract(p.tensor.detached(), try Tensor.multiply(g, number(0.01))))
      p.zeroGrad()
      if step == 100 { warm = [tape.liveNodes, tape.used, tape.capacity] }
      if step > 100 { #expect([tape.liveNodes, tape.used, tape.capacity] == warm) }
    }
    #expect(abs(p.tensor.doubles()[0]) < 1e-8)
  }
}

/// Expects an error of the engine by its code.
func expect(_ code: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void) {
  do {
    try body()
    Issue.record("nothing was thrown instead of \(code)", sourceLocation: sourceLocation)
  } catch let error as TensorError {
    #expect(error.code == code, "\(error.message)", sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}
