import Language
import Plotting

/// Charts of how values are spread.
enum DistributionPlots {
  static var all: [BuiltIn] { [histogram, density, boxes, violins] }

  private static var histogram: BuiltIn {
    PlotFunctions.chart(
      "hist", "bins=none", summary: "how many values fall into each of several bins",
      shapes: "values: any shape", example: "hist([1, 2, 2, 3], bins=2).description",
      gives: "\"Chart. 2 bars from 1 to 3, the highest 3 (count) from 2 to 3.\"", section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(1...1, "one column of values")
      let values = try arguments.numbers(0), bins = try arguments.integer("bins")
      let label = try arguments.text("label")
      arguments.overlay(
        try charting { () throws(ChartError) in try .histogram(of: values, bins: bins, label: label) })
    }
  }

  private static var density: BuiltIn {
    PlotFunctions.chart(
      "kdeplot", "bw=none, fill=false",
      summary: "the density of values, estimated with Gaussian kernels; bw is their standard deviation",
      shapes: "values: any shape", example: "kdeplot([1.0, 2.0, 4.0], bw=0.5).description",
      gives: "\"Chart. A density of 3 values, bandwidth 0.5, highest (0.3226) at x 1.52, with 2 peaks.\"",
      section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      try arguments.expect(1...1, "one column of values")
      let values = try arguments.numbers(0), bandwidth = try arguments.number("bw")
      let filled = try arguments.flag("fill"), label = try arguments.text("label")
      arguments.add(
        try charting { () throws(ChartError) in
          try .density(of: values, bandwidth: bandwidth, filled: filled, label: label)
        })
      if arguments.chart.yLabel.isEmpty { arguments.overlay(Chart(yLabel: "density")) }
    }
  }

  private static var boxes: BuiltIn {
    PlotFunctions.chart(
      "boxplot", "labels=none, by=none, vert=false",
      summary: "quartiles as boxes, whiskers to the last value within 1.5 box lengths, points beyond: "
        + "boxplot(a, b), boxplot(values, by=names)",
      shapes: "samples: [n] each, or [n, groups]",
      example: "boxplot([1, 2, 3, 4, 20], labels=(\"a\",)).description",
      gives: "\"Chart. 1 box plot: \\\"a\\\" (n = 5): median 3, quartiles 2 and 4, 1 outlier.\"",
      section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      let (names, samples) = try arguments.samples(), vertical = try arguments.flag("vert")
      arguments.overlay(
        try charting { () throws(ChartError) in try .boxes(names, samples, vertical: vertical) })
    }
  }

  private static var violins: BuiltIn {
    PlotFunctions.chart(
      "violinplot", "labels=none, by=none, bw=none, vert=false",
      summary: "densities of samples, mirrored, quartiles and median inside: violinplot(a, b), "
        + "violinplot(values, by=names)",
      shapes: "samples: [n] each, or [n, groups]",
      example: "violinplot([1.0, 2.0, 3.0], labels=(\"a\",), bw=0.5).description",
      gives: "\"Chart. 1 violin: \\\"a\\\" (n = 3): median 2, densest at 1.98.\"", section: "4.2.1"
    ) { (arguments: inout PlotArguments) throws(Diagnostic) in
      let (names, samples) = try arguments.samples(), vertical = try arguments.flag("vert")
      let bandwidth = try arguments.number("bw")
      arguments.overlay(
        try charting { () throws(ChartError) in
          try .violins(names, samples, bandwidth: bandwidth, vertical: vertical)
        })
    }
  }
}
