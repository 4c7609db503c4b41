"""Writes Cases/creation.json: tensors made of nothing, or like another one.

Run with PyTorch installed: python3 creation.py"""
import itertools

import numpy as np
import torch

from oracle import F64, Cases, randn

torch.manual_seed(38)
cases = Cases(__file__)


def made(code, f, tol=1e-12, **let):
    cases.add("creation", code, f, (), tol, **let)


for name in ("zeros", "ones"):
    for shape in ["3", "(2, 3)", "()", "(0, 2)"]:
        made(f"{name}({shape})", lambda: getattr(torch, name)(eval(shape), dtype=F64))
    for ours, theirs in {"f32": torch.float32, "i64": torch.int64, "i32": torch.int32, "u8": torch.uint8, "bool": torch.bool, "bf16": torch.bfloat16}.items():
        made(f"{name}((2,), dtype={ours})", lambda: getattr(torch, name)((2,), dtype=theirs))
        made(f"{name}_like(x, dtype={ours})", lambda x: getattr(torch, name + "_like")(x, dtype=theirs), x=randn(2, 1))
    made(f"{name}_like(x)", getattr(torch, name + "_like"), x=torch.tensor([True, False]))
    made(f"{name}_like(x)", getattr(torch, name + "_like"), x=randn(2, 0))
made("full((2, 3), 1.5)", lambda: torch.full((2, 3), 1.5, dtype=F64))
made("full((2,), 3)", lambda: torch.full((2,), 3))
made("full((), true)", lambda: torch.full((), True))
made("full((2,), 3, dtype=f32)", lambda: torch.full((2,), 3, dtype=torch.float32))
made("full_like(x, 7)", lambda x: torch.full_like(x, 7), x=randn(2, 2))
made("full_like(x, 1.5, dtype=f64)", lambda x: torch.full_like(x, 1.5, dtype=F64), x=torch.tensor([1, 2]))
for name in ("empty((2, 3))", "empty_like(x)"):
    made(f"{name}.shape", lambda x: torch.tensor(x.shape), x=randn(2, 3))
for arguments in ["5", "0", "2, 5", "2, 9, 3", "5, 2, -1", "0, 1, 0.3", "1.0, 4", "3, 3", "-1, 1, 0.5", "0, 1, 0.1"]:
    numbers = eval(f"({arguments},)")
    dtype = torch.int64 if all(isinstance(v, int) for v in numbers) else F64
    made(f"arange({arguments})", lambda: torch.arange(*numbers, dtype=dtype))
made("arange(3, dtype=f32)", lambda: torch.arange(3, dtype=torch.float32))
for start, end, n in [(0, 1, 5), (-2, 3, 1), (1, 1, 3), (5, -5, 4), (0, 1, 0), (0.1, 0.7, 100)]:
    made(f"linspace({start}, {end}, {n})", lambda: torch.linspace(start, end, n, dtype=F64))
    made(f"logspace({start}, {end}, {n})", lambda: torch.logspace(start, end, n, dtype=F64), 1e-11)
    made(f"logspace({start}, {end}, {n}, 2)", lambda: torch.logspace(start, end, n, base=2, dtype=F64), 1e-11)
for start, end, n in [(1, 100, 3), (2, 0.5, 5), (-1, -8, 4), (3, 3, 2), (1, 9, 1)]:
    made(f"geomspace({start}, {end}, {n})", lambda: np.geomspace(start, end, n))
for n in (0, 1, 3):
    made(f"eye({n})", lambda: torch.eye(n, dtype=F64))
for name, periodic, n in itertools.product(("hann", "hamming", "blackman"), (True, False), (0, 1, 2, 7, 8)):
    flag = "true" if periodic else "false"
    made(f"{name}_window({n}, {flag})", lambda: getattr(torch, f"{name}_window")(n, periodic, dtype=F64))
for rows, columns, offset in itertools.product((0, 1, 3), (1, 4), (-2, 0, 1, 9)):
    for name in ("tril_indices", "triu_indices"):
        made(f"{name}({rows}, {columns}, {offset})", lambda: getattr(torch, name)(rows, columns, offset))

cases.write()
