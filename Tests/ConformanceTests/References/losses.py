"""Writes Cases/losses.json: every loss with every reduction, weights, margins and ignored targets.

Run with PyTorch installed: python3 losses.py"""
import torch
import torch.nn.functional as F

from oracle import F64, Cases, distinct, randn, text, uniform, words

torch.manual_seed(37)
cases = Cases(__file__)
REDUCTIONS = ("mean", "sum", "none")
SHAPES = [(4,), (2, 3), (2, 1, 3), ()]


def signs(*shape):
    return torch.where(torch.rand(shape, dtype=F64) > 0.5, 1.0, -1.0).to(F64)


def loss(code, f, make, shapes=SHAPES, grads=None, reductions=REDUCTIONS, **options):
    """`code` names its tensors; `make` gives them for a shape; `options` are arguments in both languages."""
    for reduction in reductions:
        for shape in shapes:
            let = make(*shape)
            extra = words(options | {"reduction": reduction})
            cases.add("loss", f"{code}({', '.join(let)}{extra})", lambda *v: f(*v, reduction=reduction, **options), grads, **let)


pairs = lambda *s: {"x": randn(*s), "y": randn(*s)}
shares = lambda *s: {"x": uniform(0.05, 0.95, *s), "y": uniform(0, 1, *s)}
labels = lambda *s: {"x": randn(*s), "y": signs(*s)}
loss("mse_loss", F.mse_loss, pairs)
loss("l1_loss", F.l1_loss, pairs)
for delta in (0.5, 1.0):
    loss("huber_loss", F.huber_loss, pairs, delta=delta)
    loss("smooth_l1_loss", F.smooth_l1_loss, pairs, beta=delta)
loss("smooth_l1_loss", F.smooth_l1_loss, pairs, beta=0.0)
loss("binary_cross_entropy", F.binary_cross_entropy, shares, grads=("x",))
loss("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, lambda *s: {"x": randn(*s) * 4, "y": uniform(0, 1, *s)})
for reduction in REDUCTIONS:
    extra = f', reduction="{reduction}"'
    cases.add("loss", f"binary_cross_entropy(x, y, weight=w{extra})", lambda x, y, w: F.binary_cross_entropy(x, y, w, reduction=reduction),
              ("x",), x=uniform(0.1, 0.9, 2, 3), y=uniform(0, 1, 2, 3), w=uniform(0.5, 2, 3))
    cases.add("loss", f"binary_cross_entropy_with_logits(x, y, weight=w, pos_weight=p{extra})",
              lambda x, y, w, p: F.binary_cross_entropy_with_logits(x, y, w, reduction=reduction, pos_weight=p),
              ("x",), x=randn(2, 3), y=uniform(0, 1, 2, 3), w=uniform(0.5, 2, 3), p=uniform(0.5, 2, 3))
# Certain and wrong: the logarithm is cut off at -100.
cases.add("loss", "binary_cross_entropy(x, y)", F.binary_cross_entropy, (), x=torch.tensor([0.0, 1, 1], dtype=F64), y=torch.tensor([1.0, 0, 1], dtype=F64))
cases.add("loss", "binary_cross_entropy_with_logits(x, y)", F.binary_cross_entropy_with_logits, x=torch.tensor([1000.0, -1000, 0], dtype=F64), y=torch.tensor([1.0, 1, 0], dtype=F64))
for log in (False, True):
    for reduction in REDUCTIONS + ("batchmean",):
        for shape in [(2, 3), (4,)]:
            y = uniform(0.1, 1, *shape)
            cases.add("loss", f'kl_div(x, y, reduction="{reduction}", log_target={text(log)})',
                      lambda x, y: F.kl_div(x, y, reduction=reduction, log_target=log), x=randn(*shape).log_softmax(-1), y=y.log() if log else y)
cases.add("loss", 'kl_div(x, y, reduction="sum")', lambda x, y: F.kl_div(x, y, reduction="sum"), ("x",), x=randn(3), y=torch.tensor([0.0, 0.4, 0.6], dtype=F64))

# Classes: one number of a class per row, with more axes after the classes, and shares of all classes.
CLASSES = [((3,), ()), ((4, 3), (4,)), ((2, 3, 5), (2, 5)), ((2, 3, 2, 2), (2, 2, 2)), ((0, 3), (0,))]
for reduction in REDUCTIONS:
    for shape, targets in CLASSES:
        # Never the class that is ignored below, where there is one target only: its mean would be 0 / 0.
        t = torch.randint(3, targets) if targets else torch.tensor(0)
        extra = f', reduction="{reduction}"'
        # PyTorch's gradient of the mean of nothing is nan.
        grads = () if 0 in shape else None
        cases.add("classes", f"cross_entropy(x, t{extra})", lambda x, t: F.cross_entropy(x, t, reduction=reduction), grads, x=randn(*shape), t=t)
        cases.add("classes", f"nll_loss(x, t{extra})", lambda x, t: F.nll_loss(x, t, reduction=reduction), grads, x=randn(*shape), t=t)
        if 0 in shape:
            continue
        cases.add("classes", f"cross_entropy(x, t, weight=w, label_smoothing=0.2, ignore_index=1{extra})",
                  lambda x, t, w: F.cross_entropy(x, t, w, reduction=reduction, label_smoothing=0.2, ignore_index=1), ("x",), x=randn(*shape), t=t, w=uniform(0.5, 2, 3))
        cases.add("classes", f"nll_loss(x, t, weight=w, ignore_index=2{extra})", lambda x, t, w: F.nll_loss(x, t, w, reduction=reduction, ignore_index=2),
                  ("x",), x=randn(*shape), t=t, w=uniform(0.5, 2, 3))
        cases.add("classes", f"cross_entropy(x, p{extra})", lambda x, p: F.cross_entropy(x, p, reduction=reduction), x=randn(*shape), p=uniform(0, 1, *shape))
        cases.add("classes", f"cross_entropy(x, p, label_smoothing=0.1{extra})", lambda x, p: F.cross_entropy(x, p, reduction=reduction, label_smoothing=0.1),
                  x=randn(*shape), p=uniform(0, 1, *shape))
cases.add("classes", "cross_entropy(x, t)", F.cross_entropy, x=torch.tensor([[1000.0, 0], [0, -1000]], dtype=F64), t=torch.tensor([1, 0]))
cases.add("classes", "cross_entropy(x, t, ignore_index=0)", lambda x, t: F.cross_entropy(x, t, ignore_index=0), (), x=randn(2, 3), t=torch.zeros(2, dtype=torch.int64))
for p in (1, 2):
    for margin in (1.0, 0.3):
        for reduction in REDUCTIONS:
            for shape, targets in CLASSES[:2]:
                cases.add("classes", f'multi_margin_loss(x, t, {p}, {margin}, reduction="{reduction}")',
                          lambda x, t: F.multi_margin_loss(x, t, p, margin, reduction=reduction), x=randn(*shape), t=torch.randint(3, targets))

# Likelihoods.
counts = lambda *s: {"x": randn(*s), "y": torch.randint(0, 6, s).to(F64)}
for full in (False, True):
    for reduction in REDUCTIONS:
        cases.add("likelihood", f'gaussian_nll_loss(x, y, v, full={text(full)}, reduction="{reduction}")',
                  lambda x, y, v: F.gaussian_nll_loss(x, y, v, full, reduction=reduction), x=randn(2, 3), y=randn(2, 3), v=uniform(0.2, 2, 2, 3))
        cases.add("likelihood", f'gaussian_nll_loss(x, y, v, full={text(full)}, reduction="{reduction}")',
                  lambda x, y, v: F.gaussian_nll_loss(x, y, v, full, reduction=reduction), ("x", "y"), x=randn(2, 3), y=randn(2, 3), v=torch.zeros(2, 1, dtype=F64) + 1e-9)
        for log in (True, False):
            let = counts(2, 3)
            if not log:
                let["x"] = let["x"].abs() + 0.1
            cases.add("likelihood", f'poisson_nll_loss(x, y, log_input={text(log)}, full={text(full)}, reduction="{reduction}")',
                      lambda x, y: F.poisson_nll_loss(x, y, log, full, reduction=reduction), ("x",), **let)

# Margins.
for margin in (1.0, 0.4):
    loss("hinge_embedding_loss", F.hinge_embedding_loss, labels, grads=("x",), margin=margin)
    loss("margin_ranking_loss", F.margin_ranking_loss, lambda *s: {"a": randn(*s), "b": randn(*s), "y": signs(*s)}, shapes=[(4,), (2, 3)], grads=("a", "b"), margin=margin)
    loss("cosine_embedding_loss", F.cosine_embedding_loss, lambda n, d: {"a": randn(n, d), "b": randn(n, d), "y": signs(n)}, shapes=[(4, 3), (1, 2)], grads=("a", "b"), margin=margin - 0.4)
    for p in (1, 2):
        loss("triplet_margin_loss", F.triplet_margin_loss, lambda *s: {"a": randn(*s), "b": randn(*s), "c": randn(*s)}, shapes=[(4, 3), (2,)], margin=margin, p=p)
loss("soft_margin_loss", F.soft_margin_loss, labels, grads=("x",))
loss("multilabel_soft_margin_loss", F.multilabel_soft_margin_loss, lambda *s: {"x": randn(*s), "y": torch.randint(0, 2, s).to(F64)}, shapes=[(2, 3), (4, 2)], grads=("x",))

cases.write()
