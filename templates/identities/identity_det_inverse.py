"""Traces, determinants and inverses of a matrix that moves, and their derivatives by the matrix itself."""

from itertools import product

from sympy import Matrix

from gradekit.authoring import (
    Draws,
    Map,
    arrays,
    at,
    composed,
    det,
    inv,
    local,
    log,
    require,
    s,
    template,
    total,
    trace,
)

X, p, q, Y = arrays("X:2x2 p:2 q:2 Y")
APART = "X11 > 2", "-2 < X12 < 2", "-2 < X21 < 2", "X22 > 2"
NEAR = {"X11": ("5/2", 4), "X12": ("1/2", "3/2"), "X21": ("1/2", "3/2"), "X22": ("5/2", 4)}
SHORT = [v for v in product(range(1, 6), repeat=4) if v[0] * v[3] + v[1] * v[2] in (4, 5, 8, 10)]
"""Entries, row by row, of matrices with a short inverse; the third one is to be taken with a minus sign."""

POINTS = ((3, 1), (-1, 3)), ((3, -1), (1, 3)), ((3, 1), (1, 3)), ((5, 1), (-1, 3)), ((3, -1), (1, 5)), ((3, 1), (1, 7))


@template(
    "identity-det-inverse",
    group="identities",
    title="Determinants and inverses",
    goal="differentiate a determinant by its trace formula, and put the derivative of an inverse between two inverses",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    a, c = g.int("a", 2, 6), g.int("c", 1, 5)
    if level == 5:
        drawn = Map(X, p, q).on(*APART).box(**NEAR).then(Y=inv(X))
        bilinear = g.pick("f", p.T @ Y @ q, q.T @ Y @ p, p.T @ Y.T @ q)
        f = g.pick("sign", 1, -1) * a * bilinear + c * g.pick("more", log(det(X)), det(X), trace(X), trace(X @ X))
        point = {one: g.sample(one.name, (-3, -2, -1, 1, 2, 3), 2) for one in (p, q)} | {X: g.pick("X", *POINTS)}
        return drawn.then(f=f).ask(at(total("f", by="X"), point))
    values, now = g.pick("values", *SHORT), {s: 1}
    first, up, down, last = (moving(g, f"entry {place}", value) for place, value in enumerate(values, start=1))
    matrix = Matrix([[first, up], [-down, last]])  # all four are positive, so that it has an inverse for each s > 0
    here, slope = matrix.subs(now), matrix.diff(s)
    require(here * slope != slope * here, "the matrix and its derivative do not commute")
    drawn = Map(s).on("s > 0").then(X=matrix.tolist())
    if level == 2:
        f = a * g.pick("f", trace(X @ X), trace(X.T @ X)) + c * trace(X)
        return drawn.then(f=f).ask(local("X", by="s"), local("f", by="X"), total("f", by="s"))
    if level == 3:
        f = a * det(X) + c * g.pick("more", trace(X), -trace(X))
        return drawn.then(f=f).ask(local("X", by="s"), local("f", by="X"), at(total("f", by="s"), now))
    return drawn.then(Y=inv(X)).ask(local("X", by="s"), at(composed("Y"), now), at(total("Y", by="s"), now))


def moving(g: Draws, name: str, value: int):
    """A formula in s that is positive for s > 0 and has that value at s = 1."""
    return g.pick(name, value * s, s + value - 1, value * s**2, s**2 + value - 1)


EFFORT = {2: 35.9, 3: 26, 4: 166.5, 5: 180}

HINTS = {
    4: (
        "$X Y = I$ for every $s$: differentiate both sides, and keep the order of the factors.",
        r"In symbols: $\frac{dX}{ds} \, Y + X \, \frac{dY}{ds} = 0$. Solve for what is asked.",
        "Put in $s = 1$ before you multiply: $X$, $Y$ and the derivative of $X$ are matrices of numbers then.",
    )
}

TEXT = r"""
Let {{ definitions }}{{ ", with " + arrays if level == 5 else "" }}, for {{ domain }}.
{% if level == 4 %}
Differentiate $X X^{-1} = I$ if you do not remember the rule, and take ${{ numbers }}$ for the values.
{% endif %}
"""
