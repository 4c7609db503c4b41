import Testing

@testable import Tensors

@Suite struct IndexingTests {
  /// 0…23 as [2, 3, 4].
  let cube = Tensor(Array(0..<24), [2, 3, 4])
  let all = Index.slice(from: nil, to: nil, step: 1)

  @Test("integers, slices, steps, new axes and dots give views")
  func views() throws {
    #expect(try cube.indexed([.at(1)]).ints() == Array(12..<24))
    #expect(try cube.indexed([.at(-1), .at(-3), .at(2)]).ints() == [14])
    let steps = try cube.indexed([all, .at(0), .slice(from: 0, to: nil, step: 2)])
    #expect(steps.shape == [2, 2] && steps.ints() == [0, 2, 12, 14])
    #expect(steps.body.storage === cube.body.storage)
    #expect(try cube.indexed([.ellipsis, .at(-1)]).ints() == [3, 7, 11, 15, 19, 23])
    #expect(try cube.indexed([.newAxis, .ellipsis, .newAxis]).shape == [1, 2, 3, 4, 1])
    #expect(try cube.indexed([.slice(from: 5, to: 1, step: 1)]).shape == [0, 3, 4])
    #expect(try cube.indexed([.slice(from: -100, to: 100, step: 1)]).shape == [2, 3, 4])
  }

  @Test("a negative step walks backwards, from the end unless it is told otherwise")
  func backwards() throws {
    let x = Tensor([0, 1, 2, 3, 4], [5])
    func read(_ from: Int?, _ to: Int?, _ step: Int) throws -> [Int] {
      try x.indexed([.slice(from: from, to: to, step: step)]).ints()
    }
    #expect(try read(nil, nil, -1) == [4, 3, 2, 1, 0])
    #expect(try read(3, 0, -2) == [3, 1])
    #expect(try read(-2, -9, -3) == [3, 0])
    #expect(try read(0, 4, -1) == [])
    var y = x
    try y.assign([.slice(from: nil, to: nil, step: -2)], Tensor([10, 11, 12], [3]))
    #expect(y.ints() == [12, 1, 11, 3, 10])
  }

  @Test("one boolean is a new axis with everything or nothing")
  func oneFlag() throws {
    #expect(try cube.indexed([.tensor(Tensor([true], []))]).shape == [1, 2, 3, 4])
    #expect(try cube.indexed([.tensor(Tensor([false], []))]).shape == [0, 2, 3, 4])
  }

  @Test("tensors of positions broadcast; their axes come where NumPy puts them")
  func advanced() throws {
    let rows = Tensor([1, 0], [2, 1]), columns = Tensor([0, 2, -1], [3])
    let grid = try cube.indexed([.at(0), .tensor(rows), .tensor(columns)])
    #expect(grid.shape == [2, 3] && grid.ints() == [4, 6, 7, 0, 2, 3])
    #expect(try cube.indexed([all, .tensor(Tensor([2, 0], [2]))]).shape == [2, 2, 4])
    // Separated by a slice: the common axes come first.
    let apart = try cube.indexed([.tensor(Tensor([0, 1, 1], [3])), all, .tensor(Tensor([0, 1, 2], [3]))])
    #expect(apart.shape == [3, 3] && apart.ints() == [0, 4, 8, 13, 17, 21, 14, 18, 22])
  }

  @Test("masks select row by row, over one axis or several")
  func masks() throws {
    let mask = try Tensor.compare(.greater, cube, Tensor([20], []))
    #expect(try cube.indexed([.tensor(mask)]).ints() == [21, 22, 23])
    let rows = try cube.indexed([all, .tensor(Tensor([true, false, true], [3]))])
    #expect(rows.shape == [2, 2, 4] && rows.ints()[4] == 8)
    #expect(try cube.indexed([.tensor(Tensor([false, false], [2]))]).shape == [0, 3, 4])
  }

  @Test("assignment changes this value and no copy of it")
  func assign() throws {
    var x = Tensor([1, 2, 3, 4], [2, 2])
    let before = x
    try x.assign([.at(0)], Tensor([9], []))
    #expect(x.ints() == [9, 9, 3, 4] && before.ints() == [1, 2, 3, 4])
    let view = try x.indexed([.at(1)])
    try x.assign([all, .at(1)], Tensor([7, 8], [2]))
    #expect(x.ints() == [9, 7, 3, 8] && view.ints() == [3, 4])
    try x.assign([.tensor(try Tensor.compare(.greater, x, Tensor([7], [])))], Tensor([0], []))
    #expect(x.ints() == [0, 7, 3, 0])
  }

  @Test("assignment from itself reads before it writes")
  func overlap() throws {
    var x = Tensor([1, 2, 3, 4], [4])
    try x.assign([.slice(from: 1, to: nil, step: 1)], try x.indexed([.slice(from: 0, to: 3, step: 1)]))
    #expect(x.ints() == [1, 1, 2, 3])
  }

  @Test("a unique tensor is written in place, a shared one copied once")
  func inPlace() throws {
    var x = Tensor([1, 2, 3, 4], [4])
    let memory = x.body.storage.memory
    try x.assign([.at(0)], Tensor([5], []))
    #expect(x.body.storage.memory == memory)
  }

  @Test("assignment inside a graph sends gradients to what was stored and to what stayed")
  func tracked() throws {
    let tape = TensorContext().tape
    let x = tape.leaf(Tensor([1.0, 2, 3], [3])), v = tape.leaf(Tensor([10.0], []))
    var y = try Tensor.multiply(x, x)
    try y.assign([.at(1)], v)
    #expect(y.doubles() == [1, 10, 9])
    try tape.backward(from: try Tensor.multiply(y, y).sum([0]), gradient: nil)
    #expect(x.grad?.doubles() == [4, 0, 108] && v.grad?.doubles() == [20])
  }

  @Test("a position used twice collects two gradients")
  func repeated() throws {
    let tape = TensorContext().tape
    let x = tape.leaf(Tensor([1.0, 2, 3], [3]))
    let y = try x.indexed([.tensor(Tensor([2, 0, 2], [3]))])
    try tape.backward(from: y.sum([0]), gradient: nil)
    #expect(x.grad?.doubles() == [1, 0, 2])
  }

  @Test("what does not fit is an error with its evidence")
  func errors() {
    expect("X01") { _ = try cube.indexed([.at(2)]) }
    expect("X01") { _ = try cube.indexed([.at(.min)]) }
    expect("X01") { _ = try cube.indexed([.tensor(Tensor([0, 5], [2]))]) }
    expect("X12") { _ = try cube.indexed([.at(0), .at(0), .at(0), .at(0)]) }
    expect("X04") { _ = try cube.indexed([.slice(from: nil, to: nil, step: 0)]) }
    expect("X13") { _ = try cube.indexed([.tensor(Tensor([0.5], [1]))]) }
    expect("X14") { _ = try cube.indexed([.tensor(Tensor([true], [1]))]) }
    expect("X12") {
      _ = try cube.indexed([.at(0), .at(0), .tensor(Tensor([true, false, true, true], [2, 2]))])
    }
    expect("S10") {
      var x = cube
      try x.assign([.at(0)], Tensor([1, 2], [2]))
    }
  }

  @Test("huge bounds and steps are clamped, never overflow")
  func extremes() throws {
    for bound in [Int.min, Int.min + 1, -1, 0, 1, Int.max - 1, Int.max] {
      for other in [Int.min, -2, 0, 2, Int.max] {
        for step in [1, 2, Int.max - 1, Int.max, -1, -2, Int.min + 1, Int.min] {
          _ = try cube.indexed([.slice(from: bound, to: other, step: step)])
        }
      }
    }
  }
}
