"""Squares of residuals and lengths: name the residual, differentiate the square, and go back through the matrix."""

from gradekit.authoring import (
    Draws,
    Map,
    arrays,
    at,
    composed,
    local,
    matrix_form,
    norm,
    norm2,
    template,
    total,
)

SMALL = -3, -2, -1, 1, 2, 3


@template(
    "least-squares-norm",
    group="identities",
    title="Least squares and lengths",
    goal="name the residual, differentiate its square by it, and hand on what stands inside: the matrix and its sign",
    levels=(2, 5),
)
def make(g: Draws, level: int) -> Map:
    m = 3 if level == 2 else 2
    A, s, x, r = arrays(f"A:{m}x2 s:2 x:{m} r")
    k, c, sign = g.int("k", 2, 9), g.int("c", 2, 9), g.pick("sign", 1, -1)  # of A s in the residual
    low = SMALL if level < 5 else (1, 2, 3)
    numbers = {letter: g.entries(letter.name, letter.shape, low) for letter in (s, A, x)}
    if level == 5:  # all entries of the residual are negative for s > 0, so that its length is never 0
        given, V = [-g.int("x1", 1, 5), -g.int("x2", 1, 5)], g.entries("W", (2, 2), SMALL)
        numbers[A][0][1] += numbers[A][0][1] == numbers[A][1][0]  # neither matrix is symmetric
        V[0][1] *= -1 if V[0][1] == V[1][0] else 1
        drawn = Map(s).on("s > 0").then(r=given - (numbers[A] @ s)).then(f=k * norm(r) + s.T @ V @ s)
        whole = total("f", by="s", substituted=False)
        return drawn.ask(local("f", by="r"), local("r", by="s"), whole, at(total("f", by="s"), {s: numbers[s]}))
    drawn = Map(s, A, x).then(r=A @ s - x if sign > 0 else x - A @ s)
    if level == 3:
        p, q, mixed = g.int("p", 1, 4), g.int("q", 1, 4), g.pick("mixed", -2, -1, 1, 2)
        f, form = r.T @ [[p, mixed], [mixed, q]] @ r, ""
    else:
        f, form = k * norm2(r), f"{2 * k * sign}*A.T @ r"
        f, form = (f + c * norm2(s), f"{form} + {2 * c}*s") if level == 4 else (f, form)
    whole = total("f", by="s", substituted=False)
    if form:
        said = {"extents": "N", "arrays": "A:MxN r:M s:N x:M", "sizes": {"M": m, "N": 2}, "of": whole}
        whole = matrix_form(
            "df_ds", form, r"$\frac{\partial f}{\partial s}$ as a formula of matrices; $r$ may stay in it", **said
        )
    return drawn.then(f=f).ask(local("f", by="r"), whole, at(composed("r"), numbers), at(total("f", by="s"), numbers))


EFFORT = {2: 28.8, 3: 34.8, 4: 24, 5: 55}

TEXT = r"""
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}.
"""
