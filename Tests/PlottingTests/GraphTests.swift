import Formatting
import Glibc
import Testing

@testable import Plotting

/// Computational graphs: the same recorded pages as for charts, and what must hold for any graph.
@Suite("Computational graphs") struct GraphTests {
  @Test("graphs look as recorded")
  func golden() throws {
    for (name, graph) in try GraphSamples.all() {
      var text = graph.describe() + "\n"
      for width in [40, 80, 120] {
        for (kind, style) in GoldenTests.styles {
          var style = style
          style.width = width
          text += "\n--- \(width) columns, \(kind)\n" + Figure.graph(graph).text(style) + "\n"
        }
      }
      text += "\n--- DOT\n" + graph.dot
      if getenv("GRADUS_RECORD") != nil { #expect(GoldenTests.folder.write(text, to: "\(name).txt")) }
      #expect(text == GoldenTests.folder.read("\(name).txt") ?? "nothing recorded", "\(name)\n\(text)")
    }
  }

  @Test("no line is wider than the terminal", arguments: [20, 33, 40, 80, 120])
  func width(columns: Int) throws {
    for (name, graph) in try GraphSamples.all() {
      for (_, style) in GoldenTests.styles {
        var style = style
        style.width = columns
        for line in Figure.graph(graph).text(style).split(separator: "\n") {
          #expect(style.ambiguous.width(String(line)) <= columns, "\(name): \(line)")
        }
      }
    }
  }

  @Test("ASCII graphs are ASCII when their names are, and wide terminals get no wide characters of ours")
  func characters() throws {
    for (name, graph) in try GraphSamples.all() where name != "graph-characters" {
      #expect(Figure.graph(graph).text(ChartStyle(canvas: .ascii)).utf8.allSatisfy { $0 < 0x80 }, "\(name)")
      let wide = Figure.graph(graph).text(ChartStyle(ambiguous: .wide))
      #expect(wide.allSatisfy { AmbiguousWidth.wide.width($0) <= 1 || $0 == "\n" }, "\(name)")
    }
  }

  @Test("colour changes nothing but colour")
  func color() throws {
    for (name, graph) in try GraphSamples.all() {
      let plain = Figure.graph(graph).text(), colored = Figure.graph(graph).text(ChartStyle(color: true))
      #expect(withoutColor(colored) == plain, "\(name)")
      #expect(colored != plain, "\(name)")
    }
  }

  @Test("a node that several use is drawn once")
  func shared() throws {
    let text = Figure.graph(try GraphSamples.shared()).text()
    #expect(text.split(separator: "x = 3").count == 2, "\(text)")
    // Two operands of the product, one of the sum, and the product's own way into it.
    #expect(text.count { $0 == "▼" } == 4, "\(text)")
  }

  @Test("a way that no gradient takes is dashed, and arrows go back in the reverse view")
  func dashes() throws {
    let text = Figure.graph(try GraphSamples.detached()).text()
    #expect(text.contains("┄") && text.contains("┆"), "\(text)")
    let backward = Figure.graph(try GraphSamples.sgd(isBackward: true)).text()
    #expect(backward.contains("▲") && !backward.contains("▼"), "\(backward)")
  }

  @Test("steps in time and blocks of layers are folded, and everything is shown to those who want it")
  func folding() throws {
    let steps = try GraphSamples.steps(50).folded
    #expect(steps.nodes.contains { $0.operation.hasPrefix("50 × ") || $0.operation.hasPrefix("49 × ") })
    let blocks = try GraphSamples.blocks(12).folded
    #expect(blocks.nodes.contains { $0.operation == "12 × net.blocks[0...11]" })
    let all = try GraphSamples.steps(8)
    let open = try Graph(nodes: all.nodes, edges: all.edges, isFolded: false)
    #expect(Figure.graph(open).text().split(separator: "tanh").count == 9)
  }

  @Test("thousands of operations are drawn as their last ones and a count")
  func large() throws {
    var b = GraphSamples.Builder()
    b.leaf("w", .parameter, type: "f64[]")
    b.operation("0", "exp", ["w"])
    // No chain and no repetition: each uses the one before and one further back.
    for i in 1..<4000 {
      b.operation("\(i)", ["sin", "cos", "add"][i * i % 7 % 3], ["\(i - 1)", "\(i * 7 / 9)"])
    }
    let text = Figure.graph(try b.graph()).text()
    #expect(text.contains("earlier operations"))
    #expect(text.split(separator: "\n").count < 500)
  }

  @Test("edges must lead from an earlier node to a later one")
  func edges() {
    let nodes = [Graph.Node(.parameter, name: "w"), Graph.Node(.operation, operation: "exp")]
    #expect(throws: ChartError.self) { try Graph(nodes: nodes, edges: [.init(1, 0)]) }
    #expect(throws: ChartError.self) { try Graph(nodes: nodes, edges: [.init(0, 2)]) }
    #expect(throws: ChartError.self) { try Graph(nodes: nodes, edges: [.init(0, 0)]) }
  }

  @Test("the SVG of a graph is well-formed, with a box for each box of the text")
  func svg() throws {
    for (name, graph) in try GraphSamples.all() {
      let svg = Figure.graph(graph).svg()
      #expect(XML.fault(svg) == nil, "\(name)")
      #expect(svg.split(separator: "<rect").count - 2 == GraphBoxes(graph.folded).boxes.count, "\(name)")
    }
  }

  @Test("lines of different origins never share a cell but to cross")
  func lines() throws {
    for (name, graph) in try GraphSamples.all() {
      for width in [60, 80, 120] {
        guard let layout = GraphLayout(graph.folded, Glyphs(.braille), width: width) else { continue }
        var uprights: [[Int]: Int] = [:], levels: [[Int]: Int] = [:]
        for line in layout.lines {
          for (a, b) in zip(line.points, line.points.dropFirst()) {
            for column in min(a.column, b.column)...max(a.column, b.column) {
              for row in min(a.row, b.row)...max(a.row, b.row) {
                let isUpright = a.column == b.column && a.row != b.row
                let owner = isUpright ? uprights[[column, row]] : levels[[column, row]]
                if let owner { #expect(owner == line.origin, "\(name) at \(width): \(column), \(row)") }
                if isUpright {
                  uprights[[column, row]] = line.origin
                } else {
                  levels[[column, row]] = line.origin
                }
              }
            }
          }
        }
      }
    }
  }
}
