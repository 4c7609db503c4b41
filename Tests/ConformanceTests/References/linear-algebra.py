"""Writes Cases/linear-algebra.json: values and gradients of torch.linalg and its relatives.

Run with PyTorch installed: python3 linear-algebra.py"""
import numpy as np
import scipy.linalg
import torch

from oracle import F64, SHAPES, Cases, distinct, randn

torch.manual_seed(31)
L = torch.linalg
cases = Cases(__file__)


def case(group, code, reference, tol=1e-9, grads=True, **let):
    """Gradients by every f64 variable; the variables go to `reference` by name."""
    cases.add(group, code, lambda *v: reference(**dict(zip(let, v))), None if grads else (), tol, **let)


def definite(*batch, n=3):
    a = randn(*batch, n, n)
    return (a @ a.mT + n * torch.eye(n, dtype=torch.float64)).mul(1000).round().div(1000)


sym = lambda a: (a + a.mT) / 2
q, s3, stack, many = randn(4, 4), randn(3, 3), randn(2, 3, 3), randn(2, 1, 3, 3)
tall, wide, talls, wides = randn(5, 3), randn(3, 5), randn(2, 4, 3), randn(2, 2, 4)
low = (randn(4, 2) @ randn(2, 4)).mul(1e6).round().div(1e6)
spd, spds = definite(n=4), definite(2)

# Solutions, with every kind of right side.
case("solve", "solve(a, b)", lambda a, b: L.solve(a, b), a=q, b=randn(4))
case("solve", "solve(a, b)", lambda a, b: L.solve(a, b), a=stack, b=randn(2, 3))
case("solve", "solve(a, b)", lambda a, b: L.solve(a, b), a=stack, b=randn(3, 2))
case("solve", "solve(a, b)", lambda a, b: L.solve(a, b), a=many, b=randn(4, 3, 2))
case("solve", "solve(a, b, left=false)", lambda a, b: L.solve(a, b, left=False), a=stack, b=randn(2, 4, 3))
case("solve", "solve(a.T, b)", lambda a, b: L.solve(a.mT, b), a=stack, b=randn(2, 3, 1))
case("solve", "inv(a)", lambda a: L.inv(a), a=stack)
case("solve", "matrix_power(a, 5)", lambda a: L.matrix_power(a, 5), a=stack)
case("solve", "matrix_power(a, -3)", lambda a: L.matrix_power(a, -3), tol=1e-7, a=s3)
case("solve", "matrix_power(a, 0)", lambda a: L.matrix_power(a, 0), grads=False, a=stack)
case("solve", "solve_triangular(a, b, upper=true)", lambda a, b: L.solve_triangular(a, b, upper=True), a=q, b=randn(4, 2))
case("solve", "solve_triangular(a, b)", lambda a, b: L.solve_triangular(a, b, upper=False), a=many, b=randn(2, 3, 2))
case("solve", "solve_triangular(a, b, upper=true, left=false, unitriangular=true)",
     lambda a, b: L.solve_triangular(a, b, upper=True, left=False, unitriangular=True), a=stack, b=randn(2, 2, 3))
case("solve", "cholesky_solve(b, tril(l))", lambda b, l: torch.cholesky_solve(b, l.tril()), b=randn(4, 2), l=spd)
case("solve", "cholesky_solve(b, triu(l), upper=true)", lambda b, l: torch.cholesky_solve(b, l.triu(), upper=True), b=randn(2, 3, 2), l=spds)
case("solve", "lstsq(a, b)", lambda a, b: L.lstsq(a, b).solution, tol=1e-8, a=tall, b=randn(5, 2))
case("solve", "lstsq(a, b)", lambda a, b: L.lstsq(a, b, driver="gelsd").solution, tol=1e-8, a=wide, b=randn(3, 2))
case("solve", "lstsq(a, b)", lambda a, b: L.lstsq(a, b, driver="gelsd").solution, tol=1e-8, a=talls, b=randn(2, 4, 2))
case("solve", "lstsq(a, b, rcond=1e-10)", lambda a, b: L.lstsq(a, b, rcond=1e-10, driver="gelsd").solution,
     tol=1e-6, grads=False, a=low, b=randn(4, 2))
case("solve", "pinv(a)", lambda a: L.pinv(a), tol=1e-8, a=talls)
case("solve", "pinv(a)", lambda a: L.pinv(a), tol=1e-8, a=wides)
case("solve", "pinv(a, rtol=1e-9)", lambda a: L.pinv(a, rtol=1e-9), tol=1e-6, a=low)
case("solve", "pinv(a, atol=0.9)", lambda a: L.pinv(a, atol=0.9), tol=1e-8, a=tall)
case("solve", "(f, p) = lu_factor(a); lu_solve(f, p, b)", lambda a, b: L.lu_solve(*L.lu_factor(a), b), grads=False,
     a=stack, b=randn(2, 3, 2))

# Determinants, singular matrices among them.
case("det", "det(a)", lambda a: L.det(a), a=many)
# torch.linalg.det has a wrong gradient where rounding hides that a matrix is singular: by the definition instead.
case("det", "det(a)", lambda a: (a[0] * L.cross(a[1], a[2])).sum(), tol=1e-8,
     a=torch.tensor([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]], dtype=torch.float64))
case("det", "det(a)", lambda a: L.det(a), a=torch.zeros(2, 2, dtype=torch.float64))
case("det", "det(a)", lambda a: L.det(a), a=torch.ones(3, 3, dtype=torch.float64))
case("det", "det(a)", lambda a: L.det(a), grads=False, a=torch.zeros(0, 0, dtype=torch.float64))
case("det", "det(a)", lambda a: L.det(a), grads=False, a=torch.zeros(0, 3, 3, dtype=torch.float64))
case("det", "slogdet(a)[0]", lambda a: L.slogdet(a)[0], grads=False, a=many)
case("det", "slogdet(a)[1]", lambda a: L.slogdet(a)[1], a=many)
case("det", "slogdet(a)[1]", lambda a: L.slogdet(a)[1], grads=False, a=torch.ones(2, 2, dtype=torch.float64))
case("det", "trace(a)", lambda a: a.diagonal(dim1=-2, dim2=-1).sum(-1), a=talls)
case("det", "rank(a)", lambda a: L.matrix_rank(a), grads=False, a=torch.stack([low, q, torch.zeros_like(q)]))
case("det", "rank(a, atol=1.5)", lambda a: L.matrix_rank(a, atol=1.5), grads=False, a=talls)
inf = float("inf")
for p, name in [(2, "2"), (-2, "-2")]:
    case("det", f"cond(a, p={name})", lambda a: L.cond(a, p), tol=1e-8, a=stack)
for p, name in [(1, "1"), (-1, "-1"), (inf, "inf"), (-inf, "-inf"), ("fro", '"fro"'), ("nuc", '"nuc"')]:
    # torch.linalg.cond itself changes its inverse in place, and then has no gradient.
    case("det", f"cond(a, p={name})", lambda a: L.matrix_norm(a, p) * L.matrix_norm(L.inv(a), p), tol=1e-8, a=stack)
case("det", "cond(a, p=1)", lambda a: L.cond(a, 1), grads=False, a=torch.stack([torch.ones(2, 2), torch.eye(2)]).double())
case("det", "cond(a)", lambda a: L.cond(a), tol=1e-8, a=talls)

# Factorisations: products and squares that do not depend on signs.
case("factors", "cholesky((a + a.T) / 2)", lambda a: L.cholesky(sym(a)), a=spds)
case("factors", "cholesky((a + a.T) / 2, upper=true)", lambda a: L.cholesky(sym(a), upper=True), a=spd)
for a in [q, tall, wide, talls, wides]:
    case("factors", "qr(a)[0]", lambda a: L.qr(a)[0], tol=1e-8, a=a)
    case("factors", "qr(a)[1]", lambda a: L.qr(a)[1], tol=1e-8, a=a)
case("factors", 'qr(a, mode="complete")[1]', lambda a: L.qr(a, mode="complete")[1], a=wide)
case("factors", 'qr(a, mode="complete")[0]', lambda a: L.qr(a, mode="complete")[0], grads=False, a=tall)
case("factors", 'qr(a, mode="r")', lambda a: L.qr(a, mode="r")[1], grads=False, a=tall)
for a in [q, tall, wide, talls, wides]:
    case("factors", "svd(a)[0] ^ 2", lambda a: L.svd(a, full_matrices=False)[0] ** 2, tol=1e-7, a=a)
    case("factors", "svd(a)[1]", lambda a: L.svd(a, full_matrices=False)[1], a=a)
    case("factors", "svd(a)[2] ^ 2", lambda a: L.svd(a, full_matrices=False)[2] ** 2, tol=1e-7, a=a)
    case("factors", "svdvals(a)", lambda a: L.svdvals(a), a=a)
case("factors", "(u, s, v) = svd(a); (u * tanh(s)) @ v",
     lambda a: (lambda u, s, v: (u * s.tanh()) @ v)(*L.svd(a, full_matrices=False)), tol=1e-7, grads=False, a=tall)
case("factors", "svd(a, full=true)[0] ^ 2", lambda a: L.svd(a)[0][:, :3] ** 2, tol=1e-7, grads=False, a=s3)
for a in [s3, stack]:
    case("factors", "eigh((a + a.T) / 2)[0]", lambda a: L.eigh(sym(a))[0], a=a)
    case("factors", "eigh((a + a.T) / 2)[1] ^ 2", lambda a: L.eigh(sym(a))[1] ** 2, tol=1e-7, a=a)
    case("factors", "eigvalsh((a + a.T) / 2)", lambda a: L.eigvalsh(sym(a)), a=a)
for a in [q, s3, stack, randn(5, 5)]:
    case("factors", "sort(complex_abs(eigvals(a)))", lambda a: L.eigvals(a).abs().sort().values, tol=1e-8, a=a)
    case("factors", "sum(complex_abs(eig(a)[1]) ^ 4)", lambda a: (L.eig(a)[1].abs() ** 4).sum(), tol=1e-7, a=a)
    case("factors", "sort(eig(a)[0][..., 0])", lambda a: L.eig(a)[0].real.sort().values, tol=1e-8, a=a)
for a in [q, tall, wide, talls]:
    case("factors", "lu(a)[0]", lambda a: L.lu(a)[0], grads=False, a=a)
    case("factors", "lu(a)[1]", lambda a: L.lu(a)[1], tol=1e-7, a=a)
    case("factors", "lu(a)[2]", lambda a: L.lu(a)[2], tol=1e-7, a=a)
case("factors", "lu_factor(a)[0]", lambda a: L.lu_factor(a)[0], tol=1e-7, a=stack)
case("factors", "lu_factor(a)[1]", lambda a: L.lu_factor(a)[1], grads=False, a=stack)
for scale in [0.01, 0.3, 1, 3, 20]:
    case("factors", "matrix_exp(a)", lambda a: torch.matrix_exp(a), tol=1e-7, a=s3 * scale)
case("factors", "matrix_exp(a)", lambda a: torch.matrix_exp(a), tol=1e-8, a=stack)

# Norms.
cube, v = randn(2, 3, 4), randn(5)
for p, name in [(0, "0"), (1, "1"), (2, "2"), (3, "3"), (0.5, "0.5"), (-1, "-1"), (-2.5, "-2.5"), (inf, "inf"), (-inf, "-inf")]:
    case("norms", f"vector_norm(x, p={name}, axis=1)", lambda x: L.vector_norm(x, p, dim=1), tol=1e-8, grads=p != 0, x=cube)
    case("norms", f"norm(x, p={name}, axis=(0, 2), keepdims=true)",
         lambda x: L.vector_norm(x, p, dim=(0, 2), keepdim=True), tol=1e-8, grads=p != 0, x=cube)
case("norms", "norm(x)", lambda x: torch.norm(x), x=cube)
case("norms", 'norm(x, p="fro", axis=(1, 2))', lambda x: torch.norm(x, "fro", dim=(1, 2)), x=cube)
case("norms", 'norm(x, p="nuc", axis=(0, 2))', lambda x: torch.norm(x, "nuc", dim=(0, 2)), x=cube)
case("norms", "norm(x)", lambda x: L.vector_norm(x), x=torch.zeros(3, dtype=torch.float64))
case("norms", "vector_norm(x, p=3)", lambda x: L.vector_norm(x, 3), x=torch.tensor([0.0, 1, -2], dtype=torch.float64))
case("norms", "vector_norm(x, p=inf)", lambda x: L.vector_norm(x, inf), x=torch.tensor([3.0, 1, -3], dtype=torch.float64))
for p, name in [("fro", '"fro"'), ("nuc", '"nuc"'), (1, "1"), (-1, "-1"), (2, "2"), (-2, "-2"), (inf, "inf"), (-inf, "-inf")]:
    case("norms", f"matrix_norm(a, p={name})", lambda a: L.matrix_norm(a, p), tol=1e-8, a=cube)
    case("norms", f"matrix_norm(a, p={name}, axis=(2, 0), keepdims=true)",
         lambda a: L.matrix_norm(a, p, dim=(2, 0), keepdim=True), tol=1e-8, a=cube)

# Products.
m, n, b3, c3 = randn(3, 4), randn(4, 2), randn(2, 3, 4), randn(2, 4, 2)
einsums = [
    ("ij,jk", [m, n]), ("ij,jk->ki", [m, n]), ("ba", [m]), ("aB", [m]), ("ii", [s3]), ("ii->i", [s3]),
    ("...ij,...jk", [b3, n]), ("...ij,...jk->...ik", [b3, c3]), ("i...->...", [b3]), ("...i->", [b3]),
    ("bij,bij->b", [b3, b3 + 1]), ("i...j,...->j...", [b3, randn(3)]), ("bii->bi", [stack]), ("iij->j", [randn(3, 3, 2)]),
    ("i,j->ij", [v, randn(3)]), ("ij,ij->ij", [m, m - 1]), ("ab,bc,cd->ad", [m, n, randn(2, 5)]),
    ("ij,kj,kl,il->", [m, randn(2, 4), randn(2, 5), randn(3, 5)]), ("abc,cd,b,a->d", [randn(2, 3, 4), n, randn(3), randn(2)]),
    ("i,i->i", [randn(1), randn(3)]), ("ij,j->i", [randn(3, 1), randn(4)]), ("i j , j k -> i k", [m, n]), (",", [randn(), randn()]),
    ("bhqd,bhkd->bhqk", [randn(2, 2, 3, 4), randn(2, 2, 5, 4)]), ("...", [b3]), ("...ii->...i", [stack]),
]
for equation, operands in einsums:
    names = "xyzw"[: len(operands)]
    case("einsum", f'einsum("{equation}", {", ".join(names)})', lambda **o: torch.einsum(equation, *o.values()),
         **dict(zip(names, operands)))
case("products", "tensordot(x, y)", lambda x, y: torch.tensordot(x, y), x=b3, y=randn(3, 4, 2))
case("products", "tensordot(x, y, axes=1)", lambda x, y: torch.tensordot(x, y, 1), x=b3, y=n)
case("products", "tensordot(x, y, axes=[[1, 0], [2, 0]])", lambda x, y: torch.tensordot(x, y, ([1, 0], [2, 0])),
     x=b3, y=randn(2, 5, 3))
case("products", "tensordot(x, y, axes=0)", lambda x, y: torch.tensordot(x, y, 0), x=randn(2), y=randn(3))
case("products", "multi_dot(x, y, z)", lambda x, y, z: L.multi_dot([x, y, z]), x=m, y=n, z=randn(2, 3))
case("products", "multi_dot(x, y, z, w)", lambda x, y, z, w: L.multi_dot([x, y, z, w]), x=randn(3), y=m, z=n, w=randn(2))
case("products", "cross(x, y)", lambda x, y: L.cross(x, y), x=randn(4, 3), y=randn(1, 3))
case("products", "cross(x, y, axis=0)", lambda x, y: L.cross(x, y, dim=0), x=randn(3, 2), y=randn(3, 2))
case("products", "vander(x)", lambda x: L.vander(x), x=randn(4))
case("products", "vander(x, 3)", lambda x: L.vander(x, N=3), x=torch.tensor([[0.0, 1], [-2, 0.5]], dtype=torch.float64))
case("products", "vander(x, increasing=false)", lambda x: torch.vander(x), grads=False, x=randn(3))
case("products", "block_diag(x, y, z)", lambda x, y, z: torch.block_diag(x, y, z), x=randn(2, 3), y=randn(), z=randn(2))
case("products", "addmm(x, y, z, beta=0.5, alpha=-2)", lambda x, y, z: torch.addmm(x, y, z, beta=0.5, alpha=-2),
     x=randn(2), y=m, z=n)
case("products", "bmm(x, y)", lambda x, y: torch.bmm(x, y), x=b3, y=c3)
case("products", "mv(x, y)", lambda x, y: torch.mv(x, y), x=m, y=randn(4))
case("products", "kron(x, y)", lambda x, y: torch.kron(x, y), x=randn(2, 3), y=randn(2, 2))
case("products", "outer(x, y)", lambda x, y: torch.outer(x, y), x=randn(2), y=randn(3))

# Distances and covariances.
for p, name in [(2, "2"), (1, "1"), (3, "3"), (inf, "inf")]:
    case("distances", f"cdist(x, y, p={name})", lambda x, y: torch.cdist(x, y, p), x=randn(2, 4, 3), y=randn(2, 5, 3))
    case("distances", f"pdist(x, p={name})", lambda x: torch.pdist(x, p), x=randn(5, 3))
same = randn(3, 2)
case("distances", "cdist(x, y)", lambda x, y: torch.cdist(x, y), x=same, y=same)
case("distances", "cdist(x, y)", lambda x, y: torch.cdist(x, y), x=randn(2, 1, 3, 2), y=randn(4, 2))
observations = randn(3, 6)
case("distances", "cov(x)", lambda x: torch.cov(x), x=observations)
case("distances", "cov(x, correction=0)", lambda x: torch.cov(x, correction=0), x=observations)
case("distances", "cov(x)", lambda x: torch.cov(x), x=v)
f, w = torch.tensor([1, 2, 1, 3, 1, 2]), torch.rand(6, dtype=torch.float64).mul(100).round().div(100)
case("distances", "cov(x, fweights=k)", lambda x, k: torch.cov(x, fweights=k), x=observations, k=f)
case("distances", "cov(x, fweights=k, aweights=w)", lambda x, k, w: torch.cov(x, fweights=k, aweights=w), grads=False,
     x=observations, k=f, w=w)
case("distances", "corrcoef(x)", lambda x: torch.corrcoef(x), x=observations)

# 32 bits: the result has them too.
f32 = {"tol": 2e-5, "grads": False}
a32, b32, t32 = stack.float(), randn(2, 3, 2).float(), tall.float()
case("f32", "solve(a, b)", lambda a, b: L.solve(a, b), **f32, a=a32, b=b32)
case("f32", "det(a)", lambda a: L.det(a), **f32, a=a32)
case("f32", "svdvals(a)", lambda a: L.svdvals(a), **f32, a=t32)
case("f32", "qr(a)[1]", lambda a: L.qr(a)[1], **f32, a=t32)
case("f32", "pinv(a)", lambda a: L.pinv(a), **f32, a=t32)
case("f32", "matrix_exp(a)", lambda a: torch.matrix_exp(a), **f32, a=a32)
case("f32", "cdist(a, a)", lambda a: torch.cdist(a, a), **f32, a=t32)
case("f32", "vector_norm(a)", lambda a: L.vector_norm(a), **f32, a=t32)

# Products that add to something.
for left, right, to in [((2, 3), (3,), (2,)), ((2, 3), (3,), (1,)), ((0, 3), (3,), (0,)), ((2, 0), (0,), (2,))]:
    case("added", "addmv(x, a, b, 0.5, -2)", lambda x, a, b: torch.addmv(x, a, b, beta=0.5, alpha=-2), x=randn(*to), a=randn(*left), b=randn(*right))
for left, right, to in [((2, 3, 4), (2, 4, 5), (2, 3, 5)), ((2, 3, 4), (2, 4, 5), (5,)), ((0, 3, 4), (0, 4, 5), (3, 5))]:
    case("added", "baddbmm(x, a, b, 0.5, -2)", lambda x, a, b: torch.baddbmm(x, a, b, beta=0.5, alpha=-2), x=randn(*to), a=randn(*left), b=randn(*right))
    if to != (2, 3, 5):
        case("added", "addbmm(x, a, b, 0.5, -2)", lambda x, a, b: torch.addbmm(x, a, b, beta=0.5, alpha=-2), x=randn(*to), a=randn(*left), b=randn(*right))
for left, right, to in [((2,), (3,), (2, 3)), ((2,), (3,), (3,)), ((0,), (3,), (1, 3))]:
    case("added", "addr(x, a, b, 0.5, -2)", lambda x, a, b: torch.addr(x, a, b, beta=0.5, alpha=-2), x=randn(*to), a=randn(*left), b=randn(*right))
for left, right in [((3,), (3,)), ((2, 3), (3,)), ((2, 3), (4, 3)), ((), (2, 2)), ((2, 1, 3), (4, 3)), ((0,), (0,))]:
    case("products", "inner(x, y)", lambda x, y: torch.inner(x, y), x=randn(*left), y=randn(*right))
for left, right, axis in [((3,), (3,), -1), ((2, 3), (3,), -1), ((2, 3), (2, 3), 0), ((2, 1, 3), (4, 3), -1), ((0,), (0,), 0)]:
    case("products", f"vecdot(x, y, {axis})", lambda x, y: L.vecdot(x, y, dim=axis), x=randn(*left), y=randn(*right))
for left, right in [((), (2,)), ((2,), ()), ((2, 3), (2,)), ((2, 2), (1, 3, 1)), ((0, 2), (2, 2))]:
    case("products", "kron(x, y)", lambda x, y: torch.kron(x, y), x=randn(*left), y=randn(*right))
for left, right in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((2, 1, 2, 3), (5, 3, 4)), ((5, 2, 3), (3,)), ((3,), (5, 3, 2)),
                    ((0, 3), (3, 2)), ((2, 0), (0, 3)), ((1, 1), (1, 1)), ((0,), (0,))]:
    case("products", "matmul(x, y)", lambda x, y: torch.matmul(x, y), x=randn(*left), y=randn(*right))
    case("products", "x @ y", lambda x, y: x @ y, x=randn(*left), y=randn(*right))
    if len(left) == 2 == len(right):
        case("products", "x.T.T @ (y.T * 1).T", lambda x, y: x @ y, x=randn(*left), y=randn(*right))
case("products", "dot(x, y)", lambda x, y: torch.dot(x, y), x=randn(4), y=randn(4))

# Determinants and null spaces. A basis is unique up to a rotation: its projection is compared.
for a in (definite(), definite(2), definite(n=1), definite(2, n=2)):
    case("determinant", "logdet(a)", lambda a: torch.logdet(a), a=a)
case("determinant", "logdet(a)", lambda a: torch.logdet(a), grads=False, a=torch.tensor([[0.0, 1], [1, 0]], dtype=F64))
for a in (wide, low, randn(3, 3), torch.zeros(2, 3, dtype=F64)):
    case("null space", "null_space(a) @ null_space(a).T", lambda a: (lambda n: n @ n.T)(scipy.linalg.null_space(a.numpy())), grads=False, a=a)

# Polynomials, sums of shifted products, lines between points.
def polyval(p, x):
    result = torch.zeros_like(x)
    for c in p:
        result = result * x + c
    return result


for shape in SHAPES:
    case("polynomial", "polyval(p, x)", polyval, p=randn(4), x=randn(*shape))
case("polynomial", "polyval(p, x)", polyval, p=randn(0), x=randn(3))
case("polynomial", "polyfit(x, y, 0)", lambda x, y: y.mean()[None], grads=False, x=distinct(6), y=randn(6))
for degree in (1, 3):
    case("polynomial", f"polyfit(x, y, {degree})", lambda x, y: L.lstsq(torch.stack([x**k for k in range(degree, -1, -1)], -1), y).solution,
         tol=1e-8, x=distinct(6), y=randn(6))


def convolve(x, kernel, mode):
    n, k = len(x), len(kernel)
    full = torch.nn.functional.conv1d(x[None], kernel.flip(0)[None, None], padding=k - 1)[0]
    # Same: as many as the longer one has, from the middle. Valid: only where both overlap fully.
    if mode == "same":
        return full.narrow(0, (min(n, k) - 1) // 2, max(n, k))
    return full.narrow(0, min(n, k) - 1, max(n, k) - min(n, k) + 1) if mode == "valid" else full


for n, k in [(5, 3), (3, 5), (4, 4), (1, 1), (6, 2)]:
    for mode in ("full", "same", "valid"):
        x, kernel = randn(n), randn(k)
        assert np.allclose(np.convolve(x, kernel, mode), convolve(x, kernel, mode))
        case("polynomial", f'convolve(x, k, "{mode}")', lambda x, k: convolve(x, k, mode), x=x, k=kernel)


def interp(x, xp, fp):
    i = torch.searchsorted(xp.detach(), x.detach()).clamp(1, len(xp) - 1)
    inside = x.clamp(xp[0].item(), xp[-1].item())
    return fp[i - 1] + (fp[i] - fp[i - 1]) / (xp[i] - xp[i - 1]) * (inside - xp[i - 1])


points = torch.tensor([-1.0, 0, 0.5, 2], dtype=F64)
for x in (torch.tensor([-0.7, 0.3, 1.9, 0.1], dtype=F64), torch.tensor([[-3.0, 5]], dtype=F64), torch.tensor(0.2, dtype=F64)):
    case("polynomial", "interp(x, p, y)", lambda x, p, y: interp(x, p, y), grads=bool(x.abs().max() < 2), x=x, p=points, y=randn(4))

cases.write()
