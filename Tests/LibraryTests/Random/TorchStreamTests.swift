import Language
import Library
import Tensors
import Testing

@Suite("PyTorch's random numbers in the language")
struct TorchStreamTests {
  @Test("are PyTorch's, number for number", arguments: Reference.load("random-torch-more"))
  func streams(_ reference: Reference) throws {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    reference.check(try evaluate("seed(\(reference.seed))\n\(reference.testDescription)", in: interpreter))
  }

  @Test("have references to be checked against")
  func present() { #expect(Reference.load("random-torch-more").count > 100) }
}
