"""Single operations in PyTorch."""
import torch
import torch.nn.functional as F


def product(a, b):
    torch.manual_seed(1024)
    x, y = torch.randn(a), torch.randn(b)
    return lambda: x @ y


def matmul_1024():
    return product((1024, 1024), (1024, 1024))


def matmul_2048():
    return product((2048, 2048), (2048, 2048))


def batched_64():
    return product((64, 64, 64), (64, 64, 64))


def batched_8():
    return product((1024, 64, 8), (1024, 8, 64))


def row():
    return product((1, 768), (768, 3072))


def sigmoid_6():
    x = torch.randn(1_000_000)
    return lambda: torch.sigmoid(x)


def sigmoid_7():
    x = torch.randn(10_000_000)
    return lambda: torch.sigmoid(x)


def formula(x):
    return torch.tanh(2.0 * x + 1.0) * 3.0 + torch.exp(-x * x)


def chain_6():
    x = torch.randn(1_000_000)
    return lambda: formula(x)


def chain_7():
    x = torch.randn(10_000_000)
    return lambda: formula(x)


def compiled(count):
    x = torch.randn(count)
    fast = torch.compile(formula)
    fast(x)
    return lambda: fast(x)


def chain_6_compiled():
    return compiled(1_000_000)


def chain_7_compiled():
    return compiled(10_000_000)


def backward(f, *tensors):
    def step():
        for t in tensors:
            t.grad = None
        y = f()
        y.backward()
        return y

    return step


def cross_entropy():
    torch.manual_seed(1024)
    x = torch.randn(4096, 1000).requires_grad_()
    y = torch.randint(0, 1000, (4096,))
    return backward(lambda: F.cross_entropy(x, y), x)


def layer_norm():
    torch.manual_seed(1024)
    x = torch.randn(4096, 512).requires_grad_()
    g = torch.ones(512, requires_grad=True)
    b = torch.zeros(512, requires_grad=True)
    z = torch.randn(4096, 512)

    def step():
        for t in (x, g, b):
            t.grad = None
        F.layer_norm(x, (512,), g, b).backward(z)

    return step


def add():
    a = torch.linspace(0, 1, 10).requires_grad_()
    b = torch.linspace(1, 2, 10).requires_grad_()
    return lambda: a + b


def multiply():
    a = torch.linspace(0, 1, 10).requires_grad_()
    b = torch.linspace(1, 2, 10).requires_grad_()
    return lambda: a * b


def small_step():
    x = torch.linspace(0, 1, 10)
    w = x.clone().requires_grad_()

    def step():
        ((w * x) ** 2).sum().backward()

    return step


def scalars():
    a = torch.tensor(0.9, requires_grad=True)
    b = torch.tensor(0.3, requires_grad=True)

    def step():
        a.grad = b.grad = None
        x = a
        for _ in range(3333):
            x = torch.tanh(x * a + b * x)
        x.backward()
        return a.grad

    return step
