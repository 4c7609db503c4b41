"""What the scripts that write reference cases share: cases with values and gradients, in PyTorch's words.

A case is a line of Gradus, the function that says the same in PyTorch, and the tensors that both get. Each
script makes its cases and writes them to Cases/<its name>.json."""
import json
import pathlib

import torch

DTYPES = {
    torch.bool: "bool", torch.uint8: "u8", torch.int32: "i32", torch.int64: "i64",
    torch.float16: "f16", torch.bfloat16: "bf16", torch.float32: "f32", torch.float64: "f64",
}


def number(x):
    return x if isinstance(x, int) or x == x and abs(x) != float("inf") else str(x)


def tensor(t):
    values = [number(v) for v in t.detach().flatten().tolist()]
    return {"dtype": DTYPES[t.dtype], "shape": list(t.shape), "values": values}


class Cases:
    def __init__(self, script):
        self.path = pathlib.Path(script).parent.parent / "Cases" / (pathlib.Path(script).stem + ".json")
        self.cases = []
        self.weights = torch.Generator().manual_seed(99)

    def add(self, group, code, f, tol=1e-9, grads=None, **let):
        """Gradients are asked for by all f64 tensors, or by those that `grads` names; none by grads=()."""
        if grads is None:
            grads = [k for k, v in let.items() if v.dtype == torch.float64]
        ins = {k: v.clone().requires_grad_(k in grads) for k, v in let.items()}
        result = f(**ins)
        entry = {
            "group": group, "code": code, "let": {k: tensor(v) for k, v in let.items()},
            "expect": tensor(result) if isinstance(result, torch.Tensor) else result, "tol": tol,
        }
        if grads and result.requires_grad:
            w = torch.randn(result.shape, generator=self.weights, dtype=torch.float64)
            (result * w).sum().backward()
            entry["weight"] = tensor(w)
            entry["grads"] = {
                k: tensor(ins[k].grad if ins[k].grad is not None else torch.zeros_like(ins[k])) for k in grads}
        self.cases.append(entry)

    def write(self):
        lines = ",\n".join(json.dumps(c, ensure_ascii=False) for c in self.cases)
        self.path.write_text(f'{{"reference": "torch {torch.__version__}", "cases": [\n{lines}\n]}}\n')
        print(len(self.cases), "cases")
