import Language
import Library
import Tensors
import Testing

@Suite("NumPy's random numbers in the language")
struct NumpyStreamTests {
  @Test("are NumPy's, number for number", arguments: Reference.load("random-numpy-more"))
  func streams(_ reference: Reference) throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    reference.check(
      try evaluate("rng = numpy_random(\(reference.seed))\n\(reference.testDescription)", in: interpreter))
  }

  @Test("are the same from the session's own generator")
  func session() throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    _ = try evaluate("rng = numpy_random()", in: interpreter)
    for reference in Reference.load("random-numpy-more") {
      let code = "numpy_seed(\(reference.seed))\n\(reference.testDescription)"
      reference.check(try evaluate(code, in: interpreter))
    }
  }

  @Test("have references to be checked against")
  func present() { #expect(Reference.load("random-numpy-more").count > 250) }
}
