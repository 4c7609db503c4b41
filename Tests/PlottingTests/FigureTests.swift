import Testing

@testable import Plotting

@Suite("Figures") struct FigureTests {
  private let decisions = Tree.Node(
    "petal length < 2.45",
    children: [
      .init("setosa (50)", branch: "yes"),
      .init(
        "petal width < 1.75", branch: "no",
        children: [.init("versicolor (54)", branch: "yes"), .init("virginica (46)", branch: "no")]),
    ])

  @Test("a tree is drawn with branches, in ASCII too")
  func tree() throws {
    let tree = try Tree(decisions, title: "Irises")
    let figure = Figure.tree(tree)
    #expect(
      figure.text() == """
        Irises
        petal length < 2.45
        ├─ yes: setosa (50)
        └─ no: petal width < 1.75
           ├─ yes: versicolor (54)
           └─ no: virginica (46)
        """)
    #expect(
      figure.text(ChartStyle(width: 24, canvas: .ascii)) == """
        Irises
        petal length < 2.45
        |- yes: setosa (50)
        `- no: petal width < ...
           |- yes: versicolor...
           `- no: virginica (46)
        """)
    #expect(
      figure.describe()
        == "\"Irises\", a tree of 5 nodes, 2 deep, with 3 leaves. Its root is \"petal length < 2.45\".")
  }

  @Test("stems of trees go on as long as there are siblings")
  func stems() throws {
    let rows = [0, 1, 2, 2, 3, 1, 2].enumerated().map { Tree.Row(depth: $1, text: "\($0)") }
    #expect(
      Figure.tree(try Tree(rows: rows, title: "")).text() == """
        0
        ├─ 1
        │  ├─ 2
        │  └─ 3
        │     └─ 4
        └─ 5
           └─ 6
        """)
    for depths in [[], [1], [0, 0], [0, 2], [0, 1, 0]] {
      #expect(throws: ChartError.self) {
        try Tree(rows: depths.map { Tree.Row(depth: $0, text: "") }, title: "")
      }
    }
  }

  @Test("panels stand side by side while they have room")
  func grid() throws {
    let panel = Figure.chart(
      Chart(title: "日本", series: [try .line([0, 1, 2], [0, 1, 4])], preferredHeight: 3))
    let grid = Figure.grid([panel, panel, panel], columns: 2, title: "Three")
    for style in GoldenTests.styles.map(\.style) {
      for width in [20, 40, 60, 80, 120] {
        var style = style
        style.width = width
        let lines = grid.text(style).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { style.ambiguous.width(String($0)) <= width && !$0.hasSuffix(" ") })
      }
    }
    #expect(grid.text(ChartStyle(width: 60)).split(separator: "\n").filter { $0.contains("日本") }.count == 2)
    #expect(grid.text(ChartStyle(width: 40)).split(separator: "\n").filter { $0.contains("日本") }.count == 3)
    #expect(grid.describe().hasPrefix("\"Three\". 3 panels. 1: \"日本\"."))
  }

  @Test("panels may share their axes")
  func shared() throws {
    let a = Chart(series: [try .line([0, 1], [0, 10])]), b = Chart(series: [try .line([5, 9], [3, 4])])
    guard case .chart(let first) = Figure.sharing([.chart(a), .chart(b)], x: false, y: true)[1] else {
      return
    }
    #expect(first.yLimits == 0...10 && first.xLimits == nil)
  }

  @Test("figures compare by their data")
  func closeness() throws {
    let tree = Figure.tree(try Tree(decisions)), chart = Figure.chart(try Samples.roc())
    let grid = Figure.grid([tree, chart], columns: 2, title: "")
    for figure in [tree, chart, grid] {
      #expect(figure.isClose(to: figure, tolerance: 0) && figure == figure)
    }
    #expect(!tree.isClose(to: chart, tolerance: 1))
    #expect(!grid.isClose(to: .grid([tree, chart], columns: 1, title: ""), tolerance: 1))
  }
}
