/// Shapes, axes, indices and dtypes that do not fit.
enum ShapeCodes {
  static let all: [ErrorExplanation] = [
    ErrorExplanation(
      "S01", "a matrix product whose inner sizes differ",
      """
      In `a @ b` each row of a meets each column of b, so the last size of a must be the second to \
      last of b: [n, k] @ [k, m] gives [n, m]. The error lists the changes that were tried and fit.
      """,
      wrong: """
        x = ones(4, 3)
        w = ones(2, 3)
        x @ w
        """,
      right: """
        x = ones(4, 3)
        w = ones(2, 3)
        x @ w.T
        """),
    ErrorExplanation(
      "S02", "shapes that can't be broadcast",
      """
      Shapes are compared from the last axis back. Two sizes go together when they are equal or one of \
      them is 1; a missing axis counts as 1. `x[:, none]` makes a column of a vector, `keepdims=true` \
      keeps a reduced axis.
      """,
      wrong: """
        x = ones(5, 3)
        x - mean(x, axis=1)
        """,
      right: """
        x = ones(5, 3)
        x - mean(x, axis=1, keepdims=true)
        """),
    ErrorExplanation(
      "S03", "a tensor with too few or too many axes",
      """
      Some functions want a vector, a matrix or a square matrix; the message says which, and the shape \
      that came.
      """,
      wrong: "inv(ones(2, 3))",
      right: "inv([[2.0, 0.0], [0.0, 4.0]])"),
    ErrorExplanation(
      "S04", "two shapes that do not belong together",
      """
      The operation needs shapes that agree in the way that the message says, such as as many class \
      numbers as rows of logits.
      """,
      wrong: "cross_entropy(randn(4, 3), [0, 1])",
      right: "cross_entropy(randn(4, 3), [0, 1, 2, 0])"),
    ErrorExplanation(
      "S05", "a reshape to another number of elements",
      """
      Reshaping keeps every element, so the product of the sizes must stay what it is. One size may be \
      -1: it is worked out.
      """,
      wrong: "reshape(arange(12), (5, 2))",
      right: "reshape(arange(12), (-1, 2))"),
    ErrorExplanation(
      "S06", "values that do not fill a shape",
      "A tensor has exactly as many values as the product of its sizes."),
    ErrorExplanation(
      "S07", "one number is wanted",
      "`item`, conditions and formats want a single number; reduce the tensor first.",
      wrong: "item([1, 2])",
      right: "item(sum([1, 2]))"),
    ErrorExplanation(
      "S08", "a reduction of nothing",
      "No elements have no largest one.",
      wrong: "max([])",
      right: "max([0.0])"),
    ErrorExplanation(
      "S09", "a negative size",
      "Sizes are 0 or more.",
      wrong: "zeros(-1, 3)",
      right: "zeros(1, 3)"),
    ErrorExplanation(
      "S10", "values stored in another shape",
      "What is assigned to a part must have its shape or broadcast to it; a parameter keeps its shape.",
      wrong: """
        x = zeros(3, 2)
        x[0] = [1, 2, 3]
        """,
      right: """
        x = zeros(3, 2)
        x[0] = [1, 2]
        """),
    ErrorExplanation(
      "S11", "data sets of different lengths",
      "What is split together has as many rows.",
      wrong: "train_test_split([1, 2, 3], [1, 2])",
      right: "train_test_split([1, 2, 3, 4], [1, 2, 3, 4])"),
    ErrorExplanation(
      "S12", "a tensor literal with parts of different shapes",
      "All rows of a tensor are of one length. A list, in parentheses, holds parts of any shape.",
      wrong: "[[1, 2, 3], [4, 5]]",
      right: "([1, 2, 3], [4, 5])"),
    ErrorExplanation(
      "S20", "a tensor taken apart into another number of names",
      "A tensor is taken apart along its first axis, which must be as long as there are names.",
      wrong: "(a, b) = [1, 2, 3]",
      right: "(a, b, c) = [1, 2, 3]"),
    ErrorExplanation(
      "S22", "a gradient of another shape",
      "A parameter's gradient has one number for each of the parameter's.",
      wrong: "w = param(zeros(2))\nw.grad = [1.0]",
      right: "w = param(zeros(2))\nw.grad = [1.0, 2.0]"),
    ErrorExplanation(
      "S21", "a state of another shape",
      "`load_state` wants the tensors of a model that was built with the same sizes.",
      wrong: """
        model Net(n) { w = param(zeros(n)) }
        load_state(Net(2), state(Net(3)))
        """,
      right: """
        model Net(n) { w = param(zeros(n)) }
        load_state(Net(2), state(Net(2)))
        """),
    ErrorExplanation(
      "S30", "chart data of different lengths",
      "A chart needs one y for each x, one label for each bar.",
      wrong: "plot([1, 2, 3], [1, 2])",
      right: "plot([1, 2, 3], [1, 2, 4])"),
    ErrorExplanation(
      "S31", "chart data of another number of axes",
      "Images and matrices have two axes, points two columns.",
      wrong: "imshow([1, 2])",
      right: "imshow([[1, 2], [3, 4]])"),
    ErrorExplanation(
      "X01", "an index beyond the end",
      "Counting begins at 0, so the last of n elements is n - 1; negative indices count from the end.",
      wrong: """
        x = [1, 2, 3]
        x[3]
        """,
      right: """
        x = [1, 2, 3]
        x[-1]
        """),
    ErrorExplanation(
      "X02", "a key that a record does not have",
      "`get(r, key, default)` gives something else instead of an error.",
      wrong: """
        r = {a: 1}
        r["b"]
        """,
      right: """
        r = {a: 1}
        get(r, "b", 0)
        """),
    ErrorExplanation(
      "X03", "several indices for one axis",
      "Lists, texts and ranges have one axis: index the element again, `xs[0][1]`.",
      wrong: """
        xs = ((1, 2), (3, 4))
        xs[0, 1]
        """,
      right: """
        xs = ((1, 2), (3, 4))
        xs[0][1]
        """),
    ErrorExplanation(
      "X04", "a slice's step",
      "A step goes forwards or, when it is negative, backwards; 0 would stay where it is.",
      wrong: "[1, 2, 3][::0]",
      right: "[1, 2, 3][::-1]"),
    ErrorExplanation(
      "X05", "`...` of a list as a target",
      "A list has one axis: a slice names its elements.",
      wrong: """
        xs = (1, 2, 3)
        xs[...] = (7, 8)
        """,
      right: """
        xs = (1, 2, 3)
        xs[0] = 7
        xs[1] = 8
        """),
    ErrorExplanation(
      "X10", "an axis that a tensor does not have",
      "A tensor of n axes has the axes 0 to n - 1; -1 is the last.",
      wrong: "sum(ones(3), axis=1)",
      right: "sum(ones(3), axis=0)"),
    ErrorExplanation(
      "X11", "an axis named twice",
      "Each axis may be named once.",
      wrong: "sum(ones(2, 3), axis=(0, 0))",
      right: "sum(ones(2, 3), axis=(0, 1))"),
    ErrorExplanation(
      "X12", "more indices than axes",
      "Each index takes one axis.",
      wrong: "ones(3)[0, 0]",
      right: "ones(3)[0]"),
    ErrorExplanation(
      "X13", "an index that is no integer",
      "Indices, class numbers and tokens are integers: `x.to(i64)` makes them of floats.",
      wrong: "one_hot([0.0, 1.0], 2)",
      right: "one_hot([0, 1], 2)"),
    ErrorExplanation(
      "X14", "a mask of another shape",
      "A mask has one true or false for each element that it chooses from.",
      wrong: "[1, 2, 3][[true, false]]",
      right: "[1, 2, 3][[true, false, true]]"),
    ErrorExplanation(
      "Y01", "a dtype that an operation does not take",
      "Convert first: `x.to(f64)`, `x.to(i64)`.",
      wrong: "bitwise_and([1.0], [2])",
      right: "bitwise_and([1], [2])"),
    ErrorExplanation(
      "Y02", "two dtypes that can't be combined",
      "Convert one of them first."),
  ]
}
