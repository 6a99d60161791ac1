"""Derivatives of vectors by vectors: row i of the Jacobian belongs to f_i, and that of A x is A itself."""

from gradekit.authoring import (
    Draws,
    Map,
    arrays,
    at,
    by_index,
    cos,
    dot,
    exp,
    local,
    norm2,
    s,
    shape,
    sigma,
    sin,
    tanh,
    template,
    total,
)

NUMBERS, TIMES = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5), (-9, -8, -7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7, 8, 9)
ENTRY = r"\frac{\partial f_i}{\partial x_j}"
SQUARE = {"A": "A:NxN", "x": "x:N", "b": "b:N"}


@template(
    "vector-wrt-vector",
    group="matrices and tensors",
    title="A vector by a vector",
    goal="write one entry as a sum over an index, and differentiate it by one entry: the Jacobian of A x is A",
    levels=(1, 5),
)
def make(g: Draws, level: int) -> Map:
    a, c, q, k = g.pick("a", *TIMES), g.pick("c", *TIMES), g.nonzero("q", -9, 9), g.int("k", 2, 4)
    m, n = (2, 2) if level == 4 else (3, 3) if level == 5 else g.pick("size", (2, 3), (3, 2))
    turned = level in (2, 5) and g.pick("turned", False, True)
    A, x, b, v = arrays(f"A:{n if turned else m}x{m if turned else n} x:{n} b:{n if level == 4 else m} v")
    product, entry = (A.T if turned else A) @ x, "A[j,i]" if turned else "A[i,j]"
    size = shape("size", (m, n), "the shape of $df/dx$", why=SIZES)
    if level == 3:
        drawn = Map(A, x, b).then(v=(product + q * b) / k).then(f=a * g.pick("act", sigma, tanh, sin, cos, exp)(v))
        by = total("f", by="x", substituted=False)
        return drawn.ask(size, local("v", by="x"), local("f", by="v"), by)
    letters, p, square = {"A": A, "x": x, "b": b}, g.int("p", 2, 4), level == 4 and g.pick("square", True, False)
    slope, named = f"{a}*{entry}", "A x" if level == 1 or square else "A x b"
    drawn = Map(*(letters[name] for name in named.split()))
    if level < 3:
        drawn = drawn.then(f=a * product + c * b if level == 2 else a * product)
    elif level == 4:
        drawn = drawn.then(s=norm2(x) if square else dot(b, x)).then(f=a * s * product)
        inner, outer = ("x[m]**2", "2*x[j]") if square else ("b[m]*x[m]", "b[j]")
        slope = f"{a}*(A[i,j]*sum({inner}, m) + {outer}*sum(A[i,m]*x[m], m))"
    else:
        drawn = drawn.then(f=a * product + c * x**p + q * b)
        slope = f"{slope} + {c * p}*delta(i,j)*x[i]**{p - 1}".replace("**1", "").replace("+ -", "- ")
    by = {"indices": f"i:{'M' if level < 3 else 'N'} j:N", "sizes": {"M": m, "N": n} if level < 3 else {"N": n}}
    shapes = {"A": "A:NxM" if turned else "A:MxN", "x": "x:N", "b": "b:M"} if level < 3 else SQUARE
    by["arrays"] = " ".join(shapes[name] for name in named.split())
    entry = by_index("entry", slope, f"${ENTRY}$, for any sizes", label=ENTRY, of=total("f", by="x"), **by)
    point = {letters[name]: g.entries(name, letters[name].shape, NUMBERS) for name in named.split()}
    drawn = drawn.ask(local("s", by="x"), local("f", by="s")) if level == 4 else drawn
    return drawn.ask(entry) if level == 5 else drawn.ask(size, entry, at(total("f", by="x"), point))


SIZES = "The Jacobian has a row for each entry of $f$ and a column for each entry of $x$."

EFFORT = {1: 13.5, 2: 13.5, 3: 44, 4: 45, 5: 31.5}

TEXT = r"""
Let {{ definitions }}, with {{ arrays }}, for {{ domain }}. Find the Jacobian $df/dx$, which has a row for each entry of
$f$ and a column for each entry of $x$.
"""
