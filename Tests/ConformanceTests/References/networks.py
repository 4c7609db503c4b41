"""Writes Cases/networks.json: layers without their parameters, as torch.nn.functional computes them.

Run with PyTorch installed: python3 networks.py"""
import torch
import torch.nn.functional as F

from oracle import F64, Cases, randn, text, uniform, words

torch.manual_seed(31)
cases = Cases(__file__)

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


for name, table in [("conv", CONVOLUTIONS), ("conv_transpose", TRANSPOSED)]:
    for x, w, b, options in table:
        function = f"{name}{len(w) - 2}d"
        if b is None:
            cases.add("convolution", f"{function}(x, w{words(options)})",
                      lambda x, w: getattr(F, function)(x, w, **options), x=randn(*x), w=randn(*w))
        else:
            cases.add("convolution", f"{function}(x, w, b{words(options)})",
                      lambda x, w, b: getattr(F, function)(x, w, b, **options), x=randn(*x), w=randn(*w), b=randn(b))

# In 32 bits, where the product is the fast one.
x, w, b = randn(4, 8, 14, 14).float(), randn(8, 4, 3, 3).float(), randn(8).float()
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
    ("adaptive_avg_pool2d", (3, 7, 5), (1,), {}),
    ("adaptive_max_pool2d", (2, 3, 7, 5), ((3, 4),), {}), ("adaptive_max_pool2d", (2, 3, 3, 5), ((4, 2),), {}),
]
for function, x, sizes, options in POOLS:
    cases.add("pool", f"{function}(x, {text(sizes[0])}{words(options)})",
              lambda x: getattr(F, function)(x, sizes[0], **options), x=randn(*x))
for function, x, sizes, options in POOLS:
    if "max" in function and x[0] > 0:
        cases.add("pool", f"{function}(x, {text(sizes[0])}{words(options | {'return_indices': True})})[1]",
                  lambda x: getattr(F, function)(x, sizes[0], **options, return_indices=True)[1], grads=(), x=randn(*x))
nan = randn(1, 1, 4, 4)
nan[0, 0, 1, 2] = float("nan")
cases.add("pool", "max_pool2d(x, 2)", lambda x: F.max_pool2d(x, 2), grads=(), x=nan)
ties = torch.ones(1, 1, 4, 4, dtype=torch.float64)
cases.add("pool", "max_pool2d(x, 3, stride=1)", lambda x: F.max_pool2d(x, 3, stride=1), x=ties)

# MARK: Norms

# Rows, or everything from an axis on.
for shape, normal in [((4,), (4,)), ((2, 3), (3,)), ((2, 3, 4), (4,)), ((2, 3, 4), (3, 4)), ((0, 3), (3,)), ((2, 1), (1,))]:
    option = "" if len(normal) == 1 else f", normalized_shape={text(normal)}"
    let = {"x": randn(*shape), "w": randn(*normal), "b": randn(*normal)}
    cases.add("norm", f"layer_norm(x, w, b{option})", lambda x, w, b: F.layer_norm(x, normal, w, b), **let)
    cases.add("norm", f"layer_norm(x, eps=0.1{option})", lambda x: F.layer_norm(x, normal, eps=0.1), x=let["x"])
    if len(normal) == 1:
        cases.add("norm", "rms_norm(x, w, 1e-6)", lambda x, w: F.rms_norm(x, normal, w, 1e-6), x=let["x"], w=let["w"])
        cases.add("norm", "rms_norm(x)", lambda x: F.rms_norm(x, normal), x=let["x"])
        for p in (1.0, 2.0, 3.0):
            cases.add("norm", f"normalize(x, {p})", lambda x: F.normalize(x, p, -1), x=let["x"])
            cases.add("norm", f"normalize(x, {p}, 0)", lambda x: F.normalize(x, p, 0), x=let["x"])
cases.add("norm", "normalize(x)", lambda x: F.normalize(x, dim=-1), (), x=torch.zeros(2, 3, dtype=F64))
for shape, groups in [((2, 4, 3), 2), ((2, 4), 4), ((1, 6, 2, 2), 3), ((2, 3, 4), 1)]:
    channels = shape[1]
    let = {"x": randn(*shape), "w": randn(channels), "b": randn(channels)}
    cases.add("norm", f"group_norm(x, {groups}, w, b)", lambda x, w, b: F.group_norm(x, groups, w, b), **let)
    cases.add("norm", f"group_norm(x, {groups}, eps=0.01)", lambda x: F.group_norm(x, groups, eps=0.01), x=let["x"])
    if len(shape) > 2:
        cases.add("norm", "instance_norm(x, w, b)", lambda x, w, b: F.instance_norm(x, weight=w, bias=b), **let)
        cases.add("norm", "instance_norm(x)", F.instance_norm, x=let["x"])
    mean, var = randn(channels), uniform(0.5, 2, channels)
    cases.add("norm", "batch_norm(x, w, b)", lambda x, w, b: F.batch_norm(x, None, None, w, b, True), **let)
    cases.add("norm", "batch_norm(x, w, b, running_mean=m, running_var=v)",
              lambda x, w, b, m, v: F.batch_norm(x, m, v, w, b), ("x", "w", "b"), **let, m=mean, v=var)
    for part in range(3):
        def trained(x, w, b, m, v):
            y = F.batch_norm(x, m, v, w, b, True, 0.3)
            return (y, m, v)[part]
        cases.add("norm", f"batch_norm(x, w, b, running_mean=m, running_var=v, training=true, momentum=0.3)[{part}]", trained,
                  ("x", "w", "b") if part == 0 else (), **let, m=mean, v=var)

# MARK: Attention

for q, k, v in [((3, 2), (4, 2), (4, 5)), ((2, 3, 2), (2, 4, 2), (2, 4, 2)), ((2, 2, 3, 4), (2, 2, 3, 4), (2, 2, 3, 4)), ((1, 2), (1, 2), (1, 2)), ((0, 2), (3, 2), (3, 2))]:
    let = {"q": randn(*q), "k": randn(*k), "v": randn(*v)}
    cases.add("attention", "scaled_dot_product_attention(q, k, v)", F.scaled_dot_product_attention, **let)
    cases.add("attention", "scaled_dot_product_attention(q, k, v, causal=true, scale=0.3)",
              lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True, scale=0.3), **let)
    keep = torch.rand(q[-2], k[-2]) > 0.3
    keep[:, 0] = True
    cases.add("attention", "scaled_dot_product_attention(q, k, v, mask=m)", lambda q, k, v, m: F.scaled_dot_product_attention(q, k, v, m), **let, m=keep)
    cases.add("attention", "scaled_dot_product_attention(q, k, v, mask=m)", lambda q, k, v, m: F.scaled_dot_product_attention(q, k, v, m), **let, m=randn(q[-2], k[-2]))
let = {"q": randn(1, 4, 3, 2), "k": randn(1, 2, 5, 2), "v": randn(1, 2, 5, 2)}
cases.add("attention", "scaled_dot_product_attention(q, k, v, enable_gqa=true)", lambda q, k, v: F.scaled_dot_product_attention(q, k, v, enable_gqa=True), **let)

# MARK: Pictures

for shape, factor in [((1, 4, 2, 3), 2), ((9, 1, 2), 3), ((2, 8, 2, 2), 2), ((1, 2, 3, 3), 1)]:
    cases.add("pictures", f"pixel_shuffle(x, {factor})", lambda x: F.pixel_shuffle(x, factor), x=randn(*shape))
for shape, factor in [((1, 1, 4, 6), 2), ((2, 3, 6), 3), ((1, 2, 3, 3), 1)]:
    cases.add("pictures", f"pixel_unshuffle(x, {factor})", lambda x: F.pixel_unshuffle(x, factor), x=randn(*shape))
for shape, groups in [((1, 4, 2, 3), 2), ((2, 6, 2, 2), 3)]:
    cases.add("pictures", f"channel_shuffle(x, {groups})", lambda x: F.channel_shuffle(x, groups), x=randn(*shape))
SIZES = {"nearest": [(1, 2, 5), (1, 2, 3, 4)], "nearest-exact": [(1, 2, 5), (1, 2, 3, 4)], "linear": [(1, 2, 5)], "bilinear": [(1, 2, 3, 4)], "bicubic": [(1, 2, 3, 4)], "area": [(1, 2, 5), (1, 2, 3, 4)]}
for mode, shapes in SIZES.items():
    for shape in shapes:
        x = randn(*shape)
        for size in ((7,), (3,), (2,)) if len(shape) == 3 else ((5, 7), (2, 3), (3, 4)):
            for corners in (False, True) if "linear" in mode or "cubic" in mode else (False,):
                extra = ", align_corners=true" if corners else ""
                cases.add("pictures", f'interpolate(x, {text(size)}, mode="{mode}"{extra})',
                          lambda x: F.interpolate(x, size, mode=mode, align_corners=True if corners else None), x=x)
        for scale in (2.0, 0.6):
            cases.add("pictures", f'interpolate(x, scale_factor={scale}, mode="{mode}")', lambda x: F.interpolate(x, scale_factor=scale, mode=mode), x=x)

# MARK: Cells, layers

for batch in [(), (3,), (0,)]:
    x, h, c = randn(*batch, 2), randn(*batch, 4), randn(*batch, 4)
    for bias in (False, True):
        for name, gates in (("lstm", 4), ("gru", 3)):
            let = {"x": x, "h": h} | ({"c": c} if name == "lstm" else {}) | {"w": randn(gates * 4, 2), "u": randn(gates * 4, 4)}
            if bias:
                let |= {"bi": randn(gates * 4), "bh": randn(gates * 4)}
            for part in range(2 if name == "lstm" else 1):
                def cell(x, h, *rest):
                    # PyTorch's cells want a batch.
                    x, h = x.reshape(-1, 2), h.reshape(-1, 4)
                    if name == "lstm":
                        c, *rest = rest
                        return torch.lstm_cell(x, (h, c.reshape(-1, 4)), *rest)[part].reshape(*batch, 4)
                    return torch.gru_cell(x, h, *rest).reshape(*batch, 4)
                pick = f"[{part}]" if name == "lstm" else ""
                cases.add("cells", f"{name}_cell({', '.join(let)}){pick}", cell, **let)
for x in [(3,), (2, 3), (2, 1, 3), (0, 3)]:
    cases.add("layers", "linear(x, w, b)", lambda x, w, b: F.linear(x, w, b), x=randn(*x), w=randn(4, 3), b=randn(4))
    cases.add("layers", "linear(x, w)", lambda x, w: F.linear(x, w), x=randn(*x), w=randn(4, 3))
    y = x[:-1] + (2,)
    cases.add("layers", "bilinear(x, y, w, b)", lambda x, y, w, b: F.bilinear(x, y, w, b), x=randn(*x), y=randn(*y), w=randn(4, 3, 2), b=randn(4))
    for p in (1.0, 2.0, 3.0):
        cases.add("layers", f"pairwise_distance(x, y, {p})", lambda x, y: F.pairwise_distance(x, y, p), x=randn(*x), y=randn(*x))
        cases.add("layers", f"pairwise_distance(x, y, {p}, keepdims=true)", lambda x, y: F.pairwise_distance(x, y, p, keepdim=True), x=randn(*x), y=randn(*x))
for mode in ("mean", "sum", "max"):
    cases.add("layers", f'embedding_bag(i, x, mode="{mode}")', lambda i, x: F.embedding_bag(i, x, mode=mode), i=torch.randint(5, (3, 2)), x=randn(5, 2))
    cases.add("layers", f'embedding_bag(i, x, o, mode="{mode}")', lambda i, x, o: F.embedding_bag(i, x, o, mode=mode), i=torch.randint(5, (6,)), x=randn(5, 2), o=torch.tensor([0, 1, 4]))
cases.add("layers", 'embedding_bag(i, x, o, mode="sum")', lambda i, x, o: F.embedding_bag(i, x, o, mode="sum"), i=torch.randint(5, (4,)), x=randn(5, 2), o=torch.tensor([0, 2, 2]))
for p, training in [(0.5, "false"), (0.0, "true")]:
    cases.add("layers", f"dropout(x, {p}, {training})", lambda x: x * 1, x=randn(2, 3))
    cases.add("layers", f"feature_dropout(x, {p}, {training})", lambda x: x * 1, x=randn(2, 3, 2))
cases.add("layers", "dropout(x, 1)", lambda x: x * 0, x=randn(2, 3))


# MARK: Adam

def adam(p, g, m, v, t, decay, decoupled):
    """One step of torch.optim from a given state."""
    q = torch.nn.Parameter(p.clone())
    kind = torch.optim.AdamW if decoupled else torch.optim.Adam
    o = kind([q], lr=0.1, weight_decay=decay)
    q.grad = g.clone()
    o.state[q] = {"step": torch.tensor(float(t - 1)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    o.step()
    return q.detach(), o.state[q]["exp_avg"], o.state[q]["exp_avg_sq"]


for shape in [(), (3,), (2, 3), (0,)]:
    for t, decay, decoupled in [(1, 0.0, False), (5, 0.1, False), (3, 0.1, True)]:
        let = {"p": randn(*shape), "g": randn(*shape), "m": randn(*shape), "v": uniform(0, 1, *shape)}
        for part in range(3):
            cases.add("adam", f"adam_step(p, g, m, v, {t}, lr=0.1, weight_decay={decay}, decoupled={text(decoupled)})[{part}]",
                      lambda p, g, m, v: adam(p, g, m, v, t, decay, decoupled)[part], (), **let)

cases.write()
