"""Compositions of arrays at random: the stages against difference quotients of 50 digits, and against other systems."""

from fractions import Fraction
from math import prod

import pytest
from arrays_by_mpmath import difference_quotients
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from gradekit.authoring import (
    Map,
    arrays,
    cross_entropy,
    det,
    diag,
    dot,
    exp,
    half_norm2,
    inv,
    log,
    mean,
    mean_square,
    norm,
    norm2,
    outer,
    sigma,
    sin,
    softmax,
    softplus,
    sum_of,
    t,
    tanh,
    total,
    trace,
)
from gradekit.equality.points.values import values_at
from gradekit.problems.admission.keys import vouched
from gradekit.problems.worked import worked_out

W, V, X, A, x, b, y, z, u, Z, L = arrays("W:2x3 V:2x2 X:2x2 A:3x2 x:3 b:2 y:2 z u Z L")

FIRST = [
    W @ x + b,
    sin(W @ x) * b,
    tanh(W @ x - b),
    2 * b - W @ x / 3,
    A.T @ x + b,
    V @ (W @ x),
    b * t + W @ x,
    diag(b) @ W @ x,
]
"""Vectors of 2."""
SECOND = [
    sigma(z),
    exp(z / 4),
    z * y,
    z / (y + 3),
    z**3,
    softmax(z),
    softplus(z),
    z + y.T @ V,
    [[1, 2], [0, 3]] @ z,
    norm(z) * y,
]
"""Vectors of 2 made of the first."""
LAST = [
    norm2(u - y), half_norm2(u), mean_square(u - y), dot(u, y), u.T @ X @ y, sum_of(outer(u, y)), norm(u + 2),
    mean(u * u), trace(outer(u, y) @ X), cross_entropy(softmax(u), y), det(X + outer(u, u)),
    u @ inv(X + outer(y, y)) @ y, sum_of(exp(X) * outer(u, u)), log(det(X.T @ X) + norm2(u)),
]  # fmt: skip
"""Numbers made of the second."""

INPUTS = (W, V, X, A, x, b, y)


def composition(first, second, last):
    return Map(*INPUTS, t).then(z=first).then(u=second).then(L=last)


def derivatives(drawn, top, by):
    """The stages' derivatives with their composition; what stands in no formula is not asked."""
    draft = drawn.outputs("L").ask(*(total(top, by=name) for name in by)).draft()
    return draft, worked_out(draft)


def point_of(draft, seed):
    return {name: Fraction(3 + (7 * place + seed) % 13, 10) for place, name in enumerate(draft.composition.inputs)}


def agree(drawn, top, by, seed):
    draft, worked = derivatives(drawn, top, by)
    point = point_of(draft, seed)
    with mp.workdps(50):
        at = {name: mpf(value.numerator) / value.denominator for name, value in point.items()}
        for ask, answer in zip(draft.asks, worked.answers.values(), strict=True):
            assert prod(answer.shape) == len(answer.entries)
            theirs = difference_quotients(draft.composition, at, top, ask.quantity.inputs)
            ours = values_at(answer.entries, point)
            for one, other in zip(ours, theirs, strict=True):
                assert one is not None
                assert mp.almosteq(mpf(one[0]), other, rel_eps=mpf(10) ** -13, abs_eps=mpf(10) ** -14)


@settings(max_examples=25, deadline=None)
@given(
    first=st.sampled_from(range(len(FIRST))),
    second=st.sampled_from(range(len(SECOND))),
    last=st.sampled_from(range(len(LAST))),
    seed=st.integers(0, 12),
)
def test_the_stages_agree_with_difference_quotients(first, second, last, seed):
    agree(composition(FIRST[first], SECOND[second], LAST[last]), "L", ("W", "x", "y", "X", "t"), seed)


@pytest.mark.parametrize("place", range(len(SECOND)))
def test_the_derivatives_of_every_array_formula(place):
    agree(Map(V, y, arrays("z:2")[0]).then(u=SECOND[place]).then(L=norm2(u)), "u", ("z", "y"), place)


@pytest.mark.parametrize("place", range(len(LAST)))
def test_the_derivatives_of_every_scalar_formula(place):
    agree(Map(X, y, arrays("u:2")[0]).then(L=LAST[place]), "L", ("X", "u", "y"), place)


MATRICES = [X.T @ X, X @ V @ X.T, inv(X), X * V, V - X / 2, outer(y, y) @ X, exp(X), det(X) * V, (X @ y) @ y.T, -X.T]


@pytest.mark.parametrize("place", range(len(MATRICES)))
def test_the_four_indices_of_a_matrix_by_a_matrix(place):
    drawn = Map(X, V, y).then(Z=MATRICES[place]).then(L=trace(Z))
    _, worked = derivatives(drawn, "Z", ("X",))
    assert worked.answers["dZ_dX"].shape == (2, 2, 2, 2)
    agree(drawn, "Z", ("X",), place)


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(range(len(FIRST))), st.sampled_from(range(len(LAST))))
def test_sympy_and_balls_vouch_for_the_stages(first, last):
    drawn = composition(FIRST[first], z * y, LAST[last])
    vouched(worked_out(drawn.outputs("L").ask(total("L", by="W", substituted=False), total("u", by="x")).draft()))


def gradients_elsewhere(draft, point):
    """The derivatives of L by each input, by reverse accumulation in another system; skips where that is not there."""
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    jnp, given = jax.numpy, [block for block in draft.composition.blocks if block.formula is None]
    at = {block.name: jnp.array([float(point[m]) for m in block.members]).reshape(block.shape) for block in given}
    arrays_of = {
        "array": lambda *rows: jnp.stack(rows), "matmul": jnp.matmul, "transpose": jnp.transpose,
        "hadamard": jnp.multiply, "dot": jnp.dot, "outer": jnp.outer, "sum": jnp.sum, "mean": jnp.mean,
        "norm2": lambda p: (p * p).sum(), "norm": jnp.linalg.norm, "trace": jnp.trace, "det": jnp.linalg.det,
        "inv": jnp.linalg.inv, "diag": jnp.diag, "softmax": jax.nn.softmax, "softplus": jax.nn.softplus,
        "sigmoid": jax.nn.sigmoid,
    }  # fmt: skip
    heads = {"add": lambda *p: sum(p), "negate": jnp.negative, "divide": jnp.divide, "power": jnp.power,
             "multiply": lambda *p: p[0] * p[1] if len(p) == 2 else p[0] * p[1] * p[2]}  # fmt: skip

    def value(formula, letters):
        if formula.head == "symbol":
            return letters[formula.name]
        if formula.head == "number":
            return jnp.array(float(formula.number))
        args = [value(arg, letters) for arg in formula.args]
        if formula.head != "function":
            return heads[formula.head](*args)
        return (arrays_of.get(formula.name) or getattr(jnp, formula.name))(*args)

    def loss(told):
        letters = {**told, "t": jnp.array(float(point["t"]))}
        for block in draft.composition.blocks:
            if block.formula is not None:
                letters[block.name] = value(block.formula, letters)
        return letters["L"]

    return {name: found.flatten().tolist() for name, found in jax.grad(loss)(at).items()}


@pytest.mark.long
@pytest.mark.parametrize("first", range(len(FIRST)))
def test_the_stages_agree_with_reverse_accumulation_elsewhere(first):
    for second in range(len(SECOND)):
        for last in range(len(LAST)):
            draft, worked = derivatives(composition(FIRST[first], SECOND[second], LAST[last]), "L", ("x", "y", "X"))
            point = point_of(draft, first)
            theirs = gradients_elsewhere(draft, point)
            for name, answer in zip(("x", "y", "X"), worked.answers.values(), strict=True):
                ours = [value[0] for value in values_at(answer.entries, point)]
                assert ours == pytest.approx(theirs[name], rel=1e-9, abs=1e-10)
