"""Writes Cases/fourier.json: values and gradients of torch.fft, complex numbers as pairs.

Run with PyTorch installed: python3 fourier.py"""
import json
import pathlib

import torch

torch.manual_seed(32)
F = torch.fft
cases = []


def number(x):
    return x if isinstance(x, int) or x == x and abs(x) != float("inf") else str(x)


def tensor(t):
    name = {torch.float64: "f64", torch.float32: "f32"}
    return {"dtype": name[t.dtype], "shape": list(t.shape), "values": [number(v) for v in t.flatten().tolist()]}


def case(group, code, reference, tol=1e-12, grads=True, **let):
    """The value of `code`, and the gradients of its weighted sum by every variable."""
    leaves = {k: v.clone().requires_grad_(grads) for k, v in let.items()}
    result = reference(**leaves)
    if result.is_complex():
        result = torch.view_as_real(result)
    entry = {
        "group": group, "code": code, "let": {k: tensor(v) for k, v in let.items()},
        "expect": tensor(result.detach().resolve_conj()), "tol": tol,
    }
    if grads:
        weight = torch.randn(result.shape, dtype=result.dtype)
        (result * weight).sum().backward()
        entry["weight"] = tensor(weight)
        entry["grads"] = {k: tensor(v.grad) for k, v in leaves.items() if v.grad is not None}
    cases.append(entry)


def randn(*shape, dtype=torch.float64):
    return (torch.randn(shape, dtype=torch.float64) * 1000).round().div(1000).to(dtype)


c = torch.view_as_complex
# Lengths of every factor, of several, and of primes that have none: 17, 19, 23, 31, 34, 53.
for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 19, 20, 23, 31, 34, 49, 53]:
    small = n <= 12
    case("lengths", "fft(x)", lambda x: F.fft(c(x)), grads=small, x=randn(n, 2))
    case("lengths", "ifft(x)", lambda x: F.ifft(c(x)), grads=small, x=randn(n, 2))
    case("lengths", "rfft(x)", lambda x: F.rfft(x), grads=small, x=randn(n))
    case("lengths", f"irfft(x, n={n})", lambda x: F.irfft(c(x), n=n), grads=small, x=randn(n // 2 + 1, 2))
for norm in ["backward", "ortho", "forward"]:
    case("norms", f'fft(x, norm="{norm}")', lambda x: F.fft(c(x), norm=norm), x=randn(5, 2))
    case("norms", f'ifft(x, norm="{norm}")', lambda x: F.ifft(c(x), norm=norm), x=randn(5, 2))
    case("norms", f'rfft(x, norm="{norm}")', lambda x: F.rfft(x, norm=norm), x=randn(6))
    case("norms", f'irfft(x, norm="{norm}")', lambda x: F.irfft(c(x), norm=norm), x=randn(4, 2))
    case("norms", f'fft2(x, norm="{norm}")', lambda x: F.fft2(c(x), norm=norm), x=randn(3, 4, 2))
    case("norms", f'ifftn(x, norm="{norm}")', lambda x: F.ifftn(c(x), norm=norm), x=randn(3, 2, 2))
# Cut and padded, along every axis.
for axis in [0, 1, -1, -2]:
    for n in [2, 3, 7]:
        case("axes", f"fft(x, n={n}, axis={axis})", lambda x: F.fft(c(x), n=n, dim=axis), x=randn(3, 4, 2))
        case("axes", f"rfft(x, n={n}, axis={axis})", lambda x: F.rfft(x, n=n, dim=axis), x=randn(3, 4))
        case("axes", f"irfft(x, n={n}, axis={axis})", lambda x: F.irfft(c(x), n=n, dim=axis), x=randn(3, 4, 2))
case("axes", "fft(x, axis=1)", lambda x: F.fft(c(x), dim=1), x=randn(2, 5, 3, 2))
case("axes", "fft2(x)", lambda x: F.fft2(c(x)), x=randn(2, 3, 4, 2))
case("axes", "fft2(x, s=(2, 5))", lambda x: F.fft2(c(x), s=(2, 5)), x=randn(3, 4, 2))
case("axes", "ifft2(x, axis=(0, 1))", lambda x: F.ifft2(c(x), dim=(0, 1)), x=randn(3, 4, 2, 2))
case("axes", "fftn(x)", lambda x: F.fftn(c(x)), x=randn(2, 3, 4, 2))
case("axes", "fftn(x, s=(3, -1))", lambda x: F.fftn(c(x), s=(3, -1)), x=randn(2, 3, 4, 2))
case("axes", "ifftn(x, axis=(2, 0))", lambda x: F.ifftn(c(x), dim=(2, 0)), x=randn(2, 3, 4, 2))
# Frequencies and shifts.
for n in [1, 4, 5]:
    case("order", f"fftfreq({n})", lambda: F.fftfreq(n, dtype=torch.float64), grads=False)
    case("order", f"fftfreq({n}, d=0.1)", lambda: F.fftfreq(n, d=0.1, dtype=torch.float64), grads=False)
    case("order", f"rfftfreq({n}, d=2)", lambda: F.rfftfreq(n, d=2, dtype=torch.float64), grads=False)
    case("order", "fftshift(x)", lambda x: F.fftshift(x), x=randn(n, 3))
    case("order", "ifftshift(x)", lambda x: F.ifftshift(x), x=randn(n))
    case("order", "fftshift(x)", lambda x: F.fftshift(c(x)), x=randn(n, 3, 2))
    case("order", "ifftshift(x, axis=0)", lambda x: F.ifftshift(c(x), dim=0), x=randn(n, 3, 2))
# Complex numbers.
case("complex", "complex(x, y)", lambda x, y: torch.complex(x, y), x=randn(2, 3), y=randn(2, 3))
case("complex", "complex_multiply(x, y)", lambda x, y: c(x) * c(y), x=randn(4, 3, 2), y=randn(3, 2))
case("complex", "complex_abs(x)", lambda x: c(x).abs(), x=randn(4, 2))
case("complex", "complex_abs(x)", lambda x: c(x).abs(), x=torch.zeros(1, 2, dtype=torch.float64))
case("complex", "complex_angle(x)", lambda x: c(x).angle(), x=randn(4, 2))
case("complex", "ifft(complex_multiply(fft(complex(x)), fft(complex(y))))[..., 0]",
     lambda x, y: F.ifft(F.fft(x) * F.fft(y)).real, x=randn(7), y=randn(7))
for n in [6, 35, 37]:
    case("f32", "fft(x)", lambda x: torch.view_as_real(F.fft(c(x.double()))).float(), tol=1e-6, grads=False,
         x=randn(n, 2, dtype=torch.float32))
    case("f32", "rfft(x)", lambda x: torch.view_as_real(F.rfft(x.double())).float(), tol=1e-6, grads=False,
         x=randn(n, dtype=torch.float32))

path = pathlib.Path(__file__).parent.parent / "Cases" / "fourier.json"
lines = ",\n".join(json.dumps(c) for c in cases)
path.write_text(f'{{"reference": "torch {torch.__version__}", "cases": [\n{lines}\n]}}\n')
print(len(cases), "cases")
