"""Derivatives of linear and quadratic forms and of traces: one summand for each place at which the letter stands."""

from gradekit.authoring import Draws, Map, arrays, at, matrix_form, require, template, total, trace

A, B, X, a, b, x = arrays("A:2x2 B:2x2 X:2x2 a:2 b:2 x:2")
DIGITS = -5, -4, -3, -2, -1, 1, 2, 3, 4, 5

ONCE = (trace(A @ X), "A.T"), (trace(X @ A), "A.T"), (trace(X.T @ A), "A"), (trace(A @ X.T), "A")
TWICE = (
    (trace(X.T @ B @ X), "(B + B.T) @ X"),
    (trace(X @ B @ X.T), "X @ (B + B.T)"),
    (trace(X @ X @ B), "(X@B + B@X).T"),
)
"""Traces, and their derivatives by X."""


@template(
    "identity-linear-quadratic",
    group="identities",
    title="Linear forms, quadratic forms, traces",
    goal="differentiate at each place where the letter stands, and add: once, twice, transposed or not",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    k, c = g.pick("k", -5, -4, -3, -2, 2, 3, 4, 5), g.int("c", 2, 5)
    numbers = {letter: g.entries(letter.name, letter.shape, DIGITS) for letter in (A, B, X, a, b, x)}
    p, q, M, P = (numbers[letter] for letter in (a, b, A, B))
    require(p[0] * q[1] != p[1] * q[0], "the vectors are not parallel")
    require(M[0][1] != M[1][0] and P[0][1] != P[1][0], "the matrices are not symmetric")
    whole, sign = total("f", by="x" if level < 3 else "X"), "+" if k > 0 else "-"
    if level == 1:
        used, form = (x, a, b), f"{c}*a {sign} {abs(k)}*b"
        f = g.pick("f", c * (a.T @ x) + k * (x.T @ b), c * (x.T @ a) + k * (b.T @ x), c * (a.T @ x) + k * (b.T @ x))
    elif level == 2:
        f, form, used = c * (x.T @ A @ x) + k * (a.T @ x), f"{c}*(A + A.T) @ x {sign} {abs(k)}*a", (x, A, a)
    elif level == 3:
        f, form = g.pick("f", (a.T @ X @ b, "a @ b.T"), (b.T @ X @ a, "b @ a.T"), (a.T @ X.T @ b, "b @ a.T"))
        f, form, used = k * f, f"{k}*{form}", (X, a, b)
    elif level == 4:
        (once, first), (twice, then) = g.pick("once", *ONCE), g.pick("twice", *TWICE)
        f, form, used = c * once + k * twice, f"{c}*{first} {sign} {abs(k)}*{then}", (X, A, B)
    else:
        f = g.pick("f", trace(X.T @ M @ X @ P), trace(X @ M @ X @ P), trace(X @ M @ X.T @ P))
        return Map(X).then(f=f).ask(whole, at(whole, {X: numbers[X]}))
    spaces = " ".join(f"{one.name}:{'NxN' if one in (A, B, X) else 'N'}" for one in used)
    said = {"extents": "N" if level < 3 else "NxN", "arrays": spaces, "sizes": {"N": 2}, "of": whole}
    name = "df_dx" if level < 3 else "df_dX"
    told = rf"$\frac{{\partial f}}{{\partial {name[-1]}}}$ as a formula of matrices"
    value = at(whole, {one: numbers[one] for one in used})
    return Map(*used).then(f=f).ask(matrix_form(name, form, told, **said), value)


EFFORT = {1: 9.5, 2: 27, 3: 14, 4: 54, 5: 84}

TEXT = r"""
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}.
{% if level < 5 %}
Find the derivative in letters first, then its value.
{% endif %}
"""
