import Testing

@testable import Tensors

@Suite struct TensorErrorTests {
  @Test("a million million numbers are refused with both sizes, before anything is allocated")
  func memory() throws {
    let zeros = try #require(OperationRegistry.named("zeros"))
    do {
      _ = try zeros.call([.ints([1_000_000_000_000]), .none], TensorContext())
      Issue.record("nothing was thrown")
    } catch let error {
      #expect(error.code == "E01" && error.kind == "memory")
      #expect(error.message.contains("8.0 TB"))
    }
    expect("E03") { _ = try zeros.call([.ints([.max, .max]), .none], TensorContext()) }
    expect("S09") { _ = try zeros.call([.ints([-1]), .none], TensorContext()) }
  }

  @Test("a product that does not fit names both inner sizes")
  func inner() {
    let a = Tensor([Double](repeating: 0, count: 6), [2, 3])
    do {
      _ = try Tensor.matmul(a, a)
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.code == "S01" && error.message.contains("3 and 2"))
    }
  }

  @Test("the engine's errors have stable codes")
  func codes() {
    expect("S02") { _ = try Tensor.add(vector(1, 2), vector(1, 2, 3)) }
    expect("S05") { _ = try vector(1, 2, 3).reshaped([2, 2]) }
    expect("S05") { _ = try vector(1, 2, 3).reshaped([-1, -1]) }
    expect("S07") { _ = try vector(1, 2).item() }
    expect("Z01") { _ = try Tensor.floorDivide(Tensor([1], [1]), Tensor([0], [1])) }
  }
}

@Suite struct DivisionTests {
  @Test("floor division goes with the remainder, as in Python")
  func floorDivision() throws {
    let x = vector(1, -1, 7, -7, 7, 5, 0, .infinity), y = vector(0.1, 0.1, 2, 2, -2, 0, 3, 2)
    #expect(try Tensor.floorDivide(x, y).doubles() == [9, -10, 3, -4, -4, .infinity, 0, .infinity])
  }
}
