"""Writes Cases/networks.json: layers without their parameters, as torch.nn.functional computes them.

Run with PyTorch installed: python3 networks.py"""
import torch
import torch.nn.functional as F

from oracle import Cases

torch.manual_seed(31)
cases = Cases(__file__)


def rand(*shape):
    return torch.randn(*shape, dtype=torch.float64)


# MARK: Convolutions

CONVOLUTIONS = [  # x, weight, bias, options in Python and in Gradus
    ((2, 3, 9), (4, 3, 3), 4, {}),
    ((2, 3, 9), (4, 3, 3), None, {"stride": 2, "padding": 2}),
    ((2, 4, 11), (6, 2, 3), 6, {"dilation": 2, "groups": 2, "padding": 3}),
    ((2, 4, 11), (4, 1, 2), 4, {"groups": 4, "padding": "same"}),
    ((2, 3, 8), (2, 3, 4), 2, {"padding": "same", "dilation": 2}),
    ((2, 3, 8), (2, 3, 4), 2, {"padding": "valid", "stride": 3}),
    ((3, 7), (2, 3, 3), 2, {"padding": 1}),
    ((0, 3, 7), (2, 3, 3), 2, {"padding": 1}),
    ((1, 1, 1), (1, 1, 1), 1, {}),
    ((2, 3, 7, 8), (4, 3, 3, 2), 4, {}),
    ((2, 3, 7, 8), (4, 3, 3, 2), None, {"stride": (2, 3), "padding": (1, 2)}),
    ((2, 4, 9, 7), (6, 2, 3, 2), 6, {"stride": (1, 2), "dilation": (2, 3), "groups": 2, "padding": (2, 1)}),
    ((1, 4, 6, 6), (8, 1, 3, 3), 8, {"groups": 4, "padding": "same"}),
    ((1, 2, 6, 5), (3, 2, 4, 2), 3, {"padding": "same", "dilation": (1, 2)}),
    ((1, 2, 6, 5), (3, 2, 4, 2), 3, {"padding": "valid"}),
    ((2, 6, 5), (3, 2, 3, 3), 3, {"padding": 1}),
    ((0, 2, 6, 5), (3, 2, 3, 3), 3, {}),
    ((1, 2, 3, 3), (3, 2, 3, 3), 3, {}),
    ((1, 2, 5, 5), (3, 2, 1, 1), 3, {"stride": 2}),
    ((1, 1, 4, 9), (1, 1, 2, 2), None, {"padding": 4}),
]
TRANSPOSED = [
    ((2, 3, 5), (3, 4, 3), 4, {}),
    ((2, 3, 5), (3, 4, 3), None, {"stride": 3, "padding": 1, "output_padding": 2}),
    ((2, 4, 5), (4, 3, 3), 6, {"stride": 2, "groups": 2, "dilation": 2, "output_padding": 1}),
    ((4, 5), (4, 1, 2), 4, {"groups": 4}),
    ((0, 4, 5), (4, 2, 2), 2, {"stride": 2}),
    ((2, 3, 4, 5), (3, 2, 3, 2), 2, {}),
    ((2, 3, 4, 5), (3, 2, 3, 2), None, {"stride": (2, 3), "padding": (1, 0), "output_padding": (1, 2)}),
    ((1, 4, 3, 4), (4, 3, 2, 3), 6, {"groups": 2, "dilation": (3, 2), "padding": (2, 1), "stride": (2, 1)}),
    ((2, 4, 4), (2, 2, 3, 3), 2, {"stride": 2, "padding": 1, "output_padding": 1}),
    ((0, 2, 4, 4), (2, 2, 3, 3), 2, {}),
]


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(text(v) for v in value) + ("," if len(value) == 1 else "") + ")"
    return "none" if value is None else str(value)


def words(options):
    return "".join(f", {k}={text(v)}" for k, v in options.items())


for name, table in [("conv", CONVOLUTIONS), ("conv_transpose", TRANSPOSED)]:
    for x, w, b, options in table:
        function = f"{name}{len(w) - 2}d"
        if b is None:
            cases.add("convolution", f"{function}(x, w{words(options)})",
                      lambda x, w: getattr(F, function)(x, w, **options), x=rand(*x), w=rand(*w))
        else:
            cases.add("convolution", f"{function}(x, w, b{words(options)})",
                      lambda x, w, b: getattr(F, function)(x, w, b, **options), x=rand(*x), w=rand(*w), b=rand(b))

# In 32 bits, where the product is the fast one.
x, w, b = rand(4, 8, 14, 14).float(), rand(8, 4, 3, 3).float(), rand(8).float()
cases.add("convolution", "conv2d(x, w, b, padding=1, groups=2)", lambda x, w, b: F.conv2d(x, w, b, padding=1, groups=2),
          tol=1e-4, x=x, w=w, b=b)

# MARK: Pools

POOLS = [
    ("max_pool1d", (2, 3, 9), (2,), {}), ("max_pool1d", (2, 3, 9), (3,), {"stride": 2, "padding": 1}),
    ("max_pool1d", (2, 3, 10), (3,), {"stride": 2, "ceil_mode": True}), ("max_pool1d", (3, 9), (3,), {"dilation": 2}),
    ("max_pool1d", (1, 1, 7), (2,), {"stride": 3, "padding": 1, "ceil_mode": True}),
    ("max_pool2d", (2, 3, 7, 8), (2,), {}), ("max_pool2d", (2, 3, 7, 8), ((3, 2),), {"stride": (1, 2), "padding": (1, 0)}),
    ("max_pool2d", (1, 2, 8, 7), (3,), {"stride": 2, "ceil_mode": True, "padding": 1}),
    ("max_pool2d", (1, 2, 9, 9), (3,), {"dilation": (2, 3), "stride": 2}), ("max_pool2d", (2, 5, 5), (2,), {"stride": 1}),
    ("max_pool2d", (1, 1, 5, 6), (2,), {"stride": 3, "ceil_mode": True}), ("max_pool2d", (0, 2, 5, 5), (2,), {}),
    ("avg_pool1d", (2, 3, 9), (2,), {}), ("avg_pool1d", (2, 3, 9), (3,), {"stride": 2, "padding": 1}),
    ("avg_pool1d", (2, 3, 10), (3,), {"stride": 2, "padding": 1, "ceil_mode": True}),
    ("avg_pool1d", (2, 3, 10), (3,), {"stride": 2, "padding": 1, "ceil_mode": True, "count_include_pad": False}),
    ("avg_pool1d", (3, 9), (4,), {"count_include_pad": False, "padding": 2}),
    ("avg_pool2d", (2, 3, 7, 8), (2,), {}), ("avg_pool2d", (2, 3, 7, 8), ((3, 2),), {"stride": (1, 2), "padding": (1, 1)}),
    ("avg_pool2d", (1, 2, 8, 7), (3,), {"stride": 2, "padding": 1, "ceil_mode": True}),
    ("avg_pool2d", (1, 2, 8, 7), (3,), {"stride": 2, "padding": 1, "ceil_mode": True, "count_include_pad": False}),
    ("avg_pool2d", (1, 2, 8, 7), (3,), {"divisor_override": 5, "padding": 1}), ("avg_pool2d", (2, 5, 5), (2,), {"stride": 1}),
    ("avg_pool2d", (0, 2, 5, 5), (2,), {}),
    ("adaptive_avg_pool1d", (2, 3, 10), (4,), {}), ("adaptive_avg_pool1d", (2, 3, 4), (7,), {}),
    ("adaptive_avg_pool1d", (3, 5), (1,), {}), ("adaptive_max_pool1d", (2, 3, 10), (4,), {}),
    ("adaptive_max_pool1d", (2, 3, 4), (7,), {}), ("adaptive_avg_pool2d", (2, 3, 7, 5), ((3, 4),), {}),
    ("adaptive_avg_pool2d", (2, 3, 7, 5), ((None, 2),), {}), ("adaptive_avg_pool2d", (3, 7, 5), (1,), {}),
    ("adaptive_max_pool2d", (2, 3, 7, 5), ((3, 4),), {}), ("adaptive_max_pool2d", (2, 3, 3, 5), ((4, 2),), {}),
]
for function, x, sizes, options in POOLS:
    cases.add("pool", f"{function}(x, {text(sizes[0])}{words(options)})",
              lambda x: getattr(F, function)(x, sizes[0], **options), x=rand(*x))
for function, x, sizes, options in POOLS:
    if "max" in function and x[0] > 0:
        cases.add("pool", f"{function}(x, {text(sizes[0])}{words(options | {'return_indices': True})})[1]",
                  lambda x: getattr(F, function)(x, sizes[0], **options, return_indices=True)[1], grads=(), x=rand(*x))
nan = rand(1, 1, 4, 4)
nan[0, 0, 1, 2] = float("nan")
cases.add("pool", "max_pool2d(x, 2)", lambda x: F.max_pool2d(x, 2), grads=(), x=nan)
ties = torch.ones(1, 1, 4, 4, dtype=torch.float64)
cases.add("pool", "max_pool2d(x, 3, stride=1)", lambda x: F.max_pool2d(x, 3, stride=1), x=ties)
