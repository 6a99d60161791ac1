"""Mal-rules on vectors, matrices, tensors and networks against answers worked out by hand."""

from __future__ import annotations

from itertools import product

import pytest
import sympy
from by_hand import Row, asked, check
from test_register import CHAIN, CURVE, JACOBIAN, of_x

from gradekit.authoring import Map, arrays, det, inv, norm2, s, sigma, softmax, sum_of, tanh, total
from gradekit.malrules.predict import MALRULES
from gradekit.syntax.build import exp, function, multiply, negate, number, power, sin, symbol

W, X, V, R, K, x, b, u, v, w, p, y, g = arrays("W:2x2 X:2x2 V:2x2 R:1x2 K x:2 b:2 u v w:2 p y:2 g")
a, f, c = arrays("a f c")
(three,) = arrays("x:3")
at_x = symbol("x")

MAP = Map(W, x).then(u=W @ x)
LENGTH = MAP.then(f=norm2(u))
OUTER, BY_X = asked(MAP, total("u", by="W")), asked(LENGTH, total("f", by="x"))
FORM = asked(Map(X, x).then(f=x.T @ X @ x), total("f", by="x"))
SHIFTED = asked(Map(X, x, y).then(f=x.T @ X @ x + y @ x), total("f", by="x"))
GRAM = asked(Map(R).then(K=R.T @ R), total("K", by="R"))
PRODUCT = asked(Map(W, X).then(K=W @ X), total("K", by="W"))
SQUARE = asked(Map(x).then(f=norm2(x)), total("f", by="x"))
RESIDUAL = asked(Map(W, x, y).then(g=y - W @ x).then(f=norm2(g)), total("f", by="x"))
wide = arrays("W:2x3")[0]
WIDE = asked(Map(wide, three).then(u=wide @ three), total("u", by="W"))
zed = sympy.Symbol("z")
BROADCAST = asked(Map(x, zed).then(u=x + zed), total("u", by="z"))
CUBE = asked(Map(three).then(f=norm2(three)), total("f", by="x"))
SOFT = asked(Map(x).then(p=softmax(x)), total("p", by="x"))
INVERSE = asked(Map(X).then(K=inv(X)), total("K", by="X"))
DET = asked(Map(X).then(u=det(X)), total("u", by="X"))
GROWING = Map(s).then(X=[[s, s**2], [s**3, 2 * s]])
wt, bias, a0, goal = (sympy.Symbol(name) for name in ("w", "b", "a0", "y"))
NEURON_MAP = Map(wt, bias, a0, goal).then(z=wt * a0 + bias).then(a=sigma(sympy.Symbol("z")))
NEURON_MAP = NEURON_MAP.then(C=(sympy.Symbol("a") - goal) ** 2)
BY_WEIGHT, BY_BIAS = asked(NEURON_MAP, total("C", by="w")), asked(NEURON_MAP, total("C", by="b"))
BOTH = asked(NEURON_MAP, total("C", by="w b"))
DEEP = asked(
    Map(*(sympy.Symbol(name) for name in ("w", "x", "b", "m", "k")))
    .then(z=wt * sympy.Symbol("x") + bias)
    .then(a=sympy.tanh(sympy.Symbol("z")))
    .then(u=sympy.Symbol("m") * sympy.Symbol("a") + sympy.Symbol("k"))
    .then(c=sympy.tanh(sympy.Symbol("u"))),
    total("c", by="w"),
)

WIDE_SWAPPED = [f"{int(i == q)}*x{k + 1}" for i, k, q in product(*map(range, (2, 2, 3)))]

U1, U2 = "(W11*x1 + W12*x2)", "(W21*x1 + W22*x2)"
P1, P2 = "(exp(x1)/(exp(x1) + exp(x2)))", "(exp(x2)/(exp(x1) + exp(x2)))"
A = "(1/(1 + exp(-w*a0 - b)))"
SLOPE = f"{A}*(1 - {A})"
TWO = (1, 2)
M = sympy.Matrix(2, 2, sympy.symbols("X11 X12 X21 X22"))
I = M.inv()  # noqa: E741  the inverse
I2 = I * I


def at_indices(entry, rank):
    """Entries by their indices 0 and 1, in row-major order."""
    return [entry(*index) for index in product(range(2), repeat=rank)]


def delta(i, j):
    return int(i == j)


ROWS: list[Row] = [
    # rule                         asked                          site                    by hand
    ("variable-kept", of_x(multiply(number(5), at_x)), "d f/d x", ["5*x"]),
    ("inner-sign", of_x(exp(negate(at_x))), "d f/d x", ["exp(-x)"]),
    (
        "inner-sign",
        RESIDUAL,
        "d g/d x",
        [f"2*(W11*(y1 - {U1}) + W21*(y2 - {U2}))", f"2*(W12*(y1 - {U1}) + W22*(y2 - {U2}))"],
    ),
    ("misread-power", of_x(power(sin(at_x), 2)), "d f/d x", ["2*x*cos(x**2)"]),
    ("sigmoid-reciprocal", of_x(function("sigmoid", at_x)), "d f/d x", ["1 + exp(-x)"]),
    ("activation-derivative-at-output", of_x(function("tanh", at_x)), "d f/d x", ["1 - tanh(tanh(x))**2"]),
    ("base-without-log", of_x(power(number(2), power(at_x, 2))), "d f/d x", ["2*x*2**(x**2)"]),
    ("product-minus", of_x(multiply(power(at_x, 2), exp(at_x))), "d f/d x", ["2*x*exp(x) - x**2*exp(x)"]),
    ("forget-inner", of_x(sin(power(at_x, 2))), "d f/d x", ["cos(x**2)"]),
    ("drop-path", CURVE, "path 2", ["2*sin(t)*cos(t)"]),
    ("stale-value", CHAIN, "d v/d u", ["3*sin(t**2)**2*cos(t)*2*t"]),
    # vectors and sums
    ("broadcast-identity", BROADCAST, "everywhere", ["1", "0", "0", "1"]),
    ("n-factor", asked(Map(x).then(f=sum_of(x)), total("f", by="x")), "everywhere", ["2", "2"]),
    ("sum-forgotten", BY_X, "u1 only", [f"2*{U1}*W11", f"2*{U1}*W12"]),
    ("sum-forgotten", BY_X, "u, same index", [f"2*{U1}*W11", f"2*{U2}*W22"]),
    (
        "sum-not-taken",
        asked(Map(w, x).then(g=w * x).then(f=sum_of(g)), total("f", by="w")),
        "g",
        ["x1", "0", "0", "x2"],
    ),
    ("entries-added", SQUARE, "everywhere", ["2*x1 + 2*x2"]),
    ("sum-of-rows", JACOBIAN, "everywhere", ["y + 2*x", "x + 1"]),
    (
        "bias-summed",
        asked(Map(W, x, b).then(u=W @ x + b).then(f=norm2(u)), total("f", by="b")),
        "everywhere",
        [f"2*({U1} + b1 + {U2} + b2)"] * 2,
    ),
    ("free-index-summed", SQUARE, "index 1", ["2*x1 + 2*x2"] * 2),
    ("answer-for-other-variable", asked(Map(w, x).then(g=w * x), total("g", by="w")), "by x", ["w1", "0", "0", "w2"]),
    # quadratic forms, R^T R, norms
    ("one-factor-only", FORM, "d f/d x, factor 1", ["X11*x1 + X12*x2", "X21*x1 + X22*x2"]),
    ("one-factor-only", FORM, "d f/d x, factor 2", ["X11*x1 + X21*x2", "X12*x1 + X22*x2"]),
    ("one-factor-only", SHIFTED, "d f/d x, factor 1", ["X11*x1 + X12*x2 + y1", "X21*x1 + X22*x2 + y2"]),
    ("symmetric-A-assumed", SHIFTED, "d f/d x, as it stands", ["2*(X11*x1 + X12*x2) + y1", "2*(X21*x1 + X22*x2) + y2"]),
    ("transposed-factor-dropped", GRAM, "d K/d R", ["R11", "0", "R12", "0", "0", "R11", "0", "R12"]),
    ("factor-2-everywhere", GRAM, "d K/d R, factor 1", ["2*R11", "0", "2*R12", "0", "0", "2*R11", "0", "2*R12"]),
    ("symmetric-A-assumed", FORM, "d f/d x, as it stands", ["2*(X11*x1 + X12*x2)", "2*(X21*x1 + X22*x2)"]),
    ("symmetric-A-assumed", FORM, "d f/d x, transposed", ["2*(X11*x1 + X21*x2)", "2*(X12*x1 + X22*x2)"]),
    ("norm-for-its-square", SQUARE, "d f/d x", ["x1/sqrt(x1**2 + x2**2)", "x2/sqrt(x1**2 + x2**2)"]),
    # u = W x by W is delta_ik x_q; K = W X by W is delta_pi X_jq
    ("no-kronecker", OUTER, "everywhere", ["x1", "x2"] * 4),
    ("delta-index-swapped", OUTER, "everywhere", at_indices(lambda i, k, q: f"{delta(i, q)}*x{k + 1}", 3)),
    (
        "delta-index-swapped",
        WIDE,
        "everywhere",
        WIDE_SWAPPED,
    ),
    ("wrong-index-on-factor", OUTER, "everywhere", at_indices(lambda i, k, _: f"{delta(i, k)}*x{i + 1}", 3)),
    ("wrong-axis-order", OUTER, "everywhere", at_indices(lambda k, q, i: f"{delta(i, k)}*x{q + 1}", 3)),
    (
        "wrong-axis-order",
        GRAM,
        "everywhere",
        at_indices(lambda j, p, q: f"{delta(p, j)}*R1{q + 1} + {delta(q, j)}*R1{p + 1}", 3),
    ),
    ("collapsed-to-row", OUTER, "everywhere", ["x1", "x2"]),
    ("factor-2-on-diagonal-missing", GRAM, "everywhere", ["R11", "0", "R12", "R11", "R12", "R11", "0", "R12"]),
    (
        "entry-transposed",
        PRODUCT,
        "everywhere",
        at_indices(lambda p, q, i, j: delta(q, i) * M[j, p], 4),
    ),
    (
        "transposed-slice",
        PRODUCT,
        "everywhere",
        at_indices(lambda p, q, i, j: delta(p, j) * M[i, q], 4),
    ),
    (
        "index-off-by-one",
        asked(Map(three).then(f=norm2(three)), total("f", by="x")),
        "index 1",
        ["2*x3", "2*x1", "2*x2"],
    ),
    # gradients in matrix form: W^T G, G X^T, G x^T, G * f'
    ("weights-not-transposed", BY_X, "d u/d x, 1", [f"2*(W11*{U1} + W12*{U2})", f"2*(W21*{U1} + W22*{U2})"]),
    (
        "wrong-side-multiplication",
        asked(Map(W, X).then(K=W @ X).then(f=norm2(K)), total("f", by="W")),
        "d K/d W, 1",
        list(2 * M.T * sympy.Matrix(2, 2, sympy.symbols("W11 W12 W21 W22")) * M),
    ),
    (
        "one-factor-transposed",
        asked(Map(W, X).then(K=W @ X).then(f=norm2(K)), total("f", by="W")),
        "d K/d W, 1",
        list(2 * (sympy.Matrix(2, 2, sympy.symbols("W11 W12 W21 W22")) * M).T * M.T),
    ),
    (
        "outer-product-transposed",
        asked(LENGTH, total("f", by="W")),
        "d u/d W, 1",
        [f"2*x1*{U1}", f"2*x1*{U2}", f"2*x2*{U1}", f"2*x2*{U2}"],
    ),
    (
        "hadamard-missing",
        asked(Map(x).then(u=tanh(x)).then(f=norm2(u)), total("f", by="x")),
        "d u/d x, 1",
        ["2*tanh(x1)*(1 - tanh(x1)**2) + 2*tanh(x2)*(1 - tanh(x2)**2)"] * 2,
    ),
    # X^-1 by X is -X^-1 dX X^-1, and det X by X the cofactors
    ("inverse-sign", INVERSE, "d K/d X", at_indices(lambda i, j, k, m: I[i, k] * I[m, j], 4)),
    ("order-lost", INVERSE, "d K/d X, to the left", at_indices(lambda i, j, k, m: -I2[i, k] * delta(m, j), 4)),
    ("order-lost", INVERSE, "d K/d X, to the right", at_indices(lambda i, j, k, m: -delta(i, k) * I2[m, j], 4)),
    (
        "inverse-entrywise",
        INVERSE,
        "d K/d X",
        at_indices(lambda *at: -delta(at[:2], at[2:]) / M[at[:2]] ** 2, 4),
    ),
    ("inverse-not-transposed", DET, "d u/d X", ["X22", "-X12", "-X21", "X11"]),
    ("det-factor-missing", DET, "d u/d X", list(I.T)),
    ("tr-instead-of-det", DET, "d u/d X", ["1", "0", "0", "1"]),
    ("det-of-derivative", asked(GROWING.then(u=det(X)), total("u", by="s")), "everywhere", ["2 - 6*s**3"]),
    (
        "inverse-of-derivative",
        asked(GROWING.then(K=inv(X)), total("K", by="s")),
        "everywhere",
        [f"({entry})/(2 - 6*s**3)" for entry in ("2", "-2*s", "-3*s**2", "1")],
    ),
    ("softmax-diagonal-only", SOFT, "d p/d x", [f"{P1}*(1 - {P1})", "0", "0", f"{P2}*(1 - {P2})"]),
    ("normaliser-as-constant", SOFT, "d p/d x", [P1, "0", "0", P2]),
    ("softmax-off-diagonal-sign", SOFT, "d p/d x", [f"{P1}*{P2}"] * 4),
    # one neuron: dC/dw = 2 (a - y) a (1 - a) a0
    ("input-factor-dropped", BY_WEIGHT, "d z/d w", [f"2*({A} - y)*{SLOPE}"]),
    ("weight-for-input", BY_WEIGHT, "d z/d w", [f"2*({A} - y)*{SLOPE}*w"]),
    ("bias-gets-input", BY_BIAS, "d z/d b, input 1", [f"2*({A} - y)*{SLOPE}*a0"]),
    ("w-b-swapped", BOTH, "everywhere", [f"2*({A} - y)*{SLOPE}", f"2*({A} - y)*{SLOPE}*a0"]),
    ("error-not-weighted", BY_WEIGHT, "d C/d a", [f"{SLOPE}*a0"]),
    ("error-sign", BY_WEIGHT, "d C/d a", [f"2*(y - {A})*{SLOPE}*a0"]),
    ("loss-factor-dropped", BY_WEIGHT, "d C/d a", [f"({A} - y)*{SLOPE}*a0"]),
    ("activation-derivative-dropped", BY_WEIGHT, "a", [f"2*({A} - y)*a0"]),
    (
        "wrong-layer-weights",
        asked(Map(W, V, x).then(u=W @ x).then(v=V @ u).then(f=norm2(v)), total("f", by="x", substituted=False)),
        "d v/d u, W for V",
        list(
            2 * sympy.Matrix(2, 2, sympy.symbols("W11 W12 W21 W22")).T ** 2 * sympy.Matrix(2, 1, sympy.symbols("v1 v2"))
        ),
    ),
    (
        "slope-at-another-layer",
        DEEP,
        "d a/d z, at u",
        ["(1 - tanh(m*tanh(w*x + b) + k)**2)**2*m*x"],
    ),
]


@pytest.mark.parametrize(("rule", "question", "site", "by_hand"), ROWS, ids=[f"{row[0]}, {row[2]}" for row in ROWS])
def test_predicts_what_one_finds_by_hand(rule, question, site, by_hand):
    assert rule in MALRULES
    check(rule, question, site, by_hand)
