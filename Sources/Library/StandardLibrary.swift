import Language

extension Registry {
  /// Everything: tensor operations and all families of the library.
  public static func standard() -> Registry {
    let registry = Registry()
    registry.add(Conversions.all)
    registry.add(OutputFunctions.all)
    registry.add(Lists.all)
    registry.add(Records.all)
    registry.add(TextFunctions.all)
    registry.add(TextShapes.all)
    registry.add(Characters.all)
    registry.add(WholeNumbers.all)
    registry.add(FileFunctions.all)
    registry.add(JSONFunctions.all)
    registry.add(Control.all)
    registry.add(Autograd.all)
    registry.add(Models.all)
    registry.add(Jacobians.all)
    registry.add(TableFunctions.all)
    registry.addDecoder("table", TableArchive.decodeTable)
    registry.addDecoder("column", TableArchive.decodeColumn)
    registry.add(RegressionFunctions.all)
    registry.addDecoder("ols", OLSValue.decode)
    registry.addDecoder("summary", SummaryText.decode)
    registry.add(PlotFunctions.all)
    registry.add(GraphFunctions.all)
    registry.addDecoder("chart", ChartArchive.decode)
    registry.addRandomFunctions()
    registry.setPrelude { Prelude.standard }
    return registry
  }
}
