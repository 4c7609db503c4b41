import Kernels
import Language
import Library
import Tensors
import Testing

/// A cell run one operation at a time, after some others: its steps and what became of it.
private func steps(
  _ cell: String, after cells: [String] = [], limit: Int = .max
) throws -> (steps: [Step], result: CellResult, interpreter: Interpreter) {
  let interpreter = Interpreter(registry: .standard(), context: TensorContext())
  for (i, cell) in cells.enumerated() {
    let result = interpreter.run(SourceText(name: "cell \(i + 1)", text: cell))
    if let error = result.error { throw error }
  }
  var steps: [Step] = []
  let result = interpreter.run(SourceText(name: "stepped", text: cell)) { step in
    steps.append(step)
    return steps.count < limit
  }
  return (steps, result, interpreter)
}

private func lines(_ cell: String, after cells: [String] = []) throws -> [String] {
  try steps(cell, after: cells).steps.map { "\($0.depth) \($0.text) = \($0.value.inline(depth: 0))" }
}

@Suite("Stepping")
struct SteppingTests {
  @Test("tells operands before results, with their sources and values; names and literals are no steps")
  func order() throws {
    #expect(
      try lines("(1 + 2) * (x - 3)", after: ["x = 10"]) == [
        "0 (1 + 2) = 3", "0 (x - 3) = 7", "0 (1 + 2) * (x - 3) = 21",
      ])
    #expect(try lines("x\n7\n\"a\"", after: ["x = 1"]) == [])
  }

  @Test("goes into functions, one level deeper for each call that is under way")
  func depth() throws {
    #expect(
      try lines("f(2) + 1", after: ["g(x) = x * 10\nf(x) = g(x + 1)"]) == [
        "1 x + 1 = 3", "2 x * 10 = 30", "1 g(x + 1) = 30", "0 f(2) = 30", "0 f(2) + 1 = 31",
      ])
  }

  @Test("goes through loops, conditions and updates of variables")
  func loops() throws {
    #expect(
      try lines("s = 0\nfor i in 0..<2 { s += i * i }\nif s > 0 and s < 5 { s - 1 }") == [
        "0 i * i = 0", "0 s += i * i = 0", "0 i * i = 1", "0 s += i * i = 1", "0 s > 0 = true",
        "0 s < 5 = true", "0 s - 1 = 0", "0 if s > 0 and s < 5 { s - 1 } = 0",
      ])
  }

  @Test("goes into what built-ins call back, at the depth of the language's own calls")
  func callbacks() throws {
    #expect(
      try lines("map(0..<2, f)", after: ["f(x) = x + 1"]) == [
        "0 0..<2 = 0..<2", "1 x + 1 = 1", "1 x + 1 = 2", "0 map(0..<2, f) = (1, 2)",
      ])
    #expect(
      try lines("sorted((2, 1), key=x -> -x)") == [
        "0 (2, 1) = (2, 1)", "1 -x = -2", "1 -x = -1", "0 sorted((2, 1), key=x -> -x) = (2, 1)",
      ])
  }

  @Test("goes into methods and constructors of models, also those in lists and in other models")
  func models() throws {
    let definition = """
      model Scale(k) { forward(x) = k * x }
      model Net() {
        parts = (Scale(2), Scale(3))
        forward(x) = parts[1](parts[0](x))
      }
      net = Net()
      """
    #expect(
      try lines("net(5)", after: [definition]) == [
        "1 parts[1] = Scale(k=3)", "1 parts[0] = Scale(k=2)", "2 k * x = 10", "1 parts[0](x) = 10",
        "2 k * x = 30", "1 parts[1](parts[0](x)) = 30", "0 net(5) = 30",
      ])
  }

  @Test("goes into closures wherever they are kept")
  func closures() throws {
    let definitions = "adder(n) = x -> x + n\nfs = (adder(1), {f: adder(2)})\nfn apply(f, x) { f(x) }"
    let texts = try steps("apply(fs[0], 1) + apply(fs[1].f, 1)", after: [definitions]).steps.map(\.text)
    #expect(texts.filter { $0 == "x + n" }.count == 2)
  }

  @Test("tells shapes, times and the nodes of gradients")
  func nodes() throws {
    let steps = try steps(
      "loss = sum((x @ w) ^ 2)\nparam([0.0])\nx + 1", after: ["x = ones((3, 2))\nw = param(ones((2, 1)))"]
    ).steps
    #expect(
      steps.map(\.text) == ["(x @ w)", "(x @ w) ^ 2", "sum((x @ w) ^ 2)", "[0.0]", "param([0.0])", "x + 1"])
    #expect(steps.map(\.shape) == [[3, 1], [3, 1], [], [1], [1], [3, 2]])
    #expect(steps.map { $0.node == nil } == [false, false, false, true, false, true])
    #expect(steps[0].node == "matmul" && steps[4].node == "parameter")
    #expect(steps.allSatisfy { $0.seconds >= 0 })
  }

  @Test("ends at an error, whose steps so far were told; variables are as they were")
  func errors() throws {
    let (steps, result, interpreter) = try steps("x = x + 1\nx / (x - 2)", after: ["x = 1"])
    #expect(steps.map(\.text) == ["x + 1", "(x - 2)"])
    #expect(result.error?.code == "Z01")
    #expect(interpreter.variable("x")?.display() == "1")
    #expect(try lines("try { 1 / 0 } catch e { 2 + 3 }").contains("0 2 + 3 = 5"))
  }

  @Test("can be ended by the observer, in a loop without end too")
  func stopping() throws {
    let (steps, result, _) = try steps("i = 0\nwhile true { i += 1 }", limit: 10)
    #expect(steps.count == 10)
    #expect(result.error?.code == "I01")
  }

  @Test(
    "leaves no observations behind: not in functions that were there, nor in those that a stepped cell makes")
  func afterwards() throws {
    let (_, result, interpreter) = try steps(
      "late(x) = x * 2\nmodel M(k) { twice(x) = late(x) * k }\nm = M(3)\nh = x -> late(x) + f(x)\nh(1)",
      after: ["f(x) = x + 1"])
    #expect(result.error == nil)
    var count = 0
    let cell = SourceText(name: "again", text: "(f(1), late(1), m.twice(1), h(1), map(0..<2, h))")
    #expect(interpreter.run(cell).value.display() == "(2, 2, 6, 4, (1, 4))")
    // Nobody is told, and stepping again still reaches all of them.
    let again = interpreter.run(SourceText(name: "again", text: "h(1) + m.twice(1)")) { _ in
      count += 1
      return true
    }
    #expect(again.value.display() == "10")
    #expect(count == 11)
  }

  @Test("changes nothing: examples of all built-ins give the same whether they are stepped or not")
  func sameAsPlain() throws {
    for entry in Registry.standard().all where !entry.example.isEmpty && !entry.gives.isEmpty {
      let interpreter = Interpreter(registry: .standard(), context: TensorContext())
      let result = interpreter.run(SourceText(name: entry.name, text: entry.example)) { _ in true }
      if let error = result.error {
        Issue.record("\(entry.name): \(error.message)")
      } else {
        #expect(result.value.display() == entry.gives, "\(entry.name): \(entry.example)")
      }
    }
  }
}
