/// Names that readers bring along from PyTorch, NumPy, Python, R, MATLAB and Julia, and what they are here.
/// Their syntax is in `ForeignHabits`.
enum ForeignNames {
  /// Modules whose prefix is not needed.
  static let modules: Set<String> = [
    "torch", "nn", "F", "optim", "np", "numpy", "math", "plt", "pd", "tf", "jnp", "jax", "scipy", "sns",
    "sm", "smf", "sklearn", "random", "os", "sys", "console", "Math",
  ]

  /// Names of parameters, and those that they have here, of which a function has one or none.
  static let keywords: [String: [String]] = [
    "dim": ["axis"], "dims": ["axis", "shape"], "dim0": ["axis"], "keepdim": ["keepdims"], "axes": ["axis"],
    "correction": ["ddof"], "unbiased": ["ddof"], "size": ["shape"], "input": ["x"],
    "descending": ["reverse"],
    "step": ["by"], "color": ["colour"], "sep": ["separator"], "names": ["columns"], "index": ["indices"],
  ]

  /// Functions: the hint.
  static let functions: [String: String] = [
    "range": "ranges are written `0..<10`, or `0...9` with the end",
    "str": "write `text(x)`, or put the value into a text: \"{x}\"",
    "dict": "records are written `{a: 1, b: 2}`",
    "set": "write `unique(x)` for the values without repetition",
    "tuple": "lists are written `(1, 2)`",
    "isinstance": "`type(x)` tells the kind of a value",
    "input": "assign the value in the cell: `name = \"Ada\"`",
    "open": "`read_csv(\"file.csv\")` reads a table",
    "Tensor": "tensors are written `[1, 2, 3]`; `tensor(list)` makes one of a list",
    "array": "tensors are written `[1, 2, 3]`; `tensor(list)` makes one of a list",
    "asarray": "tensors are written `[1, 2, 3]`; `tensor(list)` makes one of a list",
    "from_numpy": "tensors are written `[1, 2, 3]`; `tensor(list)` makes one of a list",
    "FloatTensor": "tensors of floats are written `[1.0, 2.0]`",
    "LongTensor": "tensors of integers are written `[1, 2]`",
    "Parameter": "write `param(x)`",
    "manual_seed": "write `seed(1)`",
    "length": "write `len(x)`",
    "size": "the sizes are in `x.shape`",
    "numel": "the sizes are in `x.shape`",
    "shape": "the sizes are in `x.shape`",
    "nrow": "write `len(t)`",
    "ncol": "write `len(t.columns)`",
    "c": "tensors are written `[1, 2, 3]`, lists `(1, 2, 3)`",
    "rbind": "write `vstack((a, b))`",
    "cbind": "write `column_stack((a, b))`",
    "sapply": "write `map(xs, f)`",
    "lapply": "write `map(xs, f)`",
    "apply": "write `map(xs, f)`",
    "rep": "write `repeat(x, n)`",
    "seq": "write `0..<10 by 2`, or `linspace(0, 1, 11)`",
    "paste": "put the values into a text: \"{a} {b}\"",
    "disp": "write `print(x)`",
    "println": "write `print(x)`",
    "printf": "write `print(\"{n:.2f}\")`",
    "echo": "write `print(x)`",
    "log1": "write `log(x)`",
    "mm": "write `a @ b`",
    "bmm": "write `a @ b`",
    "float32": "this dtype is called `f32`", "float64": "this dtype is called `f64`",
    "float16": "this dtype is called `f16`", "bfloat16": "this dtype is called `bf16`",
    "double": "this dtype is called `f64`", "half": "this dtype is called `f16`",
    "int64": "this dtype is called `i64`", "int32": "this dtype is called `i32`",
    "uint8": "this dtype is called `u8`", "long": "this dtype is called `i64`",
    "exit": "`:quit` or Ctrl-D leaves", "quit": "`:quit` or Ctrl-D leaves",
    "help": "`:help`, or a name and a question mark: `softmax?`",
    "dir": "`:vars` lists the variables, `:help` the functions",
    "True": "write `true`", "False": "write `false`", "None": "write `none`", "null": "write `none`",
    "ones_": "write `ones(3)`",
    "is_available": "everything runs on the processor: nothing has to be moved",
    "device": "everything runs on the processor: nothing has to be moved",
    "cuda": "everything runs on the processor: nothing has to be moved",
    "self": "inside a model fields have plain names: `w`",
    "pass": "leave it out: a block may be empty, `{ }`",
    "end": "a block ends with its closing brace",
    "super": "a model needs no initialiser of another: leave it out",
    "set_grad_enabled": "write `no_grad { … }`",
    "inference_mode": "write `no_grad { … }`",
    "show": "a chart shows by itself when it is the cell's value; `show(x)` shows it earlier",
  ]

  /// Stands in hints where the value before the dot was written.
  static let receiver = "‹x›"

  /// Methods of tensors and other values: the hint.
  static let methods: [String: String] = [
    "size": "the sizes are in `‹x›.shape`, the first one is `‹x›.shape[0]`",
    "dim": "the number of axes is `‹x›.ndim`",
    "t": "write `‹x›.T`",
    "numpy": "leave it out: tensors are the arrays of this language",
    "cuda": "leave it out: everything runs on the processor",
    "cpu": "leave it out: everything runs on the processor",
    "long": "write `‹x›.to(i64)`", "double": "write `‹x›.to(f64)`", "half": "write `‹x›.to(f16)`",
    "bfloat16": "write `‹x›.to(bf16)`",
    "clone": "leave it out: assigning copies, and no cell can change another's tensor",
    "copy": "leave it out: assigning copies, and no cell can change another's value",
    "deepcopy": "leave it out: assigning copies, and no cell can change another's value",
    "requires_grad_": "`param(‹x›)` makes a parameter of a tensor",
    "zero_": "write `zero_grad(‹x›)`",
    "length": "write `len(‹x›)`",
    "has_key": "write `\"a\" in ‹x›`",
    "format": "values stand in the text itself: \"{n} items\"",
    "mm": "write `a @ b`",
    "fit": "models are fitted by functions: `ols(\"y ~ x\", t)`",
    "iloc": "rows are `‹x›[0]`, `‹x›[0:5]`", "loc": "rows are `‹x›[‹x›.age > 30]`, columns `‹x›[\"age\"]`",
    "to_numpy": "leave it out: columns of numbers are tensors",
    "apply": "write `map(xs, f)`",
    "push": "write `‹x›.append(1)`",
    "toUpperCase": "write `upper(‹x›)`", "toLowerCase": "write `lower(‹x›)`",
    "splitlines": "write `lines(‹x›)`",
    "groupby": "select the rows of a group: `‹x›[‹x›.sex == \"Male\"]`",
  ]

  /// The hint for a method that is not there; `fields` are those that the value has.
  static func hint(method name: String, fields: [String], functions: (String) -> Bool) -> String? {
    if fields.contains(name) { return "`\(name)` is no function: write `.\(name)` without the parentheses" }
    if let hint = methods[name] { return hint }
    if name.hasSuffix("_"), case let plain = String(name.dropLast()), functions(plain) {
      return "nothing changes a tensor in place: write `‹x› = ‹x›.\(plain)(…)`"
    }
    return nil
  }

  /// Fields that other languages have where this one has a function or another field.
  static let fields: [String: String] = [
    "length": "write `len(‹x›)`", "size": "the sizes are in `‹x›.shape`",
    "data": "write `‹x›.detach()`", "device": "everything runs on the processor",
    "is_leaf": "`‹x›.requires_grad` tells whether it is part of a graph",
    "values": "write `values(‹x›)`", "keys": "write `keys(‹x›)`",
    "H": "write `‹x›.T`", "mT": "write `‹x›.T`",
  ]
}
