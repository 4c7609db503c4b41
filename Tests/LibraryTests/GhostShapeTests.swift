import Language
import Library
import Tensors
import Testing

@Suite("Shapes of what is being typed")
struct GhostShapeTests {
  private func ghosts() throws -> GhostShape {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    let source = """
      x = ones((60000, 784)); w = ones((784, 10)); v = ones((512, 10)); b = ones(10)
      small = ones((3, 4)); n = 7; f(x) = x
      """
    #expect(interpreter.run(SourceText(name: "cell 1", text: source)).error == nil)
    return GhostShape(interpreter)
  }

  @Test(
    "follow from the shapes of the variables, whatever their size",
    arguments: [
      ("relu(x @ w + b)", "f64[60000, 10]"), ("h = relu(x @ w", "f64[60000, 10]"),
      ("small.T @ small", "f64[4, 4]"),
      ("mean(x, axis=0)", "f64[784]"), ("x[0]", "f64[784]"), ("x[:, none]", "f64[60000, 1, 784]"),
      ("small.reshape((2, 6))", "f64[2, 6]"), ("[1, 2, 3] + 0.5", "f64[3]"),
      ("h = x @ w\nsoftmax(h, axis=-1", "f64[60000, 10]"), ("argmax(x @ w, axis=1)", "i64[60000]"),
      ("x > 0", "bool[60000, 784]"),
    ])
  func shapes(text: String, shape: String) throws {
    #expect(try ghosts().answer(for: text) == .shape(shape))
  }

  @Test("or say why it would be an error, with the reader's sizes")
  func misfits() throws {
    guard case .misfit(let reason)? = try ghosts().answer(for: "relu(x @ v)") else {
      Issue.record("it fits")
      return
    }
    #expect(reason == "the inner sizes of `@` differ, 784 and 512")
  }

  @Test(
    "are silent where nothing can be said, and run nothing",
    arguments: [
      "x", "n", "x @", "f(x)", "y @ w", "for i in x {", "print(x)", "zeros((10^9, 10))", "zeros(10^12)",
      "x.reshape((-1, 28, 28))", "\"text {x @ w", ":vars", "softmax?", "", "x = ", "while true { 1 }",
      "no_grad { x @ w }", "import \"/etc/passwd\"", "read(\"/etc/passwd\")",
    ])
  func silence(text: String) throws {
    #expect(try ghosts().answer(for: text) == nil)
  }

  @Test("leave the session's random stream alone")
  func streams() throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    let before = interpreter.context.generator.words
    #expect(GhostShape(interpreter).answer(for: "rand((3, 4))") == .shape("f64[3, 4]"))
    #expect(interpreter.context.generator.words == before)
  }
}
