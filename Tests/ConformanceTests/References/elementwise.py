"""Writes Cases/elementwise.json: elementwise functions that the shared cases leave out.

Run with PyTorch installed: python3 elementwise.py"""
import json
import pathlib

import torch

torch.manual_seed(31)
F64 = torch.float64
INF, NAN = float("inf"), float("nan")
cases = []


def number(x):
    return x if isinstance(x, (int, bool)) or x == x and abs(x) != INF else str(x)


def tensor(t):
    dtype = {torch.bool: "bool", torch.int64: "i64", F64: "f64"}[t.dtype]
    return {"dtype": dtype, "shape": list(t.shape), "values": [number(v) for v in t.flatten().tolist()]}


def case(code, function, grads=(), tol=1e-12, **variables):
    """One case: `function` of the variables, and the gradients of its weighted sum for those named."""
    inputs = {k: v.clone().requires_grad_(k in grads) for k, v in variables.items()}
    result = function(*inputs.values())
    entry = {"group": "elementwise", "code": code, "let": {k: tensor(v) for k, v in variables.items()},
             "expect": tensor(result.detach()), "tol": tol}
    if grads:
        weight = torch.randn(result.shape, dtype=F64)
        (result * weight).sum().backward()
        entry |= {"weight": tensor(weight), "grads": {k: tensor(inputs[k].grad) for k in grads}}
    cases.append(entry)


x, y = torch.randn(3, 4, dtype=F64), torch.randn(4, dtype=F64)
p = torch.rand(3, 4, dtype=F64) * 0.96 + 0.02
odd = torch.tensor([0.0, -0.0, INF, -INF, NAN, 1.0, -2.5], dtype=F64)
column = odd[:, None]
PAIRS = {
    "logaddexp": torch.logaddexp, "logaddexp2": torch.logaddexp2, "hypot": torch.hypot, "fmod": torch.fmod,
    "copysign": torch.copysign, "fmax": torch.fmax, "fmin": torch.fmin,
}
for name, function in PAIRS.items():
    case(f"{name}(x, y)", lambda x, y: function(x, y), ("x", "y"), x=x, y=y)
    case(f"{name}(x, y)", lambda x, y: function(x, y), x=odd, y=column)
for name, function in {"xlogy": torch.xlogy, "xlog1py": torch.special.xlog1py}.items():
    case(f"{name}(x, p)", lambda x, p: function(x, p), ("x", "p"), x=x, p=p)
    case(f"{name}(x, y)", lambda x, y: function(x, y), x=odd, y=column)
for name in ["eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_xor"]:
    function = getattr(torch, name)
    case(f"{name}(x, y)", lambda x, y: function(x, y), x=odd, y=column)
for name in ["isinf", "isposinf", "isneginf", "isnan", "isfinite", "signbit", "nan_to_num", "sinc", "frac",
             "deg2rad", "rad2deg"]:
    function = getattr(torch, name)
    if name != "sinc" and name != "frac":
        case(f"{name}(x)", lambda x: function(x), x=odd)
for name, function in {"sinc": torch.sinc, "frac": torch.frac, "deg2rad": torch.deg2rad,
                       "rad2deg": torch.rad2deg, "ndtr": torch.special.ndtr}.items():
    case(f"{name}(x)", lambda x: function(x), ("x",), x=x)
for name, function in {"logit": torch.logit, "entr": torch.special.entr, "ndtri": torch.special.ndtri,
                       "erfinv": torch.erfinv, "digamma": torch.digamma}.items():
    case(f"{name}(p)", lambda p: function(p), ("p",), tol=1e-9, p=p)
case("entr(x)", torch.special.entr, x=odd)
case("erfinv(x)", torch.erfinv, x=torch.tensor([-1.0, 1, 0, 2, -2, 0.999999, 1e-200], dtype=F64))
case("logit(x, 0.1)", lambda x: torch.logit(x, 0.1), ("x",), x=torch.tensor([0.01, 0.3, 0.95], dtype=F64))
case("nan_to_num(x, 1, 2, 3)", lambda x: torch.nan_to_num(x, 1, 2, 3), x=odd)
case("lerp(x, y, p)", torch.lerp, ("x", "y", "p"), x=x, y=y, p=p)
case("lerp(x, y, 0.25)", lambda x, y: torch.lerp(x, y, 0.25), ("x", "y"), x=x, y=y)
case("addcmul(x, y, p, value=0.3)", lambda x, y, p: torch.addcmul(x, y, p, value=0.3), ("x", "y", "p"),
     x=x, y=y, p=p)
case("addcdiv(x, y, p, value=0.3)", lambda x, y, p: torch.addcdiv(x, y, p, value=0.3), ("x", "y", "p"),
     x=x, y=y, p=p)
# Without nan: NumPy and we keep it, PyTorch makes it 0.
whole = odd[~odd.isnan()]
case("heaviside(x, y)", torch.heaviside, x=whole, y=whole[:, None].abs())
for n in range(1, 5):
    case(f"polygamma({n}, p)", lambda p: torch.polygamma(n, p), ("p",), tol=1e-9, p=p * 5)
n, m = torch.tensor([7, -7, 7, -7, 0]), torch.tensor([3, 3, -3, -3, 5])
case("fmod(n, m)", torch.fmod, n=n, m=m)
for equal in [False, True]:
    flag = "true" if equal else "false"
    case(f"isclose(x, y, equal_nan={flag})", lambda x, y: torch.isclose(x, y, equal_nan=equal), x=odd, y=column)
near = x + 1e-6 * torch.randn(3, 4, dtype=F64)
case("isclose(x, y)", torch.isclose, x=x, y=near)

text = ",\n".join(json.dumps(c) for c in cases)
path = pathlib.Path(__file__).parent.parent / "Cases" / "elementwise.json"
path.write_text(f'{{"reference": "torch {torch.__version__}", "cases": [\n{text}\n]}}\n')
print(len(cases), "cases")
