"""Writes Cases/subscripts.json: random subscripts on both sides of `=`, as NumPy reads and writes them.

Where integers stand beside arrays of positions NumPy and PyTorch put the axes in different places; those few
cases are PyTorch's, which takes the integers first. Run with NumPy and PyTorch: python3 subscripts.py"""
import random

import numpy as np
import torch

from oracle import Cases, tensor

rng = random.Random(2026)
cases = Cases(__file__)


def piece(size):
    """A slice, and how it is written."""
    ends = [rng.choice([None, rng.randint(-size - 2, size + 2)]) for _ in range(2)]
    step = rng.choice([None, None, 1, 2, 3, -1, -1, -2])
    words = ["" if e is None else str(e) for e in ends]
    return slice(*ends, step), ":".join(words) + ("" if step is None else f":{step}")


def positions(size, shape):
    return np.array([rng.randint(-size, size - 1) for _ in range(int(np.prod(shape)))], dtype=np.int64).reshape(shape)


def subscript(shape):
    """Entries for NumPy, their texts, and the arrays that the texts name."""
    entries, words, let = [], [], {}
    axis = 0
    common = rng.choice([(3,), (2, 1), (1,), (), (0,)])
    while axis < len(shape):
        if rng.random() < 0.12:
            entries.append(None)
            words.append("none")
        if rng.random() < 0.08 and Ellipsis not in [e for e in entries if e is Ellipsis]:
            skipped = rng.randint(0, len(shape) - axis)
            entries.append(Ellipsis)
            words.append("...")
            axis += skipped
            continue
        size = shape[axis]
        kind = rng.choice(["int", "slice", "slice", "all", "array", "array", "mask", "mask2", "literal"])
        if size == 0 and kind in ("int", "array", "literal"):
            kind = "slice"
        if any(isinstance(e, np.ndarray) and e.dtype == bool for e in entries) and kind in ("array", "literal", "mask", "mask2"):
            kind = "all"  # a mask's selection must broadcast with positions: kept to the cases that do
        if kind == "int":
            i = rng.randint(-size, size - 1)
            entries.append(i)
            words.append(str(i))
        elif kind == "slice":
            s, text = piece(size)
            entries.append(s)
            words.append(text)
        elif kind == "all":
            entries.append(slice(None))
            words.append(":")
        elif kind == "array":
            # Together with others it has to broadcast.
            form = rng.choice([common, common, (1,) * len(common)])
            a = positions(size, form)
            name = "ijkl"[len(let)]
            entries.append(a)
            words.append(name)
            let[name] = a
        elif kind == "literal":
            a = positions(size, (1,))
            entries.append(a)
            words.append(f"[{a[0]}]")
        elif any(isinstance(e, np.ndarray) for e in entries):
            entries.append(slice(None))
            words.append(":")
        else:
            covered = shape[axis:axis + (2 if kind == "mask2" else 1)]
            m = np.array([rng.random() < 0.5 for _ in range(int(np.prod(covered)))], dtype=bool).reshape(covered)
            name = "ijkl"[len(let)]
            entries.append(m)
            words.append(name)
            let[name] = m
            axis += len(covered) - 1
        axis += 1
        if rng.random() < 0.15:
            break
    if not entries:
        entries, words = [Ellipsis], ["..."]
    return tuple(entries), words, let


def taken(x, entries):
    """What PyTorch selects: integers, slices and new axes first, then the arrays."""
    used = sum(e.ndim if isinstance(e, np.ndarray) and e.dtype == bool else 0 if e is None or e is Ellipsis else 1 for e in entries)
    full = []
    for e in entries + (() if Ellipsis in [e for e in entries if e is Ellipsis] else (Ellipsis,)):
        full += [slice(None)] * (x.ndim - used) if e is Ellipsis else [e]
    plain, arrays = [], []
    for e in full:
        if isinstance(e, np.ndarray) and e.ndim == 0:
            plain.append(int(e))
        elif isinstance(e, np.ndarray):
            plain += [slice(None)] * (e.ndim if e.dtype == bool else 1)
            arrays.append(e)
        else:
            plain.append(e)
            if not isinstance(e, int):
                arrays.append(slice(None))
    view = x[tuple(plain)]
    return view[tuple(arrays)]


def value_for(shape):
    """Something that broadcasts to a shape: one number, the shape itself, fewer or smaller axes."""
    form = list(shape)
    for a in range(len(form)):
        if rng.random() < 0.3:
            form[a] = 1
    while form and rng.random() < 0.25:
        form.pop(0)
    return np.array([rng.randint(100, 999) for _ in range(int(np.prod(form)))], dtype=np.int64).reshape(form)


def entry(group, code, let, expect, **more):
    cases.cases.append({"group": group, "code": code, "let": {k: tensor(torch.from_numpy(v)) for k, v in let.items()},
                        "expect": tensor(torch.from_numpy(np.ascontiguousarray(expect)).reshape(expect.shape)), "tol": 0} | more)


wanted = {"read": 320, "write": 320, "augment": 160}
while any(wanted.values()):
    group = rng.choice([g for g, n in wanted.items() if n])
    shape = tuple(rng.choice([1, 2, 3, 4, 5, 0 if rng.random() < 0.15 else 2]) for _ in range(rng.randint(1, 4)))
    x = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
    entries, words, let = subscript(shape)
    try:
        numpys = x[entries]
    except IndexError:
        continue  # arrays that do not broadcast together
    ours = taken(x, entries)
    differs = numpys.shape != ours.shape or not np.array_equal(numpys, ours)
    if differs and not any(isinstance(e, int) or np.ndim(e) == 0 and isinstance(e, np.ndarray) for e in entries) and Ellipsis not in [e for e in entries if e is Ellipsis]:
        raise SystemExit(f"{words} of {shape}: {numpys.shape} and {ours.shape}")
    text = f"x[{', '.join(words)}]"
    if group == "read":
        values = x.astype(np.float64)
        weight = np.array([rng.randint(-9, 9) for _ in range(ours.size)], dtype=np.float64).reshape(ours.shape)
        # The selected numbers are their own positions.
        grad = np.zeros(x.size)
        np.add.at(grad, ours.reshape(-1), weight.reshape(-1))
        entry("read as PyTorch" if differs else "read", text, {"x": values} | let, ours.astype(np.float64),
              weight=tensor(torch.from_numpy(weight)), grads={"x": tensor(torch.from_numpy(grad.reshape(shape)))})
    else:
        v = value_for(ours.shape)
        flat = x.reshape(-1).copy()
        wide = np.broadcast_to(v, ours.shape).reshape(-1)
        if group == "write":
            operator, new = "=", wide
        else:
            operator = rng.choice(["+=", "-=", "*="])
            old = flat[ours.reshape(-1)]
            new = {"+=": old + wide, "-=": old - wide, "*=": old * wide}[operator]
        for place, number in zip(ours.reshape(-1), new):
            flat[place] = number
        if not differs and group == "write":
            check = x.copy()
            check[entries] = v
            assert np.array_equal(check.reshape(-1), flat), words
        right = str(v) if v.ndim == 0 else "v"
        entry(group, f"{text} {operator} {right}\nx", {"x": x} | let | ({} if v.ndim == 0 else {"v": v}), flat.reshape(shape))
    wanted[group] -= 1

cases.write()
