import Language
import Library
import Tensors
import Testing

@Suite("Every entry of the registry")
struct ExampleTests {
  @Test("gives what its example says")
  func examples() throws {
    for entry in Registry.standard().all where !entry.example.isEmpty && !entry.gives.isEmpty {
      let interpreter = Interpreter(registry: .standard(), context: TensorContext())
      let result = interpreter.run(SourceText(name: entry.name, text: entry.example))
      if let error = result.error {
        Issue.record("\(entry.name): \(error.message)")
      } else {
        #expect(result.value.display() == entry.gives, "\(entry.name): \(entry.example)")
      }
    }
  }

  @Test("has a summary, a family and a signature that parses as a call")
  func complete() {
    for entry in Registry.standard().all {
      #expect(!entry.summary.isEmpty && !entry.family.isEmpty, "\(entry.name)")
      #expect(entry.signatureText.hasPrefix(entry.name + "("))
    }
  }

  @Test("has help text")
  func help() {
    let interpreter = Interpreter(registry: .standard(), context: TensorContext())
    for name in interpreter.registry.names { #expect(Help.text(for: name, in: interpreter) != nil) }
  }
}
