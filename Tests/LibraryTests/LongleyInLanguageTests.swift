import Testing

@Suite("Longley's data through the language")
struct LongleyInLanguageTests {
  /// Figures of statsmodels 0.15 to ten digits, as a reader sees them.
  @Test(
    "gives the certified figures",
    arguments: [
      ("\"{fit.params[0]:.9e}\"", "\"-3.482258635e+06\""),
      ("\"{fit.params[3]:.9e}\"", "\"-2.020229804e+00\""),
      ("\"{fit.std_errors[6]:.9e}\"", "\"4.554784991e+02\""),
      ("\"{fit.t_values[4]:.9e}\"", "\"-4.821985310e+00\""),
      ("\"{fit.p_values[2]:.9e}\"", "\"3.126810611e-01\""), ("\"{fit.r2:.10f}\"", "\"0.9954790046\""),
      ("\"{fit.f:.9e} {fit.f_p:.9e}\"", "\"3.302853392e+02 4.984030529e-10\""),
      ("\"{fit.llf:.7f}\"", "\"-109.6174348\""),
      ("\"{fit.aic:.7f} {fit.bic:.7f}\"", "\"233.2348696 238.6429907\""),
      ("\"{fit.f_test(\"UNEMP = ARMED, POP = 0\").f:.8f}\"", "\"12.22767521\""),
      ("\"{fit.durbin_watson:.9f} {fit.condition_number:.9e}\"", "\"2.559487689 4.859257015e+09\""),
      ("\"{fit.predict(data.head(1)).obs_ci_lower[0]:.9e}\"", "\"5.923256181e+04\""),
    ])
  func figures(code: String, shown: String) throws {
    let folder = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let setup = """
      data = read_csv("\(folder)/Data/longley.csv")
      fit = ols("TOTEMP ~ GNPDEFL + GNP + UNEMP + ARMED + POP + YEAR", data)
      """
    #expect(try value(setup, code) == shown)
  }
}
