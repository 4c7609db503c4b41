"""Writes Cases/activations.json: activation functions, with their slopes at every kink.

Run with PyTorch installed: python3 activations.py"""
import torch
import torch.nn.functional as F

from oracle import INF, NAN, F64, SHAPES, Cases, randn, uniform

torch.manual_seed(33)
cases = Cases(__file__)
# Every half from -7 to 7: all the places at which a piece ends.
GRID = torch.arange(-7, 7.5, 0.5, dtype=F64)
FAR = torch.tensor([INF, -INF, NAN, 1000, -1000, 0.0, -0.0], dtype=F64)

FUNCTIONS = {
    "relu(x)": F.relu, "relu6(x)": F.relu6, "sigmoid(x)": torch.sigmoid, "softplus(x)": F.softplus,
    "softplus(x, 2, 3)": lambda x: F.softplus(x, 2, 3), "silu(x)": F.silu, "elu(x)": F.elu,
    "elu(x, 0.3)": lambda x: F.elu(x, 0.3), "leaky_relu(x)": F.leaky_relu,
    "leaky_relu(x, 0.2)": lambda x: F.leaky_relu(x, 0.2), "gelu(x)": F.gelu,
    'gelu(x, approximate="tanh")': lambda x: F.gelu(x, approximate="tanh"), "log_sigmoid(x)": F.logsigmoid,
    "hardtanh(x)": F.hardtanh, "hardtanh(x, -2, 3)": lambda x: F.hardtanh(x, -2, 3),
    "hardsigmoid(x)": F.hardsigmoid, "hardswish(x)": F.hardswish, "hardshrink(x)": F.hardshrink,
    "hardshrink(x, 1.5)": lambda x: F.hardshrink(x, 1.5), "softshrink(x)": F.softshrink,
    "softshrink(x, 1.5)": lambda x: F.softshrink(x, 1.5), "threshold(x, 1, -3)": lambda x: F.threshold(x, 1, -3),
    "selu(x)": F.selu, "celu(x)": F.celu, "celu(x, 0.7)": lambda x: F.celu(x, 0.7), "mish(x)": F.mish,
    "softsign(x)": F.softsign, "tanhshrink(x)": F.tanhshrink,
}
for code, function in FUNCTIONS.items():
    # PyTorch's constants of these two have 32 bits.
    tol = 1e-7 if "hardsigmoid" in code or "celu" in code else 1e-9
    for shape in SHAPES:
        cases.add("activation", code, function, tol=tol, x=randn(*shape) * 3)
    cases.add("activation", code, function, tol=tol, x=GRID)
    # At -inf these two have the limit 0, and nan in PyTorch.
    far = FAR[FAR != -INF] if code[:4] in ("silu", "gelu") else FAR
    cases.add("activation", code, function, grads=(), tol=tol, x=far)
for shape, weight in [((4,), ()), ((4,), (1,)), ((2, 3), (3,)), ((2, 3, 4), (3,)), ((2, 3, 2, 2), (1,)), ((0, 3), (3,)), ((), ())]:
    cases.add("activation", "prelu(x, w)", lambda x, w: F.prelu(x, w), x=randn(*shape), w=uniform(0.1, 0.4, *weight))
for name, function in {"softmax": F.softmax, "log_softmax": F.log_softmax, "softmin": F.softmin}.items():
    for shape in SHAPES:
        cases.add("activation", f"{name}(x)", lambda x: function(x, dim=-1), x=randn(*shape))
        if shape:
            cases.add("activation", f"{name}(x, 0)", lambda x: function(x, dim=0), x=randn(*shape))
    cases.add("activation", f"{name}(x, axis=1)", lambda x: function(x, dim=1), x=randn(2, 4, 3))
    cases.add("activation", f"{name}(x)", lambda x: function(x, dim=-1), x=torch.tensor([1000.0, -1000, 999], dtype=F64))
    cases.add("activation", f"{name}(x)", lambda x: function(x, dim=-1), grads=(),
              x=torch.tensor([[0.0, -INF], [-INF, -INF], [1, NAN], [INF, 1]], dtype=F64))
for shape, axis in [((4,), -1), ((3, 4), 1), ((2, 4, 3), 1), ((4, 0), 0), ((2, 3, 6), -1)]:
    cases.add("activation", f"glu(x, {axis})", lambda x: F.glu(x, axis), x=randn(*shape))

cases.write()
