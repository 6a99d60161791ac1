"""The chain rule with indices: a sum over all indices of what lies in between, and over no others."""

from typing import Any

from gradekit.authoring import (
    Draws,
    Map,
    arrays,
    by_index,
    cos,
    exp,
    local,
    log,
    matrix_form,
    members,
    norm2,
    sin,
    sum_of,
    t,
    template,
    total,
)

TIMES = (-9, -8, -7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7, 8, 9)

NAMED = {1: ("t", "", "u", "j"), 2: ("x", "i", "u", "j"), 3: ("W", "ij", "u", "k"), 4: ("W", "ij", "Z", "kl")}
"""What one differentiates by and what lies in between, each with its indices."""

ENTRIES: dict[int, dict[str, Any]] = {
    2: {"formula": "A[j,i]", "indices": "j:M i:N", "arrays": "A:MxN x:N b:M", "sizes": {"M": 2, "N": 3}},
    3: {"formula": "delta(k,i)*x[j]", "indices": "k:M i:M j:N", "arrays": "W:MxN x:N b:M", "sizes": {"M": 2, "N": 3}},
    4: {
        "formula": "delta(k,i)*X[j,l]",
        "indices": "k:M l:K i:M j:N",
        "arrays": "W:MxN X:NxK",
        "sizes": {"M": 2, "N": 2, "K": 2},
        "other": {"M": 2, "N": 3, "K": 2},
    },
    5: {
        "formula": "delta(k,i)*X[j,l]",
        "indices": "k:M l:K i:M j:N",
        "arrays": "W:MxN X:NxK",
        "sizes": {"M": 2, "N": 3, "K": 2},
    },
}
MATRICES: dict[str, Any] = {
    "arrays": "W:MxN X:NxK Y:MxK Z:MxK",
    "extents": "MxN",
    "other": {"M": 3, "N": 4, "K": 2},
}


@template(
    "index-chain",
    group="matrices and tensors",
    title="The chain rule with indices",
    goal="sum over all indices of what lies in between, and over none of those that name the entry",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, c, k = g.pick("a", *TIMES), g.pick("c", *TIMES), g.int("k", 2, 5)
    n = 2 if level == 4 else 3
    A, W, X, Y, B, Z, x, b, y, u = arrays(f"A:2x3 W:2x{n} X:{n}x2 Y:2x2 B:2x2 Z x:3 b:2 y:2 u")
    name, by, between, over = NAMED[min(level, 4)]
    said_of = {"name": name, "by": by, "between": between, "over": over}
    which = rf"\frac{{\partial L}}{{\partial {name}{f'_{{{by}}}' if by else ''}}}"
    asks, why = f"the indices that are summed over in ${which}$", summed_over(name, by, between, over)
    summed = members("summed", set(over), asks, among=tuple(sorted((by or "i") + over)), why=why)
    losses = c * norm2(u - y), c * sum_of(y * u**2), c * sum_of(y * u**3), c * sum_of(y * log(u**2 + k))
    loss = g.pick("loss", *(losses if level == 3 else losses[:3]))
    if level == 1:
        second = g.pick("second", sin(k * t), cos(k * t), exp(k * t))
        drawn = Map(t, y).then(u=[a * t ** g.int("n", 2, 3), second]).then(L=loss).say(**said_of)
        return drawn.ask(summed, local("L", by="u"), local("u", by="t"), total("L", by="t", substituted=False))
    shift, last = g.nonzero("shift", -9, 9), total("L", by=name, substituted=False)
    if level < 4:
        drawn = Map(A, x, b, y) if level == 2 else Map(W, x, b, y)
        drawn = drawn.then(u=a * ((A if level == 2 else W) @ x) + shift * b).then(L=loss)
    else:
        loss = c * norm2(Z - Y) + k * norm2(W) if level == 5 else c * norm2(Z - Y)
        drawn = Map(W, X, B, Y).then(Z=a * (W @ X) + shift * B).then(L=loss)
        form = f"{2 * a * c}*(Z - Y) @ X.T" + (f" + {2 * k}*W" if level == 5 else "")
        wanted = "$dL/dW$ as a formula of matrices, of the shape of $W$"
        last = matrix_form("gradient", form, wanted, of=last, **MATRICES, sizes={"M": 2, "N": n, "K": 2})
    entry = dict(ENTRIES[level])
    linked = rf"\frac{{\partial {between}_{{{over}}}}}{{\partial {name}_{{{by}}}}}"
    formula = f"{a}*{entry.pop('formula')}"
    entry = by_index("entry", formula, f"${linked}$, for any sizes", label=linked, of=total(between, by=name), **entry)
    return drawn.say(**said_of).ask(summed, local("L", by=between), entry, last)


def summed_over(name: str, by: str, between: str, over: str) -> str:
    """The chain rule with its sum."""
    below, middle = f"{name}_{{{by}}}" if by else name, f"{between}_{{{over}}}"
    sums = " ".join(rf"\sum_{{{index}}}" for index in over)
    rule = rf"{sums} \frac{{\partial L}}{{\partial {middle}}} \frac{{\partial {middle}}}{{\partial {below}}}"
    names = f"; the indices of ${below}$ say which derivative it is" if by else ""
    return rf"Every entry of ${between}$ is a way to $L$: $\frac{{\partial L}}{{\partial {below}}} = {rule}${names}."


EFFORT = {1: 23.8, 2: 37.8, 3: 41, 4: 55, 5: 90.5}

TEXT = r"""
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. Here $L$ depends on ${{ name }}$ by way of ${{ between }}$.
{{ "The sign $\\odot$ and powers of vectors work entry by entry." if "odot" in definitions }}
{% if level == 1 %}
The index of $u$ is called $j$.
{% else %}
An entry of ${{ name }}$ is called ${{ name }}_{ {{- by -}} }$ and one of ${{ between }}$ is called
${{ between }}_{ {{- over -}} }$.
{% endif %}
"""
