"""What PyTorch and scikit-learn give for the parts of the library that are written in the language.

    python3 prelude.py > ../Cases/prelude.json

Each case is a program of the language, and what its last value (a list of tensors) has to be.
"""

import json
import warnings

import numpy as np
import sklearn.metrics as M
import torch
from torch import nn

warnings.simplefilter("ignore")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
cases = []


def plain(values):
    return [torch.as_tensor(v).detach().to(torch.float64).reshape(-1).tolist() for v in values]


def case(name, code, values):
    cases.append({"name": name, "code": code, "expect": plain(values)})


def literal(x):
    if isinstance(x, torch.Tensor):
        x = x.tolist()
    return json.dumps(x)


def numbers(*shape):
    """Numbers that depend on nothing but the shape."""
    n = int(np.prod(shape))
    return torch.sin(torch.arange(n, dtype=torch.float64) * 1.7 + 0.3).reshape(shape)


def numbers_code(*shape):
    return f"sin(arange({int(np.prod(shape))}) * 1.7 + 0.3).reshape({json.dumps(list(shape))[1:-1]})"


def layer(name, code, make, shape, seed=7, state=False):
    """First weights, output, and all gradients of a layer."""
    torch.manual_seed(seed)
    net = make()
    weights = [p.detach().clone() for p in net.parameters()]
    x = numbers(*shape).requires_grad_()
    y = net(x)
    parts = [y] if isinstance(y, torch.Tensor) else [y[0]] + (list(y[1]) if isinstance(y[1], tuple) else [y[1]])
    parts = [p for p in parts if p is not None]
    loss = sum((p**2).sum() + torch.sin(3 * p).sum() for p in parts)
    loss.backward()
    gradients = [p.grad for p in net.parameters()]
    flat = "(r,)" if len(parts) == 1 else "(r[0], r[1])" if len(parts) == 2 else "(r[0], r[1][0], r[1][1])"
    extra = ""
    more = []
    if state:
        extra = " + (net.running_mean, net.running_var, eval(net)(x))"
        more = [net.running_mean, net.running_var, net.eval()(x)]
    case(
        name,
        f"""seed({seed})
net = {code}
before = net.parameters.map(p -> p.value)
x = param({numbers_code(*shape)})
r = net(x)
parts = {flat}
loss = 0.0
for p in parts {{ loss = loss + sum(p ^ 2) + sum(sin(3 * p)) }}
loss.backward()
before + parts + net.parameters.map(p -> p.grad) + (x.grad,){extra}""",
        weights + parts + gradients + [x.grad] + more,
    )


layer("Linear", "Linear(3, 2)", lambda: nn.Linear(3, 2), (4, 3))
layer("Linear without bias", "Linear(3, 2, bias=false)", lambda: nn.Linear(3, 2, bias=False), (4, 3))
layer("LayerNorm", "LayerNorm(5)", lambda: nn.LayerNorm(5), (4, 5))
layer("RMSNorm", "RMSNorm(5)", lambda: nn.RMSNorm(5), (4, 5))
layer("GroupNorm", "GroupNorm(2, 4)", lambda: nn.GroupNorm(2, 4), (3, 4, 5))
layer("BatchNorm1d", "BatchNorm1d(3)", lambda: nn.BatchNorm1d(3), (6, 3), state=True)
layer("BatchNorm2d", "BatchNorm2d(2, momentum=0.3)", lambda: nn.BatchNorm2d(2, momentum=0.3), (3, 2, 4, 5), state=True)
layer("Conv1d", "Conv1d(2, 4, 3, padding=1, stride=2)", lambda: nn.Conv1d(2, 4, 3, padding=1, stride=2), (2, 2, 9))
layer("Conv2d", "Conv2d(2, 4, 3, padding=1, groups=2)", lambda: nn.Conv2d(2, 4, 3, padding=1, groups=2), (2, 2, 6, 5))
layer("ConvTranspose2d", "ConvTranspose2d(2, 3, 3, stride=2)", lambda: nn.ConvTranspose2d(2, 3, 3, stride=2), (2, 2, 4, 5))
layer("Flatten after MaxPool2d", "Sequential(MaxPool2d(2), Flatten(), Linear(12, 2))",
      lambda: nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(12, 2)), (2, 2, 4, 6))
layer("Sequential of activations",
      "Sequential(Linear(3, 4), ReLU(), Linear(4, 4), Tanh(), Linear(4, 4), GELU(), SiLU(), LeakyReLU(), ELU(), Sigmoid(), Softmax())",
      lambda: nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 4), nn.GELU(),
                            nn.SiLU(), nn.LeakyReLU(), nn.ELU(), nn.Sigmoid(), nn.Softmax(-1)), (5, 3))
layer("RNN", "RNN(3, 4)", lambda: nn.RNN(3, 4), (5, 2, 3))
layer("RNN of two relu layers", 'RNN(3, 4, num_layers=2, nonlinearity="relu")',
      lambda: nn.RNN(3, 4, num_layers=2, nonlinearity="relu"), (5, 2, 3))
layer("LSTM", "LSTM(3, 4)", lambda: nn.LSTM(3, 4), (5, 2, 3))
layer("LSTM of two layers, both ways, batch first", "LSTM(3, 4, num_layers=2, batch_first=true, bidirectional=true)",
      lambda: nn.LSTM(3, 4, num_layers=2, batch_first=True, bidirectional=True), (2, 5, 3))
layer("GRU", "GRU(3, 4, num_layers=2)", lambda: nn.GRU(3, 4, num_layers=2), (5, 2, 3))
layer("GRU of one unbatched sequence", "GRU(3, 4)", lambda: nn.GRU(3, 4), (5, 3))
layer("LSTMCell", "LSTMCell(3, 4)", lambda: nn.LSTMCell(3, 4), (2, 3))
layer("GRUCell", "GRUCell(3, 4)", lambda: nn.GRUCell(3, 4), (2, 3))


class Attention(nn.Module):
    def __init__(self, size, heads, causal):
        super().__init__()
        self.inner, self.causal = nn.MultiheadAttention(size, heads, batch_first=True), causal

    def forward(self, x):
        mask = nn.Transformer.generate_square_subsequent_mask(x.shape[1]) if self.causal else None
        return self.inner(x, x, x, attn_mask=mask, need_weights=False)[0]


layer("MultiHeadAttention", "MultiHeadAttention(8, 2)", lambda: Attention(8, 2, False), (2, 5, 8))
layer("MultiHeadAttention that never looks ahead", "MultiHeadAttention(8, 4, causal=true)", lambda: Attention(8, 4, True), (2, 5, 8))

# Losses.
logits, classes = numbers(6, 4), torch.tensor([0, 3, 1, 1, 2, 0])
weight = torch.tensor([1.0, 2.0, 0.5, 1.5])
setup = f"x = param({numbers_code(6, 4)})\nt = {literal(classes)}\ny = cos({numbers_code(6, 4)})\nz = (y > 0).to(f64)\nw = {literal(weight)}\n"
y = torch.cos(numbers(6, 4))
z = (y > 0).to(torch.float64)
for name, code, loss, target in [
    ("MSELoss", "MSELoss()(x, y)", nn.MSELoss(), y),
    ("L1Loss", 'L1Loss("sum")(x, y)', nn.L1Loss(reduction="sum"), y),
    ("HuberLoss", "HuberLoss(delta=0.3)(x, y)", nn.HuberLoss(delta=0.3), y),
    ("CrossEntropyLoss", "CrossEntropyLoss()(x, t)", nn.CrossEntropyLoss(), classes),
    ("CrossEntropyLoss with weights", "CrossEntropyLoss(w, label_smoothing=0.1)(x, t)", nn.CrossEntropyLoss(weight, label_smoothing=0.1), classes),
    ("NLLLoss", "NLLLoss(w)(log_softmax(x), t)", lambda a, b: nn.NLLLoss(weight)(torch.log_softmax(a, -1), b), classes),
    ("BCEWithLogitsLoss", "BCEWithLogitsLoss()(x, z)", nn.BCEWithLogitsLoss(), z),
    ("BCEWithLogitsLoss with a weight", "BCEWithLogitsLoss(pos_weight=3.0)(x, z)", nn.BCEWithLogitsLoss(pos_weight=torch.tensor(3.0)), z),
    ("BCELoss", "BCELoss()(sigmoid(x), z)", lambda a, b: nn.BCELoss()(torch.sigmoid(a), b), z),
]:
    x = numbers(6, 4).requires_grad_()
    value = loss(x, target)
    value.backward()
    case(name, setup + f"loss = {code}\nloss.backward()\n(loss, x.grad)", [value, x.grad])

# Optimisers: parameters after ten steps.
O = torch.optim
for name, code, make in [
    ("SGD", "SGD(net, lr=0.1)", lambda p: O.SGD(p, lr=0.1)),
    ("SGD with momentum", "SGD(net, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.01)", lambda p: O.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.01)),
    ("SGD with Nesterov's look ahead", "SGD(net, lr=0.1, momentum=0.9, nesterov=true)", lambda p: O.SGD(p, lr=0.1, momentum=0.9, nesterov=True)),
    ("Adagrad", "Adagrad(net, lr_decay=0.1, weight_decay=0.01)", lambda p: O.Adagrad(p, lr_decay=0.1, weight_decay=0.01)),
    ("RMSprop", "RMSprop(net)", lambda p: O.RMSprop(p)),
    ("RMSprop, centred, with momentum", "RMSprop(net, centered=true, momentum=0.9, weight_decay=0.01)", lambda p: O.RMSprop(p, centered=True, momentum=0.9, weight_decay=0.01)),
    ("Adam", "Adam(net)", lambda p: O.Adam(p)),
    ("Adam with amsgrad", "Adam(net, lr=0.1, betas=(0.8, 0.9), amsgrad=true, weight_decay=0.01)", lambda p: O.Adam(p, lr=0.1, betas=(0.8, 0.9), amsgrad=True, weight_decay=0.01)),
    ("AdamW", "AdamW(net, lr=0.05)", lambda p: O.AdamW(p, lr=0.05)),
]:
    torch.manual_seed(3)
    net = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 2))
    optimiser = make(net.parameters())
    x, y = numbers(6, 3), torch.cos(numbers(6, 2))
    losses = []
    for i in range(10):
        optimiser.zero_grad()
        loss = ((net(x) - y) ** 2).mean()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(net.parameters(), 0.3) if i == 4 else 0
        optimiser.step()
        losses.append(loss.item())
    case(
        name,
        f"""seed(3)
net = Sequential(Linear(3, 5), Tanh(), Linear(5, 2))
opt = {code}
x = {numbers_code(6, 3)}
y = cos({numbers_code(6, 2)})
losses = ()
for i in 0..<10 {{
  opt.zero_grad()
  loss = mse_loss(net(x), y)
  loss.backward()
  if i == 4 {{ clip_grad_norm(net, 0.3) }}
  opt.step()
  losses.append(loss.item())
}}
(losses,) + net.parameters.map(p -> p.value)""",
        [losses] + list(net.parameters()),
    )

# Schedules: learning rates over twelve epochs.
S = O.lr_scheduler
for name, code, make in [
    ("StepLR", "StepLR(opt, 3)", lambda o: S.StepLR(o, 3)),
    ("MultiStepLR", "MultiStepLR(opt, (2, 7), gamma=0.3)", lambda o: S.MultiStepLR(o, [2, 7], gamma=0.3)),
    ("ExponentialLR", "ExponentialLR(opt, 0.8)", lambda o: S.ExponentialLR(o, 0.8)),
    ("CosineAnnealingLR", "CosineAnnealingLR(opt, 12, eta_min=0.01)", lambda o: S.CosineAnnealingLR(o, 12, eta_min=0.01)),
    ("LinearLR", "LinearLR(opt)", lambda o: S.LinearLR(o)),
    ("LambdaLR", "LambdaLR(opt, t -> 0.9 ^ t)", lambda o: S.LambdaLR(o, lambda t: 0.9**t)),
    ("OneCycleLR", "OneCycleLR(opt, 0.5, 13)", lambda o: S.OneCycleLR(o, 0.5, total_steps=13)),
]:
    w = nn.Parameter(torch.zeros(1))
    o = O.SGD([{"params": [w], "lr": 0.4}, {"params": [nn.Parameter(torch.zeros(1))]}], lr=0.1, momentum=0.9)
    s = make(o)
    first, second, momenta = [], [], []
    for _ in range(12):
        first.append(o.param_groups[0]["lr"])
        second.append(o.param_groups[1]["lr"])
        momenta.append(o.param_groups[0]["momentum"])
        o.step()
        s.step()
    case(
        name,
        f"""opt = SGD(({{parameters: (param([0.0]),), lr: 0.4}}, {{parameters: (param([0.0]),)}}), lr=0.1, momentum=0.9)
s = {code}
(a, b, c) = ((), (), ())
for i in 0..<12 {{
  a.append(opt.groups[0].lr)
  b.append(opt.groups[1].lr)
  c.append(opt.groups[0].momentum)
  opt.step()
  s.step()
}}
(a, b, c)""",
        [first, second, momenta],
    )

# Initialisers: the stream of float64 numbers.
I = nn.init
for name, code, fill in [
    ("xavier_uniform", "init_xavier_uniform(w, calculate_gain(\"tanh\"))", lambda w: I.xavier_uniform_(w, I.calculate_gain("tanh"))),
    ("xavier_normal", "init_xavier_normal(w)", I.xavier_normal_),
    ("kaiming_uniform", "init_kaiming_uniform(w, nonlinearity=\"relu\")", lambda w: I.kaiming_uniform_(w, nonlinearity="relu")),
    ("kaiming_normal", "init_kaiming_normal(w, mode=\"fan_out\")", lambda w: I.kaiming_normal_(w, mode="fan_out")),
    ("orthogonal", "init_orthogonal(w, 1.5)", lambda w: I.orthogonal_(w, 1.5)),
    ("trunc_normal", "init_trunc_normal(w, 0.5, 2.0, -1.0, 2.0)", lambda w: I.trunc_normal_(w, 0.5, 2.0, -1.0, 2.0)),
    ("trunc_normal", "init_trunc_normal(w, 0.0, 1.0, 1.5, 2.0)", lambda w: I.trunc_normal_(w, 0.0, 1.0, 1.5, 2.0)),
    ("uniform", "init_uniform(w, -1.0, 3.0)", lambda w: I.uniform_(w, -1.0, 3.0)),
    ("normal", "init_normal(w, 1.0, 0.1)", lambda w: I.normal_(w, 1.0, 0.1)),
]:
    torch.manual_seed(11)
    w = torch.zeros(4, 6)
    fill(w)
    case(f"init_{name}", f"seed(11)\nw = param(zeros((4, 6)))\n{code}\n(w.value,)", [w])

# Loaders: batches of two shuffled epochs, then one in order, and where the stream stands afterwards.
torch.manual_seed(5)
data = torch.utils.data.TensorDataset(torch.arange(10.0), torch.arange(10.0) * 2)
batches = []
for drop in (True, False):
    for x, y in torch.utils.data.DataLoader(data, 3, shuffle=True, drop_last=drop):
        batches += [x, y]
for x, y in torch.utils.data.DataLoader(data, 4):
    batches += [x, y]
case(
    "DataLoader",
    """seed(5)
data = TensorDataset(arange(10), arange(10) * 2)
seen = ()
for drop in (true, false) {
  for (x, y) in DataLoader(data, 3, shuffle=true, drop_last=drop) { seen = seen + (x, y) }
}
for (x, y) in DataLoader(data, 4) { seen = seen + (x, y) }
seen + (rand(1),)""",
    batches + [torch.rand(1)],
)

# Metrics.
truth = np.array([0, 1, 2, 2, 1, 0, 1, 1, 2, 0])
guess = np.array([0, 1, 2, 1, 1, 0, 2, 1, 2, 1])
binary, found = (truth == 1).astype(int), (guess == 1).astype(int)
scores = np.array([0.1, 0.9, 0.3, 0.6, 0.6, 0.2, 0.4, 0.8, 0.3, 0.5])
real, fitted = numbers(10), numbers(10) + 0.1 * torch.cos(numbers(10))
table = numbers(10, 3)
fpr, tpr, thresholds = M.roc_curve(binary, scores, drop_intermediate=False)
case(
    "metrics",
    f"""t = {literal(truth.tolist())}
g = {literal(guess.tolist())}
(b, f) = ((t == 1).to(i64), (g == 1).to(i64))
s = {literal(scores.tolist())}
r = {numbers_code(10)}
q = r + 0.1 * cos(r)
m = {numbers_code(10, 3)}
(fpr, tpr, thresholds) = roc_curve(b, s)
(accuracy(t, g), accuracy(m, t), precision(b, f), recall(b, f), f_score(b, f), f_score(b, f, 2.0), confusion_matrix(t, g),
 fpr, tpr, roc_auc_score(b, s), r2_score(r, q), mse(r, q), mae(r, q), top_k_accuracy(t, m, 2), perplexity(m, t))""",
    [
        M.accuracy_score(truth, guess), M.accuracy_score(truth, table.argmax(-1)), M.precision_score(binary, found),
        M.recall_score(binary, found), M.f1_score(binary, found), M.fbeta_score(binary, found, beta=2),
        M.confusion_matrix(truth, guess), fpr, tpr, M.roc_auc_score(binary, scores), M.r2_score(real, fitted),
        M.mean_squared_error(real, fitted), M.mean_absolute_error(real, fitted),
        M.top_k_accuracy_score(truth, table.numpy(), k=2),
        torch.exp(nn.functional.cross_entropy(table, torch.tensor(truth))),
    ],
)

print(json.dumps({"cases": cases}))
