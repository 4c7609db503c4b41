import Language
import Library
import Tensors
import Testing

@Suite("Random streams in sessions")
struct RandomSessionTests {
  /// An interpreter with everything that a session keeps of another one.
  private func resumed(_ interpreter: Interpreter) throws -> Interpreter {
    let context = TensorContext()
    context.generator = try #require(Generator(words: interpreter.context.generator.words))
    let next = Interpreter(registry: .standard(), context: context)
    #expect(Archive(next).restore(Archive(interpreter).contents().items).isEmpty)
    return next
  }

  private func interpreter() -> Interpreter {
    Interpreter(registry: .standard(), context: TensorContext())
  }

  private func numbers(_ code: String, _ interpreter: Interpreter) throws -> [Double] {
    try #require(try evaluate(code, in: interpreter).tensor).doubles()
  }

  @Test("a NumPy generator goes on where it stood, the spare normal number included")
  func ownGenerator() throws {
    let before = interpreter()
    _ = try evaluate("rng = numpy_random(5320)\nrng.randn(3)\nrng.randint(0, 9, 700)", in: before)
    let after = try resumed(before)
    let code = "cat((rng.randn(3), rng.rand(800), rng.gamma(2, size=4)))"
    #expect(try numbers(code, before) == numbers(code, after))
    #expect(try evaluate("rng", in: after).display() == "NumPy generator, seed 5320")
  }

  @Test("so does the session's own, whether a variable refers to it or not")
  func sessionGenerator() throws {
    let before = interpreter()
    _ = try evaluate("numpy_seed(7)\nnumpy_random().randn(1)\nrng = numpy_random()", in: before)
    let after = try resumed(before)
    let code = "cat((rng.randn(2), numpy_random().randn(2), make_moons(3, noise=0.1)[0][:, 0]))"
    #expect(try numbers(code, before) == numbers(code, after))
  }

  @Test("and PyTorch's")
  func torchGenerator() throws {
    let before = interpreter()
    _ = try evaluate("seed(3)\nrandn(3)", in: before)
    let after = try resumed(before)
    #expect(try numbers("cat((randn(3), rand(700)))", before) == numbers("cat((randn(3), rand(700)))", after))
  }

  @Test("variables that shared a generator share it again, others do not")
  func sharing() throws {
    let before = interpreter()
    _ = try evaluate("a = numpy_random(1)\nb = a\nc = numpy_random(1)\nlist_of = (a, c)", in: before)
    let after = try resumed(before)
    for interpreter in [before, after] {
      #expect(
        try numbers("cat((a.rand(1), b.rand(1)))", interpreter) == [0.417022004702574, 0.7203244934421581])
      #expect(try numbers("c.rand(1)", interpreter) == [0.417022004702574])
      #expect(
        try evaluate("(a == b, a == c, list_of[0] == a, list_of[1] == c)", in: interpreter).display()
          == "(true, false, true, true)")
    }
    _ = try evaluate("d = numpy_random(1)", in: after)
    let again = try resumed(after)
    #expect(try evaluate("(a == d, c == d, a == b)", in: again).display() == "(false, false, true)")
  }

  @Test("damaged generators are refused")
  func damaged() throws {
    let registry = Registry.standard()
    for payload: Value in [
      .none, .list([]), .list([.int(1)]), .list([.int(-1)]),
      .list([.int(1), .tensor(Tensor([1, 2], [2])), .none]),
    ] {
      let interpreter = Interpreter(registry: registry, context: TensorContext())
      let item = Archive.Item(name: "x", summary: "", bytes: Self.stored(payload, interpreter))
      #expect(Archive(interpreter).restore([item]).first?.reason.code == "D90")
    }
  }

  /// The bytes of a variable that claims to be a generator.
  private static func stored(_ payload: Value, _ interpreter: Interpreter) -> [UInt8] {
    final class Impostor: ObjectValue {
      let payload: Value
      init(_ payload: Value) { self.payload = payload }
      override func archived() -> (type: String, payload: Value)? { ("numpy generator", payload) }
    }
    interpreter.setVariable("x", .object(Impostor(payload)))
    return Archive(interpreter).contents().items.first?.bytes ?? []
  }

  @Test("seeding one stream leaves the other alone")
  func independence() throws {
    let interpreter = interpreter()
    _ = try evaluate("numpy_seed(1)\nseed(1)", in: interpreter)
    let torch = try numbers("rand(2)", interpreter),
      numpy = try numbers("numpy_random().rand(2)", interpreter)
    _ = try evaluate("seed(1)\nnumpy_random().rand(5)", in: interpreter)
    #expect(try numbers("rand(2)", interpreter) == torch)
    _ = try evaluate("numpy_seed(1)\nrand(5)", in: interpreter)
    #expect(try numbers("numpy_random().rand(2)", interpreter) == numpy)
  }
}
