"""Writes Cases/indexing.json: operations that select, order, place and count elements.

Run with PyTorch installed: python3 indexing.py"""
import numpy as np
import torch
import torch.nn.functional as F

from oracle import F64, INF, NAN, Cases, distinct, randn

torch.manual_seed(36)
cases = Cases(__file__)
BOTH = torch.tensor([[2, 0, 1], [0, 0, 2]])


def index(high, *shape):
    return torch.randint(high, shape)


def several(group, code, f, grads=None, **let):
    cases.add(group, code, f, grads, **let)


# Along an axis, at positions of the same rank.
for axis, shape, places in [(0, (4,), (6,)), (-1, (3, 4), (3, 2)), (0, (3, 4), (2, 4)), (1, (2, 3, 2), (2, 5, 1)), (0, (3, 0), (2, 0)), (0, (), ()), (0, (4,), (0,))]:
    i = index(max(shape[axis], 1) if shape else 1, *places)
    several("gather", f"gather(x, i, {axis})", lambda x, i: x.gather(axis, i), x=randn(*shape), i=i)
    if shape:
        several("gather", f"take_along_axis(x, i, {axis})", lambda x, i: x.take_along_dim(i, axis), x=randn(*shape), i=i)
    several("scatter", f"scatter_add(x, i, v, {axis})", lambda x, i, v: x.scatter_add(axis, i, v), x=randn(*shape), i=i, v=randn(*places))
    for reduce in ("sum", "prod", "mean", "amax", "amin"):
        for own in (True, False):
            flag = "true" if own else "false"
            several("scatter", f'scatter_reduce(x, i, v, "{reduce}", {axis}, {flag})',
                    lambda x, i, v: x.scatter_reduce(axis, i, v, reduce, include_self=own), x=distinct(*shape), i=i, v=distinct(*places) + 0.011)
several("gather", "take_along_axis(x, i)", lambda x, i: x.take_along_dim(i), x=randn(2, 3), i=index(6, 4))
several("gather", "take_along_axis(x, i, 1)", lambda x, i: x.take_along_dim(i, 1), x=randn(2, 3), i=index(3, 1, 2))
# Each position once: of equal ones PyTorch does not say which value stays.
for axis, shape, places in [(0, (4,), (3,)), (1, (3, 4), (3, 2)), (0, (3, 4), (2, 4))]:
    i = torch.rand(shape).argsort(axis).narrow(axis, 0, places[axis])
    several("scatter", f"scatter(x, i, v, {axis})", lambda x, i, v: x.scatter(axis, i, v), x=randn(*shape), i=i, v=randn(*places))
    several("scatter", f"scatter(x, i, 2.5, {axis})", lambda x, i: x.scatter(axis, i, 2.5), x=randn(*shape), i=i)
    several("scatter", f"scatter(x, i, v, {axis})", lambda x, i, v: x.scatter(axis, i, v), grads=("x",), x=randn(*shape), i=i.narrow(axis, 0, 1), v=randn(*places))
# Whole slices, by a vector of positions.
for axis, shape in [(0, (4,)), (1, (2, 4)), (-1, (2, 3, 4)), (0, (4, 0))]:
    for i in (torch.tensor([3, 0, 3]), torch.tensor([], dtype=torch.int64)):
        part = list(shape)
        part[axis] = len(i)
        several("slices", f"index_select(x, i, {axis})", lambda x, i: x.index_select(axis, i), x=randn(*shape), i=i)
        several("slices", f"index_add(x, i, v, {axis}, 0.5)", lambda x, i, v: x.index_add(axis, i, v, alpha=0.5), x=randn(*shape), i=i, v=randn(*part))
        several("slices", f"index_fill(x, i, 1.5, {axis})", lambda x, i: x.index_fill(axis, i, 1.5), x=randn(*shape), i=i)
    i = torch.tensor([2, 0])
    part = list(shape)
    part[axis] = 2
    several("slices", f"index_copy(x, i, v, {axis})", lambda x, i, v: x.index_copy(axis, i, v), x=randn(*shape), i=i, v=randn(*part))
several("slices", "slice(x, 1, 3)", lambda x: x[1:3], x=randn(4, 2))
several("slices", "slice(x, -2, 9, 1)", lambda x: x[:, -2:9], x=randn(2, 4))
for places in [(3,), (2, 2), (0,), ()]:
    several("slices", "take(x, i)", lambda x, i: x.take(i), x=randn(2, 3), i=index(6, *places))
    several("slices", "embedding(x, i)", lambda x, i: F.embedding(i, x), x=randn(5, 2), i=index(5, *places))
    several("slices", "embedding(x, i, 2)", lambda x, i: F.embedding(i, x, padding_idx=2), x=randn(5, 2), i=index(4, *places))
    several("slices", "one_hot(i, 6)", lambda i: F.one_hot(i, 6), i=index(6, *places))
several("slices", "one_hot(i)", F.one_hot, i=torch.tensor([[0, 2], [1, 1]]))

# By a mask.
for shape, mask in [((4,), (4,)), ((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 3), (2, 1)), ((), ()), ((0,), (0,))]:
    m = torch.rand(mask) > 0.4
    several("mask", "masked_fill(x, m, 0.5)", lambda x, m: x.masked_fill(m, 0.5), x=randn(*shape), m=m)
    several("mask", "masked_select(x, m)", torch.masked_select, x=randn(*shape), m=m)
    several("mask", "masked_scatter(x, m, v)", lambda x, m, v: x.masked_scatter(m, v), x=randn(*shape), m=m, v=randn(8))
    several("mask", "nonzero(m)", torch.nonzero, m=m)
several("mask", "nonzero(x)", torch.nonzero, (), x=torch.tensor([[0.0, NAN], [-0.0, 2]], dtype=F64))

# In order.
ROWS = torch.tensor([[1.0, NAN, 3, -INF], [INF, 1, 2, 2.5]], dtype=F64)
SAME = torch.tensor([[2.0, 1, 2, 1], [3, 3, 3, 3]], dtype=F64)
for shape, axis in [((5,), -1), ((3, 4), 0), ((2, 3, 2), 1), ((0,), 0), ((), 0), ((1, 3), 0)]:
    for down in (False, True):
        flag = "true" if down else "false"
        several("order", f"sort(x, {axis}, {flag})", lambda x: x.sort(axis, down).values, x=distinct(*shape))
        several("order", f"argsort(x, {axis}, {flag})", lambda x: x.argsort(axis, down), (), x=distinct(*shape))
for down in (False, True):
    flag = "true" if down else "false"
    several("order", f"sort(x, descending={flag})", lambda x: torch.sort(x, dim=-1, descending=down, stable=True).values, (), x=ROWS)
    several("order", f"argsort(x, descending={flag})", lambda x: torch.sort(x, dim=-1, descending=down, stable=True).indices, (), x=ROWS)
    several("order", f"argsort(x, descending={flag})", lambda x: torch.sort(x, dim=-1, descending=down, stable=True).indices, (), x=SAME)
    several("order", f"sort(x, descending={flag})", lambda x: torch.sort(x, dim=-1, descending=down, stable=True).values, x=SAME)
for k, shape, axis in [(1, (5,), -1), (3, (5,), 0), (2, (3, 4), 0), (4, (2, 4), -1), (0, (3,), 0), (1, (2, 3, 2), 1)]:
    for largest in (True, False):
        flag = "true" if largest else "false"
        several("order", f"topk(x, {k}, {axis}, {flag})[0]", lambda x: x.topk(k, axis, largest).values, x=distinct(*shape))
        several("order", f"topk(x, {k}, {axis}, {flag})[1]", lambda x: x.topk(k, axis, largest).indices, (), x=distinct(*shape))
several("order", "topk(x, 2)[0]", lambda x: x.topk(2).values, (), x=ROWS)

# Where in order.
line = torch.tensor([1.0, 3, 3, 5], dtype=F64)
asked = torch.tensor([[0.0, 1, 2], [3, 6, NAN]], dtype=F64)
for right in (False, True):
    flag = "true" if right else "false"
    several("search", f"searchsorted(s, v, {flag})", lambda s, v: torch.searchsorted(s, v, right=right), (), s=line, v=asked)
    several("search", f"bucketize(v, s, {flag})", lambda v, s: torch.bucketize(v, s, right=right), (), v=asked, s=line)
    several("search", f"searchsorted(s, v, {flag})", lambda s, v: torch.searchsorted(s, v, right=right), (), s=torch.stack([line, line + 1]), v=asked[:, :2].nan_to_num(9))
    several("search", f"searchsorted(s, v, {flag})", lambda s, v: torch.searchsorted(s, v, right=right), (), s=line[:0], v=asked[0])

# The different ones.
many = torch.tensor([[3.0, 1, 3], [1, 2, 2]], dtype=F64)
for x in (many, torch.tensor([5.0], dtype=F64), torch.tensor([], dtype=F64), torch.tensor([2, 2, 1, 1, 2])):
    several("sets", "unique(x)", torch.unique, (), x=x)
    several("sets", "unique_consecutive(x)", torch.unique_consecutive, (), x=x)
    for name in ("unique", "unique_consecutive"):
        f = getattr(torch, name)
        for part, option in [(1, "return_inverse"), (1, "return_counts")]:
            several("sets", f"{name}(x, {option}=true)[{part}]", lambda x: f(x, **{option: True})[part], (), x=x)
        several("sets", f"{name}(x, true, true)[2]", lambda x: f(x, return_inverse=True, return_counts=True)[2], (), x=x)
a, b = torch.tensor([3, 1, 2, 3, 7]), torch.tensor([[2, 9], [3, 2]])
for name in ("union1d", "intersect1d", "setdiff1d"):
    several("sets", f"{name}(a, b)", lambda a, b: getattr(np, name)(a.numpy(), b.numpy()), (), a=a, b=b)
    several("sets", f"{name}(a, b)", lambda a, b: getattr(np, name)(a.numpy(), b.numpy()), (), a=a, b=b[:0])
several("sets", "isin(a, b)", torch.isin, a=a, b=b)
several("sets", "isin(x, y)", torch.isin, (), x=ROWS, y=SAME)
for part in range(2):
    several("sets", f"unravel_index(i, (2, 4))[{part}]", lambda i: torch.unravel_index(i, (2, 4))[part], i=torch.tensor([[5, 0], [7, 3]]))

cases.write()
