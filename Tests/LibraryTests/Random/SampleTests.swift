import Language
import Library
import Tensors
import Testing

@Suite("Made-up data sets")
struct SampleTests {
  @Test("are scikit-learn's, number for number", arguments: Reference.load("random-sklearn"))
  func streams(_ reference: Reference) throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    reference.check(
      try evaluate("rng = numpy_random(\(reference.seed))\n\(reference.testDescription)", in: interpreter))
  }

  @Test("have references to be checked against")
  func present() { #expect(Reference.load("random-sklearn").count > 75) }
}
