import Glibc
import Language
import Library
import Tensors
import Testing

@Suite("Charts in the language") struct PlotFunctionTests {
  @Test(
    "are made of data in many forms",
    arguments: [
      ("plot((\"2024-03-01\", \"2024-03-08\"), [1, 2])", "x from 2024-03-01 to 2024-03-08"),
      ("plot((\"a\", \"b\", \"a\"), [1, 2, 3])", "x from \"a\" to \"b\""),
      ("scatter(table({x: [1, 2], y: [3, 4]}).x, 0..<2)", "x from 1 to 2, y from 0 to 1"),
      ("plot([1.0, nan, 3.0])", "1 not finite"),
      ("plot(param([1.0, 2.0]) * 2)", "y from 2 to 4"),
      ("errorbar([1, 2], [3, 4], yerr=0.5)", "intervals of y 1 wide"),
      ("errorbar([1, 2], [3, 4], yerr=[[0, 1], [1, 1]])", "intervals of y from 1 to 2 wide"),
      ("bar(2020..<2023, [1, 2, 3])", "from 1 for \"2020\" to 3 for \"2022\""),
      (
        "bar((\"a\", \"b\"), {train: [1, 2], test: [3, 4]}, stacked=true)",
        "2 bars (\"test\"): from 3 for \"a\" to 4 for \"b\", stacked"
      ),
      ("bar((\"a\", \"b\"), [1, 2], [3, 4])", "2 bars (\"2\")"),
      ("barh((\"a\", \"b\"), [1, 2], annot=true)", "from 1 for \"a\" to 2 for \"b\""),
      (
        "boxplot([1, 2, 3, 4], by=(\"u\", \"v\", \"u\", \"v\"))",
        "\"u\" (n = 2): median 2, quartiles 1.5 and 2.5; \"v\""
      ),
      ("boxplot({a: [1, 2], b: [3]}, vert=true)", "2 box plots"),
      ("boxplot([[1, 2], [3, 4], [5, 6]])", "\"2\" (n = 3): median 4"),
      ("boxplot(([1, 2], [3, 4, 5]), labels=(\"p\", \"q\"))", "\"q\" (n = 3): median 4"),
      ("violinplot([1, 2, 3], [2, 3, 4])", "2 violins"),
      ("kdeplot(randn(50), fill=true)", "A density of 50 values"),
      ("imshow(zeros((1, 4, 5)))", "4 rows and 5 columns, all 0"),
      ("matshow([[0.5, 1], [2, 3]])", "from 0.5 at row 0, column 0"),
      ("heatmap([[1, 2]], annot=true, xticklabels=(\"a\", \"b\"))", "column \"b\""),
      ("contour([[0, 1], [1, 2]], levels=3)", "at 0.5, 1, 1.5"),
      ("contour([0, 1, 2], [5, 6], [[0, 1, 2], [1, 2, 3]])", "x from 0 to 2 and y from 5 to 6"),
      ("contour((x, y) -> 3, levels=[1])", "lowest 3"),
      ("quiver((x, y) -> (-x, -y), xlim=(0, 1), ylim=(0, 1))", "Arrows at 135 points"),
      ("quiver([0, 1, 2], [0, 1], ones((2, 3)), zeros((2, 3)))", "Arrows at 6 points"),
      ("plot_decision_regions([[0, 0], [1, 1]], [0, 1], 1)", "NO"),
      ("plot_confusion_matrix((\"a\", \"b\"), (\"a\", \"a\"))", "2 rows and 2 columns"),
      ("plot_roc_curve((\"yes\", \"no\", \"yes\"), [3, 1, 2], positive=\"yes\")", "AUC 1.000"),
      ("mosaic((\"a\", \"a\", \"b\"), (\"x\", \"y\", \"x\"))", "\"a\" 67 % (\"x\" 50 %, \"y\" 50 %)"),
      (
        "plot_tree({label: \"x < 2\", yes: \"a\", no: {label: \"y < 1\", yes: \"b\", no: \"c\"}})",
        "A tree of 5 nodes, 2 deep"
      ),
      ("plot_loss([100.0, 10.0, 1.0])", "logarithmic vertical axis"),
      ("plot_loss([3, 2], [4, 3])", "(\"validation\")"),
      ("candlestick([1, 2], [1, 2], [3, 3], [0, 1], [2, 1])", "2 candles from 1 to 2"),
      ("annotate(\"a\", (1, 2))", "\"a\" at (1, 2)"),
      ("plot((\"2024-01-01\", \"2024-02-01\"), [1, 2]) |> vline(\"2024-01-15\")", "rule at 2024-01-15"),
      (
        "plot((\"2024-01-01\", \"2024-02-01\"), [1, 2]) |> annotate(\"here\", (\"2024-01-15\", 1.5))",
        "\"here\" at (2024-01-15, 1.5)"
      ),
    ])
  func forms(code: String, part: String) throws {
    if part == "NO" {
      #expect(throws: Diagnostic.self) { try value("(\(code)).description") }
      return
    }
    let description = try value("describe(\(code))").replacing("\\\"", with: "\"")
    #expect(description.contains(part), "\(code): \(description)")
    // And it draws.
    #expect(!(try value(code).isEmpty))
    #expect(try value("svg(\(code)).startswith(\"<svg\")") == "true")
  }

  @Test("decision regions ask functions, models and scores alike, without recording")
  func regions() throws {
    let data = "x = [[-1.0, 0.0], [1.0, 0.5]]\ny = [0, 1]"
    for model in [
      "p -> p[:, 0] > 0", "p -> where(p[:, 0] > 0, 0.9, 0.1)", "p -> stack((-p[:, 0], p[:, 0]), axis=1)",
    ] {
      let text = try value(data, "describe(plot_decision_regions(\(model), x, y))")
      #expect(text.contains("\\\"0\\\" 50 %, \\\"1\\\" 50 %"), "\(model): \(text)")
    }
    let model = "model Line() { w = param([[1.0], [0.0]])\n forward(x) = sigmoid(x @ w) }\nm = Line()"
    #expect(try value(data, model, "describe(plot_decision_regions(m, x, y))").contains("50 %"))
    let texts = try value(
      data, "describe(plot_decision_regions(p -> p[:, 0] > 0, x, y, names=(\"no\", \"yes\")))")
    #expect(texts.contains("\\\"yes\\\" 50 %"))
  }

  @Test(
    "say what is wrong",
    arguments: [
      ("plot([1, 2], [1, 2, 3])", "S30"), ("plot(1, 2, 3)", "A03"), ("plot(\"abc\")", "T01"),
      ("plot([1], xlim=(2, 1))", "V10"), ("plot([1], title=3)", "T01"),
      ("plot([1], canvas=\"paint\")", "V15"),
      ("hist([1], bins=0)", "V12"), ("kdeplot([1], bw=-1)", "V13"), ("imshow([1, 2])", "S31"),
      ("imshow(zeros((2, 3, 4)))", "S31"), ("heatmap([[1, 2]], yticklabels=(\"a\", \"b\"))", "S30"),
      ("contour([0, 0], [0, 1], [[1, 2], [3, 4]])", "V11"), ("contour((x, y) -> [1, 2, 3])", "S31"),
      ("contour([[1, 2], [3, 4]], levels=0)", "V13"), ("quiver((x, y) -> x)", "S31"),
      ("bar((\"a\", \"b\"), [1])", "S30"), ("bar([1, 2])", "A03"), ("boxplot([1, 2], by=(\"a\",))", "S30"),
      ("plot_roc_curve([1, 1], [0.1, 0.2])", "V13"), ("errorbar([1], [1], yerr=-1)", "V13"),
      ("plot_decision_regions(p -> 1, [[1, 2, 3]], [0])", "S31"),
      ("plot_decision_regions(p -> zeros(7), [[1, 2]], [0])", "S31"),
      ("dendrogram([[0, 5, 1, 2]])", "V13"), ("mosaic([[-1, 2]])", "V13"),
      ("grid(plot([1]), columns=0)", "V13"),
      ("grid(1)", "T01"), ("plot_tree(())", "T01"), ("annotate(\"a\", (1, 2, 3))", "V16"),
      ("plot((\"2024-01-01\", \"2024-02-01\"), [1, 2]) |> plot((\"x\", \"y\"), [1, 2])", "V14"),
      ("grid(plot([1])) |> plot([1])", "T01"), ("save_svg(plot([1]), \"/nowhere/at/all.svg\")", "D13"),
    ])
  func errors(code: String, expected: String) throws {
    let error = try failure(code)
    #expect(error.code == expected, "\(code): \(error.message)")
  }

  @Test("categories of charts on one another meet by name")
  func sharedCategories() throws {
    let text = try value("bar((\"a\", \"b\"), [1, 2]) |> scatter((\"b\", \"c\"), [3, 4])")
    #expect(text.contains("a") && text.contains("b") && text.contains("c"))
    #expect(
      try value("describe(plot((\"a\", \"b\"), [1, 2]) |> plot((\"b\", \"c\"), [3, 4]))").contains(
        "from \\\"b\\\" to \\\"c\\\""))
  }

  @Test("options reach the chart")
  func options() throws {
    let text = try value(
      "plot([1, 2], title=\"T\", xlabel=\"u\", ylabel=\"v\", label=\"l\", height=4, width=30, canvas=\"ascii\")"
    )
    #expect(text.contains("T") && text.contains("u") && text.contains("v") && text.contains("l"))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 30 })
  }

  @Test("charts with the same data are equal, and come back from a session as they were")
  func sessions() throws {
    let cells = [
      "a = plot([1.0, nan, 3.0], title=\"A\", xlog=true, width=50, canvas=\"blocks\")",
      "b = bar((\"x\", \"y\"), {p: [1, 2], q: [3, 4]}) |> hline(2)",
      "c = boxplot([1, 2, 3, 9], by=(\"u\", \"v\", \"u\", \"v\")) |> annotate(\"n\", (1, 1))",
      "d = contour((x, y) -> x^2 + y^2) |> quiver([0], [0], [1], [1])",
      "e = plot_tree((\"a\", \"b\", (\"c\", \"d\")), title=\"T\")",
      "f = grid((a, e, mosaic([[1, 2], [3, 4]])), columns=2, title=\"G\")",
      "g = plot_decision_regions(p -> p[:, 0] > 0, [[0, 1], [1, 0]], [0, 1])",
      "h = heatmap([[1, nan]], annot=true) |> errorbar([0], [0], yerr=1)",
      "i = violinplot([1.0, 2.0]) |> kdeplot([1.0, 2.0])",
      "j = dendrogram([[0, 1, 0.5, 2]]) |> hist([1, nan])",
      "k = candlestick((\"2024-01-01\",), [1], [2], [0], [1])",
    ]
    let first = Interpreter(registry: .standard(), context: TensorContext())
    for cell in cells { #expect(first.run(SourceText(name: "c", text: cell)).error == nil, "\(cell)") }
    let contents = Archive(first).contents(), items = contents.items, lost = contents.lost
    #expect(lost.isEmpty)
    let second = Interpreter(registry: .standard(), context: TensorContext())
    #expect(Archive(second).restore(items).isEmpty)
    for name in first.variableNames {
      let a = try #require(first.variable(name)), b = try #require(second.variable(name))
      #expect(a.isEqual(to: b), "\(name)")
      #expect(a.display() == b.display(), "\(name)")
    }
    #expect(try value("plot([1, nan]) == plot([1, nan])") == "true")
    #expect(try value("plot([1, 2]) == plot([1, 3])") == "false")
  }

  @Test("an SVG is written whole, and overwrites an old one")
  func file() throws {
    var pattern = Array("/tmp/gradus-plots-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&pattern).map { String(cString: $0) })
    defer {
      unlink("\(folder)/a.svg")
      rmdir(folder)
    }
    for _ in 0..<2 { #expect(try value("save_svg(plot([1, 2]), \"\(folder)/a.svg\")") == "none") }
    let file = try #require(fopen("\(folder)/a.svg", "r"))
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    let text = String(decoding: buffer.prefix(count), as: UTF8.self)
    #expect(text.hasPrefix("<svg") && text.hasSuffix("</svg>\n"))
    #expect(access("\(folder)/a.svg.partial", F_OK) != 0)
  }
}
