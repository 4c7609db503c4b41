/// Names, calls and values that are not what they should be.
enum LanguageCodes {
  static let all: [ErrorExplanation] = [
    ErrorExplanation(
      "N01", "an unknown name",
      "Nothing has this name: it is misspelt, or the cell that makes it has not run.",
      wrong: """
        lerning_rate = 0.1
        learning_rate * 2
        """,
      right: """
        learning_rate = 0.1
        learning_rate * 2
        """),
    ErrorExplanation(
      "N02", "a variable without a value yet",
      "A function that assigns a name anywhere has a variable of its own of that name.",
      wrong: """
        total = 0
        fn add(x) {
          total = total + x
          total
        }
        add(1)
        """,
      right: """
        fn add(total, x) {
          total + x
        }
        add(0, 1)
        """),
    ErrorExplanation(
      "N03", "a field without a value yet",
      "A model's body runs from top to bottom: fields come before the calls that use them.",
      wrong: """
        model Net() {
          forward(x) = x * w
          y = forward(2)
          w = 3
        }
        Net()
        """,
      right: """
        model Net() {
          forward(x) = x * w
          w = 3
          y = forward(2)
        }
        Net()
        """),
    ErrorExplanation(
      "N04", "an assignment to a method",
      "A method keeps its name for itself.",
      wrong: """
        model Net() {
          forward(x) = x
          forward = 3
        }
        """,
      right: """
        model Net() {
          forward(x) = x
          depth = 3
        }
        """),
    ErrorExplanation(
      "N05", "an unknown field",
      "The value has no field of this name.",
      wrong: """
        r = {width: 2}
        r.widht
        """,
      right: """
        r = {width: 2}
        r.width
        """),
    ErrorExplanation(
      "N06", "an unknown method",
      "`x.f(y)` is a method of x, or the function `f` called with x first; there is neither.",
      wrong: "[1, 2].shpae()",
      right: "[1, 2].sum()"),
    ErrorExplanation(
      "A01", "an argument is missing",
      "Every parameter without a default needs an argument.",
      wrong: """
        f(x, y) = x + y
        f(1)
        """,
      right: """
        f(x, y=2) = x + y
        f(1)
        """),
    ErrorExplanation(
      "A02", "too many arguments",
      "The function takes fewer.",
      wrong: """
        f(x) = x
        f(1, 2)
        """,
      right: """
        f(x) = x
        f(1)
        """),
    ErrorExplanation(
      "A03", "a chart's arguments",
      "The chart takes another number of data sets.",
      wrong: "hist([1], [2], [3], [4])",
      right: "hist([1, 2, 2, 3])"),
    ErrorExplanation(
      "A10", "an assertion that does not hold",
      "What stands after `assert` was false.",
      wrong: "assert 1 > 2",
      right: "assert 2 > 1"),
    ErrorExplanation(
      "K01", "a named argument given twice",
      "Each name may be given once."),
    ErrorExplanation(
      "K02", "an unknown named argument",
      "No parameter has this name; the signature is shown.",
      wrong: "sum([1, 2], axs=0)",
      right: "sum([1, 2], axis=0)"),
    ErrorExplanation(
      "K03", "an argument given twice",
      "It was given by its place and by its name.",
      wrong: """
        f(x, y) = x - y
        f(1, x=2)
        """,
      right: """
        f(x, y) = x - y
        f(1, y=2)
        """),
    ErrorExplanation(
      "R01", "calls nested too deeply",
      "A function calls itself without an end, or once for each of many elements.",
      wrong: """
        f(n) = f(n - 1)
        f(3)
        """,
      right: """
        f(n) = if n > 0 { f(n - 1) } else { 0 }
        f(3)
        """),
    ErrorExplanation(
      "T01", "an argument of another kind",
      "The function wants something else there.",
      wrong: "map((1, 2), 3)",
      right: "map((1, 2), x -> x + 3)"),
    ErrorExplanation(
      "T02", "an operator between kinds that it does not work on",
      "Operators work on numbers and tensors; `+` also joins two texts or two lists.",
      wrong: "\"age: \" + 31",
      right: """
        age = 31
        "age: {age}"
        """),
    ErrorExplanation(
      "T03", "a condition of many values",
      "A tensor of several elements is neither true nor false: ask with `any` or `all`.",
      wrong: """
        x = [1, 2]
        if x > 1 { 1 }
        """,
      right: """
        x = [1, 2]
        if any(x > 1) { 1 }
        """),
    ErrorExplanation(
      "T05", "a value without elements",
      "Numbers, functions and none can't be indexed.",
      wrong: """
        n = 5
        n[0]
        """,
      right: """
        n = [5]
        n[0]
        """),
    ErrorExplanation(
      "T06", "a part that can't be set",
      "Only fields of records and models, elements of tensors and lists, and whole columns can be set.",
      wrong: """
        n = 3
        n.w = 1
        """,
      right: """
        n = {w: 3}
        n.w = 1
        """),
    ErrorExplanation(
      "T07", "a key that can't be one",
      "Keys are compared exactly, so tensors and records are none.",
      wrong: """
        r = {}
        r[[1, 2]] = 3
        """,
      right: """
        r = {}
        r[(1, 2)] = 3
        """),
    ErrorExplanation(
      "T08", "an index of another kind",
      "Indices are integers, slices, masks and integer tensors. `//` divides into an integer.",
      wrong: """
        x = [1, 2, 3, 4]
        x[len(x) / 2]
        """,
      right: """
        x = [1, 2, 3, 4]
        x[len(x) // 2]
        """),
    ErrorExplanation(
      "T09", "a value that can't be stored there",
      "Tensors hold numbers, columns values of one kind.",
      wrong: """
        x = [1, 2]
        x[0] = "a"
        """,
      right: """
        x = [1, 2]
        x[0] = 3
        """),
    ErrorExplanation(
      "T10", "a value that can't be taken apart",
      "Lists, tensors and ranges can.",
      wrong: "(a, b) = 3",
      right: "(a, b) = (3, 4)"),
    ErrorExplanation(
      "T11", "a tensor of something else than numbers",
      "Square brackets make tensors, parentheses lists of anything.",
      wrong: "[\"a\", \"b\"]",
      right: "(\"a\", \"b\")"),
    ErrorExplanation(
      "T12", "a range of floats",
      "Ranges count in integers; `linspace` and `arange` take fractions.",
      wrong: "0.0..<1.0",
      right: "arange(0.0, 1.0, 0.25)"),
    ErrorExplanation(
      "T13", "a tensor formatted as one number",
      "Formats are for single numbers.",
      wrong: """
        x = [1.5, 2.5]
        "{x:.1f}"
        """,
      right: """
        x = [1.5, 2.5]
        "{x[0]:.1f}"
        """),
    ErrorExplanation(
      "T14", "a value without elements to go through",
      "To count, write a range.",
      wrong: "for i in 10 { i }",
      right: "for i in 0..<10 { i }"),
    ErrorExplanation(
      "T15", "a value that can't be called",
      """
      Only functions and models with a `forward` can; elements stand in square brackets, products need \
      `*`.
      """,
      wrong: """
        x = [1, 2]
        x(0)
        """,
      right: """
        x = [1, 2]
        x[0]
        """),
    ErrorExplanation(
      "T16", "a path that is no text",
      "`import` takes the path of a notebook."),
    ErrorExplanation(
      "T17", "a state that is no tensor",
      "A state has a tensor for each parameter, under its name.",
      wrong: """
        model Net() { w = param(zeros(1)) }
        load_state(Net(), {w: "a"})
        """,
      right: """
        model Net() { w = param(zeros(1)) }
        load_state(Net(), {w: [1.0]})
        """),
    ErrorExplanation(
      "T18", "a value without a form in JSON",
      "JSON has numbers, texts, booleans, null, lists and objects; tensors become lists. `save` writes any value.",
      wrong: "json(x -> x)",
      right: "json({a: (1, 2)})"),
    ErrorExplanation(
      "V01", "a method without its model",
      "The model that the method belongs to is gone."),
    ErrorExplanation(
      "V02", "another number of names than values",
      "As many names stand on the left as values on the right.",
      wrong: "(a, b) = (1, 2, 3)",
      right: "(a, b, c) = (1, 2, 3)"),
    ErrorExplanation(
      "V03", "a range's step or length",
      "A step is not 0.",
      wrong: "0..<10 by 0",
      right: "0..<10 by 2"),
    ErrorExplanation(
      "V04", "a format that does not fit",
      "Formats are Python's: `.2f`, `>8`, `e`.",
      wrong: "\"{3.5:.2q}\"",
      right: "\"{3.5:.2f}\""),
    ErrorExplanation(
      "V05", "a text that is no number",
      "`float` and `int` read digits with a point.",
      wrong: "float(\"1,5\")",
      right: "float(\"1.5\")"),
    ErrorExplanation(
      "V06", "an element that is not in the list",
      "`in` tells beforehand.",
      wrong: "index((\"a\", \"b\"), \"c\")",
      right: "\"c\" in (\"a\", \"b\")"),
    ErrorExplanation(
      "V07", "nothing to combine",
      "An empty list has no largest element and no sum without a start.",
      wrong: "reduce((), (a, b) -> a + b)",
      right: "reduce((), (a, b) -> a + b, 0)"),
    ErrorExplanation(
      "V08", "an empty separator",
      "`chars(text)` gives the characters.",
      wrong: "split(\"abc\", \"\")",
      right: "chars(\"abc\")"),
    ErrorExplanation(
      "V09", "a gap in an exercise",
      "`___` stands where the answer goes.",
      wrong: "y = ___ + 1",
      right: "y = 2 + 1"),
    ErrorExplanation(
      "V10", "the limits of an axis",
      "They are a list of two numbers.",
      wrong: "plot([1, 2], xlim=3)",
      right: "plot([1, 2], xlim=(0, 3))"),
    ErrorExplanation(
      "V11", "values out of order",
      "They must grow, as the edges of bins do."),
    ErrorExplanation(
      "V12", "a number of bins, or the state of another model",
      "A histogram has from 1 to a few hundred bins; `load_state` wants the names that the model has.",
      wrong: "hist([1], bins=0)",
      right: "hist([1, 2], bins=2)"),
    ErrorExplanation(
      "V13", "a chart's option out of range",
      "The message tells the range.",
      wrong: "contour([[1, 2], [3, 4]], levels=0)",
      right: "contour([[1, 2], [3, 4]], levels=3)"),
    ErrorExplanation(
      "V14", "a text that is no date",
      "Dates are written 2024-03-15."),
    ErrorExplanation(
      "V15", "an unknown canvas",
      "The message lists them.",
      wrong: "plot([1, 2], canvas=\"oil\")",
      right: "plot([1, 2], canvas=\"braille\")"),
    ErrorExplanation(
      "V16", "an annotation without a place",
      "An annotation has a text and a point of two numbers.",
      wrong: "annotate(\"minimum\", 3)",
      right: "annotate(\"minimum\", (2, 0.5))"),
    ErrorExplanation(
      "V17", "a value that can't be saved",
      "Functions that built-ins make, such as `grad(f)`, have no text to store.",
      wrong: "save(grad(x -> x ^ 2), \"g.value\")",
      right: "grad(x -> x ^ 2)(3.0)"),
    ErrorExplanation(
      "V18", "a text that is no JSON",
      "Texts stand in double quotes, and nothing follows the last element.",
      wrong: "parse_json(\"[1, 2,]\")",
      right: "parse_json(\"[1, 2]\")"),
    ErrorExplanation(
      "V20", "an argument that makes no sense",
      "The message says what the operation needs.",
      wrong: "dropout(ones(3), 1.5)",
      right: "dropout(ones(3), 0.5)"),
    ErrorExplanation(
      "V21", "a seed out of range",
      "NumPy's seeds are 32-bit numbers.",
      wrong: "numpy_random(-1)",
      right: "numpy_random(1)"),
    ErrorExplanation(
      "P40", "an operator with several targets",
      "`+=` changes one variable."),
    ErrorExplanation(
      "P41", "`break` or `continue` outside of a loop",
      "They leave a loop or its round.",
      wrong: "break",
      right: "for i in 0..<3 { break }"),
    ErrorExplanation(
      "P42", "`return` outside of a function",
      "A cell shows the value of its last line by itself.",
      wrong: "return 3",
      right: """
        f() = { return 3 }
        f()
        """),
    ErrorExplanation(
      "P90", "code that is too large",
      "Split it into several cells or functions."),
    ErrorExplanation(
      "P91", "too many names",
      "A session can hold 32,768 of them."),
    ErrorExplanation(
      "P92", "a mistake of the compiler",
      "This is not your fault: please report the cell."),
  ]
}
