"""What the scripts that write reference cases share: cases with values and gradients, in PyTorch's words.

A case is a line of Gradus, the function that says the same in PyTorch, and the tensors that both get. Each
script makes its cases and writes them to Cases/<its name>.json."""
import json
import pathlib

import numpy as np
import torch

F64 = torch.float64
INF, NAN = float("inf"), float("nan")
DTYPES = {
    torch.bool: "bool", torch.uint8: "u8", torch.int32: "i32", torch.int64: "i64",
    torch.float16: "f16", torch.bfloat16: "bf16", torch.float32: "f32", torch.float64: "f64",
}
# No axes, no elements, one axis, axes of size 1, three axes, no elements along one axis of two.
SHAPES = [(), (0,), (4,), (1, 3), (2, 1, 3), (0, 3)]
# Pairs that broadcast, with both sides growing.
PAIRS = [((), ()), ((3,), ()), ((2, 3), (3,)), ((2, 1), (1, 3)), ((0, 3), (1, 3)), ((2, 1, 3), (4, 1))]
ODD = torch.tensor([0.0, -0.0, INF, -INF, NAN, 1.0, -2.5], dtype=F64)


def number(x):
    return x if isinstance(x, int) or x == x and abs(x) != INF else str(x)


def tensor(t):
    t = torch.view_as_real(t) if t.is_complex() else t
    values = [number(v) for v in t.detach().resolve_conj().flatten().tolist()]
    return {"dtype": DTYPES[t.dtype], "shape": list(t.shape), "values": values}


def randn(*shape, dtype=F64):
    """Normal numbers of few digits: the files stay readable."""
    return (torch.randn(shape, dtype=F64) * 1000).round().div(1000).to(dtype)


def uniform(low, high, *shape):
    return (low + (high - low) * torch.rand(shape, dtype=F64)).mul(1000).round().div(1000)


def distinct(*shape):
    """Numbers of which no two are equal, in no order: for whatever sorts or looks for the largest."""
    n = int(np.prod(shape))
    return (torch.randperm(n).to(F64) * 0.37 - 0.15 * n).mul(100).round().div(100).reshape(shape)


def text(value):
    """A value of Python as Gradus writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(text(v) for v in value) + ("," if len(value) == 1 else "") + ")"
    return "none" if value is None else str(value)


def words(options):
    return "".join(f", {k}={text(v)}" for k, v in options.items())


class Cases:
    def __init__(self, script):
        self.path = pathlib.Path(script).parent.parent / "Cases" / (pathlib.Path(script).stem + ".json")
        self.cases = []
        self.weights = torch.Generator().manual_seed(99)

    def add(self, group, code, f, grads=None, tol=1e-9, **let):
        """Gradients are asked for by all f64 tensors, or by those that `grads` names; none by grads=()."""
        if grads is None:
            grads = [k for k, v in let.items() if v.dtype == F64]
        ins = {k: v.clone().requires_grad_(k in grads) for k, v in let.items()}
        result = f(*ins.values())
        if isinstance(result, np.ndarray) or isinstance(result, np.generic):
            result = torch.from_numpy(np.array(result))
        if isinstance(result, torch.Tensor) and result.is_complex():
            result = torch.view_as_real(result)
        entry = {
            "group": group, "code": code, "let": {k: tensor(v) for k, v in let.items()},
            "expect": tensor(result) if isinstance(result, torch.Tensor) else result, "tol": tol,
        }
        if grads and isinstance(result, torch.Tensor) and result.requires_grad:
            w = torch.randn(result.shape, generator=self.weights, dtype=F64).mul(1000).round().div(1000)
            (result * w).sum().backward()
            entry["weight"] = tensor(w)
            entry["grads"] = {k: tensor(ins[k].grad) for k in grads if ins[k].grad is not None}
        self.cases.append(entry)

    def write(self):
        lines = ",\n".join(json.dumps(c, ensure_ascii=False) for c in self.cases)
        self.path.write_text(f'{{"reference": "torch {torch.__version__}", "cases": [\n{lines}\n]}}\n')
        print(len(self.cases), "cases")
