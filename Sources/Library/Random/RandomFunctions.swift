import Language

extension Registry {
  /// NumPy's legacy generator and scikit-learn's samplers. Their generators belong to the session that owns
  /// the registry. Added last: methods of generators share names with functions of tensors.
  func addRandomFunctions() {
    let generators = RandomStates()
    add(RandomStateFunctions.all(generators))
    add([ChoiceFunction.builtIn])
    add(SampleFunctions(generators: generators).all)
    add(TrainTestFunction.builtIn(generators))
    addDecoder("numpy generator", generators.decode)
  }
}
