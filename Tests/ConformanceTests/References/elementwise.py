"""Writes Cases/elementwise.json: functions of each element, and of pairs of elements that broadcast.

Run with PyTorch installed: python3 elementwise.py"""
import itertools

import torch

from oracle import F64, INF, NAN, ODD, PAIRS, SHAPES, Cases, randn, uniform

torch.manual_seed(31)
cases = Cases(__file__)


def case(code, function, grads=(), tol=1e-12, **variables):
    cases.add("elementwise", code, function, grads, tol, **variables)


x, y = torch.randn(3, 4, dtype=F64), torch.randn(4, dtype=F64)
p = torch.rand(3, 4, dtype=F64) * 0.96 + 0.02
odd = ODD
column = odd[:, None]
OF_TWO = {
    "logaddexp": torch.logaddexp, "logaddexp2": torch.logaddexp2, "hypot": torch.hypot, "fmod": torch.fmod,
    "copysign": torch.copysign, "fmax": torch.fmax, "fmin": torch.fmin,
}
for name, function in OF_TWO.items():
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


# Every function of one argument, over every kind of shape, and where it has no finite value.
S = torch.special
UNARY = {
    "neg": (torch.neg, -2, 2), "square": (torch.square, -2, 2), "sqrt": (torch.sqrt, 0.1, 3),
    "rsqrt": (torch.rsqrt, 0.1, 3), "reciprocal": (torch.reciprocal, 0.3, 3), "exp2": (torch.exp2, -3, 3),
    "asinh": (torch.asinh, -3, 3), "acosh": (torch.acosh, 1.1, 3), "atanh": (torch.atanh, -0.9, 0.9),
    "erfc": (torch.erfc, -3, 3), "trunc": (torch.trunc, -3, 3), "abs": (torch.abs, -2, 2),
    "cbrt": (lambda x: x.sign() * x.abs() ** (1 / 3), 0.3, 3), "erfcx": (S.erfcx, -2, 30),
    "log_ndtr": (S.log_ndtr, -30, 6), "i0": (torch.i0, -9, 9), "i1": (S.i1, -9, 9), "i0e": (S.i0e, -20, 20),
    "i1e": (S.i1e, -20, 20), "exp": (torch.exp, -3, 3), "expm1": (torch.expm1, -3, 3),
    "log": (torch.log, 0.1, 5), "log2": (torch.log2, 0.1, 5), "log10": (torch.log10, 0.1, 5),
    "log1p": (torch.log1p, -0.9, 5), "sin": (torch.sin, -9, 9), "cos": (torch.cos, -9, 9),
    "tan": (torch.tan, -1.3, 1.3), "asin": (torch.asin, -0.9, 0.9), "acos": (torch.acos, -0.9, 0.9),
    "atan": (torch.atan, -5, 5), "sinh": (torch.sinh, -3, 3), "cosh": (torch.cosh, -3, 3),
    "tanh": (torch.tanh, -3, 3), "erf": (torch.erf, -3, 3), "lgamma": (torch.lgamma, 0.2, 9),
    "sign": (torch.sign, -2, 2), "floor": (torch.floor, -3, 3), "ceil": (torch.ceil, -3, 3),
    "round": (torch.round, -3, 3), "clone": (torch.clone, -1, 1),
}
for name, (function, low, high) in UNARY.items():
    # PyTorch gives a step the gradient 0; Gradus says that there is none.
    smooth = () if name in ("sign", "floor", "ceil", "trunc", "round") else ("v",)
    for shape in SHAPES:
        case(f"{name}(v)", function, smooth, 1e-9, v=uniform(low, high, *shape))
    if name != "cbrt":
        # The sign of nan is nan here and in NumPy, 0 in PyTorch.
        odd = ODD[~ODD.isnan()] if name == "sign" else ODD
        case(f"{name}(v)", function, (), 1e-9, v=torch.cat([odd, torch.tensor([0.5, -0.5, 1.5, 40, -40, 1e300, -1e300], dtype=F64)]))
case("cbrt(v)", lambda v: torch.tensor([0.0, -2.0, 3.0, -INF, NAN], dtype=F64), v=torch.tensor([0.0, -8, 27, -INF, NAN], dtype=F64))
case("logical_not(v)", torch.logical_not, v=ODD)
case("logical_not(v)", torch.logical_not, v=torch.tensor([True, False]))
case("round(v, 2)", lambda v: torch.round(v, decimals=2), v=uniform(-9, 9, 5).div(7))
case("round(v, -1)", lambda v: torch.round(v, decimals=-1), v=uniform(-90, 90, 5))

BINARY = {
    "add": (torch.add, -2, 2), "subtract": (torch.subtract, -2, 2), "multiply": (torch.multiply, -2, 2),
    "divide": (torch.divide, 0.3, 2), "power": (torch.pow, 0.3, 2), "maximum": (torch.maximum, -2, 2),
    "minimum": (torch.minimum, -2, 2), "atan2": (torch.atan2, 0.3, 2), "remainder": (torch.remainder, 0.3, 5),
    "float_power": (torch.float_power, 0.3, 2), "ldexp": (torch.ldexp, 1, 3),
    "floor_divide": (torch.floor_divide, 0.3, 5), "nextafter": (torch.nextafter, -1, 1),
    "eq": (torch.eq, -1, 1), "lt": (torch.lt, -1, 1),
}
for name, (function, low, high) in BINARY.items():
    smooth = () if name in ("nextafter", "eq", "lt", "floor_divide", "ldexp") else ("a", "b")
    for left, right in PAIRS:
        case(f"{name}(a, b)", function, smooth, a=uniform(low, high, *left), b=uniform(low, high, *right))
    # A power that meets an odd operand in a value, not a derivative.
    if name not in ("ldexp",):
        case(f"{name}(a, b)", function, a=ODD, b=ODD[:, None])
for name, function in {"igamma": torch.igamma, "igammac": torch.igammac}.items():
    for left, right in PAIRS[:4]:
        case(f"{name}(a, b)", function, ("b",), 1e-9, a=uniform(0.3, 9, *left), b=uniform(0.1, 12, *right))
    case(f"{name}(a, b)", function, tol=1e-9, a=torch.tensor([0.5, 1, 3, 40], dtype=F64), b=torch.tensor([0.0, INF, 1e-8, 60], dtype=F64))
# Two that are equal share the gradient of a maximum.
tie = torch.tensor([1.0, 2.0, 3.0], dtype=F64)
for name in ("maximum", "minimum"):
    case(f"{name}(a, b)", getattr(torch, name), ("a", "b"), a=tie, b=torch.tensor([1.0, 3.0, 2.0], dtype=F64))
for code, f in {"a + 2 * b": lambda a, b: a + 2 * b, "a - b / 3": lambda a, b: a - b / 3, "a ^ 2 - b ^ 0.5": lambda a, b: a**2 - b**0.5,
                "2 ^ a": lambda a, b: 2**a, "1 / b - -a": lambda a, b: 1 / b + a, "a // b": lambda a, b: a // b,
                "a % b": lambda a, b: a % b}.items():
    names = ("a", "b") if "b" in code else ("a",)
    let = {"a": uniform(-2, 2, 2, 3), "b": uniform(0.3, 2, 3)}
    g = () if "//" in code else names
    case(code, (lambda f: lambda *v: f(*v, *[None] * (2 - len(v))))(f), g, **{k: let[k] for k in names})
n, m = torch.tensor([7, -7, 0, 12, -1]), torch.tensor([3, 2, 5, 1, 4])
for name in ("bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift", "bitwise_right_shift", "gcd", "lcm", "floor_divide", "remainder"):
    case(f"{name}(n, m)", getattr(torch, name), n=n, m=m)
    case(f"{name}(n, m)", getattr(torch, name), n=n[:, None], m=m)
for name in ("bitwise_and", "bitwise_or", "bitwise_xor"):
    case(f"{name}(n, m)", getattr(torch, name), n=torch.tensor([True, False]), m=torch.tensor([[True], [False]]))
case("bitwise_not(n)", torch.bitwise_not, n=n)
case("bitwise_not(n)", torch.bitwise_not, n=torch.tensor([True, False]))
case("ldexp(a, n)", torch.ldexp, a=uniform(-1, 1, 5), n=n)
for a, b in itertools.product((ODD, tie), repeat=2):
    if a.shape == b.shape:
        for equal in (False, True):
            flag = "true" if equal else "false"
            case(f"allclose(a, b, equal_nan={flag})", lambda a, b: torch.allclose(a, b, equal_nan=equal), a=a, b=b + 1e-9)
    case("equal(a, b)", torch.equal, a=a, b=b)
case("type_as(a, n)", lambda a, n: a.type_as(n), a=tie, n=n)
case("type_as(n, a)", lambda n, a: n.type_as(a), n=n, a=tie)
for p in (1, 2, 3):
    case(f"mvlgamma(v, {p})", lambda v: torch.mvlgamma(v, p), ("v",), 1e-9, v=uniform(2, 5, 2, 3))
# Slopes at a limit are PyTorch's.
steps = torch.arange(-3, 3.5, 0.5, dtype=F64)
for code, f in {
    "clamp(v, -1, 2)": lambda v: v.clamp(-1, 2), "clamp(v, min=0.5)": lambda v: v.clamp(min=0.5),
    "clamp(v, max=1)": lambda v: v.clamp(max=1), "clamp(v, 2, -1)": lambda v: v.clamp(2, -1),
    "clamp_min(v, 0.5)": lambda v: v.clamp_min(0.5), "clamp_max(v, 0.5)": lambda v: v.clamp_max(0.5),
}.items():
    case(code, f, ("v",), v=steps + 0.25)
    case(code, f, v=torch.cat([steps, ODD]))
    for shape in ((), (0,)):
        case(code, f, ("v",), v=uniform(-3, 3, *shape))
case("where(v > 0, v, w)", lambda v, w: torch.where(v > 0, v, w), ("v", "w"), v=steps, w=steps[:, None])
case("where(v > 0, v, 0)", lambda v: torch.where(v > 0, v, 0), ("v",), v=steps)

cases.write()
