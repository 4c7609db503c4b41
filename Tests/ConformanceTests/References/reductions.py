"""Writes Cases/reductions.json: sums, extremes, moments, quantiles, running totals, counts.

Run with PyTorch installed: python3 reductions.py"""
import warnings

import numpy as np
import torch

from oracle import F64, INF, NAN, Cases, distinct, randn, text, uniform

torch.manual_seed(34)
cases = Cases(__file__)

# Shapes with the axes to reduce: all, one from either end, several, one of size 1, one without elements.
CALLS = [
    ((), None, False), ((3,), None, False), ((3,), 0, True), ((2, 3), None, False), ((2, 3), -1, False),
    ((2, 3), 0, True), ((2, 1, 3), 1, False), ((2, 3, 4), (0, 2), False), ((2, 3, 4), (-1, 0), True), ((0, 3), 1, False),
]
EMPTY = [((0,), None, False), ((0, 3), 0, False), ((2, 0), 1, True)]


def arguments(axis, keep):
    """The call's arguments in Gradus, and in PyTorch."""
    ours = ("" if axis is None else f", axis={text(axis)}") + (", keepdims=true" if keep else "")
    return ours, axis, keep


def all_axes(x, axis):
    return tuple(range(x.dim())) if axis is None else axis


def several(f):
    """For functions of PyTorch that take one axis: the axes as one, at the end."""
    def g(x, axis, keep):
        axes = [a % max(x.dim(), 1) for a in (all_axes(x, axis) if axis is None or isinstance(axis, tuple) else (axis,))]
        rest = [a for a in range(x.dim()) if a not in axes]
        flat = x.permute(*rest, *axes).flatten(len(rest)) if x.dim() else x.reshape(1)
        result = f(flat)
        if not keep:
            return result
        return result.reshape([1 if a in axes else x.shape[a] for a in range(x.dim())])
    return g


def norm(p):
    return lambda x, a, k: torch.linalg.vector_norm(x, p, dim=a, keepdim=k)


def nan_moment(f):
    """Along rows: f of what is not nan."""
    def g(x):
        rows = [f(row[~row.isnan()]) for row in x.reshape(-1, x.shape[-1])]
        return torch.stack(rows).reshape(x.shape[:-1]) if rows else x.sum(-1)
    return several(g)


REDUCTIONS = {
    "sum(x{})": lambda x, a, k: x.sum(all_axes(x, a), keepdim=k),
    "mean(x{})": lambda x, a, k: x.mean(all_axes(x, a), keepdim=k),
    "prod(x{})": several(lambda x: x.prod(-1)),
    "max(x{})": lambda x, a, k: x.amax(all_axes(x, a), keepdim=k),
    "min(x{})": lambda x, a, k: x.amin(all_axes(x, a), keepdim=k),
    "var(x{})": lambda x, a, k: x.var(all_axes(x, a), correction=1, keepdim=k),
    "std(x{}, ddof=0)": lambda x, a, k: x.std(all_axes(x, a), correction=0, keepdim=k),
    "any(x > 0{})": several(lambda x: (x > 0).any(-1)),
    "all(x > 0{})": several(lambda x: (x > 0).all(-1)),
    "logsumexp(x{})": lambda x, a, k: x.logsumexp(all_axes(x, a), keepdim=k) if x.dim() else x.logsumexp(0),
    "norm(x{})": norm(2), "norm(x, 1{})": norm(1), "norm(x, 3{})": norm(3), "norm(x, inf{})": norm(INF),
    "norm(x, -inf{})": norm(-INF), "norm(x, 0{})": norm(0), "norm(x, 0.5{})": norm(0.5),
    "quantile(x, 0.3{})": several(lambda x: x.quantile(0.3, -1)),
    "percentile(x, 70{})": several(lambda x: x.quantile(0.7, -1)),
    "median(x{})": several(lambda x: x.median(-1).values),
    "nansum(x{})": lambda x, a, k: x.nansum(all_axes(x, a), keepdim=k),
    "nanmean(x{})": lambda x, a, k: x.nanmean(all_axes(x, a), keepdim=k),
    "nanmedian(x{})": several(lambda x: x.nanmedian(-1).values),
    "nanquantile(x, 0.6{})": several(lambda x: x.nanquantile(0.6, -1)),
    "nanmax(x{})": lambda x, a, k: x.nan_to_num(-INF).amax(all_axes(x, a), keepdim=k),
    "nanmin(x{})": lambda x, a, k: x.nan_to_num(INF).amin(all_axes(x, a), keepdim=k),
    "nanvar(x{})": nan_moment(lambda row: row.var()),
    "nanstd(x{}, ddof=0)": nan_moment(lambda row: row.std(correction=0)),
    "count_nonzero(x > 0{})": several(lambda x: (x > 0).sum(-1)),
    "ptp(x{})": lambda x, a, k: x.amax(all_axes(x, a), keepdim=k) - x.amin(all_axes(x, a), keepdim=k),
    "aminmax(x{})[0]": lambda x, a, k: x.amin(all_axes(x, a), keepdim=k),
    "aminmax(x{})[1]": lambda x, a, k: x.amax(all_axes(x, a), keepdim=k),
    "std_mean(x{})[0]": lambda x, a, k: torch.std_mean(x, all_axes(x, a), keepdim=k)[0],
    "std_mean(x{})[1]": lambda x, a, k: torch.std_mean(x, all_axes(x, a), keepdim=k)[1],
    "var_mean(x{})[0]": lambda x, a, k: torch.var_mean(x, all_axes(x, a), keepdim=k)[0],
    "var_mean(x{})[1]": lambda x, a, k: torch.var_mean(x, all_axes(x, a), keepdim=k)[1],
}
for code, f in REDUCTIONS.items():
    for shape, axis, keep in CALLS:
        # One number has no variance of its own: its gradients are nan / 0 in different ways.
        if shape == () and any(n in code for n in ("var", "std")):
            continue
        ours, axis, keep = arguments(axis, keep)
        x = distinct(*shape)
        # PyTorch has no quantiles of a tensor without elements.
        if x.numel() == 0 and ("quantile" in code or "percentile" in code):
            continue
        # A row of nothing but nan is a question of its own: see below.
        if "nan" in code and x.numel() > 2 and shape != (2, 1, 3):
            x.view(-1)[1] = NAN
        grads = None if f is not None and not any(n in code for n in ("any", "all", "count", ", 0{")) else ()
        cases.add("reduction", code.format(ours), lambda x: f(x, axis, keep), grads=grads, x=x)
for code in ("sum(x{})", "mean(x{})", "prod(x{})", "var(x{})", "any(x > 0{})", "all(x > 0{})", "logsumexp(x{})", "norm(x{})",
             "nansum(x{})", "nanmean(x{})", "count_nonzero(x > 0{})"):
    for shape, axis, keep in EMPTY:
        ours, axis, keep = arguments(axis, keep)
        cases.add("empty", code.format(ours), lambda x: REDUCTIONS[code](x, axis, keep), grads=(), x=torch.zeros(shape, dtype=F64))
# Elements that are nan, infinite, equal.
ROWS = torch.tensor([[1.0, NAN, 3], [INF, 1, 2], [-INF, INF, 0], [2, 2, 2], [-INF, -INF, -INF]], dtype=F64)
for code, f in REDUCTIONS.items():
    # The mean of (inf, 1, 2) is nan in PyTorch where the variance is asked for too, inf where it is not.
    if "nan" in code or "_mean" in code:
        continue
    cases.add("odd", code.format(", axis=1"), lambda x: f(x, 1, False), grads=(), x=ROWS)
NOTHING = torch.tensor([[NAN, NAN], [NAN, 1]], dtype=F64)
for name in ("nanmax", "nanmin", "nansum", "nanmean", "nanmedian"):
    # NumPy's word for a row of nothing but nan.
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
        cases.add("odd", f"{name}(x, axis=1)", lambda x: getattr(np, name)(x.numpy(), axis=1), grads=(), x=NOTHING)
TIES = torch.tensor([[2.0, 1, 2, 1], [3, 3, 3, 3]], dtype=F64)
for code in ("max(x{})", "min(x{})", "ptp(x{})", "aminmax(x{})[1]", "norm(x, inf{})", "prod(x{})"):
    cases.add("ties", code.format(", axis=1"), lambda x: REDUCTIONS[code](x, 1, False), x=TIES)
    cases.add("ties", code.format(""), lambda x: REDUCTIONS[code](x, None, False), x=TIES)
for zeros in ([1.0, 0, 3], [0.0, 0, 3], [0.0, 0, 0]):
    cases.add("ties", "prod(x)", lambda x: x.prod(), x=torch.tensor(zeros, dtype=F64))
    cases.add("ties", "cumprod(x)", lambda x: x.cumprod(0), x=torch.tensor(zeros, dtype=F64))
for q in (0, 0.25, 1):
    cases.add("quantile", f"quantile(x, {q})", lambda x: x.quantile(q), x=distinct(6))
q = torch.tensor([0.1, 0.5, 0.95], dtype=F64)
for axis in (0, 1):
    for name in ("quantile", "nanquantile"):
        cases.add("quantile", f"{name}(x, q, axis={axis})", lambda x, q: getattr(torch, name)(x, q, axis), ("x",), x=distinct(3, 4), q=q)
        cases.add("quantile", f"{name}(x, q, axis={axis}, keepdims=true)", lambda x, q: getattr(torch, name)(x, q, axis, keepdim=True), ("x",), x=distinct(3, 4), q=q)
for name in ("argmax", "argmin"):
    for shape, axis, keep in CALLS[:7]:
        ours, axis, keep = arguments(axis, keep)
        cases.add("position", f"{name}(x{ours})", lambda x: getattr(torch, name)(x, axis, keepdim=keep), (), x=distinct(*shape))
    cases.add("position", f"{name}(x, axis=1)", lambda x: getattr(torch, name)(x, 1), (), x=ROWS)

# Along one axis, the shape kept.
SCANS = {
    "cumsum": torch.cumsum, "cumprod": torch.cumprod, "logcumsumexp": torch.logcumsumexp,
    "cummax": lambda x, a: torch.cummax(x, a).values, "cummin": lambda x, a: torch.cummin(x, a).values,
}
for name, f in SCANS.items():
    pick = "[0]" if name in ("cummax", "cummin") else ""
    for shape, axis in [((), 0), ((0,), 0), ((5,), -1), ((1, 3), 1), ((3, 4), 0), ((2, 1, 3), 1), ((2, 3, 2), -2), ((0, 3), 0)]:
        cases.add("scan", f"{name}(x, {axis}){pick}", lambda x: f(x, axis), x=distinct(*shape))
    cases.add("scan", f"{name}(x){pick}", lambda x: f(x, -1), (), x=ROWS)
for name in ("cummax", "cummin"):
    for x in (distinct(3, 4), TIES, ROWS):
        cases.add("scan", f"{name}(x, 1)[1]", lambda x: getattr(torch, name)(x, 1).indices, (), x=x)
for n in (0, 1, 2, 5):
    for shape, axis in [((5,), -1), ((3, 4), 0), ((2, 3, 2), 1)]:
        cases.add("scan", f"diff(x, {n}, {axis})", lambda x: torch.diff(x, n, axis), x=randn(*shape))
for k in (1, 2, 4):
    for shape, axis, keep in [((5,), -1, False), ((4, 3), 0, True), ((2, 4, 3), 1, False)]:
        extra = ", keepdims=true" if keep else ""
        cases.add("order", f"kthvalue(x, {k}, {axis}{extra})[0]", lambda x: x.kthvalue(k, axis, keep).values, x=distinct(*shape))
        cases.add("order", f"kthvalue(x, {k}, {axis}{extra})[1]", lambda x: x.kthvalue(k, axis, keep).indices, (), x=distinct(*shape))
for shape in [(5,), (4, 3), (0, 2)]:
    cases.add("order", "msort(x)", torch.msort, x=distinct(*shape))
n = torch.tensor([[3, 1, 3, 2, 1, 3], [5, 5, 4, 4, 4, 5]])
for axis in (-1, 0):
    cases.add("order", f"mode(x, {axis})[0]", lambda x: x.mode(axis).values, x=n)
    cases.add("order", f"mode(x, {axis}, keepdims=true)[0]", lambda x: x.mode(axis, True).values, x=n.to(F64))
for p in (0, 1, 2, 3, INF):
    for a, b in [((4,), (4,)), ((2, 3), (3,)), ((), ())]:
        grads = () if p == 0 else None
        cases.add("distance", f"dist(x, y, {p})", lambda x, y: torch.dist(x, y, p), grads, x=distinct(*a), y=randn(*b))

# Integrals, slopes, averages.
for shape, axis in [((5,), -1), ((3, 4), 0), ((3, 4), 1), ((2, 3, 2), -2), ((1, 1), 1)]:
    size = shape[axis]
    steps = uniform(0.2, 1, size).cumsum(0)
    for name, f in {"trapezoid": torch.trapezoid, "cumulative_trapezoid": torch.cumulative_trapezoid}.items():
        cases.add("integral", f"{name}(y, axis={axis})", lambda y: f(y, dim=axis), y=randn(*shape))
        cases.add("integral", f"{name}(y, dx=0.25, axis={axis})", lambda y: f(y, dx=0.25, dim=axis), y=randn(*shape))
        cases.add("integral", f"{name}(y, x, axis={axis})", lambda y, x: f(y, x, dim=axis), y=randn(*shape), x=steps)
    if size > 1:
        cases.add("integral", f"gradient(y, 0.5, {axis})", lambda y: torch.gradient(y, spacing=0.5, dim=axis)[0], y=randn(*shape))
for shape, axis in [((5,), None), ((3, 4), None), ((3, 4), 0), ((3, 4), -1)]:
    ours = "" if axis is None else f", axis={axis}"
    dims = tuple(range(len(shape))) if axis is None else axis
    cases.add("average", f"average(x{ours})", lambda x: x.mean(dims), x=randn(*shape))
    cases.add("average", f"average(x{ours}, weights=w)", lambda x, w: (x * w).sum(dims) / w.sum(dims), x=randn(*shape), w=uniform(0.1, 2, *shape))

# Counts, which NumPy defines for floats too.
for bins, limits in [(10, None), (3, None), (4, (-1, 1)), (1, None)]:
    option = "" if limits is None else f", range={text(limits)}"
    for x in (randn(20), torch.tensor([1.0, 1, 1], dtype=F64), randn(2, 3), torch.arange(12).to(F64)):
        for part in (0, 1):
            cases.add("count", f"histogram(x, {bins}{option})[{part}]", lambda x: np.histogram(x.numpy(), bins, limits)[part], (), x=x)
n = torch.tensor([3, 1, 1, 0, 5])
cases.add("count", "bincount(n)", torch.bincount, n=n)
cases.add("count", "bincount(n, minlength=8)", lambda n: torch.bincount(n, minlength=8), n=n)
cases.add("count", "bincount(n, w)", lambda n, w: torch.bincount(n, w), (), n=n, w=randn(5))
cases.add("count", "bincount(n)", torch.bincount, n=torch.tensor([], dtype=torch.int64))

cases.write()
