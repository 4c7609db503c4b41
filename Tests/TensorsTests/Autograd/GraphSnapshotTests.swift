import Testing

@testable import Tensors

@Suite("Snapshots of graphs") struct GraphSnapshotTests {
  private let context = TensorContext()
  private var tape: Tape { context.tape }

  private func names(_ snapshot: GraphSnapshot) -> [String] {
    snapshot.nodes.map { node in
      switch node.kind {
      case .leaf: "leaf"
      case .constant: "constant"
      case .operation, .detached: node.operation
      case .unknown: "unknown"
      }
    }
  }

  @Test("nodes stand in order, each once, with what goes into them")
  func order() throws {
    let x = tape.leaf(Tensor([3.0], []))
    let y = try x * x + x
    let snapshot = try GraphSnapshot(of: y)
    #expect(names(snapshot) == ["leaf", "multiply", "add"])
    #expect(snapshot.nodes[1].inputs.map(\.node) == [0, 0])
    #expect(snapshot.nodes[2].inputs.map(\.node) == [1, 0])
    #expect(snapshot.nodes[2].value?.doubles() == [12])
    #expect(snapshot.find(x) == 0 && snapshot.find(y) == 2)
  }

  @Test("what is detached is found again behind a way without gradient")
  func detached() throws {
    let w = tape.leaf(Tensor([0.5, -1], [2]))
    let h = try apply(Tanh(), w)
    let y = try (h * h.detached()).sum([0])
    let snapshot = try GraphSnapshot(of: y)
    #expect(names(snapshot) == ["leaf", "tanh", "detach", "multiply", "sum"])
    #expect(snapshot.nodes.map(\.carriesGradient) == [true, true, false, true, true])
    #expect(!snapshot.nodes[2].inputs[0].carriesGradient)
    // A branch that is only known by its name is followed too.
    let other = try apply(Exp(), tape.leaf(Tensor([1.0], [1])))
    let z = try (w * other.detached()).sum([0])
    #expect(names(try GraphSnapshot(of: z)).filter { $0 == "exp" }.isEmpty)
    let known = try GraphSnapshot(of: z, known: [other])
    #expect(names(known).contains("exp"))
    #expect(known.nodes.first { $0.operation == "exp" }?.carriesGradient == false)
  }

  @Test("a walk gives the gradients of backward, and leaves gradients and graph alone")
  func walk() throws {
    let w = tape.leaf(Tensor([0.3, -0.7, 1.1], [3]))
    let y = try (apply(Tanh(), w * w) * w).sum([0])
    let live = tape.liveNodes
    var walk = try ReverseWalk(try GraphSnapshot(of: y))
    var steps: [Int] = []
    while let step = try walk.step() { steps.append(step.node) }
    #expect(steps == steps.sorted(by: >))
    #expect(w.grad == nil && tape.liveNodes == live && tape.isRecording)
    let found = try #require(walk.gradients[0][0])
    try tape.backward(from: y, gradient: nil)
    #expect(found.doubles() == w.grad?.doubles())
  }

  @Test("a local derivative times what arrives is the product, before broadcasting is undone")
  func local() throws {
    let w = tape.leaf(Tensor([2.0], []))
    let y = try (w * Tensor([1.0, 2.0, 3.0], [3])).sum([0])
    var walk = try ReverseWalk(try GraphSnapshot(of: y))
    let sum = try #require(try walk.step()), product = try #require(try walk.step())
    #expect(sum.parts[0].local?.doubles() == [1, 1, 1])
    #expect(product.parts[0].local?.doubles() == [1, 2, 3])
    #expect(product.parts[0].product.doubles() == [6])
  }

  @Test("a walk towards one node passes over what does not lead there, and counts what meets")
  func target() throws {
    let a = tape.leaf(Tensor([2.0], [])), b = tape.leaf(Tensor([3.0], []))
    let y = try a * b + apply(Exp(), b)
    let snapshot = try GraphSnapshot(of: y)
    let node = try #require(snapshot.find(a))
    var walk = try ReverseWalk(snapshot, toward: node)
    var operations: [String] = []
    while let step = try walk.step() { operations.append(snapshot.nodes[step.node].operation) }
    #expect(operations == ["add", "multiply"])
    #expect(walk.gradients[node][0]?.doubles() == [3])
    #expect(snapshot.find(b).map { walk.gradients[$0][0] == nil } == true)
  }

  @Test("hooks have their say in a walk as in backward: on a leaf, on a result, on the way to one node")
  func hooks() throws {
    let w = tape.leaf(Tensor([2.0, 3.0], [2]))
    let h = try w * w
    let y = try h.sum([0])
    var seen: [[Double]] = []
    _ = try h.addGradientHook { (g) throws(TensorError) in try g * 10 }
    _ = try w.addGradientHook { (g) in
      seen.append(g.doubles())
      return nil
    }
    let snapshot = try GraphSnapshot(of: y)
    for target in [nil, snapshot.find(w)] {
      var walk = try ReverseWalk(snapshot, toward: target)
      var steps: [ReverseWalk.Step] = []
      while let step = try walk.step() { steps.append(step) }
      #expect(steps.map(\.isHooked) == [false, true, true])
      #expect(steps.map(\.isChanged) == [false, true, false])
      #expect(steps[1].arrived[0]?.doubles() == [1, 1] && steps[1].upstream[0]?.doubles() == [10, 10])
      #expect(steps[2].parts.isEmpty && walk.gradients[steps[2].node][0]?.doubles() == [40, 60])
    }
    try tape.backward(from: y, gradient: nil)
    #expect(w.grad?.doubles() == [40, 60] && seen == [[40, 60], [40, 60], [40, 60]])
  }

  @Test("the recorded operations run again with another value")
  func replay() throws {
    let w = tape.leaf(Tensor([2.0], []))
    let h = try w * w
    let y = try h + h.detached()
    let snapshot = try GraphSnapshot(of: y)
    let again = try snapshot.value(replacing: try #require(snapshot.find(w)), with: Tensor([3.0], []))
    // What was detached moves as well: it is what the same code would give.
    #expect(again?.doubles() == [18])
    #expect(y.doubles() == [8])
  }

  @Test("outside of a graph, and where backward has freed it, there is nothing to show")
  func refused() throws {
    #expect(throws: TensorError.self) { try GraphSnapshot(of: Tensor([1.0], [])) }
    let w = tape.leaf(Tensor([2.0], []))
    let y = try w * w
    try tape.backward(from: y, gradient: nil)
    #expect(throws: TensorError.self) { try GraphSnapshot(of: y) }
    let vector = try w * Tensor([1.0, 2.0], [2])
    #expect(throws: TensorError.self) { try ReverseWalk(try GraphSnapshot(of: vector)) }
  }

  @Test("of a hundred thousand operations the last ones are kept, without recursion")
  func deep() throws {
    var y = tape.leaf(Tensor([1.0], []))
    for _ in 0..<100_000 { y = try y * 0.99999 }
    let snapshot = try GraphSnapshot(of: y, limit: 1000)
    #expect(snapshot.nodes.count { $0.kind == .operation } == 1000)
    #expect(snapshot.omitted > 0)
    #expect(snapshot.nodes.last?.value?.doubles() == y.doubles())
    var walk = try ReverseWalk(snapshot)
    var count = 0
    while try walk.step() != nil { count += 1 }
    #expect(count == 1000)
  }

  @Test("attributes are told in words")
  func attributes() throws {
    let x = tape.leaf(Tensor([1.0, 2.0, 3.0, 4.0], [2, 2]))
    let snapshot = try GraphSnapshot(of: try x.sum([1], keepingDimensions: true))
    #expect(snapshot.nodes.last?.attributes == "axes 1, keeps dimensions")
  }
}

@Suite("Profiles of operations") struct ProfileTests {
  @Test("calls, results and derivatives are counted, on the thread that measures")
  func counts() throws {
    let context = TensorContext()
    let w = context.tape.leaf(try Tensor.full(0.5, [32, 32], .f64))
    let (_, profile) = Profile.measuring {
      for _ in 0..<3 {
        let product = try? Tensor.matmul(w, w)
        let total = product.flatMap { try? $0.sum([0, 1]) }
        if let total { try? context.tape.backward(from: total, gradient: nil) }
      }
    }
    let rows = Dictionary(uniqueKeysWithValues: profile.rows.map { ($0.name, $0) })
    #expect(rows["matmul"]?.calls == 3 && rows["matmul"]?.bytes == 3 * 32 * 32 * 8)
    #expect(rows["matmul backward"]?.calls == 3 && rows["sum backward"]?.calls == 3)
    #expect(profile.rows.allSatisfy { $0.seconds >= 0 })
  }

  @Test("what an operation calls belongs to it, and nothing is kept when nobody measures")
  func nested() throws {
    let x = Tensor([1.0, 2.0, 3.0], [3])
    let (_, profile) = Profile.measuring {
      let entry = OperationRegistry.named("mean")
      _ = try? entry?.call([.tensor(x), .none, .flag(false)], TensorContext())
    }
    #expect(profile.rows.map(\.name) == ["mean"])
    let (_, later) = Profile.measuring {}
    _ = try x + x
    #expect(later.rows.isEmpty)
  }
}

@Suite("Summaries of tensors") struct TensorSummaryTests {
  @Test("range, mean, spread, and what is not finite")
  func figures() throws {
    let summary = try #require(TensorSummary(Tensor([1, 2, .nan, 6, .infinity], [5]), bins: 5))
    #expect(summary.nans == 1 && summary.infinities == 1 && summary.finite == 3)
    #expect(summary.least == 1 && summary.greatest == 6 && summary.mean == 3)
    #expect(abs(summary.standardDeviation - 7.0.squareRoot()) < 1e-12)
    #expect(summary.histogram == [1, 1, 0, 0, 1])
  }

  @Test("empty, one number, equal numbers, the widest range")
  func edges() throws {
    #expect(TensorSummary(Tensor([Double](), [0])) == nil)
    let one = try #require(TensorSummary(Tensor([3.0], [])))
    #expect(one.mean == 3 && one.standardDeviation.isNaN && one.histogram.allSatisfy { $0 == 0 })
    let none = try #require(TensorSummary(Tensor([.nan], [1])))
    #expect(none.finite == 0 && none.nans == 1)
    let wide = try #require(TensorSummary(Tensor([-1.7e308, 1.7e308], [2]), bins: 2))
    #expect(wide.histogram == [1, 1])
  }

  @Test("blocks, strides and dtypes make no difference")
  func layouts() throws {
    let values = (0..<200_000).map { Double($0 % 1000) }
    let plain = Tensor(values, [200, 1000])
    let summary = try #require(TensorSummary(plain))
    let turned = try #require(TensorSummary(try plain.transposed()))
    let narrow = try #require(TensorSummary(try plain.converted(to: .f32)))
    #expect(summary.greatest == 999 && abs(summary.mean - 499.5) < 1e-9)
    #expect(turned.histogram == summary.histogram && narrow.histogram == summary.histogram)
  }
}
