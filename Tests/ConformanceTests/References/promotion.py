"""Writes Cases/promotion.json: the dtype and the values of every operation over every dtype, and of pairs.

PyTorch's default dtype is set to Gradus's, 64 bits. What PyTorch refuses Gradus refuses too, but for the gaps
of PyTorch's kernels ("not implemented for 'Half'") and for what GENEROUS lists.
Run with PyTorch installed: python3 promotion.py"""
import torch
import torch.nn.functional as F

from oracle import DTYPES, Cases, tensor

torch.set_default_dtype(torch.float64)
torch.manual_seed(39)
cases = Cases(__file__)
TOLERANCE = {torch.float16: 4e-3, torch.bfloat16: 3e-2, torch.float32: 2e-6, torch.float64: 1e-12}
# Refused by PyTorch, and harmless: integers and 16-bit floats have quantiles, classes may be of any integer dtype,
# operands of two dtypes can be compared closely.
GENEROUS = {"quantile(x, 0.5)", "one_hot(x, 4)", "isclose"}
# Booleans that are added or multiplied are counted (i64), where PyTorch gives `or` and `and`; summed into places
# they are refused.
COUNTED = {"add", "multiply", "axes", "outer(x, x)", "kron(x, x)", "diff(x)", "weak +", "weak *", "weak ^",
           "index_add(x, [0, 1], x[:2])", "scatter_add(x, [0, 1], x[:2])"}


def values(dtype, shape=(4,), start=1):
    n = torch.Size(shape).numel()
    flat = torch.arange(start, start + n) % 4
    return (flat.bool() if dtype == torch.bool else flat.to(dtype)).reshape(shape)


def case(group, code, f, **let):
    if group in COUNTED and all(v.dtype == torch.bool for v in let.values()):
        return
    entry = {"group": group, "code": code, "let": {k: tensor(v) for k, v in let.items()}}
    try:
        result = f(*let.values())
        if group in ("any", "all"):
            result = result.bool()  # of u8 PyTorch makes u8
    except NotImplementedError:
        return
    except (RuntimeError, TypeError) as error:
        if "not implemented for" in str(error) or "not supported for" in str(error) or group in GENEROUS:
            return
        cases.cases.append(entry | {"refuses": True, "why": str(error).split("\n")[0]})
        return
    # Integers never wrap around here: what does not fit is refused.
    if not result.dtype.is_floating_point and result.dtype in (torch.uint8, torch.int32) and group not in ("to", "bitwise_not"):
        exact = f(*(v if v.dtype == torch.bool else v.long() if not v.dtype.is_floating_point else v for v in let.values()))
        if not torch.equal(exact.long(), result.long()):
            cases.cases.append(entry | {"refuses": True, "why": "the result does not fit"})
            return
    cases.cases.append(entry | {"expect": tensor(result), "tol": TOLERANCE.get(result.dtype, 0)})


UNARY = """neg abs square sqrt rsqrt reciprocal exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan sinh
cosh tanh asinh acosh atanh erf erfc lgamma sign floor ceil trunc round digamma sigmoid isnan isfinite isinf
isposinf isneginf signbit logical_not bitwise_not deg2rad rad2deg sinc frac erfinv logit nan_to_num clone
cumsum:0 cumprod:0 sum prod max:amax min:amin mean std var median argmax argmin any all nansum nanmean
count_nonzero logsumexp:0 logcumsumexp:0 msort flip:(0,) unique flatten diag tril2 triu2 relu bincount"""
SPECIAL = "entr erfcx i0e i1 i1e log_ndtr ndtr ndtri"
ACTIVATIONS = "relu6 softplus silu elu leaky_relu gelu hardtanh hardsigmoid hardswish hardshrink softshrink selu celu mish softsign tanhshrink"
for dtype in DTYPES:
    x = values(dtype)
    for word in UNARY.split():
        name, _, argument = word.partition(":")
        if name in ("tril2", "triu2"):
            case(name[:4], f"{name[:4]}(x)", lambda x: getattr(torch, name[:4])(x), x=values(dtype, (2, 2)))
        elif name == "bincount":
            if not dtype.is_floating_point and dtype != torch.bool:
                case(name, "bincount(x)", torch.bincount, x=x)
        elif argument.startswith("a"):
            case(name, f"{name}(x)", getattr(torch, argument), x=x)
        elif argument:
            axis = eval(argument)
            case(name, f"{name}(x, {axis if isinstance(axis, int) else axis[0]})", lambda x: getattr(torch, name)(x, axis), x=x)
        else:
            case(name, f"{name}(x)", getattr(torch, name), x=x)
    for name in SPECIAL.split():
        case(name, f"{name}(x)", getattr(torch.special, name), x=x)
    for name in ACTIVATIONS.split():
        case(name, f"{name}(x)", getattr(F, name), x=x)
    for code, f in {
        "softmax(x)": lambda x: F.softmax(x, -1), "log_softmax(x)": lambda x: F.log_softmax(x, -1),
        "sort(x)": lambda x: x.sort().values, "argsort(x)": lambda x: x.sort(stable=True).indices, "topk(x, 2)[0]": lambda x: x.topk(2).values,
        "kthvalue(x, 2)[0]": lambda x: x.kthvalue(2).values, "cummax(x)[0]": lambda x: x.cummax(0).values, "cummin(x)[0]": lambda x: x.cummin(0).values,
        "x[1:3]": lambda x: x[1:3], "x[x > 1]": lambda x: x[x > 1], "clamp(x, 1, 2)": lambda x: x.clamp(1, 2), "x @ x": lambda x: x @ x,
        "outer(x, x)": lambda x: torch.outer(x, x), "kron(x, x)": lambda x: torch.kron(x, x), "diff(x)": lambda x: torch.diff(x), "roll(x, 1)": lambda x: x.roll(1),
        "cat((x, x))": lambda x: torch.cat((x, x)), "stack((x, x))": lambda x: torch.stack((x, x)), "repeat(x, 2)": lambda x: x.repeat(2),
        "pad(x, (1, 1))": lambda x: F.pad(x, (1, 1)), "masked_fill(x, x > 1, 0)": lambda x: x.masked_fill(x > 1, 0), "where(x > 1, x, 0)": lambda x: torch.where(x > 1, x, 0),
        "norm(x)": lambda x: torch.linalg.vector_norm(x), "quantile(x, 0.5)": lambda x: x.quantile(0.5), "x.T": lambda x: x, "x ^ 2": lambda x: x**2, "-x": lambda x: -x,
        "one_hot(x, 4)": lambda x: F.one_hot(x, 4), "cross(x[:3], x[1:])": lambda x: torch.linalg.cross(x[:3], x[1:]), "dot(x, x)": lambda x: torch.dot(x, x),
        "searchsorted(sort(x), x)": lambda x: torch.searchsorted(x.sort().values, x), "isin(x, x[:1])": lambda x: torch.isin(x, x[:1]),
        "index_add(x, [0, 1], x[:2])": lambda x: x.index_add(0, torch.tensor([0, 1]), x[:2]), "scatter_add(x, [0, 1], x[:2])": lambda x: x.scatter_add(0, torch.tensor([0, 1]), x[:2]),
    }.items():
        case(code, code, f, x=x)

BINARY = """add subtract multiply divide maximum minimum floor_divide remainder fmod power:pow atan2 eq lt logical_and
bitwise_and bitwise_or gcd hypot fmax copysign xlogy logaddexp float_power isclose"""
for a in DTYPES:
    for b in DTYPES:
        # No zeros among divisors.
        let = {"x": values(a, start=1), "y": torch.ones(4).to(b)}
        for word in BINARY.split():
            name, _, other = word.partition(":")
            case(name, f"{name}(x, y)", getattr(torch, other or name), **let)
        case("where", "where(x > 1, x, y)", lambda x, y: torch.where(x > 1, x, y), **let)
        case("cat", "cat((x, y))", lambda x, y: torch.cat((x, y)), **let)
        case("axes", "x + y[0]", lambda x, y: x + y[0], **let)
        case("axes", "x[0] + y[0]", lambda x, y: x[0] + y[0], **let)
        case("to", f"x.to({DTYPES[b]})", lambda x, y: x.to(b), **let)
    # A plain number is weak.
    for word, number in {"2": 2, "2.5": 2.5, "true": True}.items():
        for operator in ("+", "-", "*", "/", "//", "%", "^", "<", "=="):
            f = {"+": lambda x: x + number, "-": lambda x: x - number, "*": lambda x: x * number, "/": lambda x: x / number, "//": lambda x: x // number,
                 "%": lambda x: x % number, "^": lambda x: x**number, "<": lambda x: x < number, "==": lambda x: x == number}[operator]
            case(f"weak {operator}", f"x {operator} {word}", f, x=values(a))
        case("weak where", f"where(x > 0, x, {word})", lambda x: torch.where(x > 0, x, number), x=values(a))
        case("weak max", f"maximum(x, {word})", lambda x: torch.maximum(x, torch.tensor(number)), x=values(a))
        if not isinstance(number, bool):
            case("weak clamp", f"clamp(x, max={word})", lambda x: x.clamp(max=number), x=values(a))

cases.write()
