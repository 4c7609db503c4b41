"""The training steps of Programs/*.gradus in PyTorch: same seeds, same order of layers, same numbers."""
import torch
import torch.nn.functional as F
from torch import nn


def training(net, inputs, targets, optimizer, classes=None):
    def step():
        optimizer.zero_grad()
        logits = net(inputs)
        if classes is None:
            loss = F.cross_entropy(logits, targets)
        else:
            loss = F.cross_entropy(logits.reshape(-1, classes), targets.reshape(-1))
        loss.backward()
        optimizer.step()
        return loss

    return step


def digits(net, shape, channels_last=False, **options):
    x = torch.rand(shape)
    y = torch.randint(0, 10, (shape[0],))
    if channels_last:
        net = net.to(memory_format=torch.channels_last)
        x = x.contiguous(memory_format=torch.channels_last)
    return training(net, x, y, torch.optim.Adam(net.parameters(), **options))


def perceptron():
    torch.manual_seed(1024)
    return nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 20), nn.ReLU(), nn.Linear(20, 10))


def mlp():
    return digits(perceptron(), (500, 784))


def mlp_fused():
    return digits(perceptron(), (500, 784), fused=True)


class Cell(nn.Module):
    def __init__(self, inputs, units):
        super().__init__()
        self.gates = nn.Linear(inputs + units, 4 * units)

    def forward(self, x, h, c):
        i, f, g, o = self.gates(torch.cat((x, h), dim=1)).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.lower, self.upper, self.head = Cell(256, 128), Cell(128, 128), nn.Linear(128, 96)

    def forward(self, x):
        h1 = c1 = h2 = c2 = torch.zeros(128, 128)
        outputs = []
        for t in range(64):
            h1, c1 = self.lower(x[:, t], h1, c1)
            h2, c2 = self.upper(h1, h2, c2)
            outputs.append(h2)
        return self.head(torch.stack(outputs, dim=1))


class WholeRecurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells, self.head = nn.LSTM(256, 128, 2, batch_first=True), nn.Linear(128, 96)

    def forward(self, x):
        return self.head(self.cells(x)[0])


def recurrent(make):
    torch.manual_seed(1024)
    net = make()
    x = torch.randn(128, 64, 256)
    y = torch.randint(0, 96, (128, 64))
    return training(net, x, y, torch.optim.Adam(net.parameters()), 96)


def lstm():
    return recurrent(Recurrent)


def lstm_whole():
    return recurrent(WholeRecurrent)


def cnn(**options):
    torch.manual_seed(1024)
    net = nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(20, 40, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(640, 10))
    return digits(net, (500, 1, 28, 28), **options)


def cnn_channels_last():
    return cnn(channels_last=True)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.normal1 = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.normal2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
        self.normal3 = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = self.normal2(self.second(F.relu(self.normal1(self.first(x)))))
        return F.relu(y + self.normal3(self.shortcut(x)))


def resnet(**options):
    torch.manual_seed(1024)
    net = nn.Sequential(
        Residual(1, 20), Residual(20, 40, 2), Residual(40, 60, 2), Residual(60, 80, 2), Residual(80, 100, 2),
        Residual(100, 120, 2), nn.Flatten(), nn.Linear(120, 10))
    return digits(net, (128, 1, 28, 28), **options)


def resnet_channels_last():
    return resnet(channels_last=True)


def sgd():
    torch.manual_seed(1024)
    x = torch.randn(200)
    y = 3 * x + 1 + 0.1 * torch.randn(200)
    w = torch.zeros(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD((w, b), lr=0.1)
    first = 0

    def step():
        nonlocal first
        xs, ys = x[first:first + 20], y[first:first + 20]
        loss = ((w * xs + b - ys) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        first = (first + 20) % 200
        return loss

    return step
