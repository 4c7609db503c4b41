"""Writes Cases/shapes.json: operations that move elements, take them apart and put them together.

Run with PyTorch installed: python3 shapes.py"""
import torch
import torch.nn.functional as F

from oracle import F64, Cases, randn, text

torch.manual_seed(35)
cases = Cases(__file__)


def sweep(code, f, *shapes):
    for shape in shapes:
        cases.add("shape", code, f, x=randn(*shape))


ANY = [(), (0,), (4,), (1, 3), (2, 1, 3), (0, 3)]
MATRICES = [(3, 3), (2, 4), (1, 3), (0, 3), (2, 3, 2)]
sweep("reshape(x, -1)", lambda x: x.reshape(-1), *ANY)
sweep("reshape(x, (3, -1))", lambda x: x.reshape(3, -1), (6,), (2, 3), (2, 1, 3))
sweep("x.T.reshape(-1)", lambda x: x.mT.reshape(-1), (2, 3), (2, 1, 3))
sweep("flatten(x)", torch.flatten, *ANY)
sweep("flatten(x, 1)", lambda x: x.flatten(1), (2, 3), (2, 1, 3), (0, 3, 2))
sweep("flatten(x, 0, 1)", lambda x: x.flatten(0, 1), (2, 3), (2, 1, 3), (0, 3, 2))
sweep("unflatten(x, 1, (2, -1))", lambda x: x.unflatten(1, (2, -1)), (3, 4), (2, 6, 2))
sweep("unflatten(x, -1, (3, 2))", lambda x: x.unflatten(-1, (3, 2)), (6,), (0, 6))
sweep("permute(x, (2, 0, 1))", lambda x: x.permute(2, 0, 1), (2, 1, 3), (0, 3, 2))
sweep("permute(x, (-1, 0, 1))", lambda x: x.permute(-1, 0, 1), (2, 1, 3))
sweep("transpose(x)", lambda x: x.mT, *MATRICES)
sweep("transpose(x, 0, -1)", lambda x: x.transpose(0, -1), *MATRICES)
sweep("x.t()", lambda x: x.t(), (3,), (2, 3), ())
sweep("movedim(x, 0, -1)", lambda x: x.movedim(0, -1), (3,), (2, 3), (2, 1, 3))
sweep("movedim(x, (0, 1), (-1, 0))", lambda x: x.movedim((0, 1), (-1, 0)), (2, 3), (2, 1, 3))
sweep("squeeze(x)", torch.squeeze, *ANY)
sweep("squeeze(x, 1)", lambda x: x.squeeze(1), (2, 1, 3), (2, 3))
sweep("squeeze(x, (0, 1))", lambda x: x.squeeze((0, 1)), (1, 1, 3), (1, 2, 3))
sweep("unsqueeze(x, -1)", lambda x: x.unsqueeze(-1), *ANY)
sweep("unsqueeze(x, 0)", lambda x: x.unsqueeze(0), *ANY)
sweep("expand(x, (2, 4, 3))", lambda x: x.expand(2, 4, 3), (), (3,), (1, 3), (2, 1, 3))
sweep("expand(x, (2, -1, 3))", lambda x: x.expand(2, -1, 3), (1, 3), (2, 4, 1))
sweep("flip(x)", lambda x: x.flip(tuple(range(x.dim()))), *ANY)
sweep("flip(x, -1)", lambda x: x.flip(-1), (4,), (2, 3), (2, 1, 3))
sweep("flip(x, (0, 2))", lambda x: x.flip((0, 2)), (2, 1, 3))
sweep("fliplr(x)", torch.fliplr, (2, 3), (2, 3, 2))
sweep("flipud(x)", torch.flipud, (3,), (2, 3), (2, 3, 2))
for k in range(-1, 5):
    sweep(f"rot90(x, {k})", lambda x: x.rot90(k), (2, 3), (2, 3, 2))
sweep("rot90(x, 1, (1, 2))", lambda x: x.rot90(1, (1, 2)), (2, 3, 2))
sweep("roll(x, 2)", lambda x: x.roll(2), *ANY)
sweep("roll(x, -1, 1)", lambda x: x.roll(-1, 1), (2, 3), (2, 4, 2))
sweep("roll(x, (1, 5), (0, -1))", lambda x: x.roll((1, 5), (0, -1)), (2, 3), (2, 4, 2))
sweep("repeat(x, (2, 3))", lambda x: x.repeat(2, 3), (2,), (2, 3), (0, 2))
sweep("repeat(x, (2, 1, 2))", lambda x: x.repeat(2, 1, 2), (2,), (2, 3))
sweep("repeat_interleave(x, 3)", lambda x: x.repeat_interleave(3), (), (2,), (2, 3), (0,))
sweep("repeat_interleave(x, 2, 0)", lambda x: x.repeat_interleave(2, 0), (2,), (2, 3), (0, 3))
sweep("repeat_interleave(x, [2, 0, 1], -1)", lambda x: x.repeat_interleave(torch.tensor([2, 0, 1]), -1), (3,), (2, 3))
for offset in (-1, 0, 1, 9):
    sweep(f"tril(x, {offset})", lambda x: x.tril(offset), *MATRICES)
    sweep(f"triu(x, {offset})", lambda x: x.triu(offset), *MATRICES)
for offset in (-2, 0, 1):
    sweep(f"diag(x, {offset})", lambda x: x.diag(offset), (3,), (3, 3), (2, 4), (1,), (0,))
    sweep(f"diagonal(x, {offset})", lambda x: x.diagonal(offset), *MATRICES)
    sweep(f"diagonal(x, {offset}, -1, 0)", lambda x: x.diagonal(offset, -1, 0), *MATRICES)
    sweep(f"diag_embed(x, {offset})", lambda x: x.diag_embed(offset), (3,), (2, 3), (1,), (0,))
    sweep(f"diagflat(x, {offset})", lambda x: x.diagflat(offset), (), (3,), (2, 2))
for margins in [(1, 2), (0, 0), (-1, 1), (1, 0, 2, 1)]:
    sweep(f"pad(x, {margins})", lambda x: F.pad(x, margins), (2, 3), (1, 2, 4), (3, 1))
    sweep(f"pad(x, {margins}, value=1.5)", lambda x: F.pad(x, margins, value=1.5), (2, 3))
for mode in ("reflect", "replicate", "circular"):
    sweep(f'pad(x, (2, 1), mode="{mode}")', lambda x: F.pad(x, (2, 1), mode=mode), (2, 3), (1, 2, 4))
    sweep(f'pad(x, (1, 2, 0, 1), mode="{mode}")', lambda x: F.pad(x, (1, 2, 0, 1), mode=mode), (2, 3, 3), (1, 2, 4, 3))
sweep("unfold(x, 0, 2)", lambda x: x.unfold(0, 2, 1), (2,), (5,), (4, 3))
sweep("unfold(x, -1, 3, 2)", lambda x: x.unfold(-1, 3, 2), (7,), (2, 8), (0, 4))
sweep("narrow(x, -1, 1, 2)", lambda x: x.narrow(-1, 1, 2), (3,), (2, 4), (0, 3))
sweep("narrow(x, 0, 0, 0)", lambda x: x.narrow(0, 0, 0), (3,), (2, 4))
sweep("select(x, 1, -1)", lambda x: x.select(1, -1), (2, 3), (2, 3, 2))
for i in range(3):
    sweep(f"unbind(x)[{i}]", lambda x: x.unbind()[i], (3,), (3, 2))
    sweep(f"unbind(x, -1)[{i}]", lambda x: x.unbind(-1)[i], (2, 3))
    sweep(f"split(x, 2)[{i}]", lambda x: x.split(2)[i], (5,), (6, 2))
    sweep(f"split(x, (2, 0, 3), 1)[{i}]", lambda x: x.split((2, 0, 3), 1)[i], (2, 5))
    sweep(f"chunk(x, 3)[{i}]", lambda x: x.chunk(3)[i], (3,), (7,), (8, 2))
    sweep(f"tensor_split(x, 3)[{i}]", lambda x: x.tensor_split(3)[i], (7,), (8, 2), (2,))
    sweep(f"tensor_split(x, (1, 4), -1)[{i}]", lambda x: x.tensor_split((1, 4), -1)[i], (6,), (2, 5), (3,))
    sweep(f"hsplit(x, 3)[{i}]", lambda x: x.hsplit(3)[i], (6,), (2, 3))
    sweep(f"vsplit(x, (1, 2))[{i}]", lambda x: x.vsplit((1, 2))[i], (4, 2))
for name, f in {"atleast_1d": torch.atleast_1d, "atleast_2d": torch.atleast_2d, "atleast_3d": torch.atleast_3d}.items():
    sweep(f"{name}(x)", f, (), (3,), (2, 3), (1, 2, 3))
sweep("combinations(x)", torch.combinations, (4,), (2,), (1,), (0,))
sweep("combinations(x, 3)", lambda x: torch.combinations(x, 3), (5,), (2,))
sweep("combinations(x, 2, true)", lambda x: torch.combinations(x, 2, True), (3,))
sweep("x[:, none]", lambda x: x[:, None], (3,), (2, 3))


def together(code, f, *tuples):
    for shapes in tuples:
        let = {k: randn(*s) for k, s in zip("abc", shapes)}
        names = ", ".join(let)
        cases.add("join", code.replace("…", names), lambda *v: f(v), **let)


together("cat((…))", torch.cat, [(2,), (3,)], [(2, 3), (1, 3)], [(0, 3), (2, 3)], [(2,), (2,), (2,)])
together("cat((…), -1)", lambda v: torch.cat(v, -1), [(2, 1), (2, 3)], [(0, 1), (0, 2)])
together("stack((…))", torch.stack, [(), ()], [(3,), (3,)], [(2, 3), (2, 3), (2, 3)], [(0,), (0,)])
together("stack((…), -1)", lambda v: torch.stack(v, -1), [(), ()], [(3,), (3,)], [(2, 3), (2, 3)])
together("hstack((…))", torch.hstack, [(), ()], [(3,), (2,)], [(2, 3), (2, 1)], [(1, 2, 2), (1, 1, 2)])
together("vstack((…))", torch.vstack, [(), ()], [(3,), (3,)], [(2, 3), (1, 3)], [(1, 2, 2), (2, 2, 2)])
together("dstack((…))", torch.dstack, [(), ()], [(3,), (3,)], [(2, 3), (2, 3)], [(1, 2, 2), (1, 2, 1)])
together("column_stack((…))", torch.column_stack, [(), ()], [(3,), (3,)], [(2, 3), (2, 1)], [(2,), (2, 3)])
together("cartesian_prod(…)", lambda v: torch.cartesian_prod(*v), [(2,), (3,)], [(2,), (1,), (2,)], [(3,)], [(0,), (2,)])
for i in range(2):
    for indexing in ("ij", "xy"):
        together(f'meshgrid(…, indexing="{indexing}")[{i}]', lambda v: torch.meshgrid(*v, indexing=indexing)[i], [(2,), (3,)], [(2,), (1,), (3,)], [(0,), (2,)])
    together(f"broadcast_tensors(…)[{i}]", lambda v: torch.broadcast_tensors(*v)[i], [(2, 1), (3,)], [(), (3,)], [(2, 1), (1, 3), (1, 1)], [(0, 1), (3,)])
together("reshape_as(a, b)", lambda v: v[0].reshape_as(v[1]), [(6,), (2, 3)])
together("expand_as(a, b)", lambda v: v[0].expand_as(v[1]), [(3,), (2, 3)], [(), (2, 0)])

cases.write()
