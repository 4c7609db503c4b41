"""Writes Cases/dtypes.json: promotion, 16-bit arithmetic and conversions as PyTorch does them.

Run with PyTorch installed: python3 dtypes.py"""
import json
import pathlib

import torch

torch.manual_seed(12)
NAMES = {
    "bool": torch.bool, "u8": torch.uint8, "i32": torch.int32, "i64": torch.int64,
    "f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32, "f64": torch.float64,
}
OURS = {dtype: name for name, dtype in NAMES.items()}
cases = []


def number(x):
    return x if isinstance(x, int) or x == x and abs(x) != float("inf") else str(x)


def tensor(t, dtype="f64"):
    return {"dtype": dtype, "shape": list(t.shape), "values": [number(v) for v in t.flatten().tolist()]}


def case(group, code, let, expect, tol, grads=None, weight=None):
    entry = {"group": group, "code": code, "let": let, "expect": expect, "tol": tol}
    if grads:
        entry |= {"weight": weight, "grads": grads}
    cases.append(entry)


# What a sum, a product and a quotient of every two dtypes is made in.
for a, da in NAMES.items():
    for b, db in NAMES.items():
        x, y = torch.ones(2, dtype=da), torch.ones(2, dtype=db)
        if a != "bool" or b != "bool":
            dtype = OURS[(x + y).dtype]
            case("promotion", f'(ones(2).to({a}) + ones(2).to({b})).dtype == "{dtype}"', {}, True, 0)
            # A tensor without axes makes one with axes no wider within its kind.
            dtype = OURS[(x + y[0]).dtype]
            case("promotion", f'(ones(2).to({a}) + ones((), dtype={b})).dtype == "{dtype}"', {}, True, 0)

# Elementwise operations in 16 bits: each is computed in 32 and rounded once. Transcendental functions
# may differ in the last of 8 or 11 bits where the 32-bit results differ in theirs.
ULP = {"bf16": 2.0**-8, "f16": 2.0**-11}
x, y = torch.randn(4, 5, dtype=torch.float64), torch.randn(5, dtype=torch.float64)
p = torch.rand(4, 5, dtype=torch.float64) + 0.1
EXACT = {
    "x + y": lambda x, y, p: x + y, "x - y": lambda x, y, p: x - y, "x * y": lambda x, y, p: x * y,
    "x / y": lambda x, y, p: x / y, "-x": lambda x, y, p: -x, "abs(x)": lambda x, y, p: abs(x),
    "sqrt(p)": lambda x, y, p: p.sqrt(), "maximum(x, y)": lambda x, y, p: torch.maximum(x, y),
    "x * 1.7": lambda x, y, p: x * 1.7, "relu(x)": lambda x, y, p: x.relu(), "x < y": lambda x, y, p: x < y,
    "x[1:, ::2]": lambda x, y, p: x[1:, ::2], "x.T": lambda x, y, p: x.T,
    "cat((x, p))": lambda x, y, p: torch.cat((x, p)), "max(x, axis=1)": lambda x, y, p: x.amax(1),
    "argmax(x, axis=1)": lambda x, y, p: x.argmax(1), "sort(x, axis=1)": lambda x, y, p: x.sort(1).values,
}
CLOSE = {
    "exp(x)": lambda x, y, p: x.exp(), "log(p)": lambda x, y, p: p.log(), "tanh(x)": lambda x, y, p: x.tanh(),
    "sigmoid(x)": lambda x, y, p: x.sigmoid(), "sum(x)": lambda x, y, p: x.sum(),
    "mean(x, axis=0)": lambda x, y, p: x.mean(0), "x @ y": lambda x, y, p: x @ y,
    "x @ p.T": lambda x, y, p: x @ p.T, "softmax(x, axis=1)": lambda x, y, p: x.softmax(1),
    "cumsum(x, axis=1)": lambda x, y, p: x.cumsum(1), "var(x)": lambda x, y, p: x.var(),
    "layer_norm(x, p[0], y)": lambda x, y, p: torch.nn.functional.layer_norm(x, (5,), p[0], y),
    "gelu(x)": lambda x, y, p: torch.nn.functional.gelu(x), "p ^ 2.5": lambda x, y, p: p**2.5,
}
for name in ["bf16", "f16"]:
    dtype = NAMES[name]
    for code, f in (EXACT | CLOSE).items():
        ins = {k: v.to(dtype).requires_grad_() for k, v in {"x": x, "y": y, "p": p}.items() if k in code}
        result = f(*(ins.get(k, torch.zeros(1)) for k in "xyp"))
        let = {k: tensor(v.detach().double(), "f64") for k, v in ins.items()}
        ours = code
        for k in ins:  # the case's values are f64: the conversion is part of the code
            ours = "".join(
                f"{k}.to({name})" if c == k and not ours[i - 1 : i].isalpha() and not ours[i + 1 : i + 2].isalpha()
                else c for i, c in enumerate(ours))
        tol = 0 if code in EXACT else 2 * ULP[name]
        expect = tensor(result.detach().double())
        case(name, f"({ours}).to(f64)", let, expect, tol)
    case(name, f'(ones(2).to({name}) * 3.5).dtype == "{name}"', {}, True, 0)

# Conversions: rounding to even, subnormals, overflow to infinity, infinities and nan.
edge = torch.tensor(
    [0.0, -0.0, 1.0, 1 / 3, 65504.0, 65519.9, 65520.0, 1e5, -1e38, 3.4e38, 6e-8, 2.98e-8, 2.9e-8, 6.1e-5, 1e-40,
     1 + 2**-8, 1 + 2**-8 + 2**-16, 1 + 2**-11, 1 + 3 * 2**-11, 257.0, float("inf"), -float("inf"), float("nan")],
    dtype=torch.float64)
for name in ["bf16", "f16", "f32"]:
    case("conversion", f"x.to({name}).to(f64)", {"x": tensor(edge)}, tensor(edge.to(NAMES[name]).double()), 0)
wide = torch.randn(2000, dtype=torch.float64) * torch.logspace(-9, 9, 2000, dtype=torch.float64)
for name in ["bf16", "f16"]:
    case("conversion", f"x.to({name}).to(f64)", {"x": tensor(wide)}, tensor(wide.to(NAMES[name]).double()), 0)
whole = torch.tensor([0.0, 1.9, 254.99, 255.0], dtype=torch.float64)
for name in ["u8", "i32", "i64"]:
    case("conversion", f"x.to({name})", {"x": tensor(whole)}, tensor(whole.to(NAMES[name]), name), 0)

# Integers: sums and products count in 64 bits, other results keep their dtype.
for name in ["u8", "i32"]:
    t = torch.tensor([[200, 100, 7], [3, 90, 255]], dtype=NAMES[name])
    let = {"x": tensor(t, name)}
    for code, f in {
        "sum(x)": lambda t: t.sum(), "prod(x, axis=1)": lambda t: t.prod(1), "cumsum(x, axis=0)": lambda t: t.cumsum(0),
        "max(x)": lambda t: t.max(), "x // 2": lambda t: t // 2, "x % 7": lambda t: t % 7, "argmin(x)": lambda t: t.argmin(),
        "x[:, 1]": lambda t: t[:, 1], "clamp(x, 5, 100)": lambda t: t.clamp(5, 100), "where(x > 50, x, 0)": lambda t: t.where(t > 50, 0),
        "x / 2": lambda t: (t.double() / 2), "sort(x, axis=1)": lambda t: t.sort(1).values, "unique(x)": lambda t: t.unique(),
    }.items():
        result = f(t)
        case(name, code, let, tensor(result, OURS[result.dtype]), 0)
        case(name, f'({code}).dtype == "{OURS[result.dtype]}"', let, True, 0)

# Gradients go through conversions, and keep the dtype of what they belong to.
for name in ["bf16", "f16", "f32"]:
    v = torch.randn(6, dtype=torch.float64)
    v = v.to(NAMES[name]).double().requires_grad_()
    w = torch.ones(6, dtype=torch.float64)
    r = (v.to(NAMES[name]) ** 2).double()
    (r * w).sum().backward()
    case("gradient", f"(v.to({name}) ^ 2).to(f64)", {"v": tensor(v.detach())}, tensor(r.detach()), 2 * ULP.get(name, 1e-7),
         {"v": tensor(v.grad)}, tensor(w))

path = pathlib.Path(__file__).parent.parent / "Cases" / "dtypes.json"
lines = ",\n".join(json.dumps(c) for c in cases)
path.write_text(f'{{"reference": "torch {torch.__version__}", "cases": [\n{lines}\n]}}\n')
print(len(cases), "cases")
